-- One row: one filled cell of a table that is kept as it is printed, in the order in which it was read.
-- Parameters: $organization, a part of its name; empty for every document.
select
    cast(cell.document_id as varchar), cast(reading_ordinal as varchar), cast(page as varchar), cast(table_number as varchar),
    cast(row_number as varchar), cast(column_number as varchar), cast(row_span as varchar), cast(column_span as varchar), text
from cell
join document on document.document_id = cell.document_id
where contains(organization, $organization)
order by cell.document_id, reading_ordinal, cell.rowid
