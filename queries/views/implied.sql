-- One row: what sentences of a loaded document say of one line's change against a year and stage whose own document is
-- not loaded, and that no column quotes. Several sentences for one line: the finest grain, then the first.
-- change_fen: as stated; 0 for 持平; value − base where only the base is stated. A rate alone implies nothing.
-- disputed: sentences contradict one another, or one contradicts itself, by more than the grain explains.
-- The lines of 财政拨款 stand in the view total only where nothing is said of all funds.
-- value: the sentence's figure of the later year, base: the implied figure of the earlier one, each a queries.Figure.
with comparing as (
    select
        document.organization, document.scope, claim.base_year as from_year, claim.base_stage as from_stage,
        document.fiscal_year as to_year, document.stage as to_stage,
        document.document_id, document.file_name, document.sha256, document.format, document.self_test,
        claim.ordinal, claim.subject, claim.line, claim.scheme, coalesce(nullif(claim.code, ''), bound_claim.code, '') as code,
        claim.measure, claim.fund,
        claim.raw, claim.sentence, claim.page,
        cast(cast(claim.value_yuan as decimal(38, 2)) * 100 as bigint) as value_fen,
        cast(cast(claim.value_grain_yuan as decimal(38, 2)) * 100 as bigint) as value_grain_fen,
        cast(cast(claim.base_yuan as decimal(38, 2)) * 100 as bigint) as base_fen,
        cast(cast(claim.base_grain_yuan as decimal(38, 2)) * 100 as bigint) as base_grain_fen,
        cast(cast(claim.change_yuan as decimal(38, 2)) * 100 as bigint) as stated_change_fen,
        cast(cast(claim.change_grain_yuan as decimal(38, 2)) * 100 as bigint) as change_grain_fen,
        claim.direction
    from claim
    join current_document document on document.document_id = claim.document_id
    left join bound_claim on bound_claim.document_id = claim.document_id and bound_claim.ordinal = claim.ordinal
    left join loaded_year
        on loaded_year.organization = document.organization and loaded_year.scope = document.scope
        and loaded_year.fiscal_year = claim.base_year and loaded_year.stage = claim.base_stage
    where document.refused = '' and loaded_year.fiscal_year is null
        and claim.value_yuan is not null and claim.base_year is not null and claim.base_stage <> ''
        and (claim.change_yuan is not null or claim.base_yuan is not null or claim.direction = 'unchanged')
),
computed as (
    select
        comparing.*,
        coalesce(
            stated_change_fen, case when direction = 'unchanged' then 0 end, value_fen - base_fen
        ) as change_fen,
        coalesce(
            abs(value_fen - stated_change_fen - base_fen) * 2 > value_grain_fen + change_grain_fen + base_grain_fen, false
        ) as contradicts_itself
    from comparing
),
viewed as (
    select
        views.view_rank, views.view, computed.*,
        case
            when views.view = 'total' then 'total'
            else computed.measure
        end as view_measure,
        case when computed.line like 'revenue_%' then 'revenue' else 'expenditure' end as side
    from computed
    join (select distinct view_rank, view from view_form) as views
        on case views.view
            when 'total' then computed.code = '' and computed.line in (
                'revenue_total', 'expenditure_total', 'revenue_fiscal_appropriation', 'expenditure_fiscal_appropriation'
            )
            when 'function' then computed.scheme = 'functional' and computed.code <> ''
            when 'economic' then computed.scheme = 'economic' and computed.code <> ''
            when 'nature' then computed.code = '' and computed.line = 'form_total' and computed.fund = 'all'
                and computed.measure in ('basic', 'project')
            when 'revenue' then computed.line in (
                'revenue_fiscal_appropriation', 'revenue_general_public', 'revenue_government_fund', 'revenue_state_capital',
                'revenue_fiscal_account', 'revenue_institution', 'revenue_operating', 'revenue_other'
            )
            when 'three-public' then computed.code = '' and computed.measure in (
                'three_public', 'overseas_travel', 'official_reception', 'vehicles', 'vehicle_purchase', 'vehicle_operation',
                'admin_operating', 'meetings', 'training'
            )
            when 'procurement' then computed.line in (
                'procurement_total', 'procurement_goods', 'procurement_works', 'procurement_services'
            )
            else false
        end
),
broadest as (
    select
        viewed.*,
        bool_or(line in ('revenue_total', 'expenditure_total')) over (
            partition by organization, scope, from_year, from_stage, to_year, to_stage, view, side
        ) as of_all_funds
    from viewed
),
ranked as (
    select broadest.*, row_number() over finest as place, first_value(value_fen - change_fen) over finest as finest_base_fen
    from broadest
    where view <> 'total' or not of_all_funds or line in ('revenue_total', 'expenditure_total')
    window finest as (
        partition by organization, scope, from_year, from_stage, to_year, to_stage, view, scheme, code, line, view_measure
        order by greatest(value_grain_fen, coalesce(change_grain_fen, base_grain_fen, 0)), file_name, sha256, ordinal
        rows between unbounded preceding and unbounded following
    )
),
settled as (
    select
        ranked.*,
        bool_or(
            contradicts_itself
            or abs(value_fen - change_fen - finest_base_fen) > value_grain_fen + coalesce(change_grain_fen, base_grain_fen, 0)
        ) over (
            partition by organization, scope, from_year, from_stage, to_year, to_stage, view, scheme, code, line, view_measure
        ) as disputed
    from ranked
),
quoted as (
    select distinct organization, scope, fiscal_year, stage, view
    from line
    where quoted
)
select
    settled.organization, settled.scope, settled.from_year, settled.from_stage, settled.to_year, settled.to_stage,
    settled.view_rank, settled.view, settled.scheme, settled.code, settled.line, settled.view_measure as measure,
    case
        when settled.view = 'total' and settled.line like '%_fiscal_appropriation' then 'fiscal_appropriation'
        else settled.fund
    end as fund,
    settled.subject as label, settled.value_fen - settled.change_fen as base_fen, settled.value_fen, settled.change_fen,
    settled.value_grain_fen, settled.disputed,
    settled.document_id,
    struct_pack(
        amount := settled.value_fen - settled.change_fen,
        grain := greatest(settled.value_grain_fen, coalesce(settled.change_grain_fen, settled.base_grain_fen, 0)),
        presence := 'stated', number := settled.document_id, document := settled.file_name, format := settled.format, selftest := settled.self_test,
        sentence := settled.sentence, implied := true, source := struct_pack(page := settled.page)
    ) as base,
    struct_pack(
        amount := settled.value_fen, grain := settled.value_grain_fen, raw := settled.raw,
        presence := 'stated', number := settled.document_id, document := settled.file_name, format := settled.format, selftest := settled.self_test,
        sentence := settled.sentence, source := struct_pack(page := settled.page)
    ) as value
from settled
left join quoted
    on quoted.organization = settled.organization and quoted.scope = settled.scope
    and quoted.fiscal_year = settled.from_year and quoted.stage = settled.from_stage and quoted.view = settled.view
where settled.place = 1 and quoted.view is null
