-- id: reserved_order
-- title: 预留额大于采购总额
-- severity: error
-- tolerance: 相差一个末位以内不报
-- needs: text
-- message: {subject}{stated}万元，大于{detail}{expected}万元
-- One row: a reserve for small and micro enterprises above that for small and medium ones, or that above all procurement.
with figure as (
    select document_id, line, any_value(value) as fen, any_value(value_grain) as grain, any_value(raw) as raw, min(page) as page
    from said
    where line in ('procurement_total', 'procurement_sme', 'procurement_micro') and value is not null
    group by document_id, line
    having count(distinct value) = 1
)
select
    part.document_id, part.page, 'error' as severity, case part.line when 'procurement_sme' then '面向中小企业的预留额' else '面向小微企业的预留额' end as subject,
    part.raw as stated, whole.raw as expected, case part.line when 'procurement_sme' then '采购总额' else '面向中小企业的预留额' end as detail
from figure part
join figure whole on whole.document_id = part.document_id
where (part.line = 'procurement_sme' and whole.line = 'procurement_total' or part.line = 'procurement_micro' and whole.line = 'procurement_sme')
    and part.fen - whole.fen > part.grain + whole.grain
