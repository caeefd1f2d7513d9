-- One row: an offered document of the organisations asked for (asked: ask.go).
select *
from offered_document
where contains(organization, getvariable('asked').organization)
    and (getvariable('asked').organizations is null or list_contains(getvariable('asked').organizations, organization))
