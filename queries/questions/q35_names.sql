-- id: Q35
-- theme: 科目名
-- priority: low
-- basis: 科目名称、级次或编码有误（见 tongbi check）
-- checks: unknown_item, level_name, old_name, short_code, sentence_use_subject, sentence_reason_subject, item_parent, code_name
-- materials: 更正情况
-- One row: a document with wrong names or codes of lines, all in one.
select
    document_id, 0 as money, format('科目名称、编码有{}处与科目表或本文件的表不符（如{}）。请核实。', count(*), min(message)) as question,
    string_agg(place_on(format, page) || '：' || message, '；' order by page, message) as evidence
from finding
where question = 'Q35' and severity <> 'info'
group by document_id
