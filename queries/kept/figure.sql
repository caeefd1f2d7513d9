-- One row: as views/figure.sql, from what the file keeps; with the columns of line, null where the figure belongs to none. The
-- variable is that of views/asked_fact.sql.
with stated as (
    select * from kept.uncoded_figure
    union all
    select * from kept.figure where coalesce(getvariable('asked').codes, true)
)
select *
from stated
where document_id in (select document_id from current_document where refused = '')
    and form in (select form from asked_form) and fiscal_year in (select fiscal_year from asked_year)
    and (
        coalesce(len(getvariable('asked').forms), 9) > 4
        or form in (
            getvariable('asked').forms[1], coalesce(getvariable('asked').forms[2], getvariable('asked').forms[1]),
            coalesce(getvariable('asked').forms[3], getvariable('asked').forms[1]),
            coalesce(getvariable('asked').forms[4], getvariable('asked').forms[1])
        )
    )
    and fiscal_year between coalesce(getvariable('asked').first_year, 0) and coalesce(getvariable('asked').last_year, 9999)
