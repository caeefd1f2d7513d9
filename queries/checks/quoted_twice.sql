-- id: quoted_twice
-- title: 两份文件所引的同一年数不同
-- severity: warn
-- tolerance: 所引各数末位之和以内不报
-- message: {subject}：本文引{stated}，{detail}推得{expected}
-- One row: a figure of a year without a document of its own that two other documents quote differently.
with quoted as (
    select
        said.*, coalesce(base, value - change) as base_fen, coalesce(base_grain, greatest(value_grain, change_grain)) as grain,
        case when base is not null then base_grain else value_grain + change_grain end as slack
    from said
    left join loaded_year
        on loaded_year.organization = said.organization and loaded_year.scope = said.scope
        and loaded_year.fiscal_year = said.base_year and loaded_year.stage = said.base_stage
    where loaded_year.fiscal_year is null and base_stage = 'initial_budget' and (base is not null or value is not null and change is not null)
        and (code <> '' or line <> '') and value - coalesce(change, 0) >= 0
)
select
    one.document_id, min(one.page) as page, 'warn' as severity, one.subject, any_value(like_printed(one.base_fen, one.grain, coalesce(nullif(one.raw, ''), '0.00'))) as stated,
    any_value(like_printed(other.base_fen, other.grain, coalesce(nullif(other.raw, ''), '0.00'))) as expected,
    any_value(other.document || place_on(other.format, other.page)) as detail
from quoted one
join quoted other
    on other.organization = one.organization and other.scope = one.scope and other.base_year = one.base_year and other.base_stage = one.base_stage
    and other.code = one.code and other.line = one.line and other.fund = one.fund and other.measure = one.measure
    and other.document_id <> one.document_id and one.stage = 'final_accounts'
where abs(one.base_fen - other.base_fen) > one.slack + other.slack
group by one.document_id, one.subject, one.base_fen
