-- One row: as views/figure.sql, from what the file keeps; with the columns of line, null where the figure belongs to none. The
-- variables are those of views/asked_fact.sql.
with stated as (
    select * from kept.uncoded_figure
    union all
    select * from kept.figure where getvariable('asked').codes
)
select *
from stated
where document_id in (select document_id from current_document where refused = '')
    and form in (select form from asked_form) and fiscal_year in (select fiscal_year from asked_year)
    and (
        len(getvariable('asked_forms')) > 4
        or form in (
            getvariable('asked_forms')[1], coalesce(getvariable('asked_forms')[2], getvariable('asked_forms')[1]),
            coalesce(getvariable('asked_forms')[3], getvariable('asked_forms')[1]),
            coalesce(getvariable('asked_forms')[4], getvariable('asked_forms')[1])
        )
    )
    and fiscal_year between getvariable('asked').first_year and getvariable('asked').last_year
