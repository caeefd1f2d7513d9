-- id: repeated_table
-- title: 同一张表出现两次
-- severity: info
-- tolerance: 不涉及金额；绩效、项目、采购等可以有多张的不算
-- message: “{stated}”第{detail}页已有
-- One row: a form that a document has twice under the same title.
select document_id, max(page) as page, 'info' as severity, '' as subject, title as stated, '' as expected, cast(min(page) as varchar) as detail
from reading
join current_document using (document_id)
where refused = '' and form not in ('', 'project_performance', 'overall_performance', 'project_expenditure', 'procurement', 'unit_composition', 'state_assets') and title <> ''
group by document_id, form, title
having count(*) > 1
