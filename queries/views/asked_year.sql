-- One row: a year whose figures are asked for (asked: ask.go).
select cast(years.fiscal_year as integer) as fiscal_year
from range(1990, 2101) as years (fiscal_year)
where (getvariable('asked').from_year = 0 or years.fiscal_year >= getvariable('asked').from_year)
    and (getvariable('asked').to_year = 0 or years.fiscal_year <= getvariable('asked').to_year)
    and (
        not getvariable('asked').exact
        or years.fiscal_year in (getvariable('asked').from_year, getvariable('asked').to_year)
    )
