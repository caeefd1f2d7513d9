-- id: reception_counts
-- title: 公务接待没有写批次、人次
-- severity: warn
-- tolerance: 不涉及金额；决算说明了公务接待费支出时才查，金额为零的只提示
-- message: 写了公务接待费支出{stated}，没有写国内公务接待的批次、人次
-- One row: final accounts whose text states 公务接待费 and nowhere how many receptions and guests (财预〔2016〕143号, 第七条 asks
-- for both). The batches of foreign guests alone are not enough.
with spent as (
    select said.document_id, said.page, said.raw, said.value
    from said
    where said.stage = 'final_accounts' and said.measure = 'official_reception' and said.value is not null
    qualify row_number() over (partition by said.document_id order by said.value desc, said.page desc, said.ordinal desc) = 1
),
counted as (
    select distinct document_id
    from sentence
    where regexp_matches(regexp_replace(text, '(?:接待外宾|外事接待|外宾接待|国（境）外|其中：外宾)[^，。；]{0,12}[0-9]+(?:个)?批次?、?[^，。；]{0,6}[0-9]*人?次?', '', 'g'), '[0-9]+(?:个)?批|[0-9]+人次')
        and contains(text, '接待')
)
select spent.document_id, spent.page, case when spent.value > 0 then 'warn' else 'info' end as severity, '' as subject, spent.raw || '万元' as stated, '' as expected, '' as detail
from spent
left join counted using (document_id)
where counted.document_id is null
