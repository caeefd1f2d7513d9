-- One row: what one document says of one line's figure of one year and stage: the year's own document (own), another one
-- in a column of its own (column), in a sentence that states it (stated), or in a sentence that states the change (implied).
-- Parameters: $organization part of a name, $scope, $stage of the figure: all where empty; $from_year and $to_year: the
-- years of the figures; 0: no bound.
-- Of several figures of one document the directest, then the finest, then the first. Years whose documents contradict each
-- other are left out.
-- subject: the code, else the line, else the measure. change_fen: as the sentence states it; null where there is none. The
-- grain of an implied figure is that of the sentence's figure and of its change together.
with line_of as (
    select *
    from (values
        ('revenue_expenditure_summary', 'revenue_fiscal_appropriation', 'fiscal_appropriation', 'revenue_fiscal_appropriation', 1),
        ('appropriation_summary', 'revenue_total', 'total', 'revenue_fiscal_appropriation', 2),
        ('appropriation_summary', 'expenditure_total', 'total', 'expenditure_fiscal_appropriation', 1),
        ('general_public_by_function', 'form_total', 'total', 'expenditure_general_public', 1),
        ('appropriation_summary', 'expenditure_total', 'general_public', 'expenditure_general_public', 2),
        ('government_fund_by_function', 'form_total', 'total', 'expenditure_government_fund', 1),
        ('appropriation_summary', 'expenditure_total', 'government_fund', 'expenditure_government_fund', 2),
        ('state_capital_by_function', 'form_total', 'total', 'expenditure_state_capital', 1),
        ('appropriation_summary', 'expenditure_total', 'state_capital', 'expenditure_state_capital', 2),
        ('revenue_expenditure_summary', 'revenue_total', 'total', 'revenue_total', 1),
        ('revenue_expenditure_summary', 'expenditure_total', 'total', 'expenditure_total', 1),
        ('revenue_expenditure_summary', 'expenditure_grand_total', 'total', 'revenue_and_expenditure_total', 1),
        ('procurement', 'procurement_total', 'procurement', 'procurement_total', 1)
    ) as lines (form, line, measure, subject, form_rank)
),
printed as (
    select
        document.organization, document.scope, fact.fiscal_year, fact.stage,
        coalesce(nullif(fact.code, ''), line_of.subject, fact.measure) as subject, fact.code, fact.label,
        case when fact.measure = 'amount' or line_of.subject is not null then 'total' else fact.measure end as measure,
        document.fiscal_year as document_year, document.stage as document_stage,
        case when fact.fiscal_year = document.fiscal_year and fact.stage = document.stage then 'own' else 'column' end as telling,
        coalesce(line_of.form_rank, case fact.form
            when 'general_public_by_function' then 1 when 'appropriation_by_function' then 2 else 3
        end) as form_rank,
        document.document, document.sha256, fact.ordinal,
        cast(cast(fact.grain_yuan as decimal(38, 2)) * 100 as bigint) as grain_fen,
        cast(null as bigint) as change_fen,
        cast(to_json(struct_pack(
            amount := cast(cast(fact.amount_yuan as decimal(38, 2)) * 100 as bigint),
            grain := cast(cast(fact.grain_yuan as decimal(38, 2)) * 100 as bigint), raw := fact.raw, presence := fact.presence,
            inferred := fact.inferred, document := document.document, format := document.format,
            selftest := document.self_test, sentence := fact.sentence,
            implied := fact.fiscal_year <> document.fiscal_year or fact.stage <> document.stage,
            source := struct_pack(
                page := fact.page, "table" := fact.table_number, "row" := fact.row_number, col := fact.column_number,
                title := fact.title, heading := fact.heading
            )
        )) as varchar) as figure
    from fact
    join current_document document on document.document_id = fact.document_id
    left join line_of
        on line_of.form = fact.form and line_of.line = fact.line and line_of.measure = fact.measure and fact.code = ''
    where document.refused = '' and fact.amount_yuan is not null and fact.line <> 'row_of_unit'
        and (line_of.subject is not null
            or fact.form = 'three_public' and fact.code = ''
            or fact.scheme = 'functional' and length(fact.code) = 7 and fact.measure in ('total', 'amount')
                and fact.form in ('general_public_by_function', 'appropriation_by_function', 'expenditure_summary'))
),
comparing as (
    select
        document.organization, document.scope, claim.base_year as fiscal_year, claim.base_stage as stage,
        coalesce(nullif(claim.code, ''), nullif(claim.line, ''), claim.measure) as subject, claim.code, claim.subject as label,
        case when claim.code <> '' or claim.line <> '' then 'total' else claim.measure end as measure,
        document.fiscal_year as document_year, document.stage as document_stage,
        document.document, document.sha256, document.format, document.self_test, claim.ordinal,
        claim.sentence, claim.page, claim.raw,
        cast(cast(claim.value_yuan as decimal(38, 2)) * 100 as bigint) as value_fen,
        cast(cast(claim.base_yuan as decimal(38, 2)) * 100 as bigint) as base_fen,
        case
            when claim.direction = 'unchanged' and claim.change_yuan is null then 0
            else cast(cast(claim.change_yuan as decimal(38, 2)) * 100 as bigint)
        end as change_fen,
        cast(cast(claim.value_grain_yuan as decimal(38, 2)) * 100 as bigint) as value_grain_fen,
        cast(cast(claim.base_grain_yuan as decimal(38, 2)) * 100 as bigint) as base_grain_fen,
        cast(cast(coalesce(claim.change_grain_yuan, 0) as decimal(38, 2)) * 100 as bigint) as change_grain_fen
    from claim
    join current_document document on document.document_id = claim.document_id
    where document.refused = '' and claim.base_year is not null and claim.base_stage <> ''
        and (claim.code <> '' and claim.scheme = 'functional' or claim.line <> '' or claim.measure in (
            'three_public', 'overseas_travel', 'official_reception', 'vehicles', 'vehicle_purchase', 'vehicle_operation', 'admin_operating'
        ))
),
said as (
    select
        comparing.*, coalesce(base_fen, value_fen - change_fen) as amount_fen,
        coalesce(base_grain_fen, value_grain_fen + change_grain_fen) as grain_fen,
        case when base_fen is null then 'implied' else 'stated' end as telling
    from comparing
    where base_fen is not null or value_fen is not null and change_fen is not null
),
every as (
    select
        organization, scope, fiscal_year, stage, subject, code, label, measure, document_year, document_stage, telling,
        form_rank, document, sha256, ordinal, grain_fen, change_fen, figure
    from printed
    union all
    select
        organization, scope, fiscal_year, stage, subject, code, label, measure, document_year, document_stage, telling,
        1 as form_rank, document, sha256, ordinal, grain_fen, change_fen,
        cast(to_json(struct_pack(
            amount := amount_fen, grain := grain_fen, raw := raw, presence := 'stated', document := document, format := format,
            selftest := self_test, sentence := sentence, implied := true, source := struct_pack(page := page)
        )) as varchar) as figure
    from said
),
ranked as (
    select
        every.*,
        case telling when 'own' then 1 when 'column' then 2 when 'stated' then 3 else 4 end as directness,
        row_number() over (
            partition by organization, scope, fiscal_year, stage, subject, measure, document_year, document_stage
            order by
                case telling when 'own' then 1 when 'column' then 2 when 'stated' then 3 else 4 end,
                form_rank, grain_fen, document, sha256, ordinal
        ) as place
    from every
)
select
    ranked.organization, ranked.scope, ranked.fiscal_year, ranked.stage, ranked.subject, ranked.code, ranked.label, ranked.measure,
    ranked.document_year, ranked.document_stage, ranked.telling, ranked.change_fen, ranked.figure
from ranked
left join conflicted_year
    on conflicted_year.organization = ranked.organization and conflicted_year.scope = ranked.scope
    and conflicted_year.fiscal_year = ranked.document_year and conflicted_year.stage = ranked.document_stage
where ranked.place = 1 and conflicted_year.documents is null
    and contains(ranked.organization, $organization)
    and ($scope = '' or ranked.scope = $scope)
    and ($stage = '' or ranked.stage = $stage)
    and ranked.fiscal_year >= $from_year and ($to_year = 0 or ranked.fiscal_year <= $to_year)
order by
    ranked.organization, ranked.scope, ranked.fiscal_year, ranked.code, ranked.subject, ranked.measure, ranked.stage,
    ranked.directness, ranked.document_year, ranked.document_stage
