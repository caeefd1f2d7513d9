-- id: Q09
-- theme: 三公
-- priority: medium
-- basis: 安排公务用车购置费
-- materials: 车辆编制、更新或新增的批复、处置车辆
-- One row: money for vehicles.
select
    document_id, fen as money, figure as current,
    format('安排公务用车购置费{}万元。请说明编制数、更新或新增性质、选型及处置车辆。', shown(fen)) as question, place(document, page, format) as evidence
from measured
where key = 'vehicle_purchase' and fen > 0
