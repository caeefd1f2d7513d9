-- One row: a version of a document that is not history: it counts, or was refused (refused then says why). Of the organisations
-- asked for only.
-- document: its base name; where base names collide, with the shortest folder that tells them apart.
with offered as (
    select document.*, coalesce(nullif(path, ''), name) as place, split_part(coalesce(nullif(path, ''), name), '/', -1) as base
    from document
    where replaced_at is null
),
mine as (
    select offered.*
    from offered
    join asked
        on contains(offered.organization, asked.organization)
        and (asked.organizations = '[]' or json_contains(asked.organizations, to_json(offered.organization)))
),
shared as (
    select base
    from offered
    where base in (select base from mine)
    group by base
    having count(*) > 1
),
ending as (
    select document_id, depth, array_to_string(parts[len(parts) - depth + 1:], '/') as name
    from (
        select offered.document_id, string_split(offered.place, '/') as parts
        from offered
        join shared on shared.base = offered.base
    ) as rival
    cross join unnest(range(1, len(parts) + 1)) as depths (depth)
),
telling as (
    select name, count(*) as bearers
    from ending
    group by name
),
named as (
    select
        ending.document_id,
        coalesce(arg_min(ending.name, ending.depth) filter (where telling.bearers = 1), arg_max(ending.name, ending.depth)) as name
    from ending
    join telling on telling.name = ending.name
    where ending.document_id in (select document_id from mine)
    group by ending.document_id
)
select
    mine.document_id, mine.sha256, coalesce(named.name, mine.base) as document, mine.path, mine.format, mine.pages,
    mine.organization, mine.scope, mine.fiscal_year, mine.stage, mine.self_test, mine.refused
from mine
left join named on named.document_id = mine.document_id
