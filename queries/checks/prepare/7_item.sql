-- One row: a functional code and its names in the tables of one organisation, scope, year and stage.
create temp table item as
with named as (
    select
        organization, scope, fiscal_year, stage, code, min(label) as name,
        case when length(code) > 5 then code[:5] else '' end as section_code, case when length(code) > 3 then code[:3] else '' end as class_code
    from printed
    where scheme = 'functional' and code <> ''
    group by organization, scope, fiscal_year, stage, code
)
select
    item.organization, item.scope, item.fiscal_year, item.stage, item.code, item.name, coalesce(section.name, '') as section,
    coalesce(class.name, '') as class
from named item
left join named section
    on section.organization = item.organization and section.scope = item.scope and section.fiscal_year = item.fiscal_year
    and section.stage = item.stage and section.code = item.section_code
left join named class
    on class.organization = item.organization and class.scope = item.scope and class.fiscal_year = item.fiscal_year
    and class.stage = item.stage and class.code = item.class_code
