-- One row: an organisation whose documents are not those of which the file keeps figures, or of which it has none any more.
select coalesce(organization_mark.organization, organization.organization) as organization
from organization_mark
full outer join kept.organization on organization.organization = organization_mark.organization
where organization.mark is distinct from organization_mark.mark
order by organization
