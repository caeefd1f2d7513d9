-- One row: the reason that a sentence gives for a change of what key names (a code, or a key of measured).
-- reason: the words, their place, the grade, the change that they are for, how much of it they name (explained; null where
-- they name no amounts), whether the year before gave the same words, and how many items of the document share them.
create temp table reason as
with given as (
    select
        said.*, graded.grade, graded.explained, coalesce(said.change, said.value - said.base) as difference,
        case
            when said.code <> '' then said.code
            when line in ('expenditure_total', 'expenditure_fiscal_appropriation', 'expenditure_general_public', 'revenue_and_expenditure_total') then 'expenditure_total'
            when line <> '' and measure in ('basic', 'project') then measure
            when line <> '' then line
            else measure
        end as key,
        replace(replace(said.reason, coalesce(item.name, ''), ''), coalesce(regexp_replace(item.name, '支出$', ''), ''), '') as words
    from said
    join graded on graded.document_id = said.document_id and graded.ordinal = said.ordinal
    left join item
        on item.organization = said.organization and item.scope = said.scope and item.fiscal_year = said.fiscal_year
        and item.stage = said.stage and item.code = said.code
),
shared as (
    select document_id, words, count(distinct code) as items
    from given
    where code <> ''
    group by document_id, words
),
first as (
    select *
    from given
    qualify row_number() over (partition by organization, scope, stage, fiscal_year, key order by document_id, ordinal) = 1
)
select
    first.document_id, first.ordinal, first.organization, first.scope, first.stage, first.fiscal_year, first.key, first.grade,
    {
        'text': first.reason, 'document': first.document, 'format': first.format, 'page': coalesce(nullif(first.reason_page, 0), first.page),
        'grade': first.grade, 'change': first.difference, 'explained': first.explained, 'unexplained': first.difference - first.explained,
        'repeated': coalesce(earlier.reason = first.reason, false), 'shared': coalesce(shared.items, 1), 'against': first.base_stage
    } as reason
from first
left join first earlier
    on earlier.organization = first.organization and earlier.scope = first.scope and earlier.stage = first.stage
    and earlier.fiscal_year = first.fiscal_year - 1 and earlier.key = first.key
left join shared on shared.document_id = first.document_id and shared.words = first.words and first.code <> ''
