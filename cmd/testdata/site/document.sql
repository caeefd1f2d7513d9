-- The documents of copy.
insert into document by name
select
    document.* replace (
        copy.document_id as document_id, md5(cast(copy.document_id as varchar)) as sha256, copy.organization || copy.new || '年部门预算.pdf' as name,
        '/预算/' || copy.organization || copy.new || '年部门预算.pdf' as path, copy.organization as organization, copy.fiscal_year as fiscal_year
    )
from copy
join document on document.document_id = copy.of
order by copy.document_id
