-- id: vehicle_parts
-- title: 公务用车没有分购置和运行说明
-- severity: warn
-- tolerance: 不涉及金额；决算说明了公务用车购置及运行维护费、金额不为零时才查
-- message: 公务用车购置及运行维护费支出{stated}，没有写其中的{expected}
-- One row: final accounts that state 公务用车购置及运行维护费 and not what of it was for buying, or for running, vehicles.
with spent as (
    select said.document_id, said.page, said.raw
    from said
    where said.stage = 'final_accounts' and said.measure = 'vehicles' and said.value > 0
    qualify row_number() over (partition by said.document_id order by said.page desc, said.ordinal desc) = 1
),
told as (
    select
        document_id, bool_or(regexp_matches(text, '(?:未|没有|无)[^，。；]{0,8}(?:购置|新增|更新)[^，。；]{0,6}(?:公务用车|车辆)|购置[^，。；及]{0,10}(?:支出|费|决算)?[^，。；及]{0,4}[0-9]')) as bought,
        bool_or(regexp_matches(text, '公务用车运行[^，。；]{0,14}[0-9]')) as ran
    from sentence
    group by document_id
)
select
    spent.document_id, spent.page, 'warn' as severity, '' as subject, spent.raw || '万元' as stated,
    case when not bought then '公务用车购置费' else '公务用车运行维护费' end as expected, '' as detail
from spent
join told using (document_id)
where not bought or not ran
