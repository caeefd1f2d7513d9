-- id: Q28
-- theme: 消失科目
-- priority: medium
-- basis: 上年{wan}万元以上、本年没有的项级科目
-- parameter.wan: 10
-- materials: 取消、转列或调整科目的文件
-- One row: an item that the year lacks.
select
    document_id, earlier_fen as money, current, earlier, reason,
    format('“{}（{}）”上年{}万元，本年未安排。请说明是取消、转列还是科目调整。', label, key, shown(earlier_fen)) as question, evidence
from step
where key similar to '2[0-9]{6}' and fen = 0 and earlier_fen >= $wan * 1000000
