-- id: fund_tables
-- title: 基金、国资的表与财政拨款收支总表不符
-- severity: error
-- tolerance: 不涉及舍入；一处有数、另一处为零或空表才报
-- needs: appropriation_summary
-- message: {subject}：{stated}，{detail}为{expected}
-- One row: a table of 政府性基金 or 国有资本经营预算 that is declared empty while 财政拨款收支总表 has an amount, or has one while
-- that table is all 一般公共预算.
with summary as (
    select
        document_id, any_value(title) as title, min(page) as page, any_value(format) as format, max(fen) filter (measure = 'total') as total, max(fen) filter (measure = 'general_public') as general_public,
        max(fen) filter (measure = 'government_fund') as government_fund, max(fen) filter (measure = 'state_capital') as state_capital,
        any_value(raw) filter (measure = 'government_fund') as government_fund_raw, any_value(raw) filter (measure = 'state_capital') as state_capital_raw
    from printed
    where form = 'appropriation_summary' and line = 'expenditure_total'
    group by document_id
)
select
    reading.document_id, reading.page, 'error' as severity, reading.title as subject, '空表' as stated,
    case reading.form when 'government_fund_by_function' then government_fund_raw else state_capital_raw end as expected,
    summary.title || place_on(summary.format, summary.page) as detail
from reading
join summary using (document_id)
where reading.declared_empty and reading.figure_count = 0
    and case reading.form when 'government_fund_by_function' then government_fund when 'state_capital_by_function' then state_capital end > 0
union all
select
    printed.document_id, printed.page, 'error', printed.title, printed.raw, '0', summary.title || place_on(summary.format, summary.page) || '（全部为一般公共预算）'
from printed
join summary using (document_id)
where printed.form in ('government_fund_by_function', 'state_capital_by_function') and printed.line = 'form_total' and printed.measure in ('total', 'amount')
    and printed.fen > 0 and summary.total = summary.general_public
qualify row_number() over (partition by printed.document_id, printed.form order by printed.ordinal) = 1
