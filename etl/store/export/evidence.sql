-- One row: one field of a document's identity, in the order in which it was read.
-- Parameters: $organization, a part of its name; empty for every document.
select cast(evidence.document_id as varchar), field, text, cast(page as varchar)
from evidence
join document on document.document_id = evidence.document_id
where contains(organization, $organization)
order by evidence.document_id, evidence.rowid
