-- id: Q14
-- theme: 执行率
-- priority: medium
-- basis: 上年执行率低于{rate}、少用{wan}万元以上，今年没有增加（增加的见 Q13）
-- parameter.rate: 0.70
-- parameter.wan: 10
-- parameter.rise: 10
-- materials: 未执行的原因、结余资金的处理
-- One row: an item of which little was spent and that is not budgeted higher.
select
    said.document_id, step.earlier_fen - said.base as money,
    cited(step.label, said.base, said.base_year, said.base_stage, said.document, said.format, said.page) as current, step.earlier, step.reason,
    format('“{}（{}）”上年预算{}万元、执行{}万元（执行率{:.2f}%）。请说明原因及结余资金的处理。', step.label, step.key, shown(step.earlier_fen), shown(said.base), said.base * 100.0 / step.earlier_fen) as question,
    step.evidence || '；执行数：' || place(said.document, said.page, said.format) as evidence
from said
join step
    on step.organization = said.organization and step.scope = said.scope and step.stage = said.stage
    and step.fiscal_year = said.fiscal_year and step.key = said.code
where said.base_stage = 'outturn' and said.base_year = said.fiscal_year - 1 and step.earlier_fen > 0
    and said.base < $rate * step.earlier_fen and step.earlier_fen - said.base >= $wan * 1000000 and step.change < $rise * 1000000
qualify row_number() over (partition by said.document_id, said.code order by said.ordinal) = 1
