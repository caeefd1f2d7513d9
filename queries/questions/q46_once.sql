-- id: Q46
-- theme: 一次性项目
-- priority: medium
-- basis: 上年列为一次性的项目本年再次安排
-- materials: 再次安排的依据、上年的完成情况
-- One row: a project that one year called 一次性 and the next has again.
select
    later.document_id, 0 as money,
    format('项目“{}”{}年列为“{}”，{}年再次安排。请说明再次安排的依据和上年的完成情况。', later.project, earlier.fiscal_year, earlier.nature, later.fiscal_year) as question,
    place(earlier.document, earlier.page, earlier.format) || '；' || place(later.document, later.page, later.format) as evidence
from project_table later
join project_table earlier
    on earlier.organization = later.organization and earlier.scope = later.scope and earlier.stage = later.stage
    and earlier.fiscal_year = later.fiscal_year - 1 and earlier.project = later.project
where contains(earlier.nature, '一次性') and later.project <> ''
