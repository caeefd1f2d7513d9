-- id: Q43
-- theme: 超预算
-- priority: high
-- basis: 连续两年执行数超过年初预算{rate}以上、{wan}万元以上
-- parameter.rate: 0.10
-- parameter.wan: 10
-- materials: 两年的追加、调剂文件，年初预算的测算依据
-- One row: an item of which more was spent than budgeted two years in a row.
with overspent as (
    select
        said.*, step.earlier_fen as budget, step.label, step.earlier as budgeted,
        cited(step.label, said.base, said.base_year, said.base_stage, said.document, said.format, said.page) as spent
    from said
    join step
        on step.organization = said.organization and step.scope = said.scope and step.stage = said.stage
        and step.fiscal_year = said.fiscal_year and step.key = said.code
    where said.base_stage = 'outturn' and said.base_year = said.fiscal_year - 1 and step.earlier_fen > 0
        and said.base - step.earlier_fen >= $rate * step.earlier_fen and said.base - step.earlier_fen >= $wan * 1000000
    qualify row_number() over (partition by said.document_id, said.code order by said.ordinal) = 1
)
select
    later.document_id, later.base - later.budget + earlier.base - earlier.budget as money, later.spent as current, later.budgeted as earlier,
    format('“{}（{}）”{}年预算{}万元、执行{}万元，{}年预算{}万元、执行{}万元，连续两年超出。请说明年初预算为何编少、追加经过何种程序。', later.label, later.code,
        earlier.base_year, shown(earlier.budget), shown(earlier.base), later.base_year, shown(later.budget), shown(later.base)) as question,
    place(earlier.document, earlier.page, earlier.format) || '；' || place(later.document, later.page, later.format) as evidence
from overspent later
join overspent earlier
    on earlier.organization = later.organization and earlier.scope = later.scope and earlier.stage = later.stage
    and earlier.fiscal_year = later.fiscal_year - 1 and earlier.code = later.code
