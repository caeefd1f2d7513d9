-- One row: one form that a document must have and that was not found, in the order in which they are looked for.
-- Parameters: $organization, a part of its name; empty for every document.
select cast(missing_form.document_id as varchar), form
from missing_form
join document on document.document_id = missing_form.document_id
where contains(organization, $organization)
order by missing_form.document_id, missing_form.rowid
