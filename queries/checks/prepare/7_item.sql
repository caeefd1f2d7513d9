-- One row: a functional code and its names in the tables of one organisation, scope, year and stage.
create temp table item as
select
    item.organization, item.scope, item.fiscal_year, item.stage, item.code, min(item.label) as name,
    coalesce(min(section.label), '') as section, coalesce(min(class.label), '') as class
from printed item
left join printed section
    on section.document_id = item.document_id and section.scheme = 'functional' and section.code = item.code[:5]
    and length(item.code) > 5
left join printed class
    on class.document_id = item.document_id and class.scheme = 'functional' and class.code = item.code[:3]
    and length(item.code) > 3
where item.scheme = 'functional' and item.code <> ''
group by item.organization, item.scope, item.fiscal_year, item.stage, item.code
