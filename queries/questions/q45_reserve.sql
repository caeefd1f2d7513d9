-- id: Q45
-- theme: 机动经费
-- priority: medium
-- basis: 单位预留机动经费占支出{share}以上
-- parameter.share: 0.05
-- materials: 预留的测算依据、上年动用情况
-- One row: money kept in reserve that is a large part of the budget.
select
    reserve.document_id, reserve.fen as money, reserve.figure as current, earlier.figure as earlier,
    format('单位预留机动经费{}万元，占支出的{:.2f}%{}。请说明预留的测算依据和上年动用情况。', shown(reserve.fen), reserve.fen * 100.0 / whole.fen,
        coalesce('，上年' || shown(earlier.fen) || '万元', '')) as question,
    place(reserve.document, reserve.page, reserve.format) || coalesce('；' || place(earlier.document, earlier.page, earlier.format), '') as evidence
from measured reserve
join measured whole using (organization, scope, stage, fiscal_year)
left join measured earlier
    on earlier.organization = reserve.organization and earlier.scope = reserve.scope and earlier.stage = reserve.stage
    and earlier.fiscal_year = reserve.fiscal_year - 1 and earlier.key = reserve.key
where reserve.key = 'reserve' and whole.key = 'expenditure_total' and reserve.fen > 0 and reserve.fen >= $share * whole.fen
