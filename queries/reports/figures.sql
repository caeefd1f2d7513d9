-- One row: a figure of the view figure by its number, with the place where it stands: a queries.Figure.
-- whole: it has no code and is stated in one way, so that lines may be a part of it.
select
    figure_number, amount_fen, coalesce(grain_fen, 0) as grain_fen, raw, presence, inferred, quoted, document_id, file_name, format, self_test,
    sentence, page, table_number, row_number, column_number, title, heading, box_left, box_top, box_right, box_bottom,
    code = '' and not disputed as whole, organization, scope, fiscal_year, stage, form, fund, line, measure
from figure
order by figure_number
