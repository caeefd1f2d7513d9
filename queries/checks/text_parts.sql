-- id: text_parts
-- title: 文字中的总数不等于分项之和
-- severity: error
-- tolerance: 每个数半个末位（加数个数加一）；以内为提示
-- needs: text
-- message: {subject}写{stated}，文中各分项之和为{expected}（{detail}）
-- One row: a figure, or a change, of “三公”, vehicles or procurement in the text that its parts in the text do not add up to;
-- where the text states each of them once.
with part_of (whole, part, parts) as (
    values
        ('three_public', 'overseas_travel', 3), ('three_public', 'vehicles', 3), ('three_public', 'official_reception', 3),
        ('vehicles', 'vehicle_purchase', 2), ('vehicles', 'vehicle_operation', 2), ('procurement', 'goods', 3), ('procurement', 'works', 3), ('procurement', 'services', 3)
),
figure as (
    select document_id, measure, 'value' as kind, any_value(value) as fen, any_value(value_grain) as grain, any_value(raw) as raw, min(page) as page, any_value(subject) as subject
    from said
    where line in ('', 'procurement_total', 'procurement_goods', 'procurement_works', 'procurement_services') and value is not null and stage <> ''
    group by document_id, measure
    having count(distinct value) = 1
    union all
    select document_id, measure, 'change', any_value(change), coalesce(any_value(change_grain), 1), any_value(raw), min(page), any_value(subject)
    from said
    where line = '' and change is not null and base_year is not null
    group by document_id, measure
    having count(distinct change) = 1 and count(distinct base_year || base_stage) = 1
),
added as (
    select
        whole.document_id, whole.measure, whole.kind, any_value(whole.fen) as fen, any_value(whole.grain) as grain, any_value(whole.raw) as raw, any_value(whole.page) as page,
        any_value(whole.subject) as subject, cast(sum(part.fen) as bigint) as below, sum(part.grain) as grains, string_agg(part.subject, '、' order by part.page, part.subject) as parts
    from figure whole
    join part_of on part_of.whole = whole.measure
    join figure part on part.document_id = whole.document_id and part.measure = part_of.part and part.kind = whole.kind
    group by whole.document_id, whole.measure, whole.kind
    having count(*) = any_value(part_of.parts)
)
select
    document_id, page, case when 2 * abs(fen - below) > grain + grains then 'error' else 'info' end as severity,
    subject || case kind when 'change' then '的增减额' else '' end as subject, like_printed(fen, grain, raw) as stated, like_printed(below, grain, raw) as expected, parts as detail
from added
where fen <> below
