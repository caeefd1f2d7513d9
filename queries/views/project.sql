-- One row: what one document states of its own year for one project (line project:<name>), or for all of them
-- (project_total).
-- Of the tables, the targets and the sentences that state a project's money the first counts: a table of projects is a
-- year's arrangement, a table of targets may hold other money, a sentence is rounded.
-- line: the project's name as it is matched: without white space, quotation marks, brackets and a year in front (2024年);
-- the year stays where one document would else have two projects of one name. Nothing is matched by likeness.
-- A project in several rows (units, subjects) of one table is their sum where the rows of that table add up to its 合计;
-- else contradictory: no figure is chosen.
-- project_total: only of a table whose projects add up to it. A year without it has no complete list of its projects:
-- that a project is not listed there does not mean that there is none.
-- fund: as the table's title says; all where it says nothing.
with coded as (
    select distinct document_id
    from asked_fact
    where form = 'project_expenditure' and code <> ''
),
functional as (
    select distinct document_id, label
    from functional_fact
    where form <> 'project_expenditure' and document_id in (select document_id from coded)
),
printed as (
    select
        fact.*,
        case
            when contains(fact.title, '一般公共预算') then 'general_public'
            when contains(fact.title, '政府性基金') then 'government_fund'
            when contains(fact.title, '国有资本') then 'state_capital'
            when contains(fact.title, '财政拨款') then 'fiscal_appropriation'
            else fact.fund
        end as titled_fund,
        case when fact.form = 'project_performance' then 2 when fact.sentence <> '' then 3 else 1 end as telling,
        regexp_replace(fact.label, '[\s\x{3000}“”"‘’「」『』《》〈〉]', '', 'g') as name
    from asked_fact fact
    left join functional on functional.document_id = fact.document_id and functional.label = fact.label
    where fact.form in ('project_expenditure', 'project_performance')
        and fact.fiscal_year = fact.document_year and fact.stage = fact.document_stage
        and fact.measure in ('total', 'amount') and fact.presence = 'stated' and fact.amount_yuan is not null
        and (fact.code = '' or length(fact.code) = 7 and functional.label is null)
),
totals as (
    select document_id, telling, titled_fund, min(ordinal) as ordinal, min(amount_yuan) as amount_yuan, max(grain_yuan) as grain_yuan
    from printed
    where telling = 1 and line in ('expenditure_total', 'form_total')
    group by document_id, telling, titled_fund
    having min(amount_yuan) = max(amount_yuan)
),
projects as (
    select
        printed.*,
        regexp_replace(name, '[（）()【】〔〕\[\]]', '', 'g') as dated_name,
        regexp_replace(
            regexp_replace(name, '^([（(【〔\[](19|20)[0-9]{2}(年度|年)?[）)】〕\]]|(19|20)[0-9]{2}(年度|年))', ''), '[（）()【】〔〕\[\]]', '', 'g'
        ) as plain_name
    from printed
    where line = '' and name <> '' and name <> organization and not regexp_matches(name, '^(小计|合计|总计|其中[:：]?)$')
),
names as (
    select document_id, telling, titled_fund, plain_name, count(distinct dated_name) as variants
    from projects
    group by document_id, telling, titled_fund, plain_name
),
summed as (
    select document_id, telling, titled_fund, sum(amount_yuan) as amount_yuan, count(*) as addends, max(grain_yuan) as grain_yuan
    from projects
    where telling = 1
    group by document_id, telling, titled_fund
),
whole as (
    select totals.*
    from totals
    join summed using (document_id, telling, titled_fund)
    where 2 * abs(summed.amount_yuan - totals.amount_yuan)
        <= case when greatest(summed.grain_yuan, totals.grain_yuan) <= 0.01 then 0 else (summed.addends + 1) * greatest(summed.grain_yuan, totals.grain_yuan) end
),
keyed as (
    select
        projects.*, whole.document_id is null as unproved,
        'project:' || case when names.plain_name = '' or names.variants > 1 then projects.dated_name else names.plain_name end as project_line
    from projects
    join names
        on names.document_id = projects.document_id and names.telling = projects.telling
        and names.titled_fund = projects.titled_fund and names.plain_name = projects.plain_name
    left join whole
        on whole.document_id = projects.document_id and whole.telling = projects.telling and whole.titled_fund = projects.titled_fund
),
listed as (
    select
        document_id, organization, scope, fiscal_year, stage, telling, titled_fund as fund, project_line as line,
        count(*) as addends, min(ordinal) as ordinal, sum(amount_yuan) as amount_yuan, max(grain_yuan) as grain_yuan,
        string_agg(raw, '＋' order by ordinal) as raw, bool_or(unproved) as unproved
    from keyed
    group by document_id, organization, scope, fiscal_year, stage, telling, titled_fund, project_line
),
told as (
    select listed.*, min(telling) over (partition by organization, scope, fiscal_year, stage, fund, line) as first_telling
    from listed
),
every as (
    select document_id, fund, line, ordinal, amount_yuan, grain_yuan, raw, addends > 1 and unproved as contradictory
    from told
    where telling = first_telling
    union all
    select whole.document_id, whole.titled_fund, 'project_total', whole.ordinal, whole.amount_yuan, whole.grain_yuan, fact.raw, false
    from whole
    join asked_fact fact on fact.document_id = whole.document_id and fact.ordinal = whole.ordinal
)
select
    fact.organization, fact.scope, fact.fiscal_year, fact.stage, every.fund, every.line, fact.label,
    cast(every.amount_yuan as decimal(38, 2)) as amount_yuan, every.grain_yuan, every.raw, every.contradictory,
    fact.sentence, fact.presence, fact.inferred, fact.page, fact.table_number, fact.row_number, fact.column_number, fact.title, fact.heading,
    fact.box_left, fact.box_top, fact.box_right, fact.box_bottom,
    fact.file_name, fact.sha256, fact.format, fact.self_test, fact.document_id, fact.ordinal
from every
join asked_fact fact on fact.document_id = every.document_id and fact.ordinal = every.ordinal
