-- id: table_sum
-- title: 上级科目不等于下级科目之和
-- severity: error
-- tolerance: 每个数半个末位（加数个数加一）；以内为提示
-- needs: expenditure_summary
-- message: {subject}为{stated}，下级合计{expected}{detail}
-- One row: a code, or a form's total, that is not the sum of the lines below it; the same difference in several tables is
-- told once, with the first page. A difference that comes only from a difference one level below is left to that one.
with parent as (
    select
        document_id, form, title, fund, measure, scheme, code, any_value(label) as label, any_value(fen) as fen, any_value(grain) as grain,
        arg_min(raw, ordinal) as raw, min(page) as page, any_value(line) as line, min(ordinal) as ordinal
    from printed
    where form <> 'three_public' and (scheme <> '' and code <> '' and line <> 'expenditure_class' or line = 'form_total')
    group by document_id, form, title, fund, measure, scheme, code
    having count(distinct fen) = 1
),
added as (
    select
        parent.document_id, parent.form, parent.title, parent.fund, parent.measure, parent.code, parent.scheme, any_value(parent.label) as label,
        any_value(parent.fen) as fen, any_value(parent.grain) as grain, any_value(parent.raw) as raw, any_value(parent.page) as page, any_value(parent.ordinal) as ordinal,
        sum(child.fen) as below, count(*) as parts, sum(child.grain) as grains
    from parent
    join parent child
        on child.document_id = parent.document_id and child.form = parent.form and child.title = parent.title
        and child.fund = parent.fund and child.measure = parent.measure and child.code <> ''
        and (
            parent.code <> '' and child.scheme = parent.scheme and length(child.code) = length(parent.code) + 2
            and starts_with(child.code, parent.code)
            or parent.code = '' and length(child.code) = 3
        )
    group by parent.document_id, parent.form, parent.title, parent.fund, parent.measure, parent.code, parent.scheme
),
wrong as (
    select added.*, cast(fen - below as bigint) as difference
    from added
    where fen <> below
),
root as (
    select wrong.*
    from wrong
    left join wrong lower
        on lower.document_id = wrong.document_id and lower.form = wrong.form and lower.title = wrong.title and lower.measure = wrong.measure
        and lower.fund = wrong.fund and length(lower.code) = case when wrong.code = '' then 3 else length(wrong.code) + 2 end
        and starts_with(lower.code, wrong.code)
    group by all
    having coalesce(sum(lower.difference), 0) <> -wrong.difference
)
select
    document_id, min(page) as page,
    case when bool_or(2 * abs(difference) > grain + grains) then 'error' else 'info' end as severity,
    code || label as subject, arg_min(raw, ordinal) as stated,
    like_printed(cast(arg_min(below, ordinal) as bigint), arg_min(grain, ordinal), arg_min(raw, ordinal)) as expected,
    case when count(distinct page) > 1 then '；同一差额见于第' || string_agg(distinct page, '、' order by page) || '页' else '' end as detail
from root
group by document_id, code, label, difference
