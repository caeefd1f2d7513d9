-- One row: a change of the view implied.
select *
from implied
order by organization, scope, to_stage, to_year, view_rank, code, line, measure
