-- id: unit_sum
-- title: 部门的数不等于所属单位之和
-- severity: warn
-- tolerance: 每个数半个末位（单位个数加一）；名单上的单位全部装入才比；单位之间往来的抵销也会造成差异
-- needs: units, expenditure_summary
-- message: {subject}为{stated}，所属{detail}之和为{expected}
-- One row: a total of a department (收入, 支出, “三公”, 机关运行经费) or an item that its units do not add up to. Items are told only
-- where the total adds up; the units are those that the department's document lists, all of them loaded, the form read of each.
with complete as (
    select document_id, count(*) as units
    from unit
    group by document_id
    having count(*) = count(unit_document_id)
),
keyed as (
    select
        document_id, form, case when scheme = 'functional' then code else '' end as code, line, measure, any_value(label) as label, any_value(fen) as fen, any_value(grain) as grain,
        any_value(raw) as raw, min(page) as page
    from printed
    where form = 'revenue_expenditure_summary' and line in ('revenue_total', 'expenditure_total') and measure = 'total'
        or form = 'three_public' and row_number > 0
        or form = 'expenditure_summary' and scheme = 'functional' and length(code) = 7 and measure = 'total'
    group by document_id, form, case when scheme = 'functional' then code else '' end, line, measure
),
added as (
    select
        complete.document_id, department.form, department.code, department.line, department.measure, any_value(department.label) as label, any_value(department.fen) as fen,
        any_value(department.grain) as grain, any_value(department.raw) as raw, any_value(department.page) as page, any_value(complete.units) as units,
        cast(coalesce(sum(own.fen), 0) as bigint) as below, coalesce(sum(own.grain), 0) as grains,
        count(own.fen) as stated
    from complete
    join keyed department using (document_id)
    join unit on unit.document_id = complete.document_id
    left join keyed own
        on own.document_id = unit.unit_document_id and own.form = department.form and own.code = department.code and own.line = department.line
        and own.measure = department.measure
    group by complete.document_id, department.form, department.code, department.line, department.measure
),
read as (
    select unit.document_id, reading.form, count(distinct unit.unit_document_id) as units
    from unit
    join reading on reading.document_id = unit.unit_document_id and (reading.figure_count > 0 or reading.declared_empty)
    group by unit.document_id, reading.form
),
wrong as (
    select added.*
    from added
    join read using (document_id, form, units)
    where 2 * abs(fen - below) > grain + grains and (form <> 'revenue_expenditure_summary' or stated = units)
)
select
    document_id, page, 'warn' as severity, code || coalesce(nullif(label, ''), '“三公”经费表的' || measure) as subject, raw as stated, like_printed(below, grain, raw) as expected,
    units || '个单位' as detail
from wrong
where code = '' or not exists (select 1 from wrong whole where whole.document_id = wrong.document_id and whole.line = 'expenditure_total')
