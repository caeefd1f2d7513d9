-- id: opposite_direction
-- title: 收入和支出的增减说法相反
-- severity: error
-- tolerance: 收支两数相同才比
-- needs: text
-- message: {subject}写“{stated}”，与同额的{detail}“{expected}”相反
-- One row: a sentence on expenditure that rises where the sentence on the same amount of income falls, or a reason that is
-- headed by the direction that the amounts do not have.
with one as (
    select *
    from said
    where line in ('revenue_fiscal_appropriation', 'revenue_total', 'expenditure_fiscal_appropriation', 'expenditure_total') and direction in ('increase', 'decrease')
        and value is not null and base_stage <> ''
    qualify row_number() over (partition by document_id, line order by ordinal) = 1
),
headed as (
    select document_id, page, text, regexp_extract(text, '收入(?:和|、)?支出(增加|增长|减少|下降)的?主要原因', 1) as words
    from sentence
)
select
    spent.document_id, spent.page, 'error' as severity, spent.subject, case spent.direction when 'increase' then '增加' else '减少' end as stated,
    case got.direction when 'increase' then '增加' else '减少' end as expected, '收入' as detail
from one spent
join one got
    on got.document_id = spent.document_id and got.value = spent.value and got.base_year = spent.base_year and got.base_stage = spent.base_stage
    and got.line = replace(spent.line, 'expenditure', 'revenue') and got.line <> spent.line
where starts_with(spent.line, 'expenditure') and got.direction <> spent.direction
union all
select
    headed.document_id, headed.page, 'error', '主要原因', headed.words, case one.direction when 'increase' then '增加' else '减少' end, one.subject
from headed
join one using (document_id)
where one.line = 'revenue_fiscal_appropriation' and headed.words <> '' and one.change <> 0
    and (one.direction = 'increase') <> (headed.words in ('增加', '增长'))
