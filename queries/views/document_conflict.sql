-- One row: a figure of a document asked for that another document of the same organisation, scope, year and stage states
-- differently: the store's conflict, computed once.
select conflict.document_id, conflict.ordinal, conflict.other_document_id, conflict.other_ordinal
from conflict
where conflict.document_id in (select document_id from current_document)
