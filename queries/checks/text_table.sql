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
met as (
    select spoken.document_id, spoken.ordinal, abs(spoken.value - printed.fen) as distance, printed.fen, printed.title, printed.page, printed.grain
    from spoken
    join printed
        on printed.organization = spoken.organization and printed.scope = spoken.scope
        and printed.fiscal_year = spoken.fiscal_year and printed.stage = spoken.stage
        and printed.code = spoken.code
    where spoken.code <> '' and printed.scheme in ('functional', '')
        and printed.measure in ('total', 'amount', 'general_public', 'government_fund', 'state_capital')
    union all
    select spoken.document_id, spoken.ordinal, abs(spoken.value - printed.fen), printed.fen, printed.title, printed.page, printed.grain
    from spoken
    join printed
        on printed.organization = spoken.organization and printed.scope = spoken.scope
        and printed.fiscal_year = spoken.fiscal_year and printed.stage = spoken.stage
        and printed.line = spoken.line
    where spoken.code = '' and spoken.line = 'form_total' and printed.measure in (spoken.measure, 'total', 'amount')
    union all
    select spoken.document_id, spoken.ordinal, abs(spoken.value - printed.fen), printed.fen, printed.title, printed.page, printed.grain
    from (
        select *, unnest(list_distinct([line, replace(line, '_total', '_grand_total')])) as asked_line
        from spoken
        where code = '' and line not in ('', 'form_total')
    ) as spoken
    join printed
        on printed.organization = spoken.organization and printed.scope = spoken.scope
        and printed.fiscal_year = spoken.fiscal_year and printed.stage = spoken.stage
        and printed.line = spoken.asked_line
    where printed.measure = spoken.measure or printed.measure = 'total'
    union all
    select spoken.document_id, spoken.ordinal, abs(spoken.value - printed.fen), printed.fen, printed.title, printed.page, printed.grain
    from spoken
    join printed
        on printed.organization = spoken.organization and printed.scope = spoken.scope
        and printed.fiscal_year = spoken.fiscal_year and printed.stage = spoken.stage
        and printed.measure = spoken.measure
    where spoken.code = '' and spoken.line = '' and printed.form = 'three_public'
),
nearest as (
    select
        document_id, ordinal, min(distance) as nearest, arg_min(fen, distance) as fen, arg_min(title, distance) as title,
        arg_min(page, distance) as table_page, arg_min(grain, distance) as grain
    from met
    group by document_id, ordinal
),
matched as (
    select spoken.document_id, spoken.page, spoken.subject, spoken.raw, spoken.format, spoken.value_grain, nearest, fen, title, table_page, grain
    from nearest
    join spoken using (document_id, ordinal)
)
select
    document_id, page, case when nearest > value_grain + grain then 'error' else 'info' end as severity, subject, raw as stated,
    like_printed(fen, value_grain, raw) as expected, title || place_on(format, table_page) as detail
from matched
where 2 * nearest > case when grain = value_grain then 0 when grain < value_grain then value_grain else value_grain + grain end
