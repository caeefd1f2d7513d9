-- id: Q13
-- theme: 执行率
-- priority: high
-- basis: 上年执行率低于{rate}而本年预算增加（《预算法》第三十二条）
-- parameter.rate: 0.85
-- parameter.wan: 10
-- materials: 上年执行情况、本年测算依据
-- One row: an item that was spent little and is budgeted higher.
select
    said.document_id, step.change as money, step.current, step.earlier, step.reason,
    format('“{}（{}）”上年预算{}万元、执行{}万元（执行率{:.2f}%），今年增至{}万元。请说明依据。', step.label, step.key, shown(step.earlier_fen), shown(said.base), said.base * 100.0 / step.earlier_fen, shown(step.fen)) as question,
    step.evidence || '；执行数：' || place(said.document, said.page, said.format) as evidence
from said
join step
    on step.organization = said.organization and step.scope = said.scope and step.stage = said.stage
    and step.fiscal_year = said.fiscal_year and step.key = said.code
where said.base_stage = 'outturn' and said.base_year = said.fiscal_year - 1 and step.earlier_fen > 0
    and said.base < $rate * step.earlier_fen and step.change >= $wan * 1000000
qualify row_number() over (partition by said.document_id, said.code order by said.ordinal) = 1
