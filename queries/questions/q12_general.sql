-- id: Q12
-- theme: 过紧日子
-- priority: medium
-- basis: 一般性公用支出（办公、差旅、会议、培训、委托业务费）合计比上年增加，或其中一项增长{rate}以上、{wan}万元以上
-- parameter.rate: 0.10
-- parameter.wan: 2
-- materials: 压减措施、增长项目的测算依据
-- One row: a year in which what offices spend on themselves rose, as a whole or in one line; only lines that both years have.
with line as (
    select *
    from step
    where key in ('30201', '30211', '30215', '30216', '30227') and current is not null and earlier is not null
),
rising as (
    select *, change > 0 and change >= $rate * earlier_fen and change >= $wan * 1000000 as much
    from line
)
select
    document_id, cast(sum(greatest(change, 0)) as bigint) as money, arg_max(current, change) as current, arg_max(earlier, change) as earlier,
    format('一般性公用支出（{}）合计由{}万元变为{}万元（{}）{}。请说明压减措施。', string_agg(label, '、' order by key), shown(cast(sum(earlier_fen) as bigint)), shown(cast(sum(fen) as bigint)),
        rated(sum(fen), sum(earlier_fen)),
        coalesce('，其中' || string_agg(label || '由' || shown(earlier_fen) || '万元增至' || shown(fen) || '万元（' || rated(fen, earlier_fen) || '）', '、' order by key) filter (much), '')) as question,
    string_agg(evidence, '；' order by change desc, key) as evidence
from rising
group by organization, scope, stage, fiscal_year, document_id
having sum(change) > 0 or bool_or(much)
