-- One row: a view that two loaded years cannot be compared in, because no form of it, with a measure in common, was read
-- from both.
-- Parameters: as compare.sql.
-- from_forms, to_forms: the forms of the view that each year has; null where it has none.
with pairs as (
    select row_number() over (order by organization, scope, from_stage, to_stage, from_year, to_year) as pair_number, pair.*
    from pair
    where from_loaded
        and contains(organization, $organization)
        and ($scope = '' or scope = $scope)
        and ($stage = '' or to_stage = $stage)
        and from_stage = case when $base_stage = '' then to_stage else $base_stage end
        and case
            when $from_year > 0 and $to_year > 0 then from_year = $from_year and to_year = $to_year
            else neighbour and from_year >= $from_year and ($to_year = 0 or to_year <= $to_year)
        end
),
earlier as (
    select pairs.pair_number, has.view_rank, has.view, has.form, has.form_name, has.measure
    from pairs
    join form_measure has
        on has.organization = pairs.organization and has.scope = pairs.scope
        and has.fiscal_year = pairs.from_year and has.stage = pairs.from_stage
    where $view = '' or has.view = $view
),
later as (
    select pairs.pair_number, has.view_rank, has.view, has.form, has.form_name, has.measure
    from pairs
    join form_measure has
        on has.organization = pairs.organization and has.scope = pairs.scope
        and has.fiscal_year = pairs.to_year and has.stage = pairs.to_stage
    where $view = '' or has.view = $view
),
shared as (
    select distinct pair_number, view
    from earlier
    join later using (pair_number, view, form)
    where coalesce(earlier.measure = later.measure, true)
),
had as (
    select pair_number, view_rank, view, form_name as from_form, null as to_form from earlier
    union
    select pair_number, view_rank, view, null as from_form, form_name as to_form from later
)
select
    pairs.organization, pairs.scope, pairs.from_year, pairs.from_stage, pairs.to_year, pairs.to_stage, had.view,
    string_agg(had.from_form, '、' order by had.from_form) as from_forms,
    string_agg(had.to_form, '、' order by had.to_form) as to_forms
from had
join pairs using (pair_number)
left join shared using (pair_number, view)
where shared.view is null
group by
    pairs.organization, pairs.scope, pairs.from_year, pairs.from_stage, pairs.to_year, pairs.to_stage, had.view_rank, had.view
order by
    pairs.organization, pairs.scope, pairs.from_stage, pairs.to_stage, pairs.from_year, pairs.to_year, had.view_rank
