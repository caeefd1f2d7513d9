-- One row: one statement of a sentence, with its document. Amounts are yuan; null: the sentence does not say.
-- Parameters: $organization, a part of its name; empty for every document.
select
    cast(claim.document_id as varchar), cast(ordinal as varchar), name, cast(page as varchar), organization, scope,
    cast(fiscal_year as varchar), stage, subject, line, scheme, code, measure, fund,
    cast(value_yuan as varchar), cast(value_grain_yuan as varchar), raw, cast(base_year as varchar), base_stage,
    cast(base_yuan as varchar), cast(base_grain_yuan as varchar), cast(change_yuan as varchar), cast(change_grain_yuan as varchar),
    cast(rate as varchar), cast(share as varchar), cast(completion as varchar), direction, reason, cast(reason_page as varchar), sentence
from claim
join document on document.document_id = claim.document_id
where contains(organization, $organization)
order by claim.document_id, ordinal
