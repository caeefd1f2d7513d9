-- One row: as views/line.sql, from what the file keeps.
select
    view_rank, view, form_rank, form_name, figure.* exclude (view_rank, view, form_rank, form_name, whole_line, whole_measure, measure_rank),
    whole_line, whole_measure, measure_rank
from figure
where view in (select view from view_form)
