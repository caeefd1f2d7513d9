-- id: Q33
-- theme: 复算
-- priority: medium
-- basis: 文字中的数、率与复算不符（见 tongbi check）
-- checks: sentence_rate, completion, share, share_total, items_sum, sentence_restated, text_table, budget_comparison, three_public_share, reserved_order
-- materials: 计算过程、更正情况
-- One row: a figure or rate in the text that does not come out.
select
    document_id, 0 as money, string_agg(distinct place_on(format, page), '、' order by place_on(format, page)) || '：' || min(message) || '。请核实。' as question,
    place(document, min(page), format) || coalesce('：' || nullif(min(detail), ''), '') as evidence
from finding
where question = 'Q33' and severity <> 'info'
group by document_id, document, format, rule, subject, stated, expected
