-- id: share
-- title: 占比与两数不符
-- severity: error
-- tolerance: 两数各按半个末位取上下限，再放宽占比的半个末位；落在区间外才报
-- message: {subject}写占{stated}，按文中两数复算为{expected}
-- One row: a share of a paragraph (“…2940.05万元，其中：甲2106.66万元，占71.73%”) that its two figures do not give.
with told as (
    select
        *, regexp_extract(text, '^[^0-9]*(?:20[0-9]{2}年(?:度)?[^0-9]*)?([0-9][0-9,]*(?:[.][0-9]+)?)万元', 1) as whole,
        unnest(regexp_extract_all(text, '[^，。；：]*?[0-9][0-9,]*(?:[.][0-9]+)?万元，占[0-9.]+%')) as words
    from paragraph
    where regexp_matches(text, '(其中：|以下方面：).*占[0-9.]+%') and not regexp_matches(text, '(其中：|以下方面：).*(其中：|以下方面：)')
),
part as (
    select
        told.*, regexp_extract(words, '([0-9][0-9,]*(?:[.][0-9]+)?)万元', 1) as amount, regexp_extract(words, '占([0-9.]+)%', 1) as share
    from told
    where whole <> ''
),
measured as (
    select
        part.*, wan(amount) / 1.0 as part_fen, wan(whole) / 1.0 as whole_fen, cast(share as double) / 100 as stated_share,
        1000000 / pow(10, length(regexp_extract(amount, '[.]([0-9]+)', 1))) as part_grain,
        1000000 / pow(10, length(regexp_extract(whole, '[.]([0-9]+)', 1))) as whole_grain,
        0.01 / pow(10, length(regexp_extract(share, '[.]([0-9]+)', 1))) as share_grain
    from part
)
select
    document_id, page, 'error' as severity, regexp_extract(words, '^[^0-9]*') as subject, share || '%' as stated,
    percent(part_fen / whole_fen) as expected, words as detail
from measured
where whole_fen > 0 and part_fen <= whole_fen and (
    stated_share + share_grain / 2 + 0.0000001 < (part_fen - part_grain / 2) / (whole_fen + whole_grain / 2)
    or stated_share - share_grain / 2 - 0.0000001 > (part_fen + part_grain / 2) / (whole_fen - whole_grain / 2)
)
