-- id: share_total
-- title: 占比之和、各项之和与总数不符
-- severity: error
-- tolerance: 占比各半个末位；金额每个数半个末位（加数个数加一）
-- needs: text
-- message: {subject}{stated}，{detail}为{expected}
-- One row: a list of shares, one paragraph each or all in one, that add up to more than 100%; or to 100% while the amounts
-- beside them do not add up to the whole above.
with marked as (
    select
        document_id, paragraph, page, text,
        regexp_matches(text, '[0-9]万元，?其中：?$') as opens, regexp_matches(text, '^[^，。；]{2,40}?[0-9][0-9,.]*万元，占[0-9.]+%[；。，]?$') as continues
    from paragraph
),
grouped as (
    select
        marked.*, sum(case when continues then 0 else 1 end) over (partition by document_id order by paragraph rows unbounded preceding) as list_number,
        lag(opens) over (partition by document_id order by paragraph) as follows
    from marked
),
listed as (
    select
        document_id, list_number, min(page) as page, min(text) filter (opens) as head, string_agg(text, '' order by paragraph) filter (continues) as body
    from grouped
    group by document_id, list_number
    having bool_or(opens) and count(*) filter (continues) >= 2
    union all
    select document_id, -paragraph, page, split_part(text, '其中：', 1), split_part(text, '其中：', 2)
    from paragraph
    where len(string_split(text, '其中：')) = 2
    union all
    select document_id, -paragraph, page, split_part(text, '以下方面：', 1), split_part(text, '以下方面：', 2)
    from paragraph
    where len(string_split(text, '以下方面：')) = 2
),
split as (
    select
        listed.*, regexp_extract(head, '([0-9][0-9,]*(?:[.][0-9]+)?)万元[^0-9]*$', 1) as whole,
        regexp_extract_all(body, '([0-9][0-9,]*(?:[.][0-9]+)?)万元，占([0-9.]+)%', 1) as amounts,
        regexp_extract_all(body, '([0-9][0-9,]*(?:[.][0-9]+)?)万元，占([0-9.]+)%', 2) as shares
    from listed
),
added as (
    select
        split.*, list_sum(list_transform(shares, lambda s : cast(s as double))) as share_sum,
        list_sum(list_transform(shares, lambda s : 0.5 / pow(10, length(regexp_extract(s, '[.]([0-9]+)', 1))))) as share_slack,
        cast(list_sum(list_transform(amounts, lambda a : wan(a))) as bigint) as fen,
        list_sum(list_transform(amounts, lambda a : 1000000 / pow(10, length(regexp_extract(a, '[.]([0-9]+)', 1))))) as grains,
        1000000 / pow(10, length(regexp_extract(whole, '[.]([0-9]+)', 1))) as grain
    from split
    where len(shares) >= 2 and whole <> ''
)
select
    document_id, page, 'error' as severity, regexp_extract(body, '^[^0-9，。；]+') || '等' || len(shares) || '项' as subject,
    '占比合计' || format('{:.2f}%', share_sum) as stated, '100%' as expected, '总数' as detail
from added
where share_sum > 100 + share_slack + 0.000001 and 2 * abs(fen - wan(whole)) <= grains + grain
    and not exists (
        select 1
        from (select unnest(amounts) as amount, unnest(shares) as share)
        where abs(wan(amount) * 100.0 / wan(whole) - cast(share as double)) > 0.011
    )
union all
select
    document_id, page, 'error', regexp_extract(body, '^[^0-9，。；]+') || '等' || len(shares) || '项',
    '合计' || like_printed(fen, cast(grain as bigint), whole), whole, '总数'
from added
where abs(share_sum - 100) <= share_slack and 2 * abs(fen - wan(whole)) > grains + grain
