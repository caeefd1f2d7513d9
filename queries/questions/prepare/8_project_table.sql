-- One row: one project's table of targets (绩效目标表), numbered within its document.
create temp table project_table as
with named as (
    select
        label.document_id, label.reading_ordinal, label.page, label.row_number, label.column_number,
        arg_min(value.text, value.column_number) filter (value.column_number > label.column_number) as project,
        arg_min(value.text, value.column_number) filter (value.column_number > nature.column_number) as nature
    from cell label
    join cell value
        on value.document_id = label.document_id and value.reading_ordinal = label.reading_ordinal and value.page = label.page
        and value.table_number = label.table_number and value.row_number = label.row_number
    left join cell nature
        on nature.document_id = label.document_id and nature.reading_ordinal = label.reading_ordinal and nature.page = label.page
        and nature.table_number = label.table_number and nature.row_number = label.row_number and replace(nature.text, ' ', '') = '项目性质'
    where replace(label.text, ' ', '') = '项目名称'
    group by label.document_id, label.reading_ordinal, label.page, label.row_number, label.column_number
)
select
    document.organization, document.scope, document.fiscal_year, document.stage, document.document, document.format,
    named.document_id, named.reading_ordinal, named.page, named.row_number, coalesce(named.project, '') as project, coalesce(named.nature, '') as nature,
    row_number() over (partition by named.document_id order by named.reading_ordinal, named.page, named.row_number) as project_number
from named
join current_document document using (document_id)
where document.refused = ''
