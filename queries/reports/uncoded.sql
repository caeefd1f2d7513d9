-- One row: one figure without a code of one year and stage, whichever view it belongs to or none: 人员经费, the totals of forms.
-- Parameters: $organization, its whole name.
select organization, scope, stage, fiscal_year, form, fund, line, measure, label, figure_number as table_figure
from figure
where organization = $organization and code = '' and not disputed and form <> 'project_expenditure'
order by organization, scope, stage, form, fund, line, measure, fiscal_year
