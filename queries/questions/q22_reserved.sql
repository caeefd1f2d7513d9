-- id: Q22
-- theme: 采购
-- priority: low
-- basis: 面向中小企业预留额连续{years}年为采购总额的同一比例
-- parameter.years: 3
-- materials: 预留项目清单
-- One row: a reserve for small enterprises that is the same share for years.
select
    arg_max(reserved.document_id, reserved.fiscal_year) as document_id, max(reserved.fen) as money, arg_max(reserved.figure, reserved.fiscal_year) as current,
    arg_min(reserved.figure, reserved.fiscal_year) as earlier,
    format('面向中小企业预留额连续{}年均为采购总额的{:.2f}%。请说明是否按项目测算。', count(*), avg(reserved.fen * 100.0 / whole.fen)) as question,
    string_agg(place(reserved.document, reserved.page, reserved.format) || '：' || shown(reserved.fen) || '/' || shown(whole.fen) || '万元', '；' order by reserved.fiscal_year) as evidence
from measured reserved
join measured whole using (organization, scope, stage, fiscal_year)
where reserved.key = 'procurement_sme' and whole.key = 'procurement_total' and whole.fen > 0 and reserved.fen > 0
group by reserved.organization, reserved.scope, reserved.stage
having count(*) >= $years and max(reserved.fen * 1.0 / whole.fen) - min(reserved.fen * 1.0 / whole.fen) < 0.0001
