-- One row: one figure with a code that another year's or stage's document states in a column of its own: 年初预算数 in final
-- accounts. No document of that year and stage is loaded. The first form of a view that has it comes first.
-- Parameters: $organization, its whole name.
select figure.scope, figure.stage, figure.fiscal_year, view_form.view, figure.fund, figure.code, figure.measure, figure.label, figure.figure_number as table_figure
from figure
join view_form on view_form.form = figure.form and view_form.view in ('function', 'economic')
where figure.organization = $organization and figure.code <> '' and figure.quoted and not figure.disputed
order by
    figure.scope, figure.stage, view_form.view, view_form.form_rank, figure.fund, figure.code, figure.measure, figure.fiscal_year
