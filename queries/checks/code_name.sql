-- id: code_name
-- title: 同一编码在各表中名称不同
-- severity: warn
-- tolerance: 不涉及金额；括号、末尾的“支出”和没有印全的名称不算
-- needs: expenditure_summary
-- message: {subject}在本表为“{stated}”，其他表为“{expected}”（{detail}）
-- One row: a code under a name that most tables of the document do not give it.
with several as (
    select document_id, scheme, code
    from printed
    where scheme <> '' and code <> '' and line <> 'expenditure_class' and label <> ''
    group by document_id, scheme, code
    having min(label) <> max(label)
),
named as (
    select
        document_id, scheme, code, form, any_value(title) as title, any_value(format) as format, min(page) as page, min(ordinal) as ordinal,
        regexp_replace(replace(replace(arg_min(label, ordinal), '（', '('), '）', ')'), '支出$', '') as name, arg_min(label, ordinal) as label
    from printed
    join several using (document_id, scheme, code)
    where line <> 'expenditure_class' and label <> ''
    group by document_id, scheme, code, form
),
voted as (
    select document_id, scheme, code, name, count(*) as tables, arg_min(label, ordinal) as label, string_agg(title || place_on(format, page), '、' order by ordinal) as places
    from named
    group by document_id, scheme, code, name
    qualify row_number() over (partition by document_id, scheme, code order by count(*) desc, min(ordinal)) = 1
)
select
    named.document_id, named.page, 'warn' as severity, named.code as subject, named.label as stated, voted.label as expected, voted.places as detail
from named
join voted on voted.document_id = named.document_id and voted.scheme = named.scheme and voted.code = named.code
where named.name <> voted.name and not starts_with(voted.name, named.name) and not starts_with(named.name, voted.name)
