-- id: Q15
-- theme: 超预算
-- priority: high
-- basis: 上年执行数超过上年预算{rate}以上、{wan}万元以上（《预算法》第十三条）
-- parameter.rate: 0.10
-- parameter.wan: 1
-- materials: 追加、调剂文件
-- One row: an item of which more was spent than budgeted.
select
    said.document_id, said.base - step.earlier_fen as money,
    cited(step.label, said.base, said.base_year, said.base_stage, said.document, said.format, said.page) as current, step.earlier,
    format('“{}（{}）”上年预算{}万元、执行{}万元，超{:.2f}%。请说明追加或调剂程序。', step.label, step.key, shown(step.earlier_fen), shown(said.base), (said.base - step.earlier_fen) * 100.0 / step.earlier_fen) as question,
    step.evidence || '；执行数：' || place(said.document, said.page, said.format) as evidence
from said
join step
    on step.organization = said.organization and step.scope = said.scope and step.stage = said.stage
    and step.fiscal_year = said.fiscal_year and step.key = said.code
where said.base_stage = 'outturn' and said.base_year = said.fiscal_year - 1 and step.earlier_fen > 0
    and said.base - step.earlier_fen >= $rate * step.earlier_fen and said.base - step.earlier_fen >= $wan * 1000000
qualify row_number() over (partition by said.document_id, said.code order by said.ordinal) = 1
