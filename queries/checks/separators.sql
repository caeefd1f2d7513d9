-- id: separators
-- title: 千分位写法不一
-- severity: info
-- tolerance: 不涉及金额；四位以上的金额有的有千分位、有的没有
-- message: {stated}没有千分位，与文中其他金额写法不一
-- One row: an amount without separators in a document most of whose amounts of four digits have them.
with amount as (
    select document_id, page, ordinal, unnest(regexp_extract_all(text, '[0-9][0-9,]{3,}(?:[.][0-9]+)?万元')) as words
    from sentence
),
habit as (
    select document_id, count(*) filter (contains(words, ',')) as separated, count(*) filter (not contains(words, ',')) as plain
    from amount
    group by document_id
)
select amount.document_id, amount.page, 'info' as severity, '' as subject, words as stated, '' as expected, '' as detail
from amount
join habit using (document_id)
where not contains(words, ',') and habit.separated > habit.plain
