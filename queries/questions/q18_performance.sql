-- id: Q18
-- theme: 绩效覆盖
-- priority: medium
-- basis: 编报绩效目标的金额不足项目支出的{share}
-- parameter.share: 0.90
-- materials: 未编报绩效目标的项目清单
-- One row: targets that cover too little of the projects.
select
    target.document_id, project.fen - target.fen as money, target.figure as current, project.figure as earlier,
    format('编报绩效目标的项目资金{}万元，占项目支出{}万元的{:.2f}%。请说明其余项目为何未编。', shown(target.fen), shown(project.fen), target.fen * 100.0 / project.fen) as question,
    place(target.document, target.page, target.format) || '；项目支出：' || place(project.document, project.page, project.format) as evidence
from measured target
join measured project using (document_id)
where target.key = 'performance_total' and project.key = 'project' and target.fen < $share * project.fen
