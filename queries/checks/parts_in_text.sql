-- id: parts_in_text
-- title: 文字中的总数不等于其中各数之和
-- severity: error
-- tolerance: 括号内恰好列出两项、单位相同时才比，须恰好相等
-- needs: text
-- message: {subject}写{stated}，括号内两项之和为{expected}
-- One row: a quantity in running text with exactly two parts in parentheses that do not add up to it.
with listed as (
    select
        document_id, page, text,
        unnest(regexp_extract_all(text, '[^，。；（）0-9]{2,12}[0-9][0-9.]*(?:平方米|辆|万元|人|台|个)（其中[^0-9（），、；]{1,12}[0-9][0-9.]*(?:平方米|辆|万元|人|台|个)[，、；][^0-9（），、；]{1,12}[0-9][0-9.]*(?:平方米|辆|万元|人|台|个)）')) as words
    from sentence
),
split as (
    select listed.*, regexp_extract_all(words, '[0-9][0-9.]*') as numbers, regexp_extract_all(words, '平方米|辆|万元|人|台|个') as units
    from listed
)
select
    document_id, page, 'error' as severity, regexp_replace(regexp_extract(words, '^[^0-9]+'), '^其中|为$', '', 'g') as subject, numbers[1] || units[1] as stated,
    rtrim(rtrim(cast(cast(numbers[2] as decimal(18, 2)) + cast(numbers[3] as decimal(18, 2)) as varchar), '0'), '.') || units[1] as expected, words as detail
from split
where len(numbers) = 3 and len(units) = 3 and units[1] = units[2] and units[1] = units[3]
    and cast(numbers[2] as decimal(18, 2)) + cast(numbers[3] as decimal(18, 2)) <> cast(numbers[1] as decimal(18, 2))
