-- One row: a code, or a form's total, that is not the sum of the lines below it; the same difference in several tables is one,
-- with the first page. A difference that comes only from a difference one level below is left to that one.
-- severity: error beyond half a grain for each figure, else info. siblings: the errors of its table.
create temp table uneven as
with parent as (
    select
        document_id, form, title, fund, measure, scheme, code, min(fen) as fen, arg_min(grain, ordinal) as grain, min(page) as page, min(ordinal) as ordinal,
        case when length(code) > 3 then code[:length(code) - 2] else '' end as above, case when length(code) > 3 then scheme else '' end as above_scheme
    from printed
    where form <> 'three_public' and (scheme <> '' and code <> '' and line <> 'expenditure_class' or line = 'form_total')
    group by document_id, form, title, fund, measure, scheme, code
    having min(fen) = max(fen)
),
below as (
    select document_id, form, title, fund, measure, above, above_scheme, sum(fen) as fen, sum(grain) as grain
    from parent
    where code <> ''
    group by document_id, form, title, fund, measure, above, above_scheme
),
wrong as (
    select parent.*, below.fen as below, below.grain as grains, cast(parent.fen - below.fen as bigint) as difference
    from parent
    join below
        on below.document_id = parent.document_id and below.form = parent.form and below.title = parent.title
        and below.fund = parent.fund and below.measure = parent.measure and below.above = parent.code and below.above_scheme = parent.scheme
    where parent.fen <> below.fen
),
root as (
    select wrong.*, first.label, first.format, first.raw
    from wrong
    join printed first on first.document_id = wrong.document_id and first.ordinal = wrong.ordinal
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
