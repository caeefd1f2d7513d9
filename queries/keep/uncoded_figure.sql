-- One row: as figure.sql, a figure without a code. They are few and stand apart, so that a question for totals reads no others.
select
    figure.*,
    line.view_rank, line.view, line.form_rank, line.form_name, line.whole_line, line.whole_measure, line.measure_rank
from figure
left join line on line.figure_number = figure.figure_number
where figure.code = ''
order by figure.organization, figure.scope, figure.stage, figure.fiscal_year, figure.form, figure.fund, figure.line, figure.measure
