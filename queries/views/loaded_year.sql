-- One row: a year and stage of an organisation and scope whose own document is loaded: what can be compared at all.
select distinct organization, scope, stage, fiscal_year
from current_document
where refused = ''
