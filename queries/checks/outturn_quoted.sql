-- id: outturn_quoted
-- title: 下年预算所引的执行数与决算不同
-- severity: info
-- tolerance: 所引各数末位之和以内不报；执行数可能是预计数，只作提示
-- stage: initial_budget
-- needs: text, prior_year
-- message: {subject}：本文引上年执行数{stated}，{detail}为{expected}
-- One row: an outturn of the year before that a budget quotes and the final accounts of that year state otherwise.
select
    said.document_id, said.page, 'info' as severity, said.subject, like_printed(said.base, said.base_grain, coalesce(nullif(said.raw, ''), '0.00')) as stated,
    like_printed(printed.fen, said.base_grain, coalesce(nullif(said.raw, ''), '0.00')) as expected, printed.document || place_on(printed.format, printed.page) as detail
from said
join printed
    on printed.organization = said.organization and printed.scope = said.scope and printed.fiscal_year = said.base_year and printed.stage = 'final_accounts'
    and printed.form = 'expenditure_summary' and printed.scheme = 'functional' and printed.code = said.code and printed.measure = 'total'
where said.base_stage = 'outturn' and said.base is not null and said.code <> '' and abs(said.base - printed.fen) > said.base_grain + printed.grain
qualify row_number() over (partition by said.document_id, said.code order by said.ordinal, printed.ordinal) = 1
