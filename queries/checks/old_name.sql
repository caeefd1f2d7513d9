-- id: old_name
-- title: 旧科目名称
-- severity: warn
-- tolerance: 不涉及金额；只看新名称启用后的年度
-- message: “{stated}”是{detail}年以前的名称，应为“{expected}”
-- One row: a line of a table under a name of an earlier classification, once a form and name.
select
    fact.document_id, min(fact.page) as page, 'warn' as severity, bare_name(fact.label) as subject, any_value(fact.label) as stated,
    any_value(old_name.new_name) as expected,
    cast(any_value(old_name.since) as varchar) as detail
from fact
join current_document document on document.document_id = fact.document_id
join old_name on old_name.name = bare_name(fact.label)
where document.refused = '' and document.fiscal_year >= old_name.since
group by fact.document_id, fact.form, bare_name(fact.label)
