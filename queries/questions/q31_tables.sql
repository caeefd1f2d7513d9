-- id: Q31
-- theme: 勾稽
-- priority: medium
-- basis: 表内、表间的数不一致（见 tongbi check）
-- checks: table_sum, table_table, table_totals, row_sum, balance, performance_sum, performance_total, parts_in_text, count_parts, text_parts, basic_parts, fund_tables
-- materials: 各表的数据来源、更正情况
-- One row: two figures of one document that do not agree; differences of one last digit all in one.
select
    document_id, 0 as money, string_agg(distinct place_on(format, page), '、' order by place_on(format, page)) || '：' || min(message) || '。请核实。' as question,
    place(document, min(page), format) || coalesce('：' || nullif(min(detail), ''), '') as evidence
from finding
where question = 'Q31' and severity <> 'info'
group by document_id, document, format, rule, subject, stated, expected
union all
select
    document_id, 0, format('表内、表间有{}处一个末位的尾差（如{}）。请核实。', count(*), min(message)), place(document, min(page), format)
from finding
where question = 'Q31' and severity = 'info'
group by document_id, document, format
