-- id: old_name
-- title: 旧科目名称
-- severity: warn
-- tolerance: 不涉及金额；旧名、编码和启用年度见 data/crosswalk.csv，启用的第一年只作提示
-- message: “{stated}”是{detail}年以前的名称，应为“{expected}”
-- One row: a line of a table, or an item of a sentence with its level, under a name of an earlier classification; once a form
-- (or page of text) and name.
with named as (
    select fact.document_id, fact.form as place, fact.page, fact.label, bare_name(fact.label) as name, old_name.new_name, old_name.since
    from fact
    join old_name
        on old_name.name = bare_name(fact.label)
        and (old_name.scheme = fact.scheme and old_name.code = fact.code or fact.code = '' and length(old_name.code) = 3)
    union all
    select sentence.document_id, 'page ' || sentence.page, sentence.page, old_name.name, old_name.name, old_name.new_name, old_name.since
    from sentence
    join old_name on contains(sentence.text, old_name.name || case length(old_name.code) when 3 then '（类）' when 5 then '（款）' else '（项）' end)
    where old_name.scheme = 'functional'
)
select
    named.document_id, min(named.page) as page, case when document.fiscal_year = any_value(since) then 'info' else 'warn' end as severity, name as subject,
    any_value(label) as stated, any_value(new_name) as expected, cast(any_value(since) as varchar) as detail
from named
join current_document document using (document_id)
where document.refused = '' and document.fiscal_year >= named.since
group by named.document_id, document.fiscal_year, place, name
