-- One row: a figure of a generated document, five hundred a document: 2 of 收支总表, 393 of 支出总表 (its 合计 and 130 codes, each with
-- 合计, 基本支出, 项目支出) and 105 of 基本支出（经济分类）.
-- The total of organisation o (from 0) of year y is 10,000,000 + 7,919 o + 104,729 (y − 2016) yuan; 项目支出 is a fifth of it.
-- Parameters: $first, $beyond, as document.sql.
insert into fact (
    document_id, ordinal, form, fiscal_year, stage, fund, scheme, code, line, label, measure, amount_yuan, grain_yuan, presence, raw, sentence,
    inferred, page, table_number, row_number, column_number, title, heading, box_left, box_top, box_right, box_bottom, code_printed
)
with template as (
    select
        n, case when n < 2 then 0 when n < 395 then (n - 2) // 3 else n - 395 end as place,
        case when n < 2 then 'total' when n < 395 then ['total', 'basic', 'project'][(n - 2) % 3 + 1] else 'amount' end as measure
    from range(500) as figures (n)
),
coded as (
    select
        n, place, measure,
        case when n < 2 then 'revenue_expenditure_summary' when n < 395 then 'expenditure_summary' else 'general_public_basic_by_economic' end as form,
        case
            when n < 2 or place = 0 then ''
            when n < 395 and (place - 1) % 13 = 0 then cast(201 + (place - 1) // 13 as varchar)
            when n < 395 and ((place - 1) % 13 - 1) % 4 = 0 then cast(201 + (place - 1) // 13 as varchar) || '0' || cast(((place - 1) % 13 - 1) // 4 + 1 as varchar)
            when n < 395 then
                cast(201 + (place - 1) // 13 as varchar) || '0' || cast(((place - 1) % 13 - 1) // 4 + 1 as varchar) || '0' || cast(((place - 1) % 13 - 1) % 4 as varchar)
            when (place - 1) % 26 = 0 then cast(301 + (place - 1) // 26 as varchar)
            else cast(301 + (place - 1) // 26 as varchar) || format('{:02d}', (place - 1) % 26)
        end as code
    from template
),
lined as (
    select
        *, case when n = 0 then 'revenue_total' when n = 1 then 'expenditure_total' when code = '' then 'form_total' else '' end as line,
        case when code = '' then '' when n < 395 then 'functional' else 'economic' end as scheme,
        case length(code) when 0 then 1 when 3 then 10 when 5 then 30 else 90 end as share
    from coded
),
filled as (
    select
        document.document_id, lined.*, document.fiscal_year,
        10000000 + 7919 * ((document.document_id - 1) // 10) + 104729 * (document.fiscal_year - 2016) as whole
    from document
    cross join lined
    where document.document_id > 10 * $first and document.document_id <= 10 * $beyond
)
select
    document_id, n + 1, form, fiscal_year, 'initial_budget', case when n < 395 then 'all' else 'general_public' end, scheme, code, line,
    case when code = '' then '合计' else '科目' || code end, measure,
    cast(whole as decimal(18, 2)) * case measure when 'project' then 0.2 when 'basic' then 0.8 else 1 end / share, 0.01, 'stated',
    cast(whole as varchar), '', false, 1 + n // 40, 1, n % 40 + 1, 3, '部门预算表', '合计', 100, 20.5 * (n % 40), 180, 20.5 * (n % 40) + 20, ''
from filled
order by document_id, n
