-- id: sentence_zero_base
-- title: 上年为零却写增减率
-- severity: warn
-- tolerance: 上年数恰为零，或增加额恰为本年全部
-- message: {subject}：上年为零，不宜写增长{stated}，应写“新增{expected}万元”
-- One row: a sentence with a rate of change from nothing: from a stated base of nothing, or by an increase that is the whole
-- of this year's figure, stated in the sentence or, where the sentence states the increase alone, in the table.
with grown as (
    select
        said.document_id, said.ordinal, any_value(said.page) as page, any_value(said.subject) as subject, any_value(said.rate) as rate,
        any_value(coalesce(nullif(said.raw, ''), printed.raw)) as raw, any_value(said.sentence) as sentence
    from said
    left join printed
        on said.value is null and said.change > 0 and printed.document_id = said.document_id and printed.fiscal_year = said.fiscal_year
        and printed.stage = said.stage and printed.form = 'three_public' and printed.measure = said.measure and printed.fen = said.change
    where said.rate is not null and (said.base = 0 and said.value > 0 or said.base is null and said.change > 0 and (said.value = said.change or printed.fen is not null))
    group by said.document_id, said.ordinal
)
select document_id, page, 'warn' as severity, subject, percent(rate) as stated, raw as expected, sentence as detail
from grown
