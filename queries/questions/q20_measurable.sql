-- id: Q20
-- theme: 绩效质量
-- priority: low
-- basis: 绩效指标值{share}以上没有量化，或满意度目标低于{satisfaction}
-- parameter.share: 0.50
-- parameter.satisfaction: 0.80
-- materials: 修订后的绩效目标表、指标值的依据
-- One row: a project whose targets cannot be measured or are set low.
with judged as (
    select
        *, not regexp_matches(value, '[0-9]') as vague,
        contains(indicator || kind, '满意') and try_cast(regexp_extract(value, '([0-9]+(?:[.][0-9]+)?)[^0-9]*%', 1) as double) / 100 < $satisfaction as low
    from target
)
select
    document_id, 0 as money,
    format('项目“{}”有{}个绩效指标{}{}。请说明如何衡量，并完善指标。', project, count(*),
        case when count(*) filter (vague) > 0 then format('，其中{}个没有量化', count(*) filter (vague)) else '' end,
        coalesce('，' || string_agg('“' || indicator || '”的目标值为“' || value || '”', '、' order by page, position) filter (low), '')) as question,
    place(document, min(page), format) || '：' || coalesce(string_agg(indicator || '“' || value || '”', '、' order by page, position) filter (vague or low), '') as evidence
from judged
group by document_id, document, format, project, project_number
having count(*) filter (vague) > $share * count(*) or bool_or(low)
