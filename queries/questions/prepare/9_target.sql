-- One row: one indicator of a project's table of targets: the last two cells of a row below that table's heading with 指标值;
-- kind is what else stands in the row. position counts rows over the pages.
create temp table target as
with placed as (
    select document_id, reading_ordinal, page, page * 100000 + row_number as position, list(replace(text, ' ', '') order by column_number) as texts
    from cell
    group by document_id, reading_ordinal, page, table_number, row_number
),
heading as (
    select document_id, reading_ordinal, position
    from placed
    where regexp_matches(texts[-1], '指标值$')
),
headed as (
    select placed.*, heading.position as heading_position
    from placed
    asof join heading
        on heading.document_id = placed.document_id and heading.reading_ordinal = placed.reading_ordinal and heading.position < placed.position
)
select
    project.document_id, project.document, project.format, project.project, project.project_number, headed.page, headed.position,
    texts[-2] as indicator, texts[-1] as value, array_to_string(texts[:-3], ' ') as kind
from headed
asof join project_table project
    on project.document_id = headed.document_id and project.reading_ordinal = headed.reading_ordinal
    and project.page * 100000 + project.row_number <= headed.position
where headed.heading_position > project.page * 100000 + project.row_number and len(texts) between 2 and 5 and length(texts[-1]) <= 60
    and texts[-1] <> texts[-2] and not regexp_matches(texts[-1], '(目标.*表|年度[）)])$')
