-- id: Q07
-- theme: 其他科目
-- priority: medium
-- basis: 其他工资福利支出占{wages}以上，或其他商品和服务支出占{goods}以上
-- parameter.wages: 0.30
-- parameter.goods: 0.15
-- materials: 构成（编外、劳务派遣等）、人数与标准
-- One row: a class of basic expenditure much of which is named 其他.
select
    other.document_id, other.fen as money, other.figure as current,
    format('{}{}万元，占{}的{:.2f}%。请说明其构成、人数与标准。', other.label, shown(other.fen), class.label, other.fen * 100.0 / class.fen) as question,
    place(other.document, other.page, other.format) as evidence
from measured other
join measured class using (organization, scope, stage, fiscal_year)
where other.key = '30199' and class.key = '301' and other.fen >= $wages * class.fen
    or other.key = '30299' and class.key = '302' and other.fen >= $goods * class.fen
