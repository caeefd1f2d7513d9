-- id: balance
-- title: 收支两边不平
-- severity: error
-- tolerance: 每个数半个末位；以内不报
-- needs: revenue_expenditure_summary
-- message: {subject}：{stated}，{detail}为{expected}
-- One row: two sides of a summary that do not close: grand total against grand total; where a document has no grand total and
-- no balances, total against total; of final accounts also this year plus 年初结转 against the grand total, this year plus
-- 年末结转 and 结余分配 against it.
with side as (
    select
        document_id, stage, form, title,
        case when starts_with(line, 'revenue') then 'revenue' else 'expenditure' end as side,
        case
            when line like '%grand_total' then 'grand'
            when line like '%_total' then 'year'
            when line in ('revenue_opening_balance', 'revenue_reserve_used', 'expenditure_closing_balance', 'expenditure_surplus_distribution', 'expenditure_carried_forward')
                then 'balance'
        end as part,
        fen, grain, raw, page, label, ordinal
    from printed
    where form in ('revenue_expenditure_summary', 'appropriation_summary')
        and (measure = 'total' or measure in ('opening_balance', 'closing_balance', 'carried_forward') or measure = 'amount' and line in ('revenue_reserve_used', 'expenditure_surplus_distribution'))
    qualify row_number() over (partition by document_id, form, line order by ordinal) = 1
),
added as (
    select
        document_id, stage, form, any_value(title) as title, side,
        any_value(fen) filter (part = 'grand') as grand, any_value(grain) filter (part = 'grand') as grain, any_value(raw) filter (part = 'grand') as raw,
        any_value(page) filter (part = 'grand') as page, any_value(fen) filter (part = 'year') as year, any_value(grain) filter (part = 'year') as year_grain,
        any_value(raw) filter (part = 'year') as year_raw, any_value(page) filter (part = 'year') as year_page,
        coalesce(sum(fen) filter (part = 'balance'), 0) as balance, count(*) filter (part = 'balance') as balances, coalesce(sum(grain) filter (part = 'balance'), 0) as balance_grain
    from side
    where part is not null
    group by document_id, stage, form, side
)
select
    one.document_id, coalesce(one.page, one.year_page) as page, 'error' as severity, one.title || case when one.grand is null then '收入合计' else '收入总计' end as subject,
    coalesce(one.raw, one.year_raw) as stated, coalesce(like_printed(other.grand, one.grain, one.raw), like_printed(other.year, one.year_grain, one.year_raw)) as expected,
    '支出一边' as detail
from added one
join added other on other.document_id = one.document_id and other.form = one.form and other.side = 'expenditure'
where one.side = 'revenue' and (
    one.grand is not null and other.grand is not null and 2 * abs(one.grand - other.grand) > one.grain + other.grain
    or one.grand is null and other.grand is null and one.balances + other.balances = 0 and 2 * abs(one.year - other.year) > one.year_grain + other.year_grain
)
union all
select
    document_id, page, 'error', title || case side when 'revenue' then '收入' else '支出' end || '总计', raw,
    like_printed(cast(year + balance as bigint), grain, raw), '本年合计与结转、结余之和'
from added
where stage = 'final_accounts' and balances > 0 and 2 * abs(grand - year - balance) > grain + year_grain + balance_grain
