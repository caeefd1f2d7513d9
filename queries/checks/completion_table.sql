-- id: completion_table
-- title: “三公”的完成率与表中预算数不符
-- severity: error
-- tolerance: 两数各按半个末位取上下限，再放宽完成率的一个末位
-- needs: three_public
-- message: {subject}写完成预算的{stated}，按表中预算数、文中决算数复算为{expected}
-- One row: a completion rate of “三公” or one of its lines that the sentence's figure and the table's 预算数 do not give.
with budget as (
    select
        document.document_id, fact.measure, any_value(fact.title) as title, any_value(fact.page) as page,
        any_value(in_fen(fact.amount_yuan)) as fen,
        any_value(in_fen(fact.grain_yuan)) as grain
    from fact
    join current_document document on document.document_id = fact.document_id
    where document.refused = '' and document.stage = 'final_accounts' and fact.form = 'three_public' and fact.stage = 'initial_budget'
        and fact.fiscal_year = document.fiscal_year and fact.presence = 'stated' and fact.sentence = '' and (not fact.inferred or getvariable('inferred'))
    group by document.document_id, fact.measure
    having min(fact.amount_yuan) = max(fact.amount_yuan)
)
select
    said.document_id, said.page, 'error' as severity, said.subject, percent(said.completion) as stated, percent(said.value * 1.0 / budget.fen) as expected,
    said.sentence as detail
from said
join budget on budget.document_id = said.document_id and budget.measure = said.measure
where said.completion is not null and said.base is null and said.value is not null and said.code = '' and said.line = '' and budget.fen > budget.grain
    and (
        said.completion + 0.0001 < (said.value - said.value_grain / 2.0) / (budget.fen + budget.grain / 2.0)
        or said.completion - 0.0001 > (said.value + said.value_grain / 2.0) / (budget.fen - budget.grain / 2.0)
    )
