-- One row: as views/implied.sql, from what the file keeps.
select *
from kept.implied
where document_id in (select document_id from current_document where refused = '')
    and view in (select view from view_form)
