-- id: note_words
-- title: 空表的注与表不符，或没有注
-- severity: warn
-- tolerance: 不涉及金额
-- message: “{subject}”的注{detail}
-- One row: a note under a table that names another fund or another year, or an empty table of a fund without a note (info).
with noted as (
    select reading.*, document.fiscal_year
    from reading
    join current_document document using (document_id)
    where document.refused = '' and form in ('government_fund_by_function', 'state_capital_by_function')
)
select
    document_id, page, 'warn' as severity, title as subject, note as stated,
    case form when 'government_fund_by_function' then '政府性基金' else '国有资本经营' end as expected, '写的是另一项预算：' || note as detail
from noted
where form = 'state_capital_by_function' and contains(note, '政府性基金') and not contains(note, '国有资本')
    or form = 'government_fund_by_function' and contains(note, '国有资本') and not contains(note, '政府性基金')
union all
select document_id, page, 'warn', title, note, cast(fiscal_year as varchar), '年度不对：' || note
from noted
where regexp_extract(note, '(20[0-9]{2})年', 1) not in ('', cast(fiscal_year as varchar))
union all
select document_id, page, 'info', title, '', '', '缺少：空表没有说明'
from noted
where figure_count = 0 and not declared_empty and note = ''
    and not exists (
        select 1
        from sentence
        where sentence.document_id = noted.document_id and sentence.page = noted.page and regexp_matches(sentence.text, '无.*(基金|国有资本|收支|支出|项目)|空表')
    )
