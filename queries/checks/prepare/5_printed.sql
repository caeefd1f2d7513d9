-- One row: one figure of a table of a loaded document, of the document's own year and stage.
-- Figures that are less certain only where they are asked for (variable inferred).
-- code: of a line without a code that is named like a class, that class.
create temp table printed as
with class as (
    select fact.document_id, regexp_replace(fact.label, '支出$', '') as name, min(fact.code) as code
    from fact
    join current_document document on document.document_id = fact.document_id
    where document.refused = '' and fact.presence = 'stated' and fact.sentence = '' and (not fact.inferred or getvariable('inferred'))
        and fact.fiscal_year = document.fiscal_year and fact.stage = document.stage and fact.scheme = 'functional' and length(fact.code) = 3
    group by fact.document_id, regexp_replace(fact.label, '支出$', '')
    having min(fact.code) = max(fact.code)
)
select
    document.organization, document.scope, document.fiscal_year, document.stage, document.document, document.format,
    fact.document_id, fact.ordinal, fact.form, fact.title, fact.fund, fact.scheme, coalesce(class.code, fact.code) as code, fact.line,
    fact.label, bare_name(fact.label) as name, fact.measure, fact.raw, fact.page, fact.table_number, fact.row_number,
    in_fen(fact.amount_yuan) as fen, in_fen(fact.grain_yuan) as grain
from fact
join current_document document on document.document_id = fact.document_id
left join class
    on class.document_id = fact.document_id
    and class.name = case when fact.code = '' and fact.line = 'expenditure_class' then regexp_replace(bare_name(fact.label), '支出$', '') end
where document.refused = '' and fact.presence = 'stated' and fact.sentence = '' and (not fact.inferred or getvariable('inferred'))
    and fact.fiscal_year = document.fiscal_year and fact.stage = document.stage
