-- Step 1: documents, what they say of themselves, their figures and their sentences.
-- Amounts are yuan in decimal(18, 2); the grain is the smallest step in which a figure was printed.
-- Text columns that are part of a key (code, line, scheme, fund …) hold '' where a figure has none, never null.

create table meta (
    application varchar not null,
    schema_version integer not null,
    created_at timestamp not null
);
comment on table meta is 'One row: which program wrote this file, and in which shape';
comment on column meta.application is 'tongbi';
comment on column meta.schema_version is 'Number of the last schema step applied';
comment on column meta.created_at is 'When the file was made, UTC';

create sequence document_number;

create table document (
    document_id integer not null,
    sha256 varchar not null,
    name varchar not null,
    path varchar not null,
    format varchar not null,
    pages integer not null,
    organization varchar not null,
    scope varchar not null,
    fiscal_year integer,
    stage varchar not null,
    self_test varchar not null,
    refused varchar not null,
    loaded_at timestamp not null,
    replaced_at timestamp,
    replaced_by varchar
);
comment on table document is 'One row a version of a document offered: loaded, refused, or replaced by a later version (history)';
comment on column document.document_id is 'Number of this version; every other table refers to it';
comment on column document.sha256 is 'SHA-256 of the file, lower-case hex; empty where the file could not be read at all';
comment on column document.name is 'Base name of the file';
comment on column document.path is 'Where the file was when it was loaded, with slashes; inside an archive: the archive''s path, then the member''s';
comment on column document.format is 'pdf, txt, docx, xlsx, html';
comment on column document.pages is 'Pages of a PDF, lines of a text, sheets of a workbook';
comment on column document.organization is '部门或单位名称; empty where not certain (then the document is refused)';
comment on column document.scope is 'department 部门, unit 单位';
comment on column document.fiscal_year is '预算年度; null where not certain';
comment on column document.stage is 'initial_budget 年初预算, adjusted_budget 调整预算, outturn 执行数, final_accounts 决算';
comment on column document.self_test is 'The document''s own arithmetic: passed, rounding, failed; empty where nothing could be tested';
comment on column document.refused is 'Why the document was refused; empty for a loaded one';
comment on column document.loaded_at is 'When it was loaded or refused, UTC';
comment on column document.replaced_at is 'When a later version replaced it, UTC; null while it counts';
comment on column document.replaced_by is 'SHA-256 of the version that replaced it; null while it counts';

create table evidence (
    document_id integer not null,
    field varchar not null,
    text varchar not null,
    page integer not null
);
comment on table evidence is 'One row a field of a document''s identity: where it was read';
comment on column evidence.field is 'organization, scope, fiscal_year, stage';
comment on column evidence.text is 'The words it was read from, verbatim, or the value given by hand';
comment on column evidence.page is 'Page (line of a text, sheet of a workbook); 0 where given by hand';

create table reading (
    document_id integer not null,
    ordinal integer not null,
    form varchar not null,
    title varchar not null,
    fund varchar not null,
    unit_fen bigint not null,
    page integer not null,
    table_number integer not null,
    row_count integer not null,
    figure_count integer not null,
    declared_empty boolean not null,
    note varchar not null
);
comment on table reading is 'One row a table of a document as it was understood; a table over several pages is one';
comment on column reading.ordinal is 'Its place in the document, from 1';
comment on column reading.form is 'Which form it is; empty where it was not recognised';
comment on column reading.title is 'Title as printed; empty where there is none';
comment on column reading.unit_fen is 'What one unit is worth in fen: 元 100, 万元 1000000; 0 where none is stated';
comment on column reading.page is 'Page of its first row (line of a text, sheet of a workbook)';
comment on column reading.table_number is 'Number of the table on that page, from 1';
comment on column reading.row_count is 'Rows of the table';
comment on column reading.figure_count is 'Facts read from it';
comment on column reading.declared_empty is 'Its own note says that it has no data';
comment on column reading.note is 'That note, verbatim; empty where there is none';

create table cell (
    document_id integer not null,
    reading_ordinal integer not null,
    page integer not null,
    table_number integer not null,
    row_number integer not null,
    column_number integer not null,
    row_span integer not null,
    column_span integer not null,
    text varchar not null
);
comment on table cell is 'One row a filled cell of a table whose figures are not facts: an unknown form, 绩效目标';
comment on column cell.reading_ordinal is 'The reading it belongs to';
comment on column cell.page is 'Page of a PDF, line of a text, sheet of a workbook, from 1';
comment on column cell.table_number is 'Number of the table on its page, from 1';
comment on column cell.row_number is 'Row of the table, from 1';
comment on column cell.column_number is 'Column of the table, from 1';
comment on column cell.row_span is 'Rows that it covers, at least 1';
comment on column cell.column_span is 'Columns that it covers, at least 1';
comment on column cell.text is 'What is printed in it';

create table missing_form (
    document_id integer not null,
    form varchar not null
);
comment on table missing_form is 'One row a form that a document of this kind must have and that was not found';

create table fact (
    document_id integer not null,
    ordinal integer not null,
    form varchar not null,
    fiscal_year integer not null,
    stage varchar not null,
    fund varchar not null,
    scheme varchar not null,
    code varchar not null,
    line varchar not null,
    label varchar not null,
    measure varchar not null,
    amount_yuan decimal(18, 2),
    grain_yuan decimal(18, 2),
    presence varchar not null,
    raw varchar not null,
    sentence varchar not null,
    inferred boolean not null,
    page integer not null,
    table_number integer not null,
    row_number integer not null,
    column_number integer not null,
    title varchar not null,
    heading varchar not null,
    box_left double not null,
    box_top double not null,
    box_right double not null,
    box_bottom double not null
);
comment on table fact is 'One row a figure of one cell (or sentence) of one document';
comment on column fact.ordinal is 'Its place among the facts of the document, from 1';
comment on column fact.form is 'The form it stands in';
comment on column fact.fiscal_year is 'Year of the figure: a 上年执行数 column belongs to the year before the document''s';
comment on column fact.stage is 'Stage of the figure, which need not be the document''s';
comment on column fact.fund is 'all, general_public, government_fund, state_capital, fiscal_account, fiscal_appropriation';
comment on column fact.scheme is 'Classification of the code: functional, economic, government_economic; empty without a code';
comment on column fact.code is '3, 5 or 7 digits; empty where the line has none';
comment on column fact.line is 'Id of a known line without a code (expenditure_total, form_total …); else empty';
comment on column fact.label is 'Name of the line as printed, white space removed';
comment on column fact.measure is 'What the figure measures: total, basic, project, amount …';
comment on column fact.amount_yuan is 'Amount in yuan, whatever the table''s unit; null where the cell holds a dash, 无 or a rate';
comment on column fact.grain_yuan is 'Smallest step in which it was printed, in yuan (万元 with two decimals: 100.00); null where there is no amount';
comment on column fact.presence is 'stated: a number, zero included; dash: —; none: 无; percent: a rate, count: a number of things, no money. A blank cell is no fact';
comment on column fact.raw is 'The cell or number as printed';
comment on column fact.sentence is 'The sentence that states it, where no table does; else empty';
comment on column fact.inferred is 'Columns were found by alignment or by character recognition: less certain';
comment on column fact.page is 'Page of a PDF, line of a text, sheet of a workbook, from 1';
comment on column fact.table_number is 'Number of the table on its page, from 1; 0 in a sentence';
comment on column fact.row_number is 'Row of the table, from 1; 0 in a sentence';
comment on column fact.column_number is 'Column of the table, from 1; 0 in a sentence';
comment on column fact.title is 'Title of the table as printed; empty in a sentence';
comment on column fact.heading is 'Heading path of the column, joined with ／; empty in a sentence';
comment on column fact.box_left is 'Left of the cell in points from the top left corner of the page as read; all four 0 where the format has no geometry';
comment on column fact.box_top is 'Top of the cell';
comment on column fact.box_right is 'Right of the cell';
comment on column fact.box_bottom is 'Bottom of the cell';

create table claim (
    document_id integer not null,
    ordinal integer not null,
    subject varchar not null,
    line varchar not null,
    scheme varchar not null,
    code varchar not null,
    measure varchar not null,
    fund varchar not null,
    value_yuan decimal(18, 2),
    value_grain_yuan decimal(18, 2),
    raw varchar not null,
    base_year integer,
    base_stage varchar not null,
    base_yuan decimal(18, 2),
    base_grain_yuan decimal(18, 2),
    change_yuan decimal(18, 2),
    change_grain_yuan decimal(18, 2),
    rate decimal(18, 8),
    direction varchar not null,
    reason varchar not null,
    reason_page integer not null,
    sentence varchar not null,
    page integer not null
);
comment on table claim is 'One row a statement of a sentence: a figure, or its comparison with another year. Never a fact of that other year';
comment on column claim.subject is 'What it speaks of, as printed';
comment on column claim.line is 'Id of the line it speaks of, as fact.line; empty where it is a coded item or unknown';
comment on column claim.value_yuan is 'This year''s figure in yuan; null where the sentence does not say';
comment on column claim.value_grain_yuan is 'Smallest step in which it was stated, in yuan';
comment on column claim.raw is 'This year''s figure as printed, with its unit; empty where there is none';
comment on column claim.base_year is 'Year compared with; null where none is named';
comment on column claim.base_stage is 'Stage compared with; empty where none is named';
comment on column claim.base_yuan is 'Figure of that year as stated; null where the sentence does not say';
comment on column claim.base_grain_yuan is 'Smallest step in which it was stated, in yuan';
comment on column claim.change_yuan is 'Change as stated, negative for a decrease; null where the sentence does not say';
comment on column claim.change_grain_yuan is 'Smallest step in which it was stated, in yuan';
comment on column claim.rate is 'Rate as stated, 0.2148 for 21.48%; null where the sentence does not say';
comment on column claim.direction is 'increase, decrease, unchanged; empty where the sentence compares nothing';
comment on column claim.reason is 'What follows 主要原因是, verbatim; empty where none is given';
comment on column claim.reason_page is 'Page of the reason; 0 where none is given';
comment on column claim.sentence is 'The sentence, verbatim';
comment on column claim.page is 'Page where the sentence''s figure stands (line of a text, sheet of a workbook)';

create table issue (
    document_id integer not null,
    ordinal integer not null,
    code varchar not null,
    page integer not null,
    table_number integer not null,
    row_number integer not null,
    column_number integer not null,
    detail varchar not null
);
comment on table issue is 'One row a defect of a document, found while reading or understanding it; 0 where a part of the place is unknown';
comment on column issue.code is 'Kind of the defect';
comment on column issue.detail is 'The offending text, verbatim';

-- One row a figure of one document that another document of the same organisation, scope, year and stage states
-- differently. Figures printed in different grains differ only beyond half a step of the coarser one.
create view conflict as
with identified as (
    select
        document_id, sha256, organization, scope, fiscal_year, stage,
        count(*) over (partition by organization, scope, fiscal_year, stage) as documents
    from document
    where refused = '' and replaced_at is null
),
counted as (
    select document_id, sha256, organization, scope, fiscal_year, stage
    from identified
    where documents > 1
),
figure as (
    select
        counted.document_id, counted.sha256, counted.organization, counted.scope, counted.fiscal_year, counted.stage,
        fact.ordinal, fact.form, fact.fiscal_year as figure_year, fact.stage as figure_stage, fact.fund, fact.scheme,
        fact.code, fact.line, fact.label, fact.measure,
        case when fact.code <> '' or fact.line not in ('', 'expenditure_class') then '' else fact.label end as wording,
        cast(coalesce(fact.amount_yuan, 0) as decimal(38, 2)) as amount_yuan, coalesce(fact.grain_yuan, 0.01) as grain_yuan
    from fact
    join counted on counted.document_id = fact.document_id
    where fact.presence <> 'percent'
),
comparison as (
    select
        mine.document_id, other.document_id as other_document_id, mine.ordinal,
        min(other.ordinal) as other_ordinal,
        bool_and(
            2 * abs(mine.amount_yuan - other.amount_yuan)
            > case when mine.grain_yuan = other.grain_yuan then 0 else greatest(mine.grain_yuan, other.grain_yuan) end
        ) as differs
    from figure mine
    join figure other
        on other.organization = mine.organization and other.scope = mine.scope
        and other.fiscal_year = mine.fiscal_year and other.stage = mine.stage
        and other.form = mine.form and other.figure_year = mine.figure_year and other.figure_stage = mine.figure_stage
        and other.fund = mine.fund and other.scheme = mine.scheme and other.code = mine.code and other.line = mine.line
        and other.wording = mine.wording and other.measure = mine.measure
        and other.document_id <> mine.document_id
    group by mine.document_id, other.document_id, mine.ordinal
)
select document_id, ordinal, other_document_id, other_ordinal
from comparison
where differs;
comment on view conflict is 'One row a figure that another document of the same organisation, scope, year and stage states differently';
comment on column conflict.document_id is 'The document';
comment on column conflict.ordinal is 'Its fact';
comment on column conflict.other_document_id is 'The other document';
comment on column conflict.other_ordinal is 'The other document''s fact';
