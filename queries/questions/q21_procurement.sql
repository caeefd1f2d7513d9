-- id: Q21
-- theme: 采购
-- priority: high
-- basis: 政府采购预算增长{rate}以上、{wan}万元以上
-- parameter.rate: 0.50
-- parameter.wan: 100
-- materials: 采购项目清单、立项与前期进度
-- One row: procurement that rose much.
select
    step.document_id, step.change as money, step.current, step.earlier, step.reason,
    format('政府采购预算由{}万元增至{}万元（{}）{}。请说明采购项目、立项与前期进度。', shown(step.earlier_fen), shown(step.fen), rated(step.fen, step.earlier_fen),
        coalesce('，其中工程' || shown(works.fen) || '万元（' || rated(works.fen, works.earlier_fen) || '）', '')) as question, step.evidence
from step
left join step works on works.document_id = step.document_id and works.key = 'procurement_works'
where step.key = 'procurement_total' and step.earlier_fen > 0 and step.change >= $rate * step.earlier_fen and step.change >= $wan * 1000000
