-- id: row_sum
-- title: 行内各栏之和不等于合计
-- severity: error
-- tolerance: 每个数半个末位（加数个数加一）；以内为提示
-- needs: expenditure_summary
-- message: {subject}：合计{stated}，各栏之和{expected}（{detail}）
-- One row: a row of a table whose whole is not the sum of its parts; the same difference in several tables is told once. Where the lines below add up to the parts, the whole is
-- wrong in both ways and table_sum says so.
with whole as (
    select printed.*, sum_part.part
    from printed
    join sum_part on sum_part.form = printed.form and sum_part.whole = printed.measure
    where printed.row_number > 0
),
added as (
    select
        whole.document_id, whole.ordinal, any_value(whole.page) as page, any_value(trim(whole.code || ' ' || bare_name(whole.label))) as subject, any_value(whole.raw) as raw,
        any_value(whole.title) as title, any_value(whole.fen) as fen, any_value(whole.grain) as grain, cast(sum(part.fen) as bigint) as below,
        sum(part.grain) as grains, count(*) as parts
    from whole
    join printed part
        on part.document_id = whole.document_id and part.form = whole.form and part.page = whole.page and part.table_number = whole.table_number
        and part.row_number = whole.row_number and part.code = whole.code and part.line = whole.line and part.measure = whole.part
    group by whole.document_id, whole.ordinal
),
lines_below as (
    select whole.document_id, whole.ordinal, sum(child.fen) as fen
    from (select distinct on (document_id, ordinal) * from whole) as whole
    join printed child
        on child.document_id = whole.document_id and child.form = whole.form and child.title = whole.title
        and child.measure = whole.measure and child.scheme = whole.scheme and child.code[:length(child.code) - 2] = whole.code
    where whole.code <> '' and length(child.code) > 3
    group by whole.document_id, whole.ordinal
)
select
    document_id, min(page) as page, case when bool_or(2 * abs(added.fen - below) > grain + grains) then 'error' else 'info' end as severity, subject,
    arg_min(raw, added.ordinal) as stated, arg_min(like_printed(below, grain, raw), added.ordinal) as expected,
    string_agg(distinct title, '、' order by title) as detail
from added
left join lines_below using (document_id, ordinal)
where added.fen <> below and parts > 1 and lines_below.fen is distinct from added.below
group by document_id, subject, added.fen - below
