-- One row: the code that one claim speaks of, for claims whose own document has no table with that item: its text stands in
-- one file and its tables in another of the same organisation, scope, year and stage.
-- Key: document_id, ordinal. A claim is bound where exactly one code fits best: of its level and name (with or without a
-- closing 支出), then with the section that the sentence names, then with the sentence's figure. Claims for which none or
-- several fit are not here.
with named as (
    select
        claim.document_id, claim.ordinal, document.organization, document.scope, document.fiscal_year, document.stage,
        regexp_extract(claim.subject, '([^（）()]+)[（(]项[）)]', 1) as item,
        regexp_extract(claim.subject, '([^（）()]+)[（(]款[）)]', 1) as section,
        regexp_replace(regexp_extract(claim.subject, '([^（）()]+)[（(]类[）)]', 1), '^[0-9]+[.．、]', '') as class,
        cast(cast(claim.value_yuan as decimal(38, 2)) * 100 as bigint) as value_fen,
        cast(cast(claim.value_grain_yuan as decimal(38, 2)) * 100 as bigint) as value_grain_fen
    from claim
    join current_document document on document.document_id = claim.document_id
    where document.refused = '' and claim.scheme = 'functional' and claim.code = ''
),
sought as (
    select
        named.*,
        case when item <> '' then 7 when section <> '' then 5 else 3 end as digits,
        regexp_replace(case when item <> '' then item when section <> '' then section else class end, '支出$', '') as name
    from named
),
printed as (
    select distinct
        organization, scope, fiscal_year, stage, code, regexp_replace(label, '支出$', '') as name,
        cast(cast(amount_yuan as decimal(38, 2)) * 100 as bigint) as amount_fen
    from functional_fact
    where measure in ('total', 'amount')
        and fiscal_year = document_year and stage = document_stage
        and (organization, scope, fiscal_year, stage) in (select (organization, scope, fiscal_year, stage) from sought)
),
fitting as (
    select
        sought.document_id, sought.ordinal, printed.code,
        max(case when above.name = regexp_replace(sought.section, '支出$', '') then 1 else 0 end) * 2
        + max(case when abs(printed.amount_fen - sought.value_fen) * 2 <= sought.value_grain_fen then 1 else 0 end) as fit
    from sought
    join printed
        on printed.organization = sought.organization and printed.scope = sought.scope
        and printed.fiscal_year = sought.fiscal_year and printed.stage = sought.stage
        and length(printed.code) = sought.digits and printed.name = sought.name
    left join printed as above
        on above.organization = sought.organization and above.scope = sought.scope
        and above.fiscal_year = sought.fiscal_year and above.stage = sought.stage
        and sought.digits = 7 and above.code = printed.code[:5]
    where sought.name <> ''
    group by sought.document_id, sought.ordinal, printed.code
),
best as (
    select document_id, ordinal, max(fit) as fit
    from fitting
    group by document_id, ordinal
)
select document_id, ordinal, min(fitting.code) as code
from fitting
join best using (document_id, ordinal, fit)
group by document_id, ordinal
having count(*) = 1
