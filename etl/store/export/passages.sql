-- One row: one sentence of running text of a document.
-- Parameters: $organization, a part of its name; empty for every document.
select cast(passage.document_id as varchar), cast(ordinal as varchar), cast(paragraph as varchar), cast(page as varchar), text
from passage
join document on document.document_id = passage.document_id
where contains(organization, $organization)
order by passage.document_id, ordinal
