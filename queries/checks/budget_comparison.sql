-- id: budget_comparison
-- title: “决算数大于（小于）预算数”与数字不符
-- severity: error
-- tolerance: 差额不超过两数末位之和的一半时不报
-- message: {subject}写决算数{stated}预算数，按数字应为{expected}
-- One row: a sentence of final accounts that names the wrong one as the greater.
with told as (
    select said.*, regexp_extract(sentence, '决算数(大于|小于|等于|持平于)(?:年初)?预算数', 1) as relation, value - base as difference
    from said
    where base_stage = 'initial_budget' and base_year = fiscal_year and value is not null and base is not null
)
select
    document_id, page, 'error' as severity, subject, relation as stated,
    case when difference > 0 then '大于' when difference < 0 then '小于' else '等于' end as expected, sentence as detail
from told
where relation = '大于' and difference <= 0 or relation = '小于' and difference >= 0 or relation = '等于' and 2 * abs(difference) > value_grain + base_grain
