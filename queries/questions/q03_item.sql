-- id: Q03
-- theme: 单项
-- priority: high
-- basis: 项级科目增减{rate}以上且{wan}万元以上
-- parameter.rate: 0.30
-- parameter.wan: 50
-- materials: 变动构成、立项批复、是否一次性
-- One row: an item that moved much.
select
    step.document_id, abs(step.change) as money, grade(any_value(said.reason)) as grade,
    format('“{}（{}）”由{}万元变为{}万元（{}）。{}请说明变动构成、是否一次性、是否有立项批复。', label, key, shown(earlier_fen), shown(fen), rated(fen, earlier_fen),
        case grade(any_value(said.reason)) when 'none' then '' when 'quantified' then '' else '文件的说明为“' || any_value(said.reason) || '”。' end) as question,
    evidence
from step
left join said
    on said.organization = step.organization and said.scope = step.scope and said.stage = step.stage
    and said.fiscal_year = step.fiscal_year and said.code = step.key and said.reason <> ''
where key similar to '2[0-9]{6}' and earlier_fen > 0 and step.fen > 0 and abs(step.change) >= $rate * earlier_fen and abs(step.change) >= $wan * 1000000
group by step.document_id, label, key, fen, earlier_fen, step.change, evidence
