-- One row: as views/bound_claim.sql, from what the file keeps.
select document_id, ordinal, code
from kept.bound_claim
where document_id in (select document_id from current_document)
