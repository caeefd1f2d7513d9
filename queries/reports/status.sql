-- One row: a document that was offered and is not history, refused ones too.
-- fiscal_year: null where it is not certain. refused: the reason; empty for a document that counts.
-- conflicts: documents that state its figures differently; null where there are none.
-- replaces: versions that are history because of it; null where there are none.
with opponents as (
    select conflict.document_id, string_agg(distinct other.document, '、' order by other.document) as names
    from conflict
    join current_document other on other.document_id = conflict.other_document_id
    group by conflict.document_id
),
history as (
    select replaced_by as sha256, string_agg(distinct name, '、' order by name) as names
    from document
    where replaced_at is not null and replaced_by <> sha256
    group by replaced_by
)
select
    current_document.document_id, current_document.document, current_document.sha256, current_document.path,
    current_document.organization, current_document.scope, current_document.fiscal_year, current_document.stage,
    current_document.format, current_document.pages, current_document.self_test, current_document.refused,
    opponents.names as conflicts, history.names as replaces
from current_document
left join opponents on opponents.document_id = current_document.document_id
left join history on history.sha256 = current_document.sha256
order by
    current_document.organization, current_document.scope, current_document.stage, current_document.fiscal_year,
    current_document.document, current_document.sha256
