-- One row: a year whose documents contradict one another, with what they state differently.
select organization, scope, fiscal_year, stage, documents || '（' || example || '）' as difference
from conflicted_year
order by organization, scope, fiscal_year, stage
