-- id: completion
-- title: 完成率与预算数、决算数不符
-- severity: error
-- tolerance: 两数各按半个末位取上下限，再放宽完成率的半个末位
-- message: {subject}写完成预算的{stated}，按预算数、决算数复算为{expected}
-- One row: a completion rate that its budget and outturn do not give, or that is of a budget of nothing.
with told as (
    select said.*, regexp_extract(sentence, '完成(?:年初)?预算的([0-9.]+)%', 1) as done
    from said
    where base_stage = 'initial_budget' and base_year = fiscal_year and stage = 'final_accounts' and base is not null and value is not null
),
measured as (
    select
        told.*, cast(done as double) / 100 as stated_rate, 0.01 / pow(10, length(regexp_extract(done, '[.]([0-9]+)', 1))) as rate_grain
    from told
    where done <> ''
)
select
    document_id, page, 'error' as severity, subject, done || '%' as stated, case when base > 0 then percent(value * 1.0 / base) else '预算为零，没有完成率' end as expected, sentence as detail
from measured
where base = 0 and value > 0
    or base > 0 and stated_rate + rate_grain / 2 + 0.0000001 < (value - value_grain / 2.0) / (base + base_grain / 2.0)
    or base > 0 and stated_rate - rate_grain / 2 - 0.0000001 > (value + value_grain / 2.0) / (base - base_grain / 2.0)
