-- id: sentence_negative_base
-- title: 增加额大于本年数，上年数成负
-- severity: error
-- tolerance: 超过两数末位之和的一半才报
-- message: {subject}：本年{stated}万元，却写比上年增加更多，推得上年为负数
-- One row: a sentence whose increase exceeds the figure that it leads to (“0万元，比上年增加1421.25万元”).
select
    document_id, page, 'error' as severity, subject, raw as stated, '' as expected, sentence as detail
from said
where direction = 'increase' and value >= 0 and change > 0 and 2 * (change - value) > value_grain + change_grain
