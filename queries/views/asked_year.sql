-- One row: a year whose figures are asked for.
select cast(years.fiscal_year as integer) as fiscal_year
from range(1990, 2101) as years (fiscal_year)
join asked
    on (asked.from_year = 0 or years.fiscal_year >= asked.from_year)
    and (asked.to_year = 0 or years.fiscal_year <= asked.to_year)
    and (not asked.exact or years.fiscal_year in (asked.from_year, asked.to_year))
