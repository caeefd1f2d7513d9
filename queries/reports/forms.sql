-- One row: a form of a document that was offered: read, declared empty by its own note, missing, or (form empty) a table
-- that was not recognised.
with found as (
    select document_id, form, ordinal, title, case when declared_empty and figure_count = 0 then 'empty' else 'read' end as state
    from reading
    union all
    select document_id, form, 0 as ordinal, '' as title, 'missing' as state
    from missing_form
)
select found.document_id, found.form, found.state, min(found.title) as title
from found
join current_document on current_document.document_id = found.document_id
group by found.document_id, found.form, found.state, case when found.form = '' then found.ordinal end
order by found.document_id, min(found.ordinal), found.form, found.state
