-- One row: one statement of one sentence of a document that counts.
-- Parameters: $organization part of a name, $scope, $stage of the document: all of them where empty.
-- Amounts and grains are in fen; they, base_year, rate, share and completion are null where the sentence does not say.
select
    document.document, document.format, document.fiscal_year, document.organization, document.scope, document.stage,
    claim.subject, claim.line, claim.scheme,
    coalesce(nullif(claim.code, ''), bound_claim.code, '') as code, claim.measure, claim.fund,
    cast(cast(claim.value_yuan as decimal(38, 2)) * 100 as bigint) as value_fen,
    cast(cast(claim.value_grain_yuan as decimal(38, 2)) * 100 as bigint) as value_grain_fen,
    claim.raw, claim.base_year, claim.base_stage,
    cast(cast(claim.base_yuan as decimal(38, 2)) * 100 as bigint) as base_fen,
    cast(cast(claim.base_grain_yuan as decimal(38, 2)) * 100 as bigint) as base_grain_fen,
    cast(cast(claim.change_yuan as decimal(38, 2)) * 100 as bigint) as change_fen,
    cast(cast(claim.change_grain_yuan as decimal(38, 2)) * 100 as bigint) as change_grain_fen,
    cast(cast(claim.rate as decimal(38, 8)) * 100000000 as bigint) as rate_hundred_millionths,
    cast(cast(claim.share as decimal(38, 8)) * 100000000 as bigint) as share_hundred_millionths,
    cast(cast(claim.completion as decimal(38, 8)) * 100000000 as bigint) as completion_hundred_millionths,
    claim.direction, claim.reason, claim.reason_page, claim.sentence, claim.page
from claim
join current_document document on document.document_id = claim.document_id
left join bound_claim on bound_claim.document_id = claim.document_id and bound_claim.ordinal = claim.ordinal
where document.refused = ''
    and contains(document.organization, $organization)
    and ($scope = '' or document.scope = $scope)
    and ($stage = '' or document.stage = $stage)
order by
    document.organization, document.scope, document.stage, document.fiscal_year, document.document, document.sha256, claim.ordinal
