-- id: prior_year_change
-- title: 增减额与两年文件之差有尾差
-- severity: info
-- tolerance: 只报一个末位以内的尾差；更大的由 prior_year 报
-- message: {subject}：文中增减额{stated}万元，按两年文件为{expected}万元，相差在舍入之内
-- One row: a change as stated that differs from the difference of the two documents by rounding.
with compared as (
    select
        said.document_id, said.ordinal, any_value(said.page) as page, any_value(said.subject) as subject, any_value(said.change) as change,
        any_value(said.change_grain) as grain, any_value(said.raw) as raw, any_value(said.sentence) as sentence,
        any_value(later.fen) - any_value(earlier.fen) as difference
    from said
    join printed later
        on later.document_id = said.document_id and later.form = 'revenue_expenditure_summary' and later.line = said.line
    join printed earlier
        on earlier.organization = said.organization and earlier.scope = said.scope and earlier.fiscal_year = said.base_year
        and earlier.stage = said.base_stage and earlier.form = later.form and earlier.line = later.line and earlier.measure = later.measure
        and earlier.document_id <> said.document_id
    where said.change is not null and said.line <> ''
    group by said.document_id, said.ordinal
)
select
    document_id, page, 'info' as severity, subject, like_printed(abs(change), grain, raw) as stated, like_printed(abs(difference), grain, raw) as expected,
    sentence as detail
from compared
where 2 * abs(change - difference) > grain and abs(change - difference) <= 2 * grain
