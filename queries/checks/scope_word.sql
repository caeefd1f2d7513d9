-- id: scope_word
-- title: “本部门”“本单位”混用
-- severity: info
-- tolerance: 不涉及金额；只占少数的一种才报
-- needs: text
-- message: 文件多写“{expected}”，这里写“{stated}”，共{detail}处
-- One row: a document that mostly says 本部门 and sometimes 本单位, or the other way round; in sentences with figures.
with word as (
    select document_id, page, unnest(regexp_extract_all(text, '本部门|本单位')) as words
    from sentence
    where regexp_matches(text, '[0-9](万元|个|辆)')
),
habit as (
    select document_id, count(*) filter (words = '本部门') as departments, count(*) filter (words = '本单位') as units
    from word
    group by document_id
)
select
    word.document_id, min(page) as page, 'info' as severity, '' as subject, words as stated, case words when '本部门' then '本单位' else '本部门' end as expected,
    cast(count(*) as varchar) as detail
from word
join habit using (document_id)
where words = case when departments > units then '本单位' else '本部门' end and departments <> units
group by word.document_id, words
