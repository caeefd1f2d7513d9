-- One row: one sentence of running text of a loaded document.
create temp table sentence as
select document.organization, document.scope, document.fiscal_year, document.stage, document.document, document.format, passage.*
from passage
join current_document document on document.document_id = passage.document_id
where document.refused = ''
