-- id: full_stop
-- title: 段末缺标点
-- severity: info
-- tolerance: 不涉及金额；二十字以上、以金额结尾的段落
-- message: “{stated}”后面没有标点
-- One row: a paragraph of prose that ends with an amount and no mark, in a document that else ends its paragraphs with one.
with ending as (
    select document_id, page, text, regexp_matches(text, '(为|共)[0-9][0-9.,]*(万元|元|%|辆|个)$') as open, regexp_matches(text, '[。；！？]$') as closed
    from paragraph
    where length(text) >= 20 and regexp_matches(text, '[0-9](万元|元|%|辆|个)')
),
habit as (
    select document_id, count(*) filter (closed) as closed, count(*) filter (open) as open
    from ending
    group by document_id
)
select ending.document_id, ending.page, 'info' as severity, '' as subject, case when length(ending.text) > 16 then '…' else '' end || right(ending.text, 16) as stated, '' as expected, ending.text as detail
from ending
join habit using (document_id)
where ending.open and habit.closed > 3 * habit.open
