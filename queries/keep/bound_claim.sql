-- One row: a claim of the view bound_claim, with the organisation of its document.
select document.organization, bound_claim.*
from bound_claim
join current_document document on document.document_id = bound_claim.document_id
order by document.organization, bound_claim.document_id, bound_claim.ordinal
