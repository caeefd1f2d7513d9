-- id: basic_parts
-- title: 人员经费、公用经费与基本支出、各类之和不符
-- severity: error
-- tolerance: 每个数半个末位（加数个数加一）；以内为提示
-- needs: general_public_basic_by_economic
-- message: {subject}为{stated}，{detail}为{expected}
-- One row: a total of 人员经费 or 公用经费 that its classes (301, 303; all others) do not add up to, or that with the other
-- one is not the 基本支出 of the table by function; in tables that state only these two totals.
with total as (
    select
        document_id, title, any_value(fen) filter (measure = 'personnel') as personnel, any_value(fen) filter (measure = 'operating') as operating,
        any_value(raw) filter (measure = 'personnel') as personnel_raw, any_value(raw) filter (measure = 'operating') as operating_raw,
        any_value(grain) as grain, max(page) as page, count(*) filter (measure = 'total') as totals
    from printed
    where form = 'general_public_basic_by_economic' and line = 'form_total'
    group by document_id, title
    having count(*) filter (measure = 'personnel') = 1 and count(*) filter (measure = 'operating') = 1
),
class as (
    select
        document_id, cast(sum(fen) filter (code in ('301', '303')) as bigint) as personnel, cast(sum(fen) filter (code not in ('301', '303')) as bigint) as operating,
        count(*) as classes, sum(grain) as grains
    from printed
    where form = 'general_public_basic_by_economic' and scheme = 'economic' and length(code) = 3 and measure in ('total', 'amount')
    group by document_id
),
basic as (
    select document_id, any_value(fen) as fen, any_value(title) as title, any_value(page) as page, any_value(format) as format
    from printed
    where form = 'general_public_by_function' and line = 'form_total' and measure = 'basic'
    group by document_id
)
select
    document_id, page, case when 2 * abs(total.personnel - class.personnel) > grain + grains then 'error' else 'info' end as severity, '人员经费合计' as subject,
    personnel_raw as stated, like_printed(class.personnel, grain, personnel_raw) as expected, '301、303两类之和' as detail
from total
join class using (document_id)
where totals = 0 and total.personnel <> class.personnel
union all
select
    document_id, page, case when 2 * abs(total.operating - class.operating) > grain + grains then 'error' else 'info' end, '公用经费合计',
    operating_raw, like_printed(class.operating, grain, operating_raw), '其他各类之和'
from total
join class using (document_id)
where totals = 0 and total.operating <> class.operating
union all
select
    total.document_id, total.page, case when 2 * abs(total.personnel + total.operating - basic.fen) > 3 * grain then 'error' else 'info' end, '人员经费与公用经费之和',
    like_printed(total.personnel + total.operating, grain, personnel_raw), like_printed(basic.fen, grain, personnel_raw), basic.title || place_on(basic.format, basic.page) || '基本支出'
from total
join basic using (document_id)
where totals = 0 and total.personnel + total.operating <> basic.fen
