-- id: table_totals
-- title: 表与表的总数不一致
-- severity: error
-- tolerance: 半个末位之和；以内为提示
-- needs: revenue_expenditure_summary, expenditure_summary
-- message: {subject}：{stated}，{detail}为{expected}
-- One row: two totals of different tables of one document that must agree and do not. A table that counts 上年结转 in agrees
-- with the total that does so too.
with one as (
    select agreement.*, printed.document_id, printed.page, printed.label, printed.raw, printed.fen, printed.grain, printed.title
    from agreement
    join printed on printed.form = agreement.form and printed.line = agreement.line and printed.measure = agreement.measure
    qualify row_number() over (partition by printed.document_id, agreement.number order by printed.ordinal) = 1
),
other as (
    select agreement.number, printed.document_id, printed.page, printed.fen, printed.grain, printed.title, printed.format
    from agreement
    join printed on printed.form = agreement.other_form and printed.line = agreement.other_line and printed.measure = agreement.other_measure
    qualify row_number() over (partition by printed.document_id, agreement.number order by printed.ordinal) = 1
)
select
    one.document_id, one.page, case when 2 * abs(one.fen - other.fen) > one.grain + other.grain then 'error' else 'info' end as severity,
    one.title || one.label as subject, one.raw as stated, like_printed(other.fen, one.grain, one.raw) as expected,
    other.title || place_on(other.format, other.page) as detail
from one
join other using (document_id, number)
left join printed instead
    on instead.document_id = one.document_id and instead.form = one.form and instead.line = one.or_line
    and instead.measure = one.measure and instead.fen = other.fen
where instead.fen is null and one.fen <> other.fen and abs(one.fen - other.fen) * 2 > case when one.grain = other.grain then 0 else greatest(one.grain, other.grain) end
