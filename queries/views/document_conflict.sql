-- One row: a figure of a document asked for that other documents of the same organisation, scope, year and stage state
-- differently, with the first of them: the store's conflict, computed once.
select
    conflict.document_id, conflict.ordinal, min(conflict.other_document_id) as other_document_id,
    arg_min(conflict.other_ordinal, conflict.other_document_id) as other_ordinal
from conflict
where conflict.document_id in (select document_id from current_document)
group by conflict.document_id, conflict.ordinal
