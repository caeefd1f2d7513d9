-- id: sentence_use_subject
-- title: 用途说的是另一个科目
-- severity: warn
-- tolerance: 不涉及金额；写的正是另一科目的名称、且不是本科目或其上级的名称时才报
-- message: {subject}：用途写的是“{stated}”，应为“{expected}”
-- One row: a sentence on one item whose use names exactly another item of any disclosure.
with spoken as (
    select said.*, regexp_extract(sentence, '主要用于：?([^，。；]+)', 1) as words
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
    own.document_id, own.page as page, 'warn' as severity, own.subject, own.words as stated, own.own_name as expected,
    own.sentence as detail
from own
join item other
    on length(other.code) = 7 and other.code <> own.code
    and own.words in (
        other.name, other.section || other.name, regexp_replace(other.name, '支出$', ''),
        other.section || regexp_replace(other.name, '支出$', '')
    )
