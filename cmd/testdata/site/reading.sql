-- The tables of copy.
insert into reading by name
select reading.* replace (copy.document_id as document_id, replace(reading.title, copy.old, copy.new) as title)
from copy
join reading on reading.document_id = copy.of
order by copy.document_id, reading.ordinal
