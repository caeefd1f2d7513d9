-- id: Q38
-- theme: 披露
-- priority: medium
-- basis: 上年逐项说明了增减和原因，本年没有
-- materials: 逐项的上年数、增减原因
-- One row: a document that no longer compares item by item as the year before did.
with compared as (
    select organization, scope, stage, fiscal_year, document_id, any_value(document) as document, any_value(format) as format, min(page) as page,
        count(*) filter (direction <> '' and code <> '') as items
    from said
    group by organization, scope, stage, fiscal_year, document_id
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
