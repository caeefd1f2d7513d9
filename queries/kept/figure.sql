-- One row: as views/figure.sql, from what the file keeps; with the columns of line, null where the figure belongs to none.
with stated as (
    select * from kept.uncoded_figure
    union all
    select * from kept.figure where getvariable('asked').codes
)
select *
from stated
where document_id in (select document_id from current_document where refused = '')
    and form in (select form from asked_form) and fiscal_year in (select fiscal_year from asked_year)
    and fiscal_year between getvariable('asked').first_year and getvariable('asked').last_year
