-- One row: the change of the whole expenditure between two neighbouring years, with the reason that the later document gives.
create temp table total as
select
    step.*,
    (
        select arg_min(said.reason, said.ordinal)
        from said
        where said.organization = step.organization and said.scope = step.scope and said.stage = step.stage
            and said.fiscal_year = step.fiscal_year and said.line in ('expenditure_total', 'expenditure_fiscal_appropriation', 'expenditure_general_public', 'revenue_and_expenditure_total')
            and said.reason <> ''
    ) as reason
from step
where key = 'expenditure_total'
