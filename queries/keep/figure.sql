-- One row: a figure of the view figure that has a code, with the columns that the view line adds to it: null where it belongs to
-- none.
select
    figure.*,
    line.view_rank, line.view, line.form_rank, line.form_name, line.whole_line, line.whole_measure, line.measure_rank
from figure
left join line on line.figure_number = figure.figure_number
where figure.code <> ''
order by figure.organization, figure.scope, figure.stage, figure.fiscal_year, figure.form, figure.fund, figure.scheme, figure.code, figure.measure
