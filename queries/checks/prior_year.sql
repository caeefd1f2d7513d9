-- id: prior_year
-- title: 文中的上年数与上年文件不符
-- severity: warn
-- tolerance: 所引各数末位之和以内为提示
-- needs: text, prior_year
-- message: {subject}：本文推得{stated}，{detail}为{expected}
-- One row: a base that a sentence states or implies for a year and stage whose own document is loaded, and which that
-- document states otherwise.
with quoted as (
    select
        said.*, coalesce(base, value - change) as base_fen, coalesce(base_grain, greatest(value_grain, change_grain)) as grain,
        case when base is not null then base_grain else value_grain + change_grain end as slack
    from said
    where base_year is not null and base_stage <> '' and (base is not null or value is not null and change is not null)
        and value - coalesce(change, 0) >= 0
),
compared as (
    select
        quoted.document_id, quoted.ordinal, any_value(quoted.page) as page, any_value(quoted.subject) as subject, any_value(quoted.base_fen) as base_fen,
        any_value(quoted.grain) as grain, any_value(quoted.slack) as slack, any_value(coalesce(nullif(quoted.raw, ''), '0.00')) as raw,
        min(abs(quoted.base_fen - printed.fen)) as nearest, arg_min(printed.fen, abs(quoted.base_fen - printed.fen)) as fen,
        arg_min(printed.document || place_on(printed.format, printed.page), abs(quoted.base_fen - printed.fen)) as place
    from quoted
    join printed
        on printed.organization = quoted.organization and printed.scope = quoted.scope
        and printed.fiscal_year = quoted.base_year and printed.stage = quoted.base_stage and printed.document_id <> quoted.document_id
        and case
            when quoted.code <> '' then printed.scheme in ('functional', '') and printed.code = quoted.code and printed.measure in ('total', 'amount')
            when quoted.line in ('revenue_total', 'expenditure_total', 'revenue_fiscal_appropriation')
                then printed.line = quoted.line and printed.measure in ('total', 'fiscal_appropriation')
            when quoted.line = '' then printed.form = 'three_public' and printed.measure = quoted.measure
            else false
        end
    group by quoted.document_id, quoted.ordinal
)
select
    document_id, page, case when nearest > slack then 'warn' else 'info' end as severity, subject, like_printed(base_fen, grain, raw) as stated,
    like_printed(fen, grain, raw) as expected, place as detail
from compared
where 2 * nearest > slack
