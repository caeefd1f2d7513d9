-- One row: a number of things that a document states: vehicles, large equipment, projects with performance targets.
-- Parameters: $organization part of a name.
-- raw: the number as printed. page: where it stands; sentence: empty where a table states it.
select
    document.organization, document.scope, document.stage, document.fiscal_year, document.document, document.format,
    fact.measure, fact.raw, fact.sentence, fact.page, fact.table_number
from fact
join current_document document on document.document_id = fact.document_id
where document.refused = ''
    and fact.presence = 'count'
    and fact.measure <> 'count'
    and fact.fiscal_year = document.fiscal_year
    and contains(document.organization, $organization)
order by
    document.organization, document.scope, document.stage, document.fiscal_year, document.document, document.sha256, fact.measure, fact.ordinal
