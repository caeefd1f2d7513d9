-- One row: one table of a document as it was understood.
-- Parameters: $organization, a part of its name; empty for every document.
select
    cast(reading.document_id as varchar), cast(ordinal as varchar), form, title, fund, cast(unit_fen as varchar), cast(page as varchar),
    cast(table_number as varchar), cast(row_count as varchar), cast(figure_count as varchar), cast(declared_empty as varchar), note
from reading
join document on document.document_id = reading.document_id
where contains(organization, $organization)
order by reading.document_id, ordinal
