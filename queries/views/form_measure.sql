-- One row: a measure that a form of one year and stage states, for each view that the form serves.
-- measure: null where the form declares itself empty: it then has every measure, without a line.
with stated as (
    select distinct organization, scope, fiscal_year, stage, view_rank, view, form_rank, form, form_name, measure
    from line
),
declared as (
    select distinct
        document.organization, document.scope, document.fiscal_year, document.stage,
        view_form.view_rank, view_form.view, view_form.form_rank, view_form.form, view_form.form_name,
        cast(null as varchar) as measure
    from reading
    join current_document document on document.document_id = reading.document_id
    join view_form on view_form.form = reading.form
    where document.refused = '' and reading.declared_empty
)
select * from stated
union all
select declared.*
from declared
left join stated
    on stated.organization = declared.organization and stated.scope = declared.scope
    and stated.fiscal_year = declared.fiscal_year and stated.stage = declared.stage
    and stated.form = declared.form and stated.view = declared.view
where stated.form is null
