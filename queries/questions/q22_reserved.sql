-- id: Q22
-- theme: 采购
-- priority: low
-- basis: 面向中小企业、小微企业的预留额连续{years}年为同一比例，或有采购而预留为零
-- parameter.years: 3
-- materials: 预留项目清单
-- One row: a reserve that is the same share of what it is taken from for years, or is nothing although there is procurement.
with share as (
    select reserved.*, whole.fen as whole_fen, case reserved.key when 'procurement_sme' then '中小企业' else '小微企业' end as whom,
        case reserved.key when 'procurement_sme' then '采购总额' else '中小企业预留额' end as of_what
    from measured reserved
    join measured whole using (organization, scope, stage, fiscal_year)
    where (reserved.key = 'procurement_sme' and whole.key = 'procurement_total' or reserved.key = 'procurement_micro' and whole.key = 'procurement_sme')
        and whole.fen > 0
)
select
    arg_max(document_id, fiscal_year) as document_id, max(fen) as money, arg_max(figure, fiscal_year) as current, arg_min(figure, fiscal_year) as earlier,
    format('面向{}的预留额连续{}年均为{}的{:.2f}%。请说明是否按项目测算。', any_value(whom), count(*), any_value(of_what), avg(fen * 100.0 / whole_fen)) as question,
    string_agg(place(document, page, format) || '：' || shown(fen) || '/' || shown(whole_fen) || '万元', '；' order by fiscal_year) as evidence
from share
where fen > 0
group by organization, scope, stage, key
having count(*) >= $years and max(fen * 1.0 / whole_fen) - min(fen * 1.0 / whole_fen) < 0.0001
union all
select
    document_id, whole_fen, figure, null, format('政府采购预算{}万元，面向中小企业的预留额为零。请说明原因。', shown(whole_fen)), place(document, page, format)
from share
where key = 'procurement_sme' and fen = 0
