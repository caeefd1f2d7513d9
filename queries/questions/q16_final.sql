-- id: Q16
-- theme: 预决算差异
-- priority: medium
-- basis: 决算与年初预算相差{rate}以上、{wan}万元以上
-- parameter.rate: 0.10
-- parameter.wan: 10
-- materials: 预算调整文件、执行情况
-- One row: final accounts that differ much from the budget.
select
    said.document_id, abs(value - base) as money, cited(subject, value, said.fiscal_year, said.stage, document, format, page) as current,
    cited(subject, base, base_year, base_stage, document, format, page) as earlier, reason.reason,
    format('“{}”年初预算{}万元，决算{}万元（{}）。{}请说明差异原因。', subject, shown(base), shown(value), rated(value, base), told(reason.reason)) as question,
    place(document, page, format) || '：' || sentence as evidence
from said
left join reason on reason.document_id = said.document_id and reason.ordinal = said.ordinal
where said.stage = 'final_accounts' and base_stage = 'initial_budget' and base_year = said.fiscal_year and base > 0
    and abs(value - base) >= $rate * base and abs(value - base) >= $wan * 1000000
