-- id: row_sum
-- title: 行内各栏之和不等于合计
-- severity: error
-- tolerance: 每个数半个末位（加数个数加一）；以内为提示
-- needs: expenditure_summary
-- message: {subject}：合计{stated}，各栏之和{expected}（{detail}）
-- One row: a row of a table whose whole is not the sum of its parts; the same difference in several tables is told once. Where the lines below add up to the parts, the whole is
-- wrong in both ways and table_sum says so.
with whole as (
    select printed.document_id, printed.ordinal, printed.form, printed.page, printed.table_number, printed.row_number, printed.code, printed.line, printed.fen, sum_part.part
    from printed
    join sum_part on sum_part.form = printed.form and sum_part.whole = printed.measure
    where printed.row_number > 0
),
added as (
    select
        whole.document_id, whole.ordinal, cast(sum(part.fen) as bigint) as below, sum(part.grain) as grains
    from whole
    join printed part
        on part.document_id = whole.document_id and part.form = whole.form and part.page = whole.page and part.table_number = whole.table_number
        and part.row_number = whole.row_number and part.code = whole.code and part.line = whole.line and part.measure = whole.part
    group by whole.document_id, whole.ordinal
    having sum(part.fen) <> any_value(whole.fen) and count(*) > 1
),
wrong as (
    select printed.*, trim(printed.code || ' ' || bare_name(printed.label)) as subject, added.below, added.grains
    from added
    join printed using (document_id, ordinal)
),
lines_below as (
    select wrong.document_id, wrong.ordinal, sum(child.fen) as fen
    from wrong
    join printed child
        on child.document_id = wrong.document_id and child.form = wrong.form and child.title = wrong.title
        and child.measure = wrong.measure and child.scheme = wrong.scheme and child.code[:length(child.code) - 2] = wrong.code
    where wrong.code <> '' and length(child.code) > 3
    group by wrong.document_id, wrong.ordinal
)
select
    document_id, min(page) as page, case when bool_or(2 * abs(wrong.fen - below) > grain + grains) then 'error' else 'info' end as severity, subject,
    arg_min(raw, wrong.ordinal) as stated, arg_min(like_printed(below, grain, raw), wrong.ordinal) as expected,
    string_agg(distinct title, '、' order by title) as detail
from wrong
left join lines_below using (document_id, ordinal)
where lines_below.fen is distinct from wrong.below
group by document_id, subject, wrong.fen - below
