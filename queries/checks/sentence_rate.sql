-- id: sentence_rate
-- title: 增减率与句中两数不符
-- severity: error
-- tolerance: 两数各按半个末位取上下限，复算所得区间再放宽增减率的半个末位；落在区间外才报；只差一个末位为提示
-- needs: text
-- message: {subject}：句中增减率{stated}，按句中两数复算为{expected}
-- One row: a sentence whose rate is not that of its two figures. A sentence that states two figures of one year is left to
-- sentence_restated.
with compared as (
    select
        said.*,
        coalesce(base, value - change) as base_fen,
        coalesce(base_grain, change_grain, value_grain) as grain
    from said
    where value is not null and rate is not null and base_stage <> ''
        and (base is not null or change is not null)
        and contains(regexp_replace(sentence, '主要原因.*$', ''), '%')
        and (not contains(sentence, '预算安排') or value = coalesce(wan(nullif(regexp_extract(replace(sentence, fiscal_year || '年', '※年'), '※年预算安排([0-9.,]+)万元', 1), '')), value))
),
interval as (
    select
        compared.*,
        (value - value_grain / 2.0) / (base_fen + grain / 2.0) - 1 as lowest,
        (value + value_grain / 2.0) / (base_fen - grain / 2.0) - 1 as highest,
        case when rate * 100 = round(rate * 100) then 0.005 when rate * 1000 = round(rate * 1000) then 0.0005 else 0.00005 end as half
    from compared
    where base_fen > grain
)
select
    document_id, page,
    case when rate < lowest - 3 * half - 0.0000001 or rate > highest + 3 * half + 0.0000001 then 'error' else 'info' end as severity, subject, percent(rate) as stated, percent(value * 1.0 / base_fen - 1) as expected,
    sentence as detail
from interval
where rate < lowest - half - 0.0000001 or rate > highest + half + 0.0000001
