-- One row: a fact of a form and year that are asked for, of a document that counts, with the document it stands in
-- (document_year and document_stage are the document's, fiscal_year and stage the figure's).
-- The variables asked and asked_forms say the same as asked_form and asked_year, as constants that the scan of a table of millions can
-- use; with more than four forms, asked_form does. asked.codes is false where no view that is asked for has codes.
select
    fact.*, document.organization, document.scope, document.file_name, document.sha256, document.format, document.self_test,
    document.fiscal_year as document_year, document.stage as document_stage
from fact
join current_document document on document.document_id = fact.document_id
where document.refused = ''
    and fact.form in (select form from asked_form) and fact.fiscal_year in (select fiscal_year from asked_year)
    and (
        len(getvariable('asked_forms')) > 4
        or fact.form in (
            getvariable('asked_forms')[1], coalesce(getvariable('asked_forms')[2], getvariable('asked_forms')[1]),
            coalesce(getvariable('asked_forms')[3], getvariable('asked_forms')[1]),
            coalesce(getvariable('asked_forms')[4], getvariable('asked_forms')[1])
        )
    )
    and (fact.code = '' or getvariable('asked').codes)
    and fact.fiscal_year between getvariable('asked').first_year and getvariable('asked').last_year
