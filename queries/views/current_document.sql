-- One row: a version of a document that is not history: it counts, or was refused (refused then says why).
-- document: its base name; where base names collide, with the shortest folder that tells them apart.
with offered as (
    select document.*, string_split(coalesce(nullif(path, ''), name), '/') as parts
    from document
    where replaced_at is null
),
ending as (
    select document_id, depth, array_to_string(parts[len(parts) - depth + 1:], '/') as name
    from offered
    cross join unnest(range(1, len(parts) + 1)) as depths (depth)
),
telling as (
    select document_id, depth, name, count(*) over (partition by name) as bearers
    from ending
),
named as (
    select document_id, min(depth) filter (where bearers = 1) as shortest, max(depth) as longest
    from telling
    group by document_id
)
select
    offered.document_id, offered.sha256, ending.name as document, offered.path, offered.format, offered.pages,
    offered.organization, offered.scope, offered.fiscal_year, offered.stage, offered.self_test, offered.refused
from offered
join named on named.document_id = offered.document_id
join ending on ending.document_id = named.document_id and ending.depth = coalesce(named.shortest, named.longest)
