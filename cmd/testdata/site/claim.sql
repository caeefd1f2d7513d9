-- The sentences that compare, of copy.
insert into claim by name
select
    claim.* replace (copy.document_id as document_id, if(claim.base_year > 0, claim.base_year + copy.moved, claim.base_year) as base_year,
        replace(claim.sentence, copy.old, copy.new) as sentence)
from copy
join claim on claim.document_id = copy.of
order by copy.document_id, claim.ordinal
