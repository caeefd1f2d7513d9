-- id: missing_table
-- title: 没有读到应当公开的表
-- severity: info
-- tolerance: 不涉及金额；文字和表分在几份文件里的，合起来看；也可能是没有认出来，请对照原文
-- message: 没有读到“{stated}”
-- One row: a form that a disclosure of this kind must have and that none of its documents has; on the document with most tables.
with host as (
    select document.organization, document.scope, document.fiscal_year, document.stage, document.document_id
    from current_document document
    join reading using (document_id)
    where document.refused = '' and reading.form <> ''
    group by document.organization, document.scope, document.fiscal_year, document.stage, document.document_id
    qualify row_number() over (
        partition by document.organization, document.scope, document.fiscal_year, document.stage order by count(*) desc, document.document_id
    ) = 1
)
select host.document_id, 1 as page, 'info' as severity, '' as subject, coalesce(form_name.name, missing_form.form) as stated, '' as expected, '' as detail
from host
join missing_form using (document_id)
left join form_name on form_name.form = missing_form.form
where not exists (
    select 1
    from reading
    join current_document other using (document_id)
    where other.organization = host.organization and other.scope = host.scope and other.fiscal_year = host.fiscal_year and other.stage = host.stage
        and reading.form = missing_form.form
)
