-- One row: one line of one view between a loaded year and an earlier one that only its own sentences tell of.
-- Parameters: as compare.sql.
-- base_figure, value_figure, change_fen: what the sentence implies for the earlier year, says of the later one and of the
-- change; all three null for a line of the later year's table that no sentence compares. table_figure: figure_number of the line in
-- the later year's own table; null where no table has it. disputed: sentences disagree.
with sentences as (
    select *
    from implied
    where contains(organization, $organization)
        and ($scope = '' or scope = $scope)
        and ($stage = '' or to_stage = $stage)
        and from_stage = case when $base_stage = '' then to_stage else $base_stage end
        and ($view = '' or view = $view)
        and case
            when $from_year > 0 and $to_year > 0 then from_year = $from_year and to_year = $to_year
            else from_year >= to_year - 1 and from_year >= $from_year and ($to_year = 0 or to_year <= $to_year)
        end
),
pairs as (
    select distinct organization, scope, from_year, from_stage, to_year, to_stage, view_rank, view
    from sentences
),
table_line as (
    select
        organization, scope, fiscal_year, stage, view, form_rank, fund, code, line,
        case when measure = 'amount' then 'total' else measure end as measure, label, figure_number
    from line
    where not disputed
    union all
    select
        organization, scope, fiscal_year, stage, 'total' as view, 1 as form_rank, 'fiscal_appropriation' as fund, '' as code,
        case when form = 'appropriation_summary' then 'expenditure_fiscal_appropriation' else line end as line,
        'total' as measure, label, figure_number
    from figure
    where not disputed
        and (form = 'revenue_expenditure_summary' and line = 'revenue_fiscal_appropriation'
            or form = 'appropriation_summary' and line = 'expenditure_total' and measure = 'total')
),
first_form as (
    select
        pairs.organization, pairs.scope, pairs.from_year, pairs.from_stage, pairs.to_year, pairs.to_stage,
        pairs.view_rank, pairs.view, min(table_line.form_rank) as form_rank
    from pairs
    join table_line
        on table_line.organization = pairs.organization and table_line.scope = pairs.scope
        and table_line.fiscal_year = pairs.to_year and table_line.stage = pairs.to_stage and table_line.view = pairs.view
    group by
        pairs.organization, pairs.scope, pairs.from_year, pairs.from_stage, pairs.to_year, pairs.to_stage,
        pairs.view_rank, pairs.view
),
printed as (
    select
        first_form.organization, first_form.scope, first_form.from_year, first_form.from_stage, first_form.to_year,
        first_form.to_stage, first_form.view_rank, first_form.view, table_line.code, table_line.line, table_line.measure,
        min(table_line.fund) as fund, arg_min(table_line.label, table_line.fund) as label,
        arg_min(table_line.figure_number, table_line.fund) as figure_number
    from first_form
    join table_line
        on table_line.organization = first_form.organization and table_line.scope = first_form.scope
        and table_line.fiscal_year = first_form.to_year and table_line.stage = first_form.to_stage
        and table_line.view = first_form.view and table_line.form_rank = first_form.form_rank
    where table_line.view not in ('function', 'economic') or table_line.measure = 'total'
    group by
        first_form.organization, first_form.scope, first_form.from_year, first_form.from_stage, first_form.to_year,
        first_form.to_stage, first_form.view_rank, first_form.view, table_line.code, table_line.line, table_line.measure
),
told as (
    select
        organization, scope, from_year, from_stage, to_year, to_stage, view_rank, view, code, line, measure,
        coalesce(printed.fund, sentences.fund) as fund, coalesce(printed.label, sentences.label) as label,
        sentences.base, sentences.value, sentences.change_fen, coalesce(sentences.disputed, false) as disputed,
        printed.figure_number
    from sentences
    full outer join printed
        using (organization, scope, from_year, from_stage, to_year, to_stage, view_rank, view, code, line, measure)
    where sentences.view is not null or view <> 'total'
)
select
    told.organization, told.scope, told.from_year, told.from_stage, told.to_year, told.to_stage,
    told.view, told.fund, told.code, told.line, told.measure, told.label,
    cast(to_json(told.base) as varchar) as base_figure, cast(to_json(told.value) as varchar) as value_figure, told.change_fen,
    told.figure_number as table_figure, told.disputed
from told
left join measure_order on measure_order.measure = told.measure
order by
    told.organization, told.scope, told.from_stage, told.to_stage, told.from_year, told.to_year,
    told.view_rank, told.code, measure_order.measure_rank, told.line, told.fund
