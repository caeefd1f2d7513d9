-- id: Q41
-- theme: 其他
-- priority: low
-- basis: 其他检查发现的错误和警告（见 tongbi check），每份文件合为一问
-- materials: 更正情况
-- One row: a document with findings that no other rule asks about, all in one.
select
    document_id, 0 as money, format('文件另有{}处对不上或用语有误（如{}）。请核实。', count(*), min(message)) as question,
    place(document, min(page), format) || '；' || string_agg(place_on(format, page) || '：' || message, '；' order by page, message) as evidence
from finding
where question = '' and severity <> 'info'
group by document_id, document, format
