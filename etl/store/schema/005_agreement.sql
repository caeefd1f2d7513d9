-- Step 5: figures on which all documents of an organisation, scope, year and stage agree are set aside before any two documents are
-- held against each other, so that many copies of one disclosure cost
-- little more than one; and no two documents' figures are held in memory at once, however many documents contradict one another.
create or replace view conflict as
with identified as (
    select
        document_id, sha256, organization, scope, fiscal_year, stage,
        count(*) over (partition by organization, scope, fiscal_year, stage) as documents
    from document
    where refused = '' and replaced_at is null
),
counted as (
    select document_id, sha256, organization, scope, fiscal_year, stage
    from identified
    where documents > 1
),
figure as (
    select
        counted.document_id, fact.ordinal,
        struct_pack(
            organization := counted.organization, scope := counted.scope, fiscal_year := counted.fiscal_year, stage := counted.stage,
            form := fact.form, figure_year := fact.fiscal_year, figure_stage := fact.stage, fund := fact.fund, scheme := fact.scheme,
            code := fact.code, line := fact.line, measure := fact.measure,
            wording := case when fact.code <> '' or fact.line not in ('', 'expenditure_class') then '' else fact.label end
        ) as item,
        cast(coalesce(fact.amount_yuan, 0) as decimal(38, 2)) as amount_yuan, coalesce(fact.grain_yuan, 0.01) as grain_yuan
    from fact
    join counted on counted.document_id = fact.document_id
    where fact.presence <> 'percent'
),
differing as (
    select item
    from figure
    group by item
    having min(amount_yuan) <> max(amount_yuan)
),
stated as (
    select
        figure.item, figure.document_id,
        list(struct_pack(ordinal := ordinal, amount_yuan := amount_yuan, grain_yuan := grain_yuan) order by ordinal) as statements
    from figure
    join differing on differing.item = figure.item
    group by figure.item, figure.document_id
),
mine as (
    select item, document_id, unnest(statements) as statement
    from stated
)
select
    mine.document_id, mine.statement.ordinal as ordinal, other.document_id as other_document_id,
    other.statements[1].ordinal as other_ordinal
from mine
join stated other on other.item = mine.item and other.document_id <> mine.document_id
where len(list_filter(other.statements, lambda theirs:
    2 * abs(mine.statement.amount_yuan - theirs.amount_yuan) <= case
        when mine.statement.grain_yuan = theirs.grain_yuan then 0
        else greatest(mine.statement.grain_yuan, theirs.grain_yuan)
    end
)) = 0;
comment on view conflict is 'One row a figure that another document of the same organisation, scope, year and stage states differently';
comment on column conflict.document_id is 'The document';
comment on column conflict.ordinal is 'Its fact';
comment on column conflict.other_document_id is 'The other document';
comment on column conflict.other_ordinal is 'The other document''s fact';
