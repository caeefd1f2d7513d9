-- id: repeated_paragraph
-- title: 段落重复
-- severity: info
-- tolerance: 不涉及金额；三十字以上、逐项说明金额的段落一字不差
-- message: 本段与第{expected}页的一段完全相同：{stated}
-- One row: a paragraph on an item that stands in one document twice.
select
    document_id, max(page) as page, 'info' as severity, '' as subject, text[:24] || '…' as stated, cast(min(page) as varchar) as expected, text as detail
from paragraph
where length(text) >= 30 and regexp_matches(text, '[0-9]万元') and regexp_matches(text, '“.*（项）”')
group by document_id, text
having count(*) > 1
