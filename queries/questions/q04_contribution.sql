-- id: Q04
-- theme: 贡献
-- priority: high
-- basis: 单个项级科目占总增减额{share}以上
-- parameter.share: 0.50
-- materials: 该科目下项目清单、金额、绩效目标
-- One row: an item that makes most of the whole change.
select
    step.document_id, abs(step.change) as money, step.current, step.earlier, step.reason,
    format('全部{}中“{}（{}）”占{:.2f}%（{}万元，总额{}万元）。请说明该科目下的项目、金额和绩效目标。', case when total.change > 0 then '增量' else '减量' end, step.label, step.key,
        step.change * 100.0 / total.change, shown(step.change), shown(total.change)) as question,
    step.evidence || '；总额：' || total.evidence as evidence
from step
join total using (organization, scope, stage, fiscal_year)
where step.key similar to '2[0-9]{6}' and total.change <> 0 and step.change * 1.0 / total.change >= $share
