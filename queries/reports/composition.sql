-- One row: what a document says of the units that its department's figures are made of: how many there are (telling count), or
-- the name of one.
-- Parameters: $organization part of a name.
-- telling: count; scope, a unit that the sentence on 预算编制范围 names; listed, one of the list below “具体包括：”; table, one of
-- a table of units; below, one that a sentence calls 下属 or 所属, which need not be in the budget.
-- units: 本级 included; null where the sentence names units and no number. open: the sentence names some, “等”.
with said as (
    select
        passage.*, document.organization, document.scope, document.fiscal_year, document.stage, document.document, document.format
    from passage
    join current_document document on document.document_id = passage.document_id
    where document.refused = '' and contains(document.organization, $organization)
),
numbered as (
    select
        said.document_id, said.ordinal, said.text,
        regexp_extract(text, '本部门中[，,].*(单位|机关)[0-9]+[家个]', 0) as kinds,
        regexp_extract(text, '编制范围的(预算|决算)?单位(共计|共有|共|合计)?([0-9]+|[一二三四五六七八九十])[家个]', 3) as whole,
        coalesce(
            nullif(regexp_extract(text, '(本部|本级|机关)(及|以及|和|与)?(其)?(下属|所属)([0-9]+)[家个]', 5), ''),
            regexp_extract(text, '包[括含]了?[^。]*?等?([0-9]+)[家个](下属|所属)[^。]*(收支|预算|决算)', 1)
        ) as beneath
    from said
),
counted as (
    select
        document_id, ordinal,
        case
            when whole <> '' then coalesce(try_cast(whole as integer), strpos('一二三四五六七八九十', whole))
            when kinds <> '' then list_sum(list_transform(regexp_extract_all(text, '(?:单位|机关)([0-9]+)[家个]', 1), lambda n : cast(n as integer)))
            when beneath <> '' then cast(beneath as integer) + 1
        end as units
    from numbered
    where whole <> '' or kinds <> '' or beneath <> ''
),
spoken as (
    select
        document_id, ordinal,
        case when regexp_matches(text, '编制范围') then 'scope' else 'below' end as telling,
        regexp_extract(text, '(?:具体包括|单位包括|单位有|即)[:：]?([^。：:]+)。?$', 1) as names
    from said
    where regexp_matches(text, '编制范围.*(具体包括|即)[:：]?[^。：:]+。?$|(下属|所属)(事业|预算|行政)?单位(包括|有)[:：]?[^。：:]+。?$')
),
named as (
    select spoken.document_id, spoken.ordinal, spoken.telling, one.name, regexp_matches(spoken.names, '等$') as open
    from spoken
    cross join unnest(string_split_regex(regexp_replace(spoken.names, '等$', ''), '[、，,；;]')) as one (name)
),
opening as (
    select document_id, paragraph
    from said
    where regexp_matches(text, '单位|机构') and regexp_matches(text, '(包括|如下|分别是|分别为)(（[^）]*）)?[：:]$')
),
item as (
    select
        said.document_id, said.ordinal, opening.paragraph as opening, said.paragraph,
        regexp_replace(said.text, '^[（(]?[0-9一二三四五六七八九十]+[）).．、]', '') as name,
        row_number() over (partition by said.document_id, opening.paragraph order by said.paragraph, said.ordinal) as place
    from opening
    join said on said.document_id = opening.document_id and said.paragraph > opening.paragraph
    where regexp_matches(said.text, '^[（(]?[0-9一二三四五六七八九十]+[）).．、]')
),
headed as (
    select cell.document_id, cell.reading_ordinal, cell.table_number, cell.page, cell.row_number, cell.column_number
    from cell
    join reading on reading.document_id = cell.document_id and reading.ordinal = cell.reading_ordinal
    where reading.form = 'unit_composition' and regexp_matches(cell.text, '^(预算|所属|下属|决算)?单位(名称|全称)?$')
),
tabled as (
    select cell.document_id, cell.page, cell.row_number, cell.text as name
    from headed
    join cell
        on cell.document_id = headed.document_id and cell.reading_ordinal = headed.reading_ordinal
        and cell.column_number = headed.column_number and (cell.page, cell.row_number) > (headed.page, headed.row_number)
),
every as (
    select document_id, ordinal, 'count' as telling, '' as name, units, false as open
    from counted
    union all
    select document_id, ordinal, telling, name, null, open
    from named
    union all
    select document_id, ordinal, 'listed', name, null, false
    from item
    where paragraph = opening + place
)
select
    said.organization, said.scope, said.fiscal_year, said.stage, said.document, said.format, said.page, every.telling,
    every.name, every.units, every.open, said.text
from every
join said on said.document_id = every.document_id and said.ordinal = every.ordinal
union all
select
    document.organization, document.scope, document.fiscal_year, document.stage, document.document, document.format, tabled.page,
    'table', tabled.name, null, false, ''
from tabled
join current_document document on document.document_id = tabled.document_id
where document.refused = '' and contains(document.organization, $organization)
order by organization, scope, stage, fiscal_year, document, page, telling, name, text, units
