-- id: sentence_restated
-- title: 同一项目前后两个数
-- severity: error
-- tolerance: 两数相差超过末位之和的一半才报
-- message: {subject}：后文写本年预算安排{stated}万元，前文为{expected}万元
-- One row: a sentence that states the year's figure of one item twice, differently.
with restated as (
    select said.*, regexp_extract(replace(sentence, fiscal_year || '年', '本年'), '本年度?预算安排([0-9.,]+)万元', 1) as again
    from said
    where value is not null and scheme = 'functional' and contains(sentence, '预算安排')
)
select
    document_id, page, 'error' as severity, subject, again as stated, raw as expected, sentence as detail
from restated
where again <> '' and abs(wan(again) - value) > value_grain
