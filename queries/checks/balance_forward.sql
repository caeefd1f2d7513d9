-- id: balance_forward
-- title: 年末结转与下年年初结转不符
-- severity: warn
-- tolerance: 半个末位之和
-- stage: final_accounts
-- needs: revenue_expenditure_summary, prior_year
-- message: 本年年初{subject}{stated}，{detail}为{expected}
-- One row: an opening balance that is not the closing balance of the final accounts of the year before.
with balance as (
    select organization, scope, fiscal_year, document_id, document, format, form, measure, fen, grain, raw, page, label
    from printed
    where stage = 'final_accounts' and form = 'revenue_expenditure_summary' and line in ('revenue_opening_balance', 'expenditure_closing_balance')
    qualify row_number() over (partition by document_id, line order by ordinal) = 1
)
select
    opening.document_id, opening.page, 'warn' as severity, '结转和结余' as subject, opening.raw as stated, like_printed(closing.fen, opening.grain, opening.raw) as expected,
    closing.document || place_on(closing.format, closing.page) || '年末' as detail
from balance opening
join balance closing
    on closing.organization = opening.organization and closing.scope = opening.scope and closing.fiscal_year = opening.fiscal_year - 1
where opening.measure = 'opening_balance' and closing.measure = 'closing_balance' and 2 * abs(opening.fen - closing.fen) > opening.grain + closing.grain
