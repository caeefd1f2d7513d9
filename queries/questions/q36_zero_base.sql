-- id: Q36
-- theme: 零基数
-- priority: low
-- basis: 上年为零却写增减率（见 tongbi check）
-- checks: sentence_zero_base
-- materials: 新增事项的设立依据
-- One row: a document that states rates from a base of zero, all in one.
select
    document_id, 0 as money, format('有{}处上年为零却写增长率（{}）。基数为零不宜写增长率，请核实并改为“新增”。', count(*), string_agg(subject || '“' || stated || '”', '、' order by page, subject)) as question,
    string_agg(place_on(format, page) || '：' || message, '；' order by page, message) as evidence
from finding
where question = 'Q36'
group by document_id
