-- One row: a form whose figures are asked for: those of the views, the targets that projects are taken from too, and what a total
-- is compared with where only 财政拨款 is stated.
select distinct form
from view_form
union
select 'appropriation_summary' as form
from view_form
where view = 'total'
union
select 'project_performance' as form
from view_form
where view = 'project'
