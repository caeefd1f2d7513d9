-- id: Q27
-- theme: 新设科目
-- priority: medium
-- basis: 上年没有、或文件写明上年为零的项级科目，{wan}万元以上（不算增幅）
-- parameter.wan: 10
-- materials: 设立依据、期限和标准
-- One row: an item that the year before lacks.
select
    document_id, fen as money, current, earlier, reason,
    format('新增“{}（{}）”{}万元。请说明设立依据、期限和标准。', label, key, shown(fen)) as question, evidence
from step
where key similar to '2[0-9]{6}' and earlier_fen = 0 and fen >= $wan * 1000000
union all
select
    said.document_id, value, cited(subject, value, said.fiscal_year, said.stage, document, format, page),
    cited(subject, base, base_year, base_stage, document, format, page), reason.reason,
    format('新增“{}”{}万元（上年执行数为零）。请说明设立依据、期限和标准。', subject, shown(value)), place(document, page, format) || '：' || sentence
from said
left join reason on reason.document_id = said.document_id and reason.ordinal = said.ordinal
where length(code) = 7 and base = 0 and value >= $wan * 1000000
    and not exists (
        select 1
        from step
        where step.organization = said.organization and step.scope = said.scope and step.stage = said.stage
            and step.fiscal_year = said.fiscal_year and step.key = said.code
    )
