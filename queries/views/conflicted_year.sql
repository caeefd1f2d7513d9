-- One row: a loaded year whose documents state at least one figure differently. It is not compared until a person
-- decides (load --replace, forget).
-- documents: the base names concerned, of more than five the first and their number. example: the first such figure with both values and places.
with mine as (
    select current_document.*, conflict.ordinal, conflict.other_document_id, conflict.other_ordinal
    from document_conflict conflict
    join current_document on current_document.document_id = conflict.document_id
),
described as (
    select
        mine.organization, mine.scope, mine.stage, mine.fiscal_year, mine.document,
        fact.label || '：' || mine.document || ' ' || fact.raw || '、' || other.document || ' ' || other_fact.raw as example
    from mine
    join current_document other on other.document_id = mine.other_document_id
    join fact on fact.document_id = mine.document_id and fact.ordinal = mine.ordinal
    join fact other_fact on other_fact.document_id = mine.other_document_id and other_fact.ordinal = mine.other_ordinal
)
select
    organization, scope, stage, fiscal_year,
    array_to_string(list_sort(list(distinct document))[:5], '、')
    || case when count(distinct document) > 5 then '等' || count(distinct document) || '份文件' else '' end as documents,
    min(example) as example
from described
group by organization, scope, stage, fiscal_year
