-- One row: a figure without a code of one year and stage, which lines may be a part of; none that is stated in several ways.
select organization, scope, fiscal_year, stage, form, fund, line, measure, amount_fen
from figure
where code = '' and not disputed
order by organization, scope, fiscal_year, stage, form, fund, line, measure
