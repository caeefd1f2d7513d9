-- One row: one of five years of one of $organizations generated organisations: which document of the samples it is a copy of, by
-- how many years it is moved, and its number.
create temp table copy as
select
    100 + 5 * o + place as document_id, sample.document_id as of, format('某市第{:03d}局', o) as organization, sample.organization as as_was,
    2021 + place - sample.fiscal_year as moved, 2021 + place as fiscal_year, cast(sample.fiscal_year as varchar) as old, cast(2021 + place as varchar) as new
from range($organizations) as organizations (o)
cross join (values (0, 2024), (1, 2025), (2, 2023), (3, 2024), (4, 2025)) as places (place, of_year)
join document as sample on sample.fiscal_year = of_year and contains(sample.organization, '万里')
