-- id: Q01
-- theme: 总量
-- priority: high
-- basis: 支出总额增减{rate}以上且{wan}万元以上
-- parameter.rate: 0.10
-- parameter.wan: 100
-- materials: 增减项目清单、政策和测算依据
-- One row: a total that moved much.
select
    document_id, abs(change) as money, current, earlier, reason,
    format('{}年支出{}{}万元，比上年{}（{}）。{}请说明主要增减项目、政策和测算依据。', fiscal_year, case stage when 'final_accounts' then '决算' else '预算' end, shown(fen), moved(change), rated(fen, earlier_fen),
        coalesce(nullif(told(reason), ''), '文件没有说明原因。')) as question,
    evidence
from total
where earlier_fen > 0 and abs(change) >= $rate * earlier_fen and abs(change) >= $wan * 1000000
