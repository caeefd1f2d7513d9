-- One row: a measure and its place among the measures of a line.
select *
from (values
    ('total', 1), ('amount', 2), ('basic', 3), ('project', 4), ('personnel', 5), ('operating', 6),
    ('fiscal_appropriation', 7), ('general_public', 8), ('government_fund', 9), ('state_capital', 10), ('fiscal_account', 11),
    ('institution_income', 12), ('institution_operating_income', 13), ('other_income', 14),
    ('three_public', 15), ('overseas_travel', 16), ('vehicles', 17), ('vehicle_purchase', 18), ('vehicle_operation', 19),
    ('official_reception', 20), ('admin_operating', 21), ('meetings', 22), ('training', 23),
    ('procurement', 24), ('goods', 25), ('works', 26), ('services', 27)
) as measures (measure, measure_rank)
