-- id: wording
-- title: 模板残留、占位符、错字
-- severity: warn
-- tolerance: 不涉及金额；字样见 data/wording.toml
-- message: “{stated}”：{detail}
-- One row: a wording that a finished document does not have, once a page. The variable wordings is all patterns in one: an
-- expression is compiled once where it is a constant, and once a row where it is a column.
with suspicious as (
    select *
    from sentence
    where regexp_matches(text, getvariable('wordings'))
)
select
    sentence.document_id, sentence.page, wording.severity, '' as subject, regexp_extract(sentence.text, wording.pattern) as stated,
    wording.instead as expected, wording.why as detail
from suspicious as sentence
join wording on regexp_matches(sentence.text, wording.pattern)
qualify row_number() over (partition by sentence.document_id, sentence.page, wording.pattern order by sentence.ordinal) = 1
