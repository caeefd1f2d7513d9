-- id: Q32
-- theme: 隐含上年
-- priority: high
-- basis: 本年说明推得的上年数与上年文件不符，或两份文件所引不同（见 tongbi check）
-- checks: prior_year, quoted_twice, balance_forward
-- materials: 口径说明、上年批复
-- One row: a figure of another year that this document states otherwise than that year's.
select
    document_id, 0 as money, string_agg(distinct place_on(format, page), '、' order by place_on(format, page)) || '：' || min(message) || '。请核实。' as question,
    place(document, min(page), format) || coalesce('：' || nullif(min(detail), ''), '') as evidence
from finding
where question = 'Q32' and severity <> 'info'
group by document_id, document, format, rule, subject, stated, expected
