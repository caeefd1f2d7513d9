-- id: Q26
-- theme: 阶段性项目
-- priority: medium
-- basis: 同一工程连续{years}年安排资金
-- parameter.years: 3
-- materials: 竣工决算与审计进度、剩余应付款
-- One row: a construction project described in the same words for years, whose quarterly plans of payments go on.
with described as (
    select document_id, any_value(organization) as organization, any_value(scope) as scope, any_value(stage) as stage, any_value(fiscal_year) as fiscal_year,
        any_value(document) as document, any_value(format) as format, min(page) as page, min(regexp_extract(text, '^[^，。；]{8,60}?(?:工程|项目)')) as description
    from sentence
    where regexp_matches(text, '^[^，。；]{8,60}?(?:工程|项目)，位于')
    group by document_id
    having count(distinct regexp_extract(text, '^[^，。；]{8,60}?(?:工程|项目)')) = 1
),
planned as (
    select document_id, unnest(regexp_extract_all(text, '第[一二三四]季度用款计划([0-9.,]+)万元', 1)) as amount
    from sentence
),
paid as (
    select described.*, cast(sum(wan(amount)) as bigint) as fen
    from described
    join planned using (document_id)
    group by all
)
select
    arg_max(paid.document_id, fiscal_year) as document_id, arg_max(fen, fiscal_year) as money,
    cited(arg_max(description, fiscal_year), arg_max(fen, fiscal_year), max(fiscal_year), any_value(paid.stage), arg_max(paid.document, fiscal_year),
        any_value(paid.format), arg_max(page, fiscal_year)) as current,
    format('“{}”已连续{}年安排（分别为{}万元）。请说明竣工决算与审计进度、剩余应付款。', regexp_replace(any_value(description), '^.*建设的', ''), count(*),
        string_agg(shown(fen), '、' order by fiscal_year)) as question,
    string_agg(place(paid.document, page, paid.format), '；' order by fiscal_year) as evidence
from paid
group by paid.organization, paid.scope, paid.stage, description
having count(*) >= $years and max(fiscal_year) - min(fiscal_year) = count(*) - 1
