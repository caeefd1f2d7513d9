-- id: sentence_use_subject
-- title: 用途说的是另一个科目
-- severity: warn
-- tolerance: 不涉及金额；写的是“款名＋项名”，或同一款下、同一文件里另一项的名称才报；行政运行、一般行政管理事务和“其他”各项什么都可能用到，只看款名＋项名
-- needs: text, expenditure_summary
-- message: {subject}：用途写的是“{stated}”，应为“{expected}”
-- One row: a sentence on one item whose use names exactly another item.
with spoken as (
    select said.*, regexp_extract(sentence, '主要用于：?([^，。；]+)', 1) as words
    from said
    where length(code) = 7
),
own as (
    select
        spoken.*, item.name as own_name, item.section as own_section,
        regexp_matches(item.name, '^(行政运行|一般行政管理事务|机关服务|事业运行|其他.*)$') as catch_all
    from spoken
    join item
        on item.organization = spoken.organization and item.scope = spoken.scope
        and item.fiscal_year = spoken.fiscal_year and item.stage = spoken.stage and item.code = spoken.code
    where words <> '' and words not in (
        item.name, item.section, item.class, item.section || item.name, item.class || item.section || item.name,
        regexp_replace(item.name, '支出$', ''), item.section || regexp_replace(item.name, '支出$', '')
    )
),
candidate as (
    select own.document_id, own.ordinal
    from own
    join standard_item other
        on own.words in (other.section || other.name, other.section || regexp_replace(other.name, '支出$', ''))
        or other.section = own.own_section and not own.catch_all and own.words in (other.name, regexp_replace(other.name, '支出$', ''))
    where other.name <> own.own_name
    union
    select own.document_id, own.ordinal
    from own
    join item other
        on other.organization = own.organization and other.scope = own.scope and other.fiscal_year = own.fiscal_year and other.stage = own.stage
        and length(other.code) = 7 and other.code <> own.code
        and (
            own.words in (other.section || other.name, other.section || regexp_replace(other.name, '支出$', ''))
            or not own.catch_all and own.words in (other.name, regexp_replace(other.name, '支出$', ''))
        )
)
select distinct
    own.document_id, own.page as page, 'warn' as severity, own.subject, own.words as stated, own.own_name as expected, own.sentence as detail
from own
join candidate using (document_id, ordinal)
