-- id: title_year
-- title: 表名缺年度或年度不符
-- severity: warn
-- tolerance: 不涉及金额
-- message: 表名“{stated}”{detail}
-- One row: a table whose title lacks the year that the other titles have, or names another year.
with entitled as (
    select
        reading.document_id, reading.page, reading.title, document.fiscal_year, regexp_extract(reading.title, '20[0-9]{2}') as year
    from reading
    join current_document document on document.document_id = reading.document_id
    where document.refused = '' and reading.form not in ('', 'project_performance', 'overall_performance')
),
habit as (
    select document_id, count(*) filter (year <> '') as dated, count(*) filter (year = '') as undated
    from entitled
    group by document_id
)
select
    document_id, page, case when year = '' then 'info' else 'warn' end as severity, '' as subject, title as stated, cast(fiscal_year as varchar) as expected,
    case when year = '' then '没有年度，其他表名都有' else '的年度与本文件不符' end as detail
from entitled
join habit using (document_id)
where year = '' and dated > 3 * undated or year <> '' and year <> cast(fiscal_year as varchar)
