-- One row: a year whose figures are asked for (asked: ask.go).
select cast(years.fiscal_year as integer) as fiscal_year
from range(1990, 2101) as years (fiscal_year)
where years.fiscal_year between getvariable('asked').first_year and getvariable('asked').last_year
    and (
        not getvariable('asked').exact
        or years.fiscal_year in (getvariable('asked').first_year, getvariable('asked').last_year)
    )
