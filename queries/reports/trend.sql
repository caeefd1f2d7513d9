-- One row: one line of one view in one year, of one organisation, scope and stage.
-- Parameters: $organization part of a name, $scope, $stage, $view: all of them where empty ($stage empty: the
-- stages that a loaded document has).
-- Of the forms that a view can be taken from, the one that most years have is used. A year whose documents contradict one
-- another has no row, nor has a line that a year states in several ways. A year that only a later document's sentences
-- tell of has the lines that they imply; the sentences' own figures of the later year stand beside them where no table
-- line is the same (财政拨款 of all funds).
-- table_figure: figure_number; null where the figure comes from a sentence; sentence_figure is then that figure, a queries.Figure in JSON.
-- whole_line, whole_measure: which figure of the same form and fund is the total that the line is a part of; null where it is part of
-- none, and with form for implied lines.
with lines as (
    select line.*
    from line
    left join conflicted_year
        on conflicted_year.organization = line.organization and conflicted_year.scope = line.scope
        and conflicted_year.fiscal_year = line.fiscal_year and conflicted_year.stage = line.stage
    where contains(line.organization, $organization)
        and ($scope = '' or line.scope = $scope)
        and case
            when $stage <> '' then line.stage = $stage
            else (line.organization, line.scope, line.stage) in (select (organization, scope, stage) from loaded_year)
        end
        and ($view = '' or line.view = $view)
        and conflicted_year.documents is null
),
coverage as (
    select organization, scope, stage, view, form_rank, form, count(distinct fiscal_year) as years
    from lines
    group by organization, scope, stage, view, form_rank, form
),
ranked as (
    select
        coverage.*,
        row_number() over (partition by organization, scope, stage, view order by years desc, form_rank) as place
    from coverage
),
printed as (
    select
        lines.organization, lines.scope, lines.stage, lines.fiscal_year, lines.view_rank, lines.view,
        lines.fund, lines.code, lines.line, lines.measure, lines.label, lines.form,
        lines.whole_line, lines.whole_measure, lines.figure_number
    from lines
    join ranked
        on ranked.organization = lines.organization and ranked.scope = lines.scope and ranked.stage = lines.stage
        and ranked.view = lines.view and ranked.form = lines.form
    where ranked.place = 1 and not lines.disputed
),
sentences as (
    select *
    from implied
    where contains(organization, $organization)
        and ($scope = '' or scope = $scope)
        and ($stage = '' or to_stage = $stage)
        and ($view = '' or view = $view)
        and from_stage = to_stage and from_year = to_year - 1 and not disputed
),
placed as (
    select
        sentences.organization, sentences.scope, sentences.to_stage as stage, sentences.from_year, sentences.to_year,
        sentences.view_rank, sentences.view, coalesce(printed.fund, sentences.fund) as fund, sentences.code, sentences.line,
        coalesce(printed.measure, sentences.measure) as measure, coalesce(printed.label, sentences.label) as label,
        sentences.base, sentences.value, printed.figure_number as printed_figure
    from sentences
    left join printed
        on printed.organization = sentences.organization and printed.scope = sentences.scope
        and printed.stage = sentences.to_stage and printed.fiscal_year = sentences.to_year
        and printed.view = sentences.view and printed.code = sentences.code and printed.line = sentences.line
        and printed.measure in (sentences.measure, case when sentences.measure = 'total' then 'amount' end)
),
every as (
    from printed
    union all by name
    select
        organization, scope, stage, from_year as fiscal_year, view_rank, view, fund, code, line, measure, label,
        cast(to_json(base) as varchar) as sentence_figure
    from placed
    union all by name
    select
        organization, scope, stage, to_year as fiscal_year, view_rank, view, fund, code, line, measure, label,
        cast(to_json(value) as varchar) as sentence_figure
    from placed
    where printed_figure is null
)
select
    organization, scope, stage, fiscal_year, view, fund, code, line, measure, label, form, whole_line, whole_measure,
    figure_number as table_figure, sentence_figure
from every
left join measure_order using (measure)
order by
    organization, scope, stage, view_rank, code, measure_rank, line, fund, fiscal_year
