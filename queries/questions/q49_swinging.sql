-- id: Q49
-- theme: 单项
-- priority: medium
-- basis: 项级科目连续两年各增减{rate}以上且方向相反，每次{wan}万元以上
-- parameter.rate: 0.30
-- parameter.wan: 100
-- materials: 三年的项目清单和测算依据
-- One row: an item that fell much and rose much, or the other way round.
select
    later.document_id, abs(later.change) as money, later.current, earlier.earlier, later.reason,
    format('“{}（{}）”三年预算为{}、{}、{}万元，大增大减。请说明各年安排了哪些项目、预算如何测算。', later.label, later.key, shown(earlier.earlier_fen), shown(earlier.fen),
        shown(later.fen)) as question,
    earlier.evidence || '；' || later.evidence as evidence
from step later
join step earlier
    on earlier.organization = later.organization and earlier.scope = later.scope and earlier.stage = later.stage
    and earlier.fiscal_year = later.fiscal_year - 1 and earlier.key = later.key
where later.key similar to '2[0-9]{6}' and earlier.earlier_fen > 0 and earlier.fen > 0 and later.fen > 0 and sign(later.change) = -sign(earlier.change)
    and abs(later.change) >= $rate * earlier.fen and abs(earlier.change) >= $rate * earlier.earlier_fen
    and abs(later.change) >= $wan * 1000000 and abs(earlier.change) >= $wan * 1000000
