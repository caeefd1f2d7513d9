-- id: Q02
-- theme: 总量
-- priority: medium
-- basis: {items}个以上科目、或收支总额的原因只是“经费增加”“项目调整”之类，或不足十个字
-- parameter.items: 5
-- materials: 各科目变动的具体事项、数量和标准
-- One row: a document many of whose reasons, or that of its total, are commonplaces.
select
    document_id, cast(sum(abs(coalesce(change, value - base, 0))) as bigint) as money, 'commonplace' as grade,
    format('文件说明了{}项增减的原因，其中{}项仅为“{}”一类表述。请说明各项变动的具体事项、数量和标准。', count(*), count(*) filter (graded.grade = 'commonplace'),
        mode(reason) filter (graded.grade = 'commonplace')) as question,
    place(any_value(document), string_agg(distinct page, '、' order by page), any_value(format)) as evidence
from said
join graded using (document_id, ordinal)
where reason <> '' and direction in ('increase', 'decrease')
group by document_id
having count(*) filter (graded.grade = 'commonplace') >= $items
    or bool_or(graded.grade = 'commonplace' and line in ('expenditure_total', 'expenditure_fiscal_appropriation', 'revenue_and_expenditure_total'))
