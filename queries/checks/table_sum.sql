-- id: table_sum
-- title: 上级科目不等于下级科目之和
-- severity: error
-- tolerance: 每个数半个末位（加数个数加一）；以内为提示
-- needs: expenditure_summary
-- message: {subject}为{stated}，下级合计{expected}{detail}
-- One row: a code, or a form's total, that is not the sum of the lines below it. Where most of a table is so, table_shifted
-- says so once.
select document_id, page, severity, subject, stated, expected, elsewhere as detail
from uneven
where severity <> 'error' or siblings < 6
