-- One row: one figure of one organisation, scope, stage and year under a key that is the same in all years: a code, or
-- expenditure_total, basic, project, a measure of “三公”, a line of 政府采购 and so on. figure: it with its place.
create temp table measured as
with keyed as (
    select
        document.organization, document.scope, document.stage, document.fiscal_year, document.document_id, document.document, document.format,
        fact.page,
        case
            when fact.code <> '' then bare_name(fact.label)
            when fact.measure = 'basic' then '基本支出'
            when fact.measure = 'project' then '项目支出'
            when fact.measure = 'three_public' then '“三公”经费合计'
            else bare_name(fact.label)
        end as label,
        in_fen(fact.amount_yuan) as fen,
        case
            when fact.form = 'revenue_expenditure_summary' and fact.line = 'expenditure_total' and fact.measure = 'total' then 'expenditure_total'
            when fact.form = 'revenue_expenditure_summary'
                and fact.line in ('revenue_institution', 'revenue_operating', 'revenue_other', 'revenue_fiscal_account') then fact.line
            when fact.form = 'revenue_expenditure_summary' and fact.measure in ('opening_balance', 'closing_balance') then fact.measure
            when fact.form = 'expenditure_summary' and fact.line = 'form_total' and fact.measure in ('basic', 'project', 'reserve') then fact.measure
            when fact.form in ('expenditure_summary', 'appropriation_by_function', 'general_public_by_function')
                and fact.scheme = 'functional' and fact.measure in ('total', 'amount') then fact.code
            when fact.form in ('general_public_basic_by_economic', 'appropriation_basic_by_economic')
                and fact.scheme = 'economic' and fact.measure in ('total', 'amount') then fact.code
            when fact.form = 'three_public' and fact.code = '' then fact.measure
            when fact.line like 'procurement%' or fact.line = 'performance_total' then fact.line
        end as key,
        case fact.form when 'appropriation_by_function' then 2 when 'general_public_by_function' then 3 else 1 end as form_rank, fact.ordinal,
        fact.raw, {
            'table': fact.table_number, 'row': fact.row_number, 'column': fact.column_number, 'title': fact.title, 'heading': fact.heading,
            'left': fact.box_left, 'top': fact.box_top, 'right': fact.box_right, 'bottom': fact.box_bottom
        } as cell
    from fact
    join current_document document on document.document_id = fact.document_id
    where document.refused = '' and fact.presence = 'stated' and fact.fiscal_year = document.fiscal_year and fact.stage = document.stage
)
select
    *, cited(label, fen, fiscal_year, stage, document, format, page, raw := raw, cell := cell) as figure
from keyed
where key is not null and key <> ''
qualify row_number() over (partition by organization, scope, stage, fiscal_year, key order by form_rank, document_id, ordinal) = 1
