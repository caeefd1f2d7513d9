-- id: count_parts
-- title: 车辆总数不等于各类之和
-- severity: error
-- tolerance: 不涉及舍入；列出的各类之和须等于总数
-- needs: text
-- message: {subject}写{stated}，各类之和为{expected}
-- One row: a sentence on vehicles whose kinds do not add up to its total.
with told as (
    select
        document_id, page, text, unnest(regexp_extract_all(text, '(?:共有|购置)(?:公务用)?车辆[0-9]+辆，其中：?[^；。]+')) as words
    from sentence
),
counted as (
    select
        told.*, cast(regexp_extract(words, '车辆([0-9]+)辆', 1) as integer) as whole,
        list_sum(list_transform(regexp_extract_all(regexp_replace(words, '^.*?其中：?', ''), '([0-9]+)辆', 1), lambda n : cast(n as integer))) as parts,
        len(regexp_extract_all(regexp_replace(words, '^.*?其中：?', ''), '([0-9]+)辆', 1)) as kinds
    from told
)
select
    document_id, page, 'error' as severity, regexp_extract(words, '^(共有|购置)(公务用)?车辆') as subject, whole || '辆' as stated, parts || '辆' as expected, words as detail
from counted
where kinds >= 3 and whole <> parts
