-- id: Q19
-- theme: 绩效公开
-- priority: low
-- basis: 公开的绩效目标表不足编报项目数的{share}
-- parameter.share: 0.60
-- materials: 编报绩效目标的项目清单、未公开的理由
-- One row: a document that speaks of more projects with targets than it shows tables of.
with shown_table as (
    select document_id, count(*) as tables, min(page) as page
    from project_table
    group by document_id
)
select
    promised.document_id, 0 as money,
    format('文件称编报绩效目标的项目{}个，公开绩效目标表{}张。请说明公开范围。', promised.projects, coalesce(tables, 0)) as question,
    place(promised.document, promised.page, promised.format) || coalesce('；表在第' || shown_table.page || case promised.format when 'txt' then '行起' else '页起' end, '') as evidence
from promised
left join shown_table using (document_id)
where promised.stage = 'initial_budget' and promised.projects > 0 and coalesce(tables, 0) < $share * promised.projects
