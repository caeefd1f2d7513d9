-- One row: a form that a view of the figures (--by) can be taken from; the lowest rank that both years have is used.
select forms.*
from (values
    (1, 'total', 1, 'revenue_expenditure_summary', '收支总表'),
    (2, 'function', 1, 'expenditure_summary', '支出总表'),
    (2, 'function', 2, 'appropriation_by_function', '财政拨款支出表（功能科目）'),
    (2, 'function', 3, 'general_public_by_function', '一般公共预算支出表（功能分类）'),
    (3, 'economic', 1, 'general_public_basic_by_economic', '一般公共预算基本支出表（经济分类）'),
    (3, 'economic', 2, 'appropriation_basic_by_economic', '财政拨款基本支出表（经济分类）'),
    (4, 'nature', 1, 'expenditure_summary', '支出总表'),
    (4, 'nature', 2, 'appropriation_by_function', '财政拨款支出表（功能科目）'),
    (4, 'nature', 3, 'general_public_by_function', '一般公共预算支出表（功能分类）'),
    (5, 'fund', 1, 'appropriation_summary', '财政拨款收支总表'),
    (6, 'revenue', 1, 'revenue_expenditure_summary', '收支总表'),
    (7, 'three-public', 1, 'three_public', '“三公”经费表'),
    (8, 'procurement', 1, 'procurement', '政府采购情况'),
    (9, 'project', 1, 'project_expenditure', '项目支出表')
) as forms (view_rank, view, form_rank, form, form_name)
where getvariable('asked').view in ('', forms.view)
