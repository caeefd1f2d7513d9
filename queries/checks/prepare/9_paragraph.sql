-- One row: one paragraph of running text of a loaded document; page is where it begins.
create temp table paragraph as
select organization, scope, fiscal_year, stage, document, document_id, paragraph, min(page) as page, string_agg(text, '' order by ordinal) as text
from sentence
group by organization, scope, fiscal_year, stage, document, document_id, paragraph
