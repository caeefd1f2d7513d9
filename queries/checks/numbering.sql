-- id: numbering
-- title: 编号重复或跳号
-- severity: info
-- tolerance: 不涉及金额；连续的段落才比
-- message: 编号{stated}应为{expected}
-- One row: a numbered paragraph that follows another one with the same number.
with numbered as (
    select
        document_id, paragraph, page, text, try_cast(regexp_extract(text, '^([0-9]{1,2})[.．、][^0-9]', 1) as integer) as number,
        lag(try_cast(regexp_extract(text, '^([0-9]{1,2})[.．、][^0-9]', 1) as integer)) over (partition by document_id order by paragraph) as previous
    from paragraph
)
select
    document_id, page, 'info' as severity, '' as subject, cast(number as varchar) as stated, cast(previous + 1 as varchar) as expected, text[:40] as detail
from numbered
where number = previous
