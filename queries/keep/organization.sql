-- One row: an organisation whose figures are kept, of which documents (mark) and by which views (work).
select organization, mark, getvariable('asked').work as work
from organization_mark
order by organization
