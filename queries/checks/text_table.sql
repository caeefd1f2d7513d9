-- id: text_table
-- title: 文字与表格的数不符
-- severity: error
-- tolerance: 表中数按文字的末位四舍五入后相差一个末位以内不报错（一个末位为提示）；本年收入、支出可以含上年结转
-- needs: text
-- message: {subject}：文字写{stated}，表中为{expected}（{detail}）
-- One row: a figure of a sentence that no table of the same disclosure states for its code or line. The same sentence
-- printed twice is told once.
with spoken as (
    select *
    from said
    where value is not null and stage <> '' and (
        code <> '' or line in ('revenue_total', 'expenditure_total', 'revenue_fiscal_appropriation', 'revenue_institution', 'revenue_operating', 'revenue_other')
        or line = 'form_total' and measure in ('basic', 'project')
        or line = '' and measure in ('three_public', 'overseas_travel', 'official_reception', 'vehicles', 'vehicle_purchase', 'vehicle_operation', 'admin_operating')
    )
    qualify row_number() over (partition by document_id, code, line, measure, sentence, value order by page, ordinal) = 1
),
matched as (
    select
        spoken.document_id, spoken.ordinal, any_value(spoken.page) as page, any_value(spoken.subject) as subject, any_value(spoken.raw) as raw, any_value(spoken.format) as format,
        any_value(spoken.value_grain) as value_grain,
        min(abs(spoken.value - printed.fen)) as nearest, arg_min(printed.fen, abs(spoken.value - printed.fen)) as fen,
        arg_min(printed.title, abs(spoken.value - printed.fen)) as title,
        arg_min(printed.page, abs(spoken.value - printed.fen)) as table_page,
        arg_min(printed.grain, abs(spoken.value - printed.fen)) as grain
    from spoken
    join printed
        on printed.organization = spoken.organization and printed.scope = spoken.scope
        and printed.fiscal_year = spoken.fiscal_year and printed.stage = spoken.stage
        and case
            when spoken.code <> ''
                then printed.scheme in ('functional', '') and printed.code = spoken.code
                and printed.measure in ('total', 'amount', 'general_public', 'government_fund', 'state_capital')
            when spoken.line = 'form_total' then printed.line = 'form_total' and printed.measure in (spoken.measure, 'total', 'amount')
            when spoken.line <> ''
                then printed.line in (spoken.line, replace(spoken.line, '_total', '_grand_total')) and (printed.measure = spoken.measure or printed.measure = 'total')
            else printed.form = 'three_public' and printed.measure = spoken.measure
        end
    group by spoken.document_id, spoken.ordinal
)
select
    document_id, page, case when nearest > value_grain + grain then 'error' else 'info' end as severity, subject, raw as stated,
    like_printed(fen, value_grain, raw) as expected, title || place_on(format, table_page) as detail
from matched
where 2 * nearest > case when grain = value_grain then 0 when grain < value_grain then value_grain else value_grain + grain end
