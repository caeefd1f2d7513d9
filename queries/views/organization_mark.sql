-- One row: an organisation asked for with the mark of its documents that count: another one as soon as one comes, goes or is read
-- anew.
select organization, bit_xor(hash(document_id, file_name, scope, fiscal_year, stage, self_test)) as mark
from current_document
where refused = ''
group by organization
