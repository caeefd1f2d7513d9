-- id: table_table
-- title: 同一科目在各表中的数不一致
-- severity: error
-- tolerance: 总计相同的各表之间比较；相差半个末位之和以内为提示
-- needs: revenue_expenditure_summary, expenditure_summary
-- message: {subject}：本表为{stated}，{detail}为{expected}
-- One row: a table's figure of a class, section or item that other tables of the same total state otherwise. What most
-- tables say is taken as expected, and among equals what is the sum of the lines below.
with spending as (
    select *
    from printed
    where form in (
            'revenue_expenditure_summary', 'revenue_summary', 'expenditure_summary', 'appropriation_summary', 'general_public_by_function',
            'appropriation_by_function'
        )
        and measure in ('total', 'amount') and (code <> '' and (scheme = 'functional' or line = 'expenditure_class') or line in ('form_total', 'expenditure_total'))
),
total as (
    select document_id, form, any_value(fen) as total_fen, any_value(grain) as total_grain
    from spending
    where code = '' and measure = 'total'
    group by document_id, form
    having min(fen) = max(fen)
),
figure as (
    select
        spending.document_id, spending.form, spending.code, total_fen // greatest(total_grain, 10000) as book, any_value(spending.label) as label, any_value(spending.fen) as fen,
        any_value(spending.grain) as grain, any_value(spending.raw) as raw, min(spending.page) as page, any_value(spending.title) as title,
        any_value(spending.format) as format
    from spending
    join total using (document_id, form)
    where spending.code <> ''
    group by spending.document_id, spending.form, spending.code, book
    having min(spending.fen) = max(spending.fen)
),
disputed as (
    select document_id, book, code
    from figure
    group by document_id, book, code
    having min(fen) <> max(fen)
),
below as (
    select document_id, form, code[:length(code) - 2] as code, sum(fen) as fen
    from figure
    where length(code) > 3
    group by document_id, form, code[:length(code) - 2]
),
vote as (
    select
        figure.document_id, figure.book, figure.code, figure.fen, count(*) as tables, max(case when below.fen = figure.fen then 1 else 0 end) as adds_up,
        string_agg(figure.title || place_on(figure.format, figure.page), '、' order by figure.page) as places
    from figure
    join disputed using (document_id, book, code)
    left join below using (document_id, form, code)
    group by figure.document_id, figure.book, figure.code, figure.fen
),
consensus as (
    select *
    from vote
    qualify row_number() over (partition by document_id, book, code order by adds_up desc, tables desc, fen) = 1
),
dissent as (
    select figure.*, consensus.fen as right_fen, consensus.places, 2 * abs(figure.fen - consensus.fen) > 2 * figure.grain as wrong
    from figure
    join consensus using (document_id, book, code)
    where figure.fen <> consensus.fen
)
select
    document_id, page, 'error' as severity, trim(code || ' ' || bare_name(label)) as subject, raw as stated, like_printed(right_fen, grain, raw) as expected, places as detail
from dissent
where wrong
union all
select
    document_id, min(page), 'info', any_value(trim(code || ' ' || bare_name(label))), any_value(raw), any_value(like_printed(right_fen, grain, raw)),
    any_value(places)
from dissent
where not wrong
group by document_id, code
