-- The text of copy.
insert into passage by name
select passage.* replace (copy.document_id as document_id, replace(replace(passage.text, copy.old, copy.new), copy.as_was, copy.organization) as text)
from copy
join passage on passage.document_id = copy.of
order by copy.document_id, passage.ordinal
