-- One row: one figure of one cell or sentence, with its document. Amounts are yuan; null: the cell states no amount.
-- Parameters: $organization, a part of its name; empty for every document.
select
    cast(fact.document_id as varchar), cast(ordinal as varchar), name, cast(page as varchar), cast(table_number as varchar),
    cast(row_number as varchar), cast(column_number as varchar), form, organization, scope, cast(fact.fiscal_year as varchar), fact.stage,
    fund, scheme, code, code_printed, line, label, measure, cast(amount_yuan as varchar), cast(grain_yuan as varchar), presence, raw,
    sentence, cast(inferred as varchar), title, heading,
    cast(box_left as varchar), cast(box_top as varchar), cast(box_right as varchar), cast(box_bottom as varchar)
from fact
join document on document.document_id = fact.document_id
where contains(organization, $organization)
order by fact.document_id, ordinal
