-- id: Q39
-- theme: 部门、单位
-- priority: high
-- basis: 部门的数不等于所属单位之和（见 tongbi check；名单上的单位全部装入才比）
-- checks: unit_sum
-- materials: 各单位预算、汇总抵销情况
-- One row: a figure of a department that its units do not add up to.
select
    document_id, 0 as money, string_agg(distinct place_on(format, page), '、' order by place_on(format, page)) || '：' || min(message) || '。请核实。' as question,
    place(document, min(page), format) || coalesce('：' || nullif(min(detail), ''), '') as evidence
from finding
where question = 'Q39' and severity <> 'info'
group by document_id, document, format, rule, subject, stated, expected
