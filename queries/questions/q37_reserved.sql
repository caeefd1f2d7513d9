-- id: Q37
-- theme: 代编
-- priority: high
-- basis: 科目、项目名称含“代编”“待分配”“待下达”“预留”“统筹”（《预算法》第四十六条要求细化；单位预留机动经费见 Q45）
-- materials: 细化下达计划
-- One row: money that is budgeted without saying for what.
select
    printed.document_id, fen as money, cited(label, fen, printed.fiscal_year, printed.stage, printed.document, current_document.format, page) as current,
    format('“{}”{}万元。请说明细化下达的计划。', label, shown(fen)) as question, place(printed.document, page, current_document.format) || '：' || title as evidence
from printed
join current_document using (document_id)
where fen > 0 and measure in ('total', 'amount', 'project') and regexp_matches(label, '代编|待分配|待下达|预留|统筹(资金|经费|项目)') and not regexp_matches(label, '机动经费|企业')
qualify row_number() over (partition by printed.document_id, label order by fen desc, ordinal) = 1
