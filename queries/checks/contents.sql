-- id: contents
-- title: 目录与正文不一致
-- severity: warn
-- tolerance: 不涉及金额；名称去掉年度、引号和“部门”“单位”再比
-- message: {detail}：目录为“{stated}”{expected}
-- One row: a table that the contents page names and the body does not have under that name: under another one (info), or at
-- all (warn; the reader may have missed it). Documents of text alone, whose tables are another file, are left out.
with plain as (
    select
        document_id, paragraph, page, text,
        regexp_replace(regexp_replace(text, '[.．·…—\-\s]*[0-9]*$', ''), '^(?:[（(][一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+[、．.]|[0-9]+[.．、])', '') as name
    from paragraph
),
start as (
    select document_id, min(paragraph) as paragraph, min(page) as page
    from plain
    where replace(text, ' ', '') in ('目录', '目次')
    group by document_id
),
entry as (
    select plain.*, plain.text <> plain.name as numbered
    from plain
    join current_document document on document.document_id = plain.document_id
    join start
        on start.document_id = plain.document_id and plain.paragraph > start.paragraph
        and plain.page <= start.page + case document.format when 'txt' then 60 else 1 end
    where regexp_matches(plain.name, '表$') and length(plain.name) between 5 and 45 and plain.text <> plain.name
    qualify row_number() over (partition by plain.document_id, plain.name order by plain.paragraph) = 1
),
bare as (
    select entry.*, regexp_replace(name, '20[0-9]{2}年度?|“|”|"|部门|单位|（.*?）|决算公开|预算公开', '', 'g') as core
    from entry
),
titled as (
    select document_id, title, page, regexp_replace(title, '20[0-9]{2}年度?|“|”|"|部门|单位|（.*?）|决算公开|预算公开', '', 'g') as core
    from reading
    where title <> ''
    union all
    select plain.document_id, plain.name, plain.page, regexp_replace(plain.name, '20[0-9]{2}年度?|“|”|"|部门|单位|（.*?）|决算公开|预算公开', '', 'g')
    from plain
    join (select document_id, max(page) as page from entry group by document_id) as last on last.document_id = plain.document_id and plain.page > last.page
    where regexp_matches(plain.name, '表$') and length(plain.name) <= 45
),
full_document as (
    select document_id
    from reading
    where form <> ''
    group by document_id
    having count(*) >= 5
),
missing as (
    select bare.*
    from bare
    join full_document using (document_id)
    where not exists (
        select 1
        from titled
        where titled.document_id = bare.document_id and (titled.core = bare.core or contains(titled.core, bare.core) or contains(bare.core, titled.core) and length(titled.core) >= 6)
    )
),
nearest as (
    select
        missing.document_id, missing.paragraph, any_value(missing.name) as name, any_value(missing.page) as page,
        first(titled.title order by jaro_winkler_similarity(titled.core, missing.core) desc nulls last, titled.page, titled.title) as title,
        max(jaro_winkler_similarity(titled.core, missing.core)) as likeness,
        first(titled.page order by jaro_winkler_similarity(titled.core, missing.core) desc nulls last, titled.page, titled.title) as title_page
    from missing
    left join titled
        on titled.document_id = missing.document_id and titled.core not in (select bare.core from bare where bare.document_id = titled.document_id)
    group by missing.document_id, missing.paragraph
)
select
    document_id, coalesce(case when likeness > 0.8 then title_page end, page) as page, case when likeness > 0.8 then 'info' else 'warn' end as severity, '' as subject, name as stated,
    case when likeness > 0.8 then '，正文为“' || title || '”' else '' end as expected,
    case when likeness > 0.8 then '表名不一致' else '正文没有读到这张表' end as detail
from nearest
