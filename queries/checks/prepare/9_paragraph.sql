-- One row: one paragraph of running text of a loaded document; page is where it begins.
create temp table paragraph as
with joined as (
    select document_id, paragraph, min(page) as page, string_agg(text, '' order by ordinal) as text
    from sentence
    group by document_id, paragraph
)
select document.organization, document.scope, document.fiscal_year, document.stage, document.document, joined.*
from joined
join current_document document using (document_id)
