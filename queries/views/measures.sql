-- The order in which measures are shown.
create or replace temp macro measures() as [
    'total', 'amount', 'basic', 'project', 'personnel', 'operating',
    'fiscal_appropriation', 'general_public', 'government_fund', 'state_capital', 'fiscal_account',
    'institution_income', 'institution_operating_income', 'other_income',
    'three_public', 'overseas_travel', 'official_reception', 'vehicles', 'vehicle_purchase', 'vehicle_operation',
    'admin_operating', 'meetings', 'training', 'procurement', 'goods', 'works', 'services'
];
