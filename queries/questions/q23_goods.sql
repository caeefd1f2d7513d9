-- id: Q23
-- theme: 采购勾稽
-- priority: medium
-- basis: 货物采购预算小于基本支出的办公设备购置
-- materials: 设备购置清单、集中采购目录及限额
-- One row: goods procured for less than the equipment bought.
select
    equipment.document_id, equipment.fen - goods.fen as money, equipment.figure as current, goods.figure as earlier,
    format('基本支出安排办公设备购置{}万元，政府采购货物预算{}万元。请说明差异（限额、目录等口径）。', shown(equipment.fen), shown(goods.fen)) as question,
    place(equipment.document, equipment.page, equipment.format) || '；' || place(goods.document, goods.page, goods.format) as evidence
from measured equipment
join measured goods using (organization, scope, stage, fiscal_year)
where equipment.key = '31002' and goods.key = 'procurement_goods' and goods.fen < equipment.fen
