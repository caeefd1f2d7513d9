-- One row: one line of one view between two years of one organisation and scope, both in figures of tables; or (form empty) a view
-- that two loaded years cannot be compared in, because no form of it, with a measure in common, was read from both.
-- Parameters: $organization part of a name, $scope, $stage of the later and $base_stage of the earlier year, $view:
-- all of them where empty ($base_stage empty: the same stage); $from_year and $to_year: exactly that pair where both are
-- given, else the neighbours among the years from the one to the other; 0: no bound.
-- The first form of the view of which both years have a measure is used, with the measures that both have.
-- from_loaded: the earlier year's own document is loaded; else another document quotes that year in a column of its own.
-- from_figure, to_figure: figure_number; null where that year lacks the line. from_stated, to_stated: the figures as printed, where
-- that year states the line in several ways; else null. whole_line, whole_measure: which figure of the same form and fund is the
-- total that the line is a part of; null where it is part of none. from_forms, to_forms: of a view that cannot be compared, the
-- forms of it that each year has.
with pairs as (
    select row_number() over (order by organization, scope, from_stage, to_stage, from_year, to_year) as pair_number, pair.*
    from pair
    where contains(organization, $organization)
        and ($scope = '' or scope = $scope)
        and ($stage = '' or to_stage = $stage)
        and from_stage = case when $base_stage = '' then to_stage else $base_stage end
        and case
            when $from_year > 0 and $to_year > 0 then from_year = $from_year and to_year = $to_year
            else neighbour and from_year >= $from_year and ($to_year = 0 or to_year <= $to_year)
        end
),
earlier_form as (
    select pairs.pair_number, has.view_rank, has.view, has.form_rank, has.form, has.form_name, has.measure
    from pairs
    join form_measure has
        on has.organization = pairs.organization and has.scope = pairs.scope
        and has.fiscal_year = pairs.from_year and has.stage = pairs.from_stage
    where $view = '' or has.view = $view
),
later_form as (
    select pairs.pair_number, has.view_rank, has.view, has.form_rank, has.form, has.form_name, has.measure
    from pairs
    join form_measure has
        on has.organization = pairs.organization and has.scope = pairs.scope
        and has.fiscal_year = pairs.to_year and has.stage = pairs.to_stage
    where $view = '' or has.view = $view
),
common as (
    select distinct pair_number, view, form_rank, form, coalesce(later_form.measure, earlier_form.measure) as measure
    from earlier_form
    join later_form using (pair_number, view, form_rank, form)
    where coalesce(earlier_form.measure = later_form.measure, true)
),
first_common as (
    select pair_number, view, min(form_rank) as form_rank
    from common
    group by pair_number, view
),
chosen as (
    select pairs.*, common.view, common.form, common.measure
    from common
    join first_common using (pair_number, view, form_rank)
    join pairs using (pair_number)
),
earlier as (
    select chosen.pair_number, line.*
    from chosen
    join line
        on line.organization = chosen.organization and line.scope = chosen.scope
        and line.fiscal_year = chosen.from_year and line.stage = chosen.from_stage
        and line.view = chosen.view and line.form = chosen.form and line.measure = chosen.measure
),
later as (
    select chosen.pair_number, line.*
    from chosen
    join line
        on line.organization = chosen.organization and line.scope = chosen.scope
        and line.fiscal_year = chosen.to_year and line.stage = chosen.to_stage
        and line.view = chosen.view and line.form = chosen.form and line.measure = chosen.measure
),
matched as (
    select
        pair_number, view_rank, view, form, form_name, fund, scheme, code, line, measure,
        coalesce(earlier.whole_line, later.whole_line) as whole_line,
        coalesce(earlier.whole_measure, later.whole_measure) as whole_measure, measure_rank, earlier.label as from_label, later.label as to_label,
        earlier.figure_number as from_figure, later.figure_number as to_figure,
        earlier.stated as from_stated, later.stated as to_stated
    from earlier
    full outer join later
        using (pair_number, view_rank, view, form, form_name, fund, scheme, code, line, measure, measure_rank)
),
had as (
    select pair_number, view_rank, view, form_name as from_form, null as to_form from earlier_form
    union
    select pair_number, view_rank, view, null as from_form, form_name as to_form from later_form
),
unshared as (
    select
        had.pair_number, had.view_rank, had.view, '' as form, '' as form_name, '' as fund, '' as code, '' as line, '' as measure,
        coalesce('有' || string_agg(had.from_form, '、' order by had.from_form), '未读到') as from_forms,
        coalesce('有' || string_agg(had.to_form, '、' order by had.to_form), '未读到') as to_forms
    from had
    join pairs using (pair_number)
    left join first_common using (pair_number, view)
    where pairs.from_loaded and first_common.view is null
    group by had.pair_number, had.view_rank, had.view
),
told as (
    select *, null as from_forms, null as to_forms
    from matched
    union all by name
    select * from unshared
)
select
    pairs.organization, pairs.scope, pairs.from_year, pairs.from_stage, pairs.to_year, pairs.to_stage, pairs.from_loaded,
    told.view, told.form, told.form_name, told.fund, told.code, told.line, told.measure, told.whole_line, told.whole_measure,
    told.from_label, told.to_label, told.from_figure, told.to_figure, told.from_stated, told.to_stated, told.from_forms, told.to_forms
from told
join pairs using (pair_number)
order by
    pairs.organization, pairs.scope, pairs.from_stage, pairs.to_stage, pairs.from_year, pairs.to_year,
    told.form = '', told.view_rank, told.code, told.measure_rank, told.line, told.fund
