-- id: sentence_zero_base
-- title: 上年为零却写增减率
-- severity: warn
-- tolerance: 上年数恰为零
-- message: {subject}：上年为零，不宜写增长{stated}，应写“新增{expected}万元”
-- One row: a sentence with a rate of change from nothing.
select
    document_id, page, 'warn' as severity, subject, percent(rate) as stated, raw as expected, sentence as detail
from said
where base = 0 and value > 0 and rate is not null
