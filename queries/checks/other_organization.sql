-- id: other_organization
-- title: 写的是别的部门或别的区
-- severity: warn
-- tolerance: 不涉及金额；只看套话的主语，与本部门的名称没有共同的字词、或所在区县不同才报
-- needs: text
-- message: “{stated}”不是本部门（{expected}）
-- One row: a sentence of the template whose subject is another organisation, or one of another district; once a name.
with subject as (
    select
        document_id, page, organization,
        regexp_extract(
            text,
            '^(?:[一二三四五六七八九十]+、)?(?:20[0-9]{2}年度?，?)?([^，。；：“”0-9（）]{3,40}?(?:局|委员会|办公室|办公厅|办事处|人民政府|中心|法院|检察院|总工会|联合会|联合社|党校|馆|厅))(?:（部门）|（汇总）|部门)?(?:20[0-9]{2}年度?)?(?:收入预算|支出预算|部门预算是|收入支出总计|财政拨款收入支出总计|财政拨款的机关运行经费|政府采购金额|主要职能|机构设置|共有车辆|无政府性基金|收入、支出预算总计|本年收入预算合计|本年支出预算合计)',
            1
        ) as name
    from sentence
    where not regexp_matches(text, '^[^，。；]{0,12}(本部门|本单位|下属|所属)')
),
cores as (
    select
        subject.*,
        regexp_replace(regexp_replace(name, '^.*?省|^.*?市', ''), '^.{1,6}?[区县]', '') as core,
        regexp_replace(regexp_replace(organization, '^.*?省|^.*?市', ''), '^.{1,6}?[区县]', '') as own_core,
        regexp_extract(regexp_replace(name, '^.*?[省市]', ''), '^(.{1,5}?[区县])', 1) as district,
        regexp_extract(regexp_replace(organization, '^.*?[省市]', ''), '^(.{1,5}?[区县])', 1) as own_district
    from subject
    where name <> ''
),
judged as (
    select
        cores.*,
        district <> '' and own_district <> '' and district <> own_district as elsewhere,
        not list_has_any(
            list_transform(range(1, greatest(length(own_core), 2)), lambda i : own_core[i:i + 1]),
            list_transform(range(1, greatest(length(core), 2)), lambda i : core[i:i + 1])
        ) as strange
    from cores
)
select document_id, min(page) as page, 'warn' as severity, '' as subject, name as stated, organization as expected, '' as detail
from judged
where elsewhere or strange and length(core) >= 3
group by document_id, name, organization
