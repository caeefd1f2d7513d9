-- id: short_code
-- title: 科目编码缺前导零
-- severity: warn
-- tolerance: 不涉及金额
-- message: 编码印作“{stated}”（{subject}），应为{expected}
-- One row: a table's codes whose levels lack their leading zeros, all of a table's together.
with short as (
    select distinct fact.document_id, fact.title, fact.page, fact.row_number, fact.code, fact.code_printed, fact.label
    from fact
    join current_document document on document.document_id = fact.document_id
    where document.refused = '' and coalesce(fact.code_printed, '') <> ''
)
select
    document_id, min(page) as page, 'warn' as severity, string_agg(label, '、' order by page, row_number) as subject,
    string_agg(code_printed, '、' order by page, row_number) as stated, string_agg(code, '、' order by page, row_number) as expected, title as detail
from short
group by document_id, title
