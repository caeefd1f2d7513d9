-- One row: a fact of a functional code, in whatever form, of a document that counts, with the document it stands in.
select
    fact.document_id, fact.form, fact.fiscal_year, fact.stage, fact.code, fact.label, fact.measure, fact.amount_yuan, document.organization,
    document.scope, document.fiscal_year as document_year, document.stage as document_stage
from fact
join current_document document on document.document_id = fact.document_id
where document.refused = '' and fact.scheme = 'functional' and fact.code <> ''
    and fact.fiscal_year in (select fiscal_year from asked_year)
