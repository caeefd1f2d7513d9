-- One row: a defect of a document that was offered, in the document's order. A part of the place is 0 where unknown.
select issue.document_id, issue.code, issue.page, issue.table_number, issue.row_number, issue.column_number, issue.detail
from issue
join current_document on current_document.document_id = issue.document_id
order by issue.document_id, issue.ordinal
