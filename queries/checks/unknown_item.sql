-- id: unknown_item
-- title: 文字中的科目与表中不符
-- severity: error
-- tolerance: 不涉及金额；类、款、项三级写全，而表中没有这样的科目时才报
-- needs: text, expenditure_summary
-- message: 文字写“{stated}”，表中同一金额为“{expected}”
-- One row: a sentence on an item with its class and section that the tables do not have, while exactly one item of the
-- tables has its amount. An error where a level is named after another one (类的名称作了款), else info.
with spoken as (
    select
        said.*, bare_name(regexp_extract(subject, '^(.+?)（类）', 1)) as class_name, regexp_extract(subject, '（类）(.+?)（款）', 1) as section_name,
        regexp_extract(subject, '（款）(.+?)（项）', 1) as item_name
    from said
    where code = '' and value is not null and regexp_matches(subject, '（类）.+（款）.+（项）')
    qualify row_number() over (partition by document_id, subject, value order by page) = 1
),
fitting as (
    select distinct spoken.document_id, spoken.ordinal, item.code, item.class || '（类）' || item.section || '（款）' || item.name || '（项）' as full_name
    from spoken
    join printed
        on printed.organization = spoken.organization and printed.scope = spoken.scope and printed.fiscal_year = spoken.fiscal_year
        and printed.stage = spoken.stage and printed.scheme = 'functional' and length(printed.code) = 7
        and printed.measure in ('total', 'amount') and 2 * abs(printed.fen - spoken.value) <= spoken.value_grain
    join item
        on item.organization = spoken.organization and item.scope = spoken.scope and item.fiscal_year = spoken.fiscal_year
        and item.stage = spoken.stage and item.code = printed.code and item.class = spoken.class_name
),
single as (
    select document_id, ordinal, min(full_name) as full_name
    from fitting
    group by document_id, ordinal
    having count(*) = 1
)
select
    spoken.document_id, spoken.page, case when spoken.section_name = spoken.class_name or section.code is not null then 'error' else 'info' end as severity,
    spoken.subject, spoken.subject as stated, single.full_name as expected, spoken.sentence as detail
from spoken
join single using (document_id, ordinal)
left join item section
    on section.organization = spoken.organization and section.scope = spoken.scope and section.fiscal_year = spoken.fiscal_year
    and section.stage = spoken.stage and length(section.code) = 5 and section.name = spoken.item_name and section.name <> spoken.section_name
