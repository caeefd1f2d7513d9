-- One row: something that a check can need and that the documents of an organisation, scope, year and stage have: a form that was
-- read (or is declared empty), text (sentences with figures), prior_year (documents of the year before), units (all that the
-- department lists).
create temp table covered as
with own as (
    select organization, scope, fiscal_year, stage, document_id
    from current_document
    where refused = ''
)
select distinct organization, scope, fiscal_year, stage, reading.form as need
from own
join reading using (document_id)
where reading.form <> '' and (reading.figure_count > 0 or reading.declared_empty or reading.form in ('project_performance', 'overall_performance'))
union
select organization, scope, fiscal_year, stage, 'text'
from said
union
select own.organization, own.scope, own.fiscal_year, own.stage, 'prior_year'
from own
join own earlier on earlier.organization = own.organization and earlier.scope = own.scope and earlier.fiscal_year = own.fiscal_year - 1
union
select own.organization, own.scope, own.fiscal_year, own.stage, 'units'
from own
join unit using (document_id)
group by own.organization, own.scope, own.fiscal_year, own.stage
having count(*) = count(unit_document_id)
