-- id: sentence_reason_subject
-- title: 原因说的是另一个科目
-- severity: warn
-- tolerance: 不涉及金额；写的正是另一科目的名称、且不是本科目或其上级的名称时才报
-- message: {subject}：原因写的是“{stated}”，应为“{expected}”
-- One row: a sentence on one item whose reason names exactly another item of any disclosure.
with spoken as (
    select said.*, regexp_replace(regexp_replace(reason, '^20[0-9]{2}年(新增)?', ''), '(经费)?(增加|减少|增长|下降|保持不变)$', '') as words
    from said
    where length(code) = 7
),
own as (
    select spoken.*, item.name as own_name, item.section as own_section
    from spoken
    join item
        on item.organization = spoken.organization and item.scope = spoken.scope
        and item.fiscal_year = spoken.fiscal_year and item.stage = spoken.stage and item.code = spoken.code
    where words <> '' and words not in (
        item.name, item.section, item.class, item.section || item.name, item.class || item.section || item.name,
        regexp_replace(item.name, '支出$', ''), item.section || regexp_replace(item.name, '支出$', '')
    )
)
select distinct
    own.document_id, coalesce(nullif(own.reason_page, 0), own.page) as page, 'warn' as severity, own.subject, own.words as stated, own.own_name as expected,
    own.sentence as detail
from own
join item other
    on length(other.code) = 7 and other.code <> own.code
    and own.words in (
        other.name, other.section || other.name, regexp_replace(other.name, '支出$', ''),
        other.section || regexp_replace(other.name, '支出$', '')
    )
