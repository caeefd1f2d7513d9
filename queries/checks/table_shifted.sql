-- id: table_shifted
-- title: 整张表的上下级对不上
-- severity: error
-- tolerance: 每个数半个末位（加数个数加一）；一张表六处以上才报，不再逐处报
-- needs: expenditure_summary
-- message: {subject}有{stated}处上级科目不等于下级之和（如{detail}），各行的数可能整体错开，请对照原表
-- One row: a table of which six or more lines are not the sums of those below: they have one cause, most likely figures that
-- stand a row off their names.
select
    document_id, min(page) as page, 'error' as severity, title as subject, cast(count(*) as varchar) as stated, '' as expected,
    arg_min(subject || '为' || stated || '，下级合计' || expected, ordinal) as detail
from uneven
where severity = 'error' and siblings >= 6
group by document_id, title
