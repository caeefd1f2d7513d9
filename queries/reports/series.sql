-- One row: a loaded year of a series, which is what can be compared over the years: one organisation, scope and stage.
-- Parameters: $organization part of a name, $scope, $stage: all of them where empty.
select organization, scope, stage, fiscal_year
from loaded_year
where contains(organization, $organization)
    and ($scope = '' or scope = $scope)
    and ($stage = '' or stage = $stage)
order by organization, scope, stage, fiscal_year
