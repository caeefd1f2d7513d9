-- id: Q27
-- theme: 新设科目
-- priority: medium
-- basis: 上年没有的项级科目，{wan}万元以上（不算增幅）
-- parameter.wan: 10
-- materials: 设立依据、期限和标准
-- One row: an item that the year before lacks.
select
    document_id, fen as money, current, earlier, reason,
    format('新增“{}（{}）”{}万元。请说明设立依据、期限和标准。', label, key, shown(fen)) as question, evidence
from step
where key similar to '2[0-9]{6}' and earlier_fen = 0 and fen >= $wan * 1000000
