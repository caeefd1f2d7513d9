-- One row: a document that is not shown by its base name, and what it is shown by.
select document_id, document
from document_name
order by document_id
