-- One row: a code, or a form's total, that is not the sum of the lines below it; the same difference in several tables is one,
-- with the first page. A difference that comes only from a difference one level below is left to that one.
-- severity: error beyond half a grain for each figure, else info. siblings: the errors of its table.
create temp table uneven as
with parent as (
    select
        document_id, form, title, fund, measure, scheme, code, any_value(label) as label, any_value(fen) as fen, any_value(grain) as grain, any_value(format) as format,
        arg_min(raw, ordinal) as raw, min(page) as page, min(ordinal) as ordinal,
        case when length(code) > 3 then code[:length(code) - 2] else '' end as above, case when length(code) > 3 then scheme else '' end as above_scheme
    from printed
    where form <> 'three_public' and (scheme <> '' and code <> '' and line <> 'expenditure_class' or line = 'form_total')
    group by document_id, form, title, fund, measure, scheme, code
    having count(distinct fen) = 1
),
added as (
    select
        parent.document_id, parent.form, parent.title, parent.fund, parent.measure, parent.code, parent.scheme, any_value(parent.label) as label, any_value(parent.format) as format,
        any_value(parent.fen) as fen, any_value(parent.grain) as grain, any_value(parent.raw) as raw, any_value(parent.page) as page, any_value(parent.ordinal) as ordinal,
        sum(child.fen) as below, count(*) as parts, sum(child.grain) as grains, any_value(parent.above) as above
    from parent
    join parent child
        on child.document_id = parent.document_id and child.form = parent.form and child.title = parent.title
        and child.fund = parent.fund and child.measure = parent.measure and child.above = parent.code and child.above_scheme = parent.scheme
    where child.code <> ''
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
        and lower.fund = wrong.fund and lower.above = wrong.code and lower.code <> ''
    group by all
    having coalesce(sum(lower.difference), 0) <> -wrong.difference
),
told as (
    select
        document_id, min(page) as page, arg_min(title, ordinal) as title, min(ordinal) as ordinal,
        case when bool_or(2 * abs(difference) > grain + grains) then 'error' else 'info' end as severity,
        trim(code || ' ' || bare_name(label)) as subject, arg_min(raw, ordinal) as stated,
        like_printed(cast(arg_min(below, ordinal) as bigint), arg_min(grain, ordinal), arg_min(raw, ordinal)) as expected,
        case when count(distinct page) > 1 then '；同一差额见于' || replace(place_on(any_value(format), 0), '0', string_agg(distinct page, '、' order by page)) else '' end as elsewhere
    from root
    group by document_id, code, label, difference
)
select told.*, count(*) filter (severity = 'error') over (partition by document_id, title) as siblings
from told
