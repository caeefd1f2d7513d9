-- One row: of the years asked for, two (or two stages of one) of an organisation and scope that can be compared: the later one's own document is
-- loaded; the earlier one's too, or another document quotes its figures in columns of their own (from_loaded false).
-- neighbour: nothing known lies between them: the year before in one stage; between stages the same year where the
-- base comes earlier in the budget cycle (预算 → 决算), the year before where it comes later (上年决算 → 预算).
with known as (
    select organization, scope, stage, fiscal_year, true as loaded
    from loaded_year
    where fiscal_year in (select fiscal_year from asked_year)
    union all
    select distinct organization, scope, stage, fiscal_year, false as loaded
    from line
    where quoted
),
cycle as (
    select *
    from (values ('initial_budget', 1), ('adjusted_budget', 2), ('outturn', 3), ('final_accounts', 4)) as stages (stage, step)
),
previous as (
    select later.organization, later.scope, later.stage, later.fiscal_year, max(earlier.fiscal_year) as previous_year
    from loaded_year later
    join known earlier
        on earlier.organization = later.organization and earlier.scope = later.scope
        and earlier.stage = later.stage and earlier.fiscal_year < later.fiscal_year
    where later.fiscal_year in (select fiscal_year from asked_year)
    group by later.organization, later.scope, later.stage, later.fiscal_year
)
select
    later.organization, later.scope,
    earlier.fiscal_year as from_year, earlier.stage as from_stage, earlier.loaded as from_loaded,
    later.fiscal_year as to_year, later.stage as to_stage,
    case
        when earlier.stage = later.stage then coalesce(earlier.fiscal_year = previous.previous_year, false)
        when from_cycle.step < to_cycle.step then earlier.fiscal_year = later.fiscal_year
        else earlier.fiscal_year = later.fiscal_year - 1
    end as neighbour
from loaded_year later
join known earlier
    on earlier.organization = later.organization and earlier.scope = later.scope
    and (earlier.fiscal_year <> later.fiscal_year or earlier.stage <> later.stage)
join cycle from_cycle on from_cycle.stage = earlier.stage
join cycle to_cycle on to_cycle.stage = later.stage
left join previous
    on previous.organization = later.organization and previous.scope = later.scope
    and previous.stage = later.stage and previous.fiscal_year = later.fiscal_year
where later.fiscal_year in (select fiscal_year from asked_year)
