-- id: level_name
-- title: 科目的级次写错
-- severity: warn
-- tolerance: 不涉及金额；名称在本部门的表里只有另一级才报；类、款、项写全的由 unknown_item 看
-- needs: text
-- message: “{stated}”在表中是“{expected}”
-- One row: a name in the text with 类, 款 or 项 that the tables have at another level only; once a wording.
with named as (
    select
        document_id, organization, scope, fiscal_year, stage, page,
        unnest(regexp_extract_all(text, '[^（）“”，。；：、0-9．.]{2,30}（[类款项]）')) as words
    from sentence
    where not regexp_matches(text, '（类）.*（款）.*（项）')
),
split as (
    select
        named.*, regexp_replace(regexp_replace(words, '（[类款项]）$', ''), '支出$', '') as name,
        case right(words, 2) when '类）' then 3 when '款）' then 5 else 7 end as digits
    from named
),
judged as (
    select
        split.document_id, min(split.page) as page, split.words, count(*) filter (length(item.code) = digits) as fitting, count(distinct length(item.code)) as levels,
        any_value(item.name) as own_name, max(length(item.code)) as own_digits
    from split
    join item
        on item.organization = split.organization and item.scope = split.scope and item.fiscal_year = split.fiscal_year and item.stage = split.stage
        and regexp_replace(item.name, '支出$', '') = split.name
    group by split.document_id, split.words
)
select
    document_id, page, 'warn' as severity, '' as subject, words as stated,
    own_name || case own_digits when 3 then '（类）' when 5 then '（款）' else '（项）' end as expected, '' as detail
from judged
where fitting = 0 and levels = 1
