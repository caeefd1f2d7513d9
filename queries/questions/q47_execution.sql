-- id: Q47
-- theme: 执行率
-- priority: high
-- basis: 上年决算不足年初预算的{rate}，本年预算比上年增加
-- parameter.rate: 0.90
-- materials: 上年未执行的项目、本年预算的测算依据
-- One row: a budget that grew after a year of whose budget much was left; the years' own documents of both kinds are loaded.
select
    later.document_id, later.fen - budget.fen as money, later.figure as current, spent.figure as earlier,
    format('{}年年初预算{}万元，决算支出{}万元（{:.2f}%），{}年预算增至{}万元。请说明增加的依据。', budget.fiscal_year, shown(budget.fen), shown(spent.fen),
        spent.fen * 100.0 / budget.fen, later.fiscal_year, shown(later.fen)) as question,
    concat_ws('；', place(budget.document, budget.page, budget.format), place(spent.document, spent.page, spent.format),
        place(later.document, later.page, later.format)) as evidence
from measured later
join measured budget
    on budget.organization = later.organization and budget.scope = later.scope and budget.stage = later.stage
    and budget.fiscal_year = later.fiscal_year - 1 and budget.key = later.key
join measured spent
    on spent.organization = budget.organization and spent.scope = budget.scope and spent.stage = 'final_accounts'
    and spent.fiscal_year = budget.fiscal_year and spent.key = budget.key
where later.key = 'expenditure_total' and later.stage = 'initial_budget' and budget.fen > 0 and spent.fen < $rate * budget.fen and later.fen > budget.fen
