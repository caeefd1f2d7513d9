-- id: Q05
-- theme: 结构
-- priority: high
-- basis: 项目支出增长{project}以上而基本支出增长不超过{basic}
-- parameter.project: 0.20
-- parameter.basic: 0.05
-- materials: 新增、退出项目清单
-- One row: a growth that is all in projects. The change of the share is the difference of the two shares as shown.
select
    project.document_id, project.change as money, project.current, project.earlier, project.reason,
    format('项目支出由{}万元增至{}万元（{}），占比由{:.2f}%升至{:.2f}%（{:+.2f}个百分点）；基本支出{}。请说明新增项目和退出项目。', shown(project.earlier_fen), shown(project.fen), rated(project.fen, project.earlier_fen),
        project.earlier_fen * 100.0 / (project.earlier_fen + basic.earlier_fen), project.fen * 100.0 / (project.fen + basic.fen),
        round(project.fen * 100.0 / (project.fen + basic.fen), 2) - round(project.earlier_fen * 100.0 / (project.earlier_fen + basic.earlier_fen), 2), rated(basic.fen, basic.earlier_fen)) as question,
    project.evidence
from step project
join step basic using (organization, scope, stage, fiscal_year)
where project.key = 'project' and basic.key = 'basic' and project.earlier_fen > 0 and basic.earlier_fen > 0
    and project.change >= $project * project.earlier_fen and basic.change <= $basic * basic.earlier_fen
