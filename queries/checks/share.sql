-- id: share
-- title: 占比与两数不符
-- severity: error
-- tolerance: 两数各按半个末位取上下限，再放宽占比的半个末位；落在区间外才报，只差一个末位（凑成100%）为提示
-- needs: text
-- message: {subject}写占{stated}，按文中两数复算为{expected}
-- One row: a share of a paragraph (“…2940.05万元，其中：甲2106.66万元，占71.73%”), or of the paragraphs of a list below one
-- that ends with 其中, that its two figures do not give.
with marked as (
    select
        *, regexp_matches(text, '[0-9]万元，?其中：?$') as opens, regexp_matches(text, '^[^，。；]{2,40}?[0-9][0-9,.]*万元，占[0-9.]+%[；。，]?$') as continues
    from paragraph
),
numbered as (
    select *, sum(case when continues then 0 else 1 end) over (partition by document_id order by paragraph rows unbounded preceding) as list_number
    from marked
),
headed as (
    select numbered.* replace (first.text || numbered.text as text)
    from numbered
    join numbered first on first.document_id = numbered.document_id and first.list_number = numbered.list_number and first.opens
    where numbered.continues
),
told as (
    select
        *, regexp_extract(text, '^[^0-9]*(?:20[0-9]{2}年(?:度)?[^0-9]*)?([0-9][0-9,]*(?:[.][0-9]+)?)万元', 1) as whole,
        unnest(regexp_extract_all(text, '[^，。；：]*?[0-9][0-9,]*(?:[.][0-9]+)?万元，占[0-9.]+%')) as words
    from (select document_id, paragraph, page, text from paragraph union all select document_id, paragraph, page, text from headed)
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
    document_id, page,
    case
        when stated_share + 1.5 * share_grain + 0.0000001 < (part_fen - part_grain / 2) / (whole_fen + whole_grain / 2)
            or stated_share - 1.5 * share_grain - 0.0000001 > (part_fen + part_grain / 2) / (whole_fen - whole_grain / 2)
            then 'error'
        else 'info'
    end as severity,
    regexp_extract(words, '^[^0-9]*') as subject, share || '%' as stated,
    percent(part_fen / whole_fen) as expected, words as detail
from measured
where whole_fen > 0 and part_fen <= whole_fen and (
    stated_share + share_grain / 2 + 0.0000001 < (part_fen - part_grain / 2) / (whole_fen + whole_grain / 2)
    or stated_share - share_grain / 2 - 0.0000001 > (part_fen + part_grain / 2) / (whole_fen - whole_grain / 2)
)
