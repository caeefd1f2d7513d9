-- One row: a document of one organisation and year, 2016 to 2025, in the order in which folders of organisations are loaded.
-- Parameters: $first, $beyond: organisations from the one up to and without the other.
insert into document
select
    o * 10 + y + 1 as document_id, md5(cast(o * 10 + y as varchar)) as sha256, format('某省第{:06d}局', o) || cast(2016 + y as varchar) || '年部门预算.pdf' as name,
    '/预算/' || format('某省第{:06d}局', o) || '/' || format('某省第{:06d}局', o) || cast(2016 + y as varchar) || '年部门预算.pdf' as path, 'pdf' as format, 30 as pages,
    format('某省第{:06d}局', o) as organization, 'department' as scope, 2016 + y as fiscal_year, 'initial_budget' as stage,
    'passed' as self_test, '' as refused, timestamp '2025-01-01 00:00:00' as loaded_at, null as replaced_at, null as replaced_by
from range($first, $beyond) as organizations (o)
cross join range(10) as years (y)
order by o, y
