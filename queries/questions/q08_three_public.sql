-- id: Q08
-- theme: 三公
-- priority: high
-- basis: “三公”经费比上年增加（只减不增）
-- materials: 批准依据、压减措施
-- One row: “三公” that rose.
select
    document_id, change as money, current, earlier, reason,
    format('“三公”经费由{}万元增至{}万元（{}）。请说明是否符合只减不增的要求及批准依据。', shown(earlier_fen), shown(fen), rated(fen, earlier_fen)) as question, evidence
from step
where key = 'three_public' and change > 0
