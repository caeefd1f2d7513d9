-- id: Q06
-- theme: 其他科目
-- priority: medium
-- basis: 以“其他”列示的项级科目占支出{share}以上（《预算法》第四十六条要求细化）
-- parameter.share: 0.30
-- materials: 各“其他”科目下的项目清单
-- One row: a year whose items named 其他 (code ending in 99) are a large part.
with item as (
    select organization, scope, stage, fiscal_year, min(document_id) as document_id, min(document) as document, min(format) as format, sum(fen) as fen,
        sum(fen) filter (key like '%99') as others, min(page) filter (key like '%99') as page, string_agg(label, '、' order by fen desc, key) filter (key like '%99') as labels,
        arg_max(figure, fen) filter (key like '%99') as largest
    from measured
    where key similar to '2[0-9]{6}'
    group by organization, scope, stage, fiscal_year
)
select
    document_id, cast(others as bigint) as money, largest as current,
    format('以“其他”列示的项级科目合计{}万元，占{:.2f}%。请说明能否细化到具体项级科目。', shown(cast(others as bigint)), others * 100.0 / fen) as question,
    place(document, page, format) || '起：' || labels as evidence
from item
where others >= $share * fen
