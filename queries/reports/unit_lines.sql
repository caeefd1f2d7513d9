-- One row: a line of a unit's own document, of one form, year and stage; the code is empty for its total.
-- Parameters: $unit, the whole name; $fiscal_year, $stage; $form_name, as view_form names it.
-- A line that its documents state differently has no row. documents: their base names.
-- The unit need not be among the organisations asked for.
with form as (
    select distinct form
    from view_form
    where view = 'function' and form_name = $form_name
),
stated as (
    select
        fact.code, document.name, document.document_id,
        cast(cast(fact.amount_yuan as decimal(38, 2)) * 100 as bigint) as amount_fen
    from fact
    join document on document.document_id = fact.document_id
    join form on form.form = fact.form
    where document.organization = $unit and document.fiscal_year = $fiscal_year and document.stage = $stage
        and document.refused = '' and document.replaced_at is null
        and fact.fiscal_year = document.fiscal_year and fact.stage = document.stage
        and fact.measure in ('total', 'amount') and fact.amount_yuan is not null
        and (fact.scheme = 'functional' and fact.code <> '' or fact.code = '' and fact.line = 'form_total')
)
select code, min(amount_fen) as amount_fen, string_agg(distinct name, '、' order by name) as documents
from stated
group by code
having min(amount_fen) = max(amount_fen)
order by code
