-- id: sentence_both_ways
-- title: 同一比较既写增减又写持平
-- severity: error
-- tolerance: 不涉及金额
-- message: 一处比较既写增减额又写持平：{stated}
-- One row: a sentence that states a change of more than nothing and 持平 of one figure.
select
    document_id, page, 'error' as severity, '' as subject,
    regexp_extract(text, '(?:增加|减少|增长|下降)[0-9.,]*[1-9][0-9.,]*(?:万元|%)，[比与](?:20[0-9]{2}年|上年)[^，。；]{0,6}(?:持平|一致)') as stated,
    '' as expected, text as detail
from sentence
where regexp_matches(text, '(?:增加|减少|增长|下降)[0-9.,]*[1-9][0-9.,]*(?:万元|%)，[比与](?:20[0-9]{2}年|上年)[^，。；]{0,6}(?:持平|一致)')
