-- The figures of copy, moved in their years.
insert into fact by name
select
    fact.* replace (copy.document_id as document_id, fact.fiscal_year + copy.moved as fiscal_year, replace(fact.title, copy.old, copy.new) as title,
        replace(fact.heading, copy.old, copy.new) as heading)
from copy
join fact on fact.document_id = copy.of
order by copy.document_id, fact.ordinal
