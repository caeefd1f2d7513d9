-- sum_part: in a form, a measure is the sum of others. agreement: two totals that state the same amount.
-- wording: words that a finished document does not have. old_name: names of an earlier classification.
-- standard_item: the usual names of items (项) under their sections (款). form_name: what people call a form.
create temp table sum_part (form varchar, whole varchar, part varchar);
create temp table agreement (
    number integer, form varchar, line varchar, measure varchar, other_form varchar, other_line varchar, other_measure varchar
);
create temp table wording (severity varchar, pattern varchar, instead varchar, why varchar);
create temp table old_name (scheme varchar, code varchar, name varchar, new_name varchar, since integer);
create temp table standard_item (section varchar, name varchar);
create temp table form_name (form varchar, name varchar)
