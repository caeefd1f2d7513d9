-- One row: one version of a document offered, in the order of loading. Empty text: nothing is known.
-- Parameters: $organization, a part of its name; empty for every document.
select
    cast(document_id as varchar), sha256, name, path, format, cast(pages as varchar), organization, scope, cast(fiscal_year as varchar),
    stage, self_test, refused, replaced_by
from document
where contains(organization, $organization)
order by document_id
