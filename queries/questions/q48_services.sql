-- id: Q48
-- theme: 购买服务
-- priority: medium
-- basis: 劳务费、委托业务费合计占商品和服务支出{share}以上
-- parameter.share: 0.30
-- materials: 购买服务的事项、合同和验收情况
-- One row: a year in which work bought from others is a large part of goods and services.
with bought as (
    select organization, scope, stage, fiscal_year, document_id, any_value(document) as document, any_value(format) as format, min(page) as page,
        cast(sum(fen) as bigint) as fen, string_agg(label || shown(fen) || '万元', '、' order by key) as parts, arg_max(figure, fen) as largest
    from measured
    where key in ('30226', '30227')
    group by organization, scope, stage, fiscal_year, document_id
)
select
    bought.document_id, bought.fen as money, largest as current, class.figure as earlier,
    format('基本支出中{}，占{}的{:.2f}%。请说明购买了哪些服务、如何确定价格和验收。', parts, class.label, bought.fen * 100.0 / class.fen) as question,
    place(bought.document, bought.page, bought.format) as evidence
from bought
join measured class using (organization, scope, stage, fiscal_year)
where class.key = '302' and class.fen > 0 and bought.fen >= $share * class.fen
