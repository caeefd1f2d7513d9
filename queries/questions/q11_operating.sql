-- id: Q11
-- theme: 机关运行
-- priority: medium
-- basis: 机关运行经费增减{rate}以上
-- parameter.rate: 0.15
-- materials: 口径说明、转列项目清单
-- One row: 机关运行经费 that moved much.
select
    document_id, abs(change) as money, current, earlier, reason,
    format('机关运行经费由{}万元变为{}万元（{}）。请说明是否转列至项目支出或口径调整。', shown(earlier_fen), shown(fen), rated(fen, earlier_fen)) as question, evidence
from step
where key = 'admin_operating' and earlier_fen > 0 and abs(change) >= $rate * earlier_fen
