-- One row: a fact of a form and year that are asked for, of a document that counts, with the document it stands in
-- (document_year and document_stage are the document's, fiscal_year and stage the figure's).
-- The variable asked says the same as asked_form and asked_year, as constants that the scan of a table of millions can use; where it
-- is not set, and with more than four forms, asked_form and asked_year do. Its codes is false where no view that is asked for has any.
select
    fact.*, document.organization, document.scope, document.file_name, document.sha256, document.format, document.self_test,
    document.fiscal_year as document_year, document.stage as document_stage
from fact
join current_document document on document.document_id = fact.document_id
where document.refused = ''
    and fact.form in (select form from asked_form) and fact.fiscal_year in (select fiscal_year from asked_year)
    and (
        coalesce(len(getvariable('asked').forms), 9) > 4
        or fact.form in (
            getvariable('asked').forms[1], coalesce(getvariable('asked').forms[2], getvariable('asked').forms[1]),
            coalesce(getvariable('asked').forms[3], getvariable('asked').forms[1]),
            coalesce(getvariable('asked').forms[4], getvariable('asked').forms[1])
        )
    )
    and (fact.code = '' or coalesce(getvariable('asked').codes, true))
    and fact.fiscal_year between coalesce(getvariable('asked').first_year, 0) and coalesce(getvariable('asked').last_year, 9999)
