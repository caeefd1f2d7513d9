-- id: sentence_year
-- title: 句子的年度不对
-- severity: error
-- tolerance: 不涉及金额；与更早的年度相比可能有意，只作提示
-- needs: text
-- message: {detail}：“{stated}”，应为{expected}年
-- One row: a sentence that compares a year with itself or a later one, or that tells of this document's own figures under another
-- year; once a page and wording. A comparison that looks further back than one year is an info.
with own as (
    select sentence.*, cast(fiscal_year as varchar) as year
    from sentence
),
compared as (
    select
        document_id, page, fiscal_year, stage, text,
        unnest(regexp_extract_all(text, '(?:比|与|较|同)20[0-9]{2}年度?(?:年初)?(?:预算|决算|执行数|相比|增加|减少|持平)[^，。；0-9]{0,4}')) as words
    from own
),
judged as (
    select
        compared.*, cast(regexp_extract(words, '20[0-9]{2}') as integer) as base_year, regexp_matches(words, '预算') as of_budget
    from compared
),
opening as (
    select
        document_id, page, fiscal_year, text,
        regexp_extract(text, '^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）、?|[0-9]+[.．、])?(20[0-9]{2})年度?[^，。；0-9《》]{0,30}(?:收入预算|支出预算|三公”?经费预算数|政府采购预算|机关运行经费预算|预算绩效目标编报)', 1) as told_year
    from own
    where stage = 'initial_budget' and not regexp_matches(text, '^[^，。；]*(执行数|决算)')
),
scope as (
    select document_id, page, fiscal_year, text, regexp_extract(text, '纳入[^，。；0-9]{0,12}(20[0-9]{2})年度?[^，。；]{0,16}编制范围', 1) as told_year
    from own
),
until as (
    select document_id, page, fiscal_year, stage, text, regexp_extract(text, '截[至止](20[0-9]{2})年', 1) as told_year
    from own
    where regexp_matches(text, '车辆|资产')
)
select
    document_id, min(page) as page, case when base_year >= fiscal_year then 'error' else 'info' end as severity, '' as subject, words as stated,
    cast(fiscal_year - 1 as varchar) as expected, case when base_year >= fiscal_year then '比较的年度不对' else '比较的是更早的年度' end as detail
from judged
where (base_year > fiscal_year or base_year < fiscal_year - 1 or base_year = fiscal_year and not (stage = 'final_accounts' and of_budget))
group by document_id, words, base_year, fiscal_year
union all
select document_id, page, 'error', '', text[:30], cast(fiscal_year as varchar), '本年的数写成了别的年度'
from opening
where told_year <> '' and told_year <> cast(fiscal_year as varchar)
union all
select document_id, page, 'warn', '', text[:40], cast(fiscal_year as varchar), '编制范围的年度不对'
from scope
where told_year <> '' and told_year <> cast(fiscal_year as varchar)
union all
select document_id, page, 'warn', '', regexp_extract(text, '截[至止]20[0-9]{2}年[0-9月日底末]*'), cast(case stage when 'final_accounts' then fiscal_year else fiscal_year - 1 end as varchar), '资产的截止日期不对'
from until
where told_year <> '' and cast(told_year as integer) not between fiscal_year - 1 and fiscal_year
    or told_year <> '' and stage = 'final_accounts' and cast(told_year as integer) < fiscal_year
