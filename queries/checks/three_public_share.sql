-- id: three_public_share
-- title: 占“三公”经费的比例与数字不符
-- severity: warn
-- tolerance: 两数各按半个末位取上下限，再放宽占比的半个末位
-- needs: text
-- message: {subject}写占“三公”经费的{stated}，按文中三项之和应为{expected}
-- One row: a document whose shares of “三公” the sum of the three lines in its text does not give.
with figure as (
    select
        document_id, measure, value, value_grain, page, ordinal, subject, regexp_extract(sentence, '占“?三公”?经费的?([0-9.]+)%', 1) as share
    from said
    where measure in ('overseas_travel', 'vehicles', 'official_reception') and value is not null and regexp_matches(sentence, '占“?三公”?经费的?[0-9.]+%')
    qualify row_number() over (partition by document_id, measure order by ordinal) = 1
),
whole as (
    select document_id, sum(value) as fen, sum(value_grain) as grain
    from figure
    group by document_id
    having count(*) = 3 and sum(value) > 0
)
select
    figure.document_id, min(figure.page) as page, 'warn' as severity, string_agg(figure.subject, '、' order by ordinal) as subject,
    string_agg(share || '%', '、' order by ordinal) as stated, string_agg(percent(value * 1.0 / whole.fen), '、' order by ordinal) as expected, '' as detail
from figure
join whole using (document_id)
where share <> '' and cast(share as double) / 100 not between (value - value_grain) * 1.0 / (whole.fen + whole.grain) - 0.00016 and (value + value_grain) * 1.0 / (whole.fen - whole.grain) + 0.00016
group by figure.document_id
