-- id: Q10
-- theme: 三公
-- priority: low
-- basis: 连续{years}年同额
-- parameter.years: 3
-- materials: 近年实际执行数
-- One row: a line of “三公” that is the same for years.
select
    arg_max(document_id, fiscal_year) as document_id, max(fen) as money, arg_max(figure, fiscal_year) as current, arg_min(figure, fiscal_year) as earlier,
    format('{}连续{}年均为{}万元。请说明是否按实际需要编制，近年实际执行数是多少。', any_value(case key when 'official_reception' then '公务接待费' when 'vehicle_operation' then '公务用车运行费' else '因公出国（境）费' end), count(*), shown(max(fen))) as question,
    string_agg(place(document, page, format), '；' order by fiscal_year) as evidence
from measured
where key in ('official_reception', 'vehicle_operation', 'overseas_travel') and fen > 0
group by organization, scope, stage, key
having count(*) >= $years and min(fen) = max(fen) and max(fiscal_year) - min(fiscal_year) = count(*) - 1
