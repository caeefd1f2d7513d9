-- One row: one figure of a line with a code as one form prints it, where another form of the same year and stage prints the line
-- otherwise by no more than 0.02万元. Both are what the documents say. The rows of a summary by class have no code; their name is that
-- of the class.
-- Parameters: $organization, its whole name.
-- table_figure: figure_number of a row with a code; class_figure: the figure of a row by class, a queries.Figure in JSON.
with coded as (
    select scope, stage, fiscal_year, code, measure, label, form, fund, amount_fen, figure_number as table_figure, null as class_figure
    from figure
    where organization = $organization and code <> '' and not disputed and not quoted
),
class_row as (
    select
        fact.scope, fact.stage, fact.fiscal_year, named.code, named.measure, named.label, fact.form, fact.fund,
        cast(cast(fact.amount_yuan as decimal(38, 2)) * 100 as bigint) as amount_fen, null as table_figure,
        cast(to_json(struct_pack(
            amount := cast(cast(fact.amount_yuan as decimal(38, 2)) * 100 as bigint),
            grain := cast(cast(fact.grain_yuan as decimal(38, 2)) * 100 as bigint),
            raw := fact.raw, presence := fact.presence, inferred := fact.inferred,
            number := fact.document_id, document := fact.file_name, format := fact.format, selftest := fact.self_test, sentence := fact.sentence, implied := false,
            source := struct_pack(
                page := fact.page, "table" := fact.table_number, "row" := fact.row_number, col := fact.column_number,
                title := fact.title, heading := fact.heading,
                "left" := fact.box_left, top := fact.box_top, "right" := fact.box_right, bottom := fact.box_bottom
            )
        )) as varchar) as class_figure
    from asked_fact fact
    join (select distinct scope, stage, fiscal_year, code, measure, label from coded where length(code) = 3 and measure = 'total') named
        on named.scope = fact.scope and named.stage = fact.stage and named.fiscal_year = fact.fiscal_year
        and named.label = regexp_replace(fact.label, '^[一二三四五六七八九十]+、', '')
    where fact.organization = $organization and fact.line = 'expenditure_class' and fact.measure in ('amount', 'total')
        and fact.presence = 'stated' and fact.fiscal_year = fact.document_year and fact.stage = fact.document_stage
),
compared as (
    select *, max(amount_fen) over line - min(amount_fen) over line as difference
    from (from coded union all from class_row)
    window line as (partition by scope, stage, fiscal_year, code, measure)
)
select scope, stage, fiscal_year, code, measure, table_figure, class_figure
from compared
where difference between 1 and 20000
order by scope, stage, fiscal_year, code, measure, form, fund, label
