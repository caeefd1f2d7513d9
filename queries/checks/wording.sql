-- id: wording
-- title: 模板残留、占位符、错字
-- severity: warn
-- tolerance: 不涉及金额；字样见 data/wording.toml
-- message: “{stated}”：{detail}
-- One row: a wording that a finished document does not have, once a page.
select
    sentence.document_id, sentence.page, wording.severity, '' as subject, regexp_extract(sentence.text, wording.pattern) as stated,
    wording.instead as expected, wording.why as detail
from sentence
join wording on regexp_matches(sentence.text, wording.pattern)
qualify row_number() over (partition by sentence.document_id, sentence.page, wording.pattern order by sentence.ordinal) = 1
