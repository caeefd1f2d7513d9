-- id: performance_total
-- title: 绩效项目金额与各绩效目标表之和不符
-- severity: error
-- tolerance: 文字末位的半个加每表一元；所附表数与文字所称项目数相同才比
-- needs: project_performance
-- message: 文字称编报{subject}个项目、{stated}万元，所附{subject}张绩效目标表合计{expected}万元
-- One row: a sentence on the projects with targets whose amount is not the sum of exactly as many tables.
with amount as (
    select distinct on (label.document_id, label.page, label.table_number, label.row_number)
        label.document_id, label.page, label.table_number,
        cast(round(try_cast(replace(value.text, ',', '') as decimal(18, 2)) * 100) as bigint) as fen
    from cell label
    join cell value
        on value.document_id = label.document_id and value.reading_ordinal = label.reading_ordinal and value.page = label.page
        and value.table_number = label.table_number and value.row_number = label.row_number
        and value.column_number = label.column_number + label.column_span
    where replace(label.text, ' ', '') = '年度资金申请总额'
),
attached as (
    select document_id, count(*) as tables, sum(fen) as fen
    from amount
    group by document_id
    having count(*) = count(fen)
),
spoken as (
    select said.*, try_cast(regexp_extract(sentence, '项目(?:共)?([0-9]+)个', 1) as integer) as projects
    from said
    where line = 'performance_total' and value is not null
)
select
    spoken.document_id, spoken.page, 'error' as severity, cast(projects as varchar) as subject, raw as stated,
    like_printed(cast(attached.fen as bigint), value_grain, raw) as expected, sentence as detail
from spoken
join attached on attached.document_id = spoken.document_id and attached.tables = spoken.projects
where 2 * abs(value - attached.fen) > value_grain + 200 * projects
