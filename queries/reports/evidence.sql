-- One row: where one field of the identity of a document that was offered was read; page 0: set by hand.
select evidence.document_id, evidence.field, evidence.text, evidence.page
from evidence
join current_document on current_document.document_id = evidence.document_id
order by evidence.document_id, evidence.field, evidence.page, evidence.text
