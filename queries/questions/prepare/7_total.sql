-- One row: the change of the whole expenditure between two neighbouring years.
create temp table total as
select *
from step
where key = 'expenditure_total'
