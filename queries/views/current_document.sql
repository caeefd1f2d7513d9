-- One row: a version of a document that is not history: it counts, or was refused (refused then says why). Of the organisations
-- asked for only.
-- file_name: its base name. document: the name it is shown by (document_name.sql).
select
    document.document_id, document.sha256, coalesce(document_name.document, document.file_name) as document, document.file_name,
    document.path, document.format, document.pages, document.organization, document.scope, document.fiscal_year, document.stage,
    document.self_test, document.refused
from asked_document document
left join document_name on document_name.document_id = document.document_id
