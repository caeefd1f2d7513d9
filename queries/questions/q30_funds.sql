-- id: Q30
-- theme: 基金、国资
-- priority: medium
-- basis: 政府性基金、国有资本经营预算有预算而没有说明用途，或文件写的增加额大于本年数
-- checks: sentence_negative_base
-- materials: 政府性基金、国有资本经营预算的批复和用途
-- One row: a filled table of 政府性基金 or 国有资本经营预算 of which the text says nothing, or a figure that the stated
-- increase exceeds (seen with these funds, whose sentence is copied from the general budget's).
with stated as (
    select
        document_id, title, any_value(fen) as fen, min(page) as page,
        case form when 'government_fund_by_function' then 'expenditure_government_fund' else 'expenditure_state_capital' end as line
    from printed
    where form in ('government_fund_by_function', 'state_capital_by_function') and line = 'form_total' and measure in ('total', 'amount')
    group by document_id, form, title
    having any_value(fen) > 0
)
select
    document_id, 0 as money, string_agg(distinct place_on(format, page), '、' order by place_on(format, page)) || '：' || min(message) || '。请核实。' as question,
    place(document, min(page), format) || coalesce('：' || nullif(min(detail), ''), '') as evidence
from finding
where question = 'Q30' and severity <> 'info'
group by document_id, document, format, rule, subject, stated, expected
union all
select
    stated.document_id, stated.fen, format('{}列有{}万元，文件没有说明用途。请说明。', stated.title, shown(stated.fen)),
    place(document.document, stated.page, document.format)
from stated
join current_document document using (document_id)
left join said on said.document_id = stated.document_id and said.line = stated.line
where said.document_id is null and exists (select 1 from said other where other.document_id = stated.document_id)
