-- id: Q25
-- theme: 新增资产
-- priority: medium
-- basis: 安排购置车辆，或单价一百万元以上的设备
-- materials: 存量、配置标准、更新或新增的批复
-- One row: a document that plans to buy vehicles or large machines.
select
    fact.document_id, 0 as money,
    format('本年{}（现有{}）。请说明存量与配置标准。', string_agg(distinct regexp_replace(fact.label, '^安排', '安排'), '、'),
        coalesce(string_agg(distinct regexp_replace(owned.label, '^共有|^；', ''), '、'), '未说明')) as question,
    place(document.document, min(fact.page), document.format) as evidence
from fact
join current_document document on document.document_id = fact.document_id
left join fact owned
    on owned.document_id = fact.document_id and owned.form = 'state_assets'
    and owned.measure = case fact.measure when 'vehicles_to_buy' then 'vehicles_owned' else 'large_equipment_owned' end
where document.refused = '' and fact.form = 'state_assets' and fact.measure in ('vehicles_to_buy', 'large_equipment_to_buy') and try_cast(fact.raw as integer) > 0
group by fact.document_id, document.document, document.format
