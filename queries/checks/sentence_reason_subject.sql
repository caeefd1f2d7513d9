-- id: sentence_reason_subject
-- title: 原因说的是另一个科目
-- severity: warn
-- tolerance: 不涉及金额；写的是“款名＋项名”，或同一款下、同一文件里另一项的名称才报；行政运行、一般行政管理事务和“其他”各项什么都可能用到，只看款名＋项名
-- needs: text, expenditure_summary
-- message: {subject}：原因写的是“{stated}”，应为“{expected}”
-- One row: a sentence on one item whose reason names exactly another item.
with spoken as (
    select said.*, regexp_replace(regexp_replace(reason, '^20[0-9]{2}年(新增)?', ''), '(经费)?(增加|减少|增长|下降|保持不变)$', '') as words
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
standard_words as (
    select section, name, unnest([section || name, section || regexp_replace(name, '支出$', '')]) as words, true as with_section
    from standard_item
    union
    select section, name, unnest([name, regexp_replace(name, '支出$', '')]), false
    from standard_item
),
item_words as (
    select organization, scope, fiscal_year, stage, code, unnest([section || name, section || regexp_replace(name, '支出$', '')]) as words, true as with_section
    from item
    where length(code) = 7
    union
    select organization, scope, fiscal_year, stage, code, unnest([name, regexp_replace(name, '支出$', '')]), false
    from item
    where length(code) = 7
),
candidate as (
    select own.document_id, own.ordinal
    from own
    join standard_words other on other.words = own.words
    where other.name <> own.own_name and (other.with_section or other.section = own.own_section and not own.catch_all)
    union
    select own.document_id, own.ordinal
    from own
    join item_words other
        on other.organization = own.organization and other.scope = own.scope and other.fiscal_year = own.fiscal_year and other.stage = own.stage
        and other.words = own.words
    where other.code <> own.code and (other.with_section or not own.catch_all)
)
select distinct
    own.document_id, coalesce(nullif(own.reason_page, 0), own.page) as page, 'warn' as severity, own.subject, own.words as stated,
    own.own_name as expected, own.sentence as detail
from own
join candidate using (document_id, ordinal)
