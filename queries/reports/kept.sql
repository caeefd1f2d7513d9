-- One row: whether the file keeps the figures of every organisation asked for, of the documents that count today and by these views (work).
select bool_and(coalesce(organization.mark = organization_mark.mark and organization.work = getvariable('asked').work, false)) is true as kept
from organization_mark
left join kept.organization on organization.organization = organization_mark.organization
