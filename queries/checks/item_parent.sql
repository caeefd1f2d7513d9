-- id: item_parent
-- title: 项级科目写在别的款下
-- severity: warn
-- tolerance: 不涉及金额；款名与表中该项所属的款不同、也不是它的旧名称时才报
-- message: {subject}：表中这一项属于“{expected}”，文字写的款是“{stated}”
-- One row: a sentence on an item of the tables that names a section which is not the item's.
with spoken as (
    select said.*, bare_name(regexp_extract(subject, '（类）(.+?)（款）', 1)) as section_name
    from said
    where scheme = 'functional' and length(code) = 7 and regexp_matches(subject, '（类）.+（款）.+（项）')
    qualify row_number() over (partition by document_id, subject order by page, ordinal) = 1
)
select
    spoken.document_id, spoken.page, 'warn' as severity, spoken.subject, spoken.section_name as stated, item.section as expected, spoken.sentence as detail
from spoken
join item
    on item.organization = spoken.organization and item.scope = spoken.scope and item.fiscal_year = spoken.fiscal_year
    and item.stage = spoken.stage and item.code = spoken.code
left join old_name on old_name.name = spoken.section_name and old_name.new_name = item.section
where old_name.name is null and item.section <> '' and spoken.section_name <> ''
    and regexp_replace(spoken.section_name, '支出$', '') <> regexp_replace(item.section, '支出$', '')
