-- One row: a document that shares its base name with another one, and the name that tells it from all of them: with the shortest
-- folder that does. A document that is not here is shown by its base name.
with offered as (
    select document_id, name, string_split(coalesce(nullif(path, ''), name), '/') as parts
    from document
    where replaced_at is null
        and name in (select name from document where replaced_at is null group by name having count(*) > 1)
),
ending as (
    select document_id, depth, array_to_string(parts[len(parts) - depth + 1:], '/') as document
    from offered
    cross join unnest(range(1, len(parts) + 1)) as depths (depth)
),
telling as (
    select document, count(*) as bearers
    from ending
    group by document
)
select
    ending.document_id,
    coalesce(arg_min(ending.document, ending.depth) filter (where telling.bearers = 1), arg_max(ending.document, ending.depth)) as document
from ending
join telling on telling.document = ending.document
group by ending.document_id
