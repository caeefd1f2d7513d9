-- id: items_sum
-- title: 逐项说明之和与总额
-- severity: warn
-- tolerance: 每项半个末位；以内为提示
-- needs: text, expenditure_summary
-- message: {subject}个项级科目说明之和为{stated}万元，支出总额为{expected}万元
-- One row: a disclosure that explains every item of its tables, whose figures do not add up to its expenditure. Where an item
-- differs from its table, text_table has said so.
with spoken as (
    select distinct on (document_id, coalesce(nullif(code, ''), subject)) *
    from said
    where value is not null and scheme = 'functional' and (length(code) = 7 or code = '' and regexp_matches(subject, '（项）'))
    order by document_id, coalesce(nullif(code, ''), subject), ordinal
),
added as (
    select document_id, min(page) as page, count(*) as items, sum(value) as fen, sum(value_grain) as grains, max(value_grain) as grain, any_value(raw) as raw
    from spoken
    group by document_id
),
whole as (
    select document_id, any_value(fen) as fen
    from printed
    where form = 'expenditure_summary' and line = 'form_total' and measure = 'total'
    group by document_id
),
listed as (
    select document_id, count(distinct code) as items
    from printed
    where form = 'expenditure_summary' and length(code) = 7 and scheme = 'functional' and fen <> 0
    group by document_id
)
select
    added.document_id, added.page, case when 2 * abs(added.fen - whole.fen) > grains then 'warn' else 'info' end as severity,
    cast(added.items as varchar) as subject, like_printed(cast(added.fen as bigint), grain, raw) as stated, like_printed(whole.fen, grain, raw) as expected, '' as detail
from added
join whole using (document_id)
join listed on listed.document_id = added.document_id and listed.items = added.items
where 2 * abs(added.fen - whole.fen) > grain
    and added.document_id not in (
        select spoken.document_id
        from spoken
        join printed
            on printed.document_id = spoken.document_id and printed.form = 'expenditure_summary' and printed.measure = 'total'
            and printed.code = spoken.code and printed.scheme = 'functional'
        where abs(spoken.value - printed.fen) > spoken.value_grain + printed.grain
    )
