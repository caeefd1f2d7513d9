-- One row: a unit that a department's document lists as part of its budget (“具体包括：1.…本级 2.…中心”, or a table of 单位构成 without those whose
-- budget is part of another's), with
-- that unit's own document of the same year and stage; null where it is not loaded.
create temp table unit as
with opening as (
    select document_id, min(paragraph) as paragraph
    from paragraph
    where scope = 'department' and regexp_matches(text, '单位[^。]*包括[^。]*[：:]$')
    group by document_id
),
listed as (
    select
        paragraph.document_id, paragraph.paragraph,
        regexp_extract(text, '^(?:[（(]?[0-9一二三四五六七八九十]+[）)]?[.．、]?)([^，。；：]{2,40}?)(?:（(?:本部|本级|机关)）|本部|本级)?[。；]?$', 1) as name,
        paragraph.paragraph - opening.paragraph as distance, row_number() over (partition by paragraph.document_id order by paragraph.paragraph) as place
    from paragraph
    join opening on opening.document_id = paragraph.document_id and paragraph.paragraph > opening.paragraph
    where regexp_matches(
        text,
        '^[（(]?[0-9一二三四五六七八九十]+[）)]?[.．、]?[^，。；：0-9]{2,38}(?:局|中心|院|馆|所|队|站|处|校|园|会|室|厅|团|街道|镇|乡|社|台|部)(?:（(?:本部|本级|机关)）|本部|本级)?[。；]?$'
    )
),
named as (
    select document_id, name
    from listed
    where distance = place
    union
    select cell.document_id, regexp_replace(cell.text, '（(本部|本级|机关)）$|本级$|本部$', '')
    from cell
    join reading on reading.document_id = cell.document_id and reading.ordinal = cell.reading_ordinal
    where reading.form = 'unit_composition' and cell.column_number = 2 and cell.row_number > 1
        and not exists (
            select 1
            from cell note
            where note.document_id = cell.document_id and note.reading_ordinal = cell.reading_ordinal and note.row_number = cell.row_number
                and regexp_matches(note.text, '不单列|并入')
        )
)
select distinct
    named.document_id, case when contains(department.organization, named.name) then department.organization else named.name end as name,
    own.document_id as unit_document_id
from named
join current_document department on department.document_id = named.document_id
left join current_document own
    on own.refused = '' and own.scope = 'unit'
    and own.organization = case when contains(department.organization, named.name) then department.organization else named.name end and own.fiscal_year = department.fiscal_year and own.stage = department.stage
where department.refused = '' and department.scope = 'department' and named.name <> ''
