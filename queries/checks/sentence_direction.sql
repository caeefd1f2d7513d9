-- id: sentence_direction
-- title: 增减方向与句中数字不符
-- severity: error
-- tolerance: 差额不超过两数末位之和的一半时不报
-- needs: text
-- message: {subject}：句中写“{stated}”，按数字应为“{expected}”
-- One row: a sentence that says 增加 where its figures fall, 减少 where they rise, or 持平 where they differ.
with compared as (
    select said.*, value - base as difference, value_grain + base_grain as grain
    from said
    where value is not null and base is not null and direction <> ''
)
select
    document_id, page, 'error' as severity, subject,
    case direction when 'increase' then '增加' when 'decrease' then '减少' else '持平' end as stated,
    case when difference > 0 then '增加' when difference < 0 then '减少' else '持平' end as expected,
    sentence as detail
from compared
where (direction = 'increase' and difference <= 0 and 2 * difference <= -grain)
    or (direction = 'decrease' and difference >= 0 and 2 * difference >= grain)
    or (direction in ('increase', 'decrease') and difference = 0)
    or (direction = 'unchanged' and 2 * abs(difference) > grain and not contains(sentence, '基本持平'))
