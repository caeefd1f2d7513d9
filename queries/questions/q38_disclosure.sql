-- id: Q38
-- theme: 披露
-- priority: medium
-- basis: 上年公开的内容本年没有：逐项的上年数、增减和原因，绩效目标表，或某一张表
-- materials: 逐项的上年数、增减原因，未公开的表
-- One row: what the documents of one year show and those of the next do not: comparisons item by item, or a form.
with compared as (
    select organization, scope, stage, fiscal_year, min(document_id) as document_id, any_value(document) as document, any_value(format) as format,
        min(page) as page, count(*) filter (direction <> '' and code <> '') as items
    from said
    group by organization, scope, stage, fiscal_year
),
read as (
    select document.organization, document.scope, document.stage, document.fiscal_year, reading.form, min(document.document_id) as document_id,
        arg_min(document.document, reading.ordinal) as document, arg_min(document.format, reading.ordinal) as format,
        arg_min(reading.page, reading.ordinal) as page, arg_min(reading.title, reading.ordinal) as title
    from reading
    join current_document document using (document_id)
    where document.refused = '' and reading.form not in ('', 'unit_composition')
    group by document.organization, document.scope, document.stage, document.fiscal_year, reading.form
),
host as (
    select organization, scope, stage, fiscal_year, min(document_id) as document_id
    from read
    group by organization, scope, stage, fiscal_year
)
select
    later.document_id, 0 as money,
    format('上年文件逐项披露了{}个科目的上年数、增减幅度和原因，本年没有。请说明原因。', earlier.items) as question,
    place(earlier.document, earlier.page, earlier.format) || '；' || place(later.document, later.page, later.format) as evidence
from compared later
join compared earlier
    on earlier.organization = later.organization and earlier.scope = later.scope and earlier.stage = later.stage
    and earlier.fiscal_year = later.fiscal_year - 1
where earlier.items >= 5 and later.items = 0
union all
select
    host.document_id, 0, format('上年文件有“{}”，本年文件里没有读到。请说明是否公开。', earlier.title), place(earlier.document, earlier.page, earlier.format)
from read earlier
join host
    on host.organization = earlier.organization and host.scope = earlier.scope and host.stage = earlier.stage
    and host.fiscal_year = earlier.fiscal_year + 1
left join read later
    on later.organization = earlier.organization and later.scope = earlier.scope and later.stage = earlier.stage
    and later.fiscal_year = earlier.fiscal_year + 1 and later.form = earlier.form
where later.form is null
