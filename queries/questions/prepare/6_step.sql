-- One row: a key between two neighbouring years of one organisation, scope and stage whose documents are both loaded, or
-- the total where only a sentence of the later year tells the change (then both places are that sentence's).
-- A key that one year lacks has 0 there. current, earlier: the figures with their places (null: that year lacks it);
-- reason: what the later year's document gives as its reason.
create temp table step as
with year as (
    select distinct organization, scope, stage, fiscal_year
    from measured
    where key in ('expenditure_total', 'project') or key similar to '2[0-9]{6}'
),
both_years as (
    select later.organization, later.scope, later.stage, later.fiscal_year
    from year later
    join year earlier
        on earlier.organization = later.organization and earlier.scope = later.scope and earlier.stage = later.stage
        and earlier.fiscal_year = later.fiscal_year - 1
),
later as (
    select measured.* from measured join both_years using (organization, scope, stage, fiscal_year)
),
earlier as (
    select measured.* replace (measured.fiscal_year + 1 as fiscal_year)
    from measured
    join both_years
        on both_years.organization = measured.organization and both_years.scope = measured.scope and both_years.stage = measured.stage
        and both_years.fiscal_year = measured.fiscal_year + 1
),
host as (
    select organization, scope, stage, fiscal_year, min(document_id) as document_id
    from measured
    group by organization, scope, stage, fiscal_year
)
select
    organization, scope, stage, fiscal_year, key, coalesce(later.document_id, host.document_id) as document_id,
    coalesce(later.label, earlier.label) as label, coalesce(later.fen, 0) as fen, coalesce(earlier.fen, 0) as earlier_fen,
    coalesce(later.fen, 0) - coalesce(earlier.fen, 0) as change,
    concat_ws('；', place(later.document, later.page, later.format) || '：' || shown(later.fen) || '万元',
        place(earlier.document, earlier.page, earlier.format) || '：' || shown(earlier.fen) || '万元') as evidence,
    later.figure as current, earlier.figure as earlier, reason.reason
from later
full join earlier using (organization, scope, stage, fiscal_year, key)
join host using (organization, scope, stage, fiscal_year)
left join reason using (organization, scope, stage, fiscal_year, key)
union all
select
    said.organization, said.scope, said.stage, said.fiscal_year, 'expenditure_total', said.document_id, '支出', said.value, said.value - said.change, said.change,
    place(said.document, said.page, said.format) || '：' || said.sentence,
    cited(said.subject, said.value, said.fiscal_year, said.stage, said.document, said.format, said.page),
    cited(said.subject, said.value - said.change, said.base_year, said.base_stage, said.document, said.format, said.page),
    reason.reason
from said
left join both_years using (organization, scope, stage, fiscal_year)
left join reason
    on reason.organization = said.organization and reason.scope = said.scope and reason.stage = said.stage
    and reason.fiscal_year = said.fiscal_year and reason.key = 'expenditure_total'
where both_years.organization is null and said.line = 'expenditure_fiscal_appropriation' and said.value is not null
    and said.base_year = said.fiscal_year - 1 and said.base_stage = said.stage and said.change is not null and said.value > said.change
qualify row_number() over (partition by said.document_id order by said.ordinal) = 1
