-- id: Q29
-- theme: 民生下降
-- priority: high
-- basis: 社会保障和就业、卫生健康的项级科目下降{rate}以上、{wan}万元以上
-- parameter.rate: 0.20
-- parameter.wan: 20
-- materials: 补贴对象、人数和标准的变化
-- One row: an item of social security or health that fell much.
select
    document_id, -change as money, current, earlier, reason,
    format('“{}（{}）”由{}万元减至{}万元（{}）。请说明补贴对象和标准是否变化。', label, key, shown(earlier_fen), shown(fen), rated(fen, earlier_fen)) as question, evidence
from step
where key similar to '2[0-9]{6}' and (key like '208%' or key like '210%') and fen > 0 and -change >= $rate * earlier_fen and -change >= $wan * 1000000
