-- id: Q42
-- theme: 照抄
-- priority: medium
-- basis: 同一处错误连续{years}年照抄
-- parameter.years: 2
-- materials: 更正情况、文件的审核程序
-- One row: a finding that documents of several years in a row have word for word.
select
    arg_max(document_id, fiscal_year) as document_id, 0 as money,
    format('{}。这一处连续{}年相同。请核实并说明文件如何审核。', min(message), count(distinct fiscal_year)) as question,
    string_agg(place(document, page, format), '；' order by fiscal_year) as evidence
from finding
where severity <> 'info' or rule = 'wording' and expected <> ''
group by organization, scope, stage, rule, subject, stated, expected
having count(distinct fiscal_year) >= $years and max(fiscal_year) - min(fiscal_year) = count(distinct fiscal_year) - 1
