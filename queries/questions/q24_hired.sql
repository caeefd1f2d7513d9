-- id: Q24
-- theme: 用工
-- priority: medium
-- basis: 政府雇员、劳务派遣项目占项目支出{share}以上
-- parameter.share: 0.30
-- materials: 用工依据、人数、薪酬标准
-- One row: a project that pays people outside the establishment.
select
    document.document_id, cast(cast(fact.amount_yuan as decimal(38, 2)) * 100 as bigint) as money,
    format('“{}”{}万元，占项目支出{}万元的{:.2f}%。请说明用工依据、人数与薪酬标准。', fact.label, shown(cast(cast(fact.amount_yuan as decimal(38, 2)) * 100 as bigint)), shown(project.fen),
        cast(fact.amount_yuan as double) * 10000 / project.fen) as question,
    place(document.document, fact.page, document.format) || '；项目支出：' || place(project.document, project.page, project.format) as evidence
from fact
join current_document document on document.document_id = fact.document_id
join measured project on project.document_id = fact.document_id and project.key = 'project'
where document.refused = '' and fact.form = 'project_expenditure' and regexp_matches(fact.label, '政府雇员|劳务派遣|编外|临聘|辅助人员')
    and cast(fact.amount_yuan as double) * 100 >= $share * project.fen
