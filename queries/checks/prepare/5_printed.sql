-- One row: one figure of a table of a loaded document, of the document's own year and stage.
-- Figures that are less certain only where they are asked for (variable inferred).
-- code: of a line without a code that is named like a class, that class.
create temp table printed as
with own as (
    select
        document.organization, document.scope, document.fiscal_year, document.stage, document.document, document.format,
        fact.document_id, fact.ordinal, fact.form, fact.title, fact.fund, fact.scheme, fact.code, fact.line,
        fact.label, bare_name(fact.label) as name, fact.measure, fact.raw, fact.page, fact.table_number, fact.row_number,
        cast(cast(fact.amount_yuan as decimal(38, 2)) * 100 as bigint) as fen,
        cast(cast(fact.grain_yuan as decimal(38, 2)) * 100 as bigint) as grain
    from fact
    join current_document document on document.document_id = fact.document_id
    where document.refused = '' and fact.presence = 'stated' and fact.sentence = '' and (not fact.inferred or getvariable('inferred'))
        and fact.fiscal_year = document.fiscal_year and fact.stage = document.stage
),
class as (
    select document_id, regexp_replace(label, '支出$', '') as name, min(code) as code
    from own
    where scheme = 'functional' and length(code) = 3
    group by document_id, regexp_replace(label, '支出$', '')
    having count(distinct code) = 1
)
select own.* replace (
    case when own.code = '' and own.line = 'expenditure_class' then coalesce(class.code, '') else own.code end as code
)
from own
left join class on class.document_id = own.document_id and class.name = regexp_replace(own.name, '支出$', '')
