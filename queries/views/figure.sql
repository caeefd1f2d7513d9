-- One row: one line's figure of one year and stage that are asked for, whatever the number of cells and documents that state it: the one
-- of the finest grain, then the first.
-- Key: organization, scope, fiscal_year, stage, form, fund, scheme, code, line, measure.
-- quoted: no document of that year and stage is loaded; another one states the figure in a column of its own.
-- disputed: what is stated differs by more than the grain explains; stated then lists the figures as printed, else it is null.
-- Projects come from project.sql, under the form project_expenditure and without a code.
-- amount_fen: 0 where the cell holds a dash or 无 (figure.presence tells).
-- figure_number: another key, of one number. grain_fen: null for a dash or 无. The other columns tell where the figure stands.
with stating as (
    select
        organization, scope, fiscal_year, stage, 'project_expenditure' as form, fund, '' as scheme,
        '' as code, line, 'total' as measure, label, raw, sentence, presence, inferred,
        page, table_number, row_number, column_number, title, heading, box_left, box_top, box_right, box_bottom,
        file_name, sha256, format, self_test, document_id, ordinal,
        cast(document_id as bigint) * 1000000000 + ordinal as fact_number,
        cast(amount_yuan * 100 as bigint) as amount_fen,
        cast(cast(grain_yuan as decimal(38, 2)) * 100 as bigint) as grain_fen,
        true as own, contradictory
    from project
    union all
    select
        fact.organization, fact.scope, fact.fiscal_year, fact.stage, fact.form, fact.fund, fact.scheme, fact.code,
        fact.line, fact.measure, fact.label, fact.raw, fact.sentence, fact.presence, fact.inferred,
        fact.page, fact.table_number, fact.row_number, fact.column_number, fact.title, fact.heading,
        fact.box_left, fact.box_top, fact.box_right, fact.box_bottom,
        fact.file_name, fact.sha256, fact.format, fact.self_test, fact.document_id, fact.ordinal,
        cast(fact.document_id as bigint) * 1000000000 + fact.ordinal as fact_number,
        cast(coalesce(cast(fact.amount_yuan as decimal(38, 2)), 0) * 100 as bigint) as amount_fen,
        cast(cast(fact.grain_yuan as decimal(38, 2)) * 100 as bigint) as grain_fen,
        fact.fiscal_year = fact.document_year and fact.stage = fact.document_stage as own, false as contradictory
    from asked_fact fact
    where fact.presence in ('stated', 'dash', 'none')
        and (fact.code <> '' or fact.line not in ('', 'expenditure_class', 'row_of_unit') or fact.form = 'three_public')
        and fact.line <> 'row_of_unit' and fact.form not in ('project_expenditure', 'project_performance')
),
usable as (
    select stating.*, loaded_year.fiscal_year is null as quoted
    from stating
    left join loaded_year
        on loaded_year.organization = stating.organization and loaded_year.scope = stating.scope
        and loaded_year.fiscal_year = stating.fiscal_year and loaded_year.stage = stating.stage
    where stating.own or loaded_year.fiscal_year is null
),
ranked as (
    select
        usable.*,
        row_number() over finest as place,
        first_value(fact_number) over finest as finest_number,
        first_value(amount_fen) over finest as finest_fen,
        first_value(grain_fen) over finest as finest_grain_fen
    from usable
    window finest as (
        partition by organization, scope, fiscal_year, stage, form, fund, scheme, code, line, measure
        order by grain_fen nulls last, file_name, sha256, ordinal
    )
),
others as (
    select
        finest_number,
        string_agg(raw, '、' order by place) as raws,
        bool_or(
            abs(amount_fen - finest_fen) * 2
            > case when grain_fen is null or grain_fen = finest_grain_fen then 0 else grain_fen end
        ) as differ
    from ranked
    where place > 1
    group by finest_number
)
select
    organization, scope, fiscal_year, stage, form, fund, scheme, code, line, measure, label, amount_fen, quoted,
    contradictory or coalesce(others.differ, false) as disputed,
    case when contradictory or others.differ then raw || coalesce('、' || others.raws, '') end as stated,
    fact_number as figure_number, document_id, file_name, format, self_test, grain_fen, raw, presence, inferred, sentence,
    page, table_number, row_number, column_number, title, heading, box_left, box_top, box_right, box_bottom
from ranked
left join others using (finest_number)
where place = 1
