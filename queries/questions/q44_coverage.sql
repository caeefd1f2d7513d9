-- id: Q44
-- theme: 绩效覆盖
-- priority: medium
-- basis: 项目支出占比上升而绩效目标覆盖率下降{points}个百分点以上
-- parameter.points: 5
-- materials: 新增项目的绩效目标
-- One row: a year in which projects took a larger share and targets covered less of them.
with covered as (
    select
        project.organization, project.scope, project.stage, project.fiscal_year, project.document_id, project.document, project.format, project.page,
        project.figure, project.fen, project.fen * 100.0 / whole.fen as share, target.fen * 100.0 / project.fen as coverage
    from measured project
    join measured whole using (organization, scope, stage, fiscal_year)
    join measured target using (organization, scope, stage, fiscal_year)
    where project.key = 'project' and whole.key = 'expenditure_total' and target.key = 'performance_total' and project.fen > 0 and whole.fen > 0
)
select
    later.document_id, later.fen as money, later.figure as current, earlier.figure as earlier,
    format('项目支出占比由{:.2f}%升至{:.2f}%，绩效目标覆盖率由{:.2f}%降至{:.2f}%。请说明哪些项目没有绩效目标。', earlier.share, later.share, earlier.coverage, later.coverage) as question,
    place(later.document, later.page, later.format) || '；' || place(earlier.document, earlier.page, earlier.format) as evidence
from covered later
join covered earlier
    on earlier.organization = later.organization and earlier.scope = later.scope and earlier.stage = later.stage
    and earlier.fiscal_year = later.fiscal_year - 1
where later.share > earlier.share and earlier.coverage - later.coverage >= $points
