-- id: level_word
-- title: 级次用语与本级不符
-- severity: warn
-- tolerance: 不涉及金额
-- message: 区（县）级部门的文件写了“{stated}”，共{detail}处，应为“{expected}”
-- One row: a page of a district's document that speaks of the city's or the province's own budget.
with spoken as (
    select document_id, page, unnest(regexp_extract_all(text, '(?:市级|省级)(?:预算主管部门|财政|预算单位|部门预算)')) as words
    from sentence
    where regexp_matches(organization, '^[^省]*?[市州盟](?:[^市]{1,6}[区县旗])')
)
select
    document_id, page, 'warn' as severity, '' as subject, min(words) as stated,
    regexp_replace(min(words), '市级|省级', '区级') as expected, cast(count(*) as varchar) as detail
from spoken
group by document_id, page
