-- One row: one defect of a document. 0 where a part of the place is unknown.
-- Parameters: $organization, a part of its name; empty for every document.
select
    cast(issue.document_id as varchar), cast(ordinal as varchar), code, cast(page as varchar), cast(table_number as varchar),
    cast(row_number as varchar), cast(column_number as varchar), detail
from issue
join document on document.document_id = issue.document_id
where contains(organization, $organization)
order by issue.document_id, ordinal
