-- id: Q03
-- theme: 单项
-- priority: high
-- basis: 项级科目增减{rate}以上且{wan}万元以上
-- parameter.rate: 0.30
-- parameter.wan: 50
-- materials: 变动构成、立项批复、是否一次性
-- One row: an item that moved much.
select
    document_id, abs(change) as money, current, earlier, reason,
    format('“{}（{}）”由{}万元变为{}万元（{}）。{}请说明变动构成、是否一次性、是否有立项批复。', label, key, shown(earlier_fen), shown(fen), rated(fen, earlier_fen), told(reason)) as question,
    evidence
from step
where key similar to '2[0-9]{6}' and earlier_fen > 0 and fen > 0 and abs(change) >= $rate * earlier_fen and abs(change) >= $wan * 1000000
