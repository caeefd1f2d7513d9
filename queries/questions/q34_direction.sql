-- id: Q34
-- theme: 方向
-- priority: medium
-- basis: 增减方向与数字或原因冲突（见 tongbi check）
-- checks: sentence_direction, sentence_reason_direction, sentence_both_ways, opposite_direction
-- materials: 更正情况
-- One row: a sentence whose direction its figures or its reason contradict.
select
    document_id, 0 as money, string_agg(distinct place_on(format, page), '、' order by place_on(format, page)) || '：' || min(message) || '。请核实。' as question,
    place(document, min(page), format) || coalesce('：' || nullif(min(detail), ''), '') as evidence
from finding
where question = 'Q34' and severity <> 'info'
group by document_id, document, format, rule, subject, stated, expected
