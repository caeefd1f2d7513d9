-- id: empty_note
-- title: 有数的表却注“空表”
-- severity: error
-- tolerance: 不涉及金额；表内有不为零的数才报
-- message: {subject}有数（如{expected}），表下却注“{stated}”
-- One row: a filled table whose note says that it is empty.
select
    reading.document_id, reading.page, 'error' as severity, reading.title as subject, reading.note as stated, min(printed.raw) as expected,
    '' as detail
from reading
join printed
    on printed.document_id = reading.document_id and printed.form = reading.form and printed.title = reading.title and printed.fen <> 0
where not reading.declared_empty and regexp_matches(reading.note, '空表|无数据|无此项')
group by reading.document_id, reading.page, reading.title, reading.note
