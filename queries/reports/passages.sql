-- One row: one sentence of running text of a document that counts, in its order.
-- Parameters: $organization, a part of its name; empty for all.
select document.organization, document.document, document.format, passage.page, passage.text
from passage
join current_document document on document.document_id = passage.document_id
where document.refused = '' and contains(document.organization, $organization)
order by document.organization, document.document, document.sha256, passage.ordinal
