-- id: three_public_lines
-- title: “三公”小于基本支出的同类科目
-- severity: warn
-- tolerance: 半个末位之和；“三公”还包括项目支出，所以只在小于基本支出时报
-- needs: three_public, general_public_basic_by_economic
-- message: {subject}{stated}，{detail}为{expected}，“三公”经费应当包括基本支出中的同类支出
-- One row: a line of “三公” below what 基本支出 alone has for it (30212 出国, 30217 接待, 30231 车辆运行, 31013 车辆购置).
with pair_of (measure, code) as (
    values ('overseas_travel', '30212'), ('official_reception', '30217'), ('vehicle_operation', '30231'), ('vehicle_purchase', '31013')
)
select
    whole.document_id, whole.page, 'warn' as severity, coalesce(nullif(whole.label, ''), basic.label) as subject, whole.raw as stated,
    like_printed(basic.fen, whole.grain, whole.raw) as expected, basic.title || place_on(basic.format, basic.page) || basic.label as detail
from printed whole
join pair_of on pair_of.measure = whole.measure
join printed basic
    on basic.document_id = whole.document_id and basic.form = 'general_public_basic_by_economic' and basic.code = pair_of.code
    and basic.scheme = 'economic' and basic.measure in ('total', 'amount')
where whole.form = 'three_public' and whole.row_number > 0 and 2 * (basic.fen - whole.fen) > whole.grain + basic.grain
qualify row_number() over (partition by whole.document_id, whole.measure order by whole.ordinal, basic.ordinal) = 1
