-- id: sentence_reason_direction
-- title: 原因与增减方向相反
-- severity: error
-- tolerance: 不涉及金额；原因只有一句、只说一个方向时才报
-- message: {subject}：{expected}，原因却写“{stated}”
-- One row: a sentence whose reason, one clause long, names only the other direction.
select
    document_id, coalesce(nullif(reason_page, 0), page) as page,
    case when regexp_matches(reason, '(经费|支出)(增加|增长|减少|下降)$') then 'error' else 'warn' end as severity,
    subject, reason as stated, case direction when 'increase' then '增加' else '减少' end as expected, sentence as detail
from said
where not regexp_matches(reason, '[，、；,]')
    and (
        direction = 'decrease' and regexp_matches(reason, '(经费|支出|人员|项目|任务|业务)(增加|增长)$')
        and not regexp_matches(reason, '减|降|压|调')
        or direction = 'increase' and regexp_matches(reason, '(经费|支出|人员|项目|任务|业务)(减少|下降)$')
        and not regexp_matches(reason, '增|涨|提高')
        or direction in ('increase', 'decrease') and regexp_matches(reason, '(经费|支出)(保持不变|持平)$')
    )
