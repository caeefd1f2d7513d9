-- One row: a document that states for how many projects it set targets; the first such sentence.
create temp table promised as
select document.document_id, document.organization, document.scope, document.fiscal_year, document.stage, document.document, document.format,
    min(fact.page) as page, arg_min(try_cast(fact.raw as integer), fact.ordinal) as projects
from fact
join current_document document using (document_id)
where document.refused = '' and fact.measure = 'performance_projects'
group by all
