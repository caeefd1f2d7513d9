-- id: Q24
-- theme: 用工
-- priority: medium
-- basis: 政府雇员、劳务派遣项目占项目支出{share}以上
-- parameter.share: 0.30
-- materials: 用工依据、人数、薪酬标准
-- One row: a project that pays people outside the establishment.
with hired as (
    select
        document.document_id, document.document, document.format, fact.page, fact.label, fact.fiscal_year, fact.stage,
        in_fen(fact.amount_yuan) as fen
    from fact
    join current_document document on document.document_id = fact.document_id
    where document.refused = '' and fact.form = 'project_expenditure' and fact.presence = 'stated'
        and regexp_matches(fact.label, '政府雇员|劳务派遣|编外|临聘|辅助人员')
),
heads as (
    select document_id, max(try_cast(regexp_extract(text, '(?:政府雇员|劳务派遣|编外|临聘|辅助)[^，。；0-9]{0,12}([0-9]+)[人名]', 1) as integer)) as people
    from sentence
    group by document_id
)
select
    hired.document_id, hired.fen as money, cited(hired.label, hired.fen, hired.fiscal_year, hired.stage, hired.document, hired.format, hired.page) as current,
    project.figure as earlier,
    format('“{}”{}万元，占项目支出{}万元的{:.2f}%{}。请说明用工依据、人数与薪酬标准。', hired.label, shown(hired.fen), shown(project.fen), hired.fen * 100.0 / project.fen,
        case when heads.people > 0 then format('，{}人，人均{}万元', heads.people, shown(hired.fen // heads.people)) else '' end) as question,
    place(hired.document, hired.page, hired.format) || '；项目支出：' || place(project.document, project.page, project.format) as evidence
from hired
join measured project on project.document_id = hired.document_id and project.key = 'project'
left join heads on heads.document_id = hired.document_id
where hired.fen >= $share * project.fen
