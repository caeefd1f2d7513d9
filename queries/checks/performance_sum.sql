-- id: performance_sum
-- title: 绩效目标表的资金总额不等于各来源之和
-- severity: error
-- tolerance: 表中以元列示，相差一元以内为提示
-- message: “{subject}”年度资金申请总额{stated}，各来源之和{expected}
-- One row: a project's table of targets whose applied total is not the sum of appropriation, carried forward and other money.
with amount as (
    select
        label.document_id, label.reading_ordinal, label.page, label.row_number, replace(label.text, ' ', '') as label, value.text as raw,
        cast(round(try_cast(replace(value.text, ',', '') as decimal(18, 2)) * 100) as bigint) as fen
    from cell label
    join cell value
        on value.document_id = label.document_id and value.reading_ordinal = label.reading_ordinal and value.page = label.page
        and value.table_number = label.table_number and value.row_number = label.row_number
        and value.column_number = label.column_number + label.column_span
    join current_document document on document.document_id = label.document_id
    where document.refused = '' and regexp_matches(replace(label.text, ' ', ''), '^(年度资金申请总额|(其中：)?当年财政拨款|上年结转资金|其他资金)$')
        and label.column_number > 4
),
project as (
    select label.document_id, label.reading_ordinal, label.page, arg_min(value.text, value.column_number) as name
    from cell label
    join cell value
        on value.document_id = label.document_id and value.reading_ordinal = label.reading_ordinal and value.page = label.page
        and value.row_number = label.row_number and value.column_number > label.column_number
    where replace(label.text, ' ', '') = '项目名称'
    group by label.document_id, label.reading_ordinal, label.page
),
added as (
    select
        document_id, reading_ordinal, page, max(fen) filter (label = '年度资金申请总额') as whole, any_value(raw) filter (label = '年度资金申请总额') as raw,
        sum(fen) filter (label <> '年度资金申请总额') as parts, count(*) filter (label like '%当年财政拨款') as sources
    from amount
    group by document_id, reading_ordinal, page
)
select
    added.document_id, added.page, case when abs(whole - parts) > 100 then 'error' else 'info' end as severity, coalesce(project.name, '') as subject,
    raw as stated, like_printed(cast(parts as bigint), case when contains(raw, '.') then 1 else 100 end, raw) as expected, '' as detail
from added
left join project using (document_id, reading_ordinal, page)
where sources = 1 and whole <> parts
