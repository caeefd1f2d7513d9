-- One row: a document asked for that shares its base name with another one, whoever's, and the name that tells it from all of them:
-- with the shortest folder that does. A document that is not here is shown by its base name.
with rival as (
    select document_id, string_split(coalesce(nullif(path, ''), name), '/') as parts
    from offered_document
    where file_name in (
        select file_name
        from offered_document
        where file_name in (select file_name from asked_document)
        group by file_name
        having count(*) > 1
    )
),
ending as (
    select document_id, depth, array_to_string(parts[len(parts) - depth + 1:], '/') as document
    from rival
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
where ending.document_id in (select document_id from asked_document)
group by ending.document_id
