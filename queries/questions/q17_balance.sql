-- id: Q17
-- theme: 结转结余
-- priority: medium
-- basis: 年末结转结余比年初增加{growth}以上，或占支出{share}以上
-- parameter.growth: 0.10
-- parameter.share: 0.05
-- materials: 结转结余项目、形成年份、盘活安排
-- One row: a closing balance that grew or is large.
select
    closing.document_id, closing.fen as money, closing.figure as current, opening.figure as earlier,
    format('年末结转和结余{}万元（年初{}万元）。请说明形成的项目、年份及盘活安排。', shown(closing.fen), shown(coalesce(opening.fen, 0))) as question,
    place(closing.document, closing.page, closing.format) as evidence
from measured closing
left join measured opening
    on opening.document_id = closing.document_id and opening.key = 'opening_balance'
left join measured spent
    on spent.document_id = closing.document_id and spent.key = 'expenditure_total'
where closing.key = 'closing_balance' and closing.fen > 0
    and (closing.fen >= (1 + $growth) * coalesce(opening.fen, 0) or closing.fen >= $share * spent.fen)
