-- id: Q40
-- theme: 非财政收入
-- priority: medium
-- basis: 事业收入、经营收入、其他收入、财政专户资金增减{rate}以上且{wan}万元以上，或从无到有
-- parameter.rate: 0.30
-- parameter.wan: 10
-- materials: 收入来源、收费项目和标准、缴存情况
-- One row: income of its own that moved much.
select
    document_id, abs(change) as money, current, earlier, reason,
    format('“{}”由{}万元变为{}万元{}。请说明来源与缴存情况。', label, shown(earlier_fen), shown(fen), coalesce(nullif('（' || rated(fen, earlier_fen) || '）', '（）'), '')) as question, evidence
from step
where key in ('revenue_institution', 'revenue_operating', 'revenue_other', 'revenue_fiscal_account')
    and abs(change) >= $wan * 1000000 and (earlier_fen = 0 or abs(change) >= $rate * earlier_fen)
