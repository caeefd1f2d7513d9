-- One row: one statement of a sentence of a loaded document; amounts in fen, code bound to the tables where it can be.
create temp table said as
select
    document.organization, document.scope, document.fiscal_year, document.stage, document.document, document.format,
    claim.document_id, claim.ordinal, claim.subject, claim.line, claim.scheme,
    coalesce(nullif(claim.code, ''), bound_claim.code, '') as code, claim.measure, claim.fund, claim.raw,
    in_fen(claim.value_yuan) as value,
    in_fen(claim.value_grain_yuan) as value_grain,
    claim.base_year, claim.base_stage,
    in_fen(claim.base_yuan) as base,
    in_fen(claim.base_grain_yuan) as base_grain,
    in_fen(claim.change_yuan) as change,
    in_fen(claim.change_grain_yuan) as change_grain,
    claim.rate, claim.share, claim.completion, claim.direction, claim.reason, claim.reason_page, claim.sentence, claim.page
from claim
join current_document document on document.document_id = claim.document_id
left join bound_claim on bound_claim.document_id = claim.document_id and bound_claim.ordinal = claim.ordinal
where document.refused = ''
