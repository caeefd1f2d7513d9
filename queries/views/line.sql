-- One row: one line of one view (--by) in one form of one year and stage: a row of figure that belongs to the view.
-- whole_line, whole_measure: which figure of the same form and fund is the total that the line is a part of
-- (contributions are shares of its change); null for a line that is part of none.
with belonging as (
    select view_form.view_rank, view_form.view, view_form.form_rank, view_form.form_name, figure.*
    from view_form
    join figure on figure.form = view_form.form
    where case view_form.view
        when 'total' then figure.line in ('revenue_total', 'expenditure_total') and figure.measure = 'total'
        when 'function' then figure.scheme = 'functional' and figure.code <> ''
            and figure.measure in ('total', 'basic', 'project', 'amount')
        when 'economic' then figure.scheme = 'economic' and figure.code <> ''
            and figure.measure in ('total', 'personnel', 'operating', 'amount')
        when 'nature' then figure.code = '' and figure.line = 'form_total' and figure.measure in ('basic', 'project')
        when 'fund' then figure.line = 'expenditure_total'
            and figure.measure in ('general_public', 'government_fund', 'state_capital')
        when 'revenue' then figure.line in (
            'revenue_fiscal_appropriation', 'revenue_general_public', 'revenue_government_fund', 'revenue_state_capital',
            'revenue_fiscal_account', 'revenue_institution', 'revenue_operating', 'revenue_other'
        )
        when 'three-public' then figure.code = '' and figure.measure in (
            'three_public', 'overseas_travel', 'official_reception', 'vehicles', 'vehicle_purchase', 'vehicle_operation',
            'admin_operating', 'meetings', 'training'
        )
        when 'project' then figure.line like 'project:%'
        when 'procurement' then figure.line in (
            'procurement_total', 'procurement_goods', 'procurement_works', 'procurement_services'
        ) and figure.measure in ('procurement', 'goods', 'works', 'services')
    end
)
select
    belonging.*,
    case view
        when 'total' then belonging.line
        when 'fund' then 'expenditure_total'
        when 'revenue' then 'revenue_total'
        when 'procurement' then 'procurement_total'
        when 'project' then 'project_total'
        when 'three-public' then case when belonging.measure not in ('admin_operating', 'meetings', 'training') then '' end
        else 'form_total'
    end as whole_line,
    case
        when view in ('function', 'economic') then belonging.measure
        when view = 'procurement' then 'procurement'
        when view = 'three-public' then 'three_public'
        else 'total'
    end as whole_measure,
    measure_order.measure_rank
from belonging
join measure_order on measure_order.measure = belonging.measure
