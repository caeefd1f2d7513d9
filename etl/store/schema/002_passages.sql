create table passage (
    document_id integer not null,
    ordinal integer not null,
    paragraph integer not null,
    page integer not null,
    text varchar not null
);
comment on table passage is 'One row a sentence of running text of a document, headings included, tables not';
comment on column passage.ordinal is 'Its place among the sentences of the document, from 1';
comment on column passage.paragraph is 'Which paragraph it is of, from 1';
comment on column passage.page is 'Page where it begins (line of a text, sheet of a workbook)';
comment on column passage.text is 'The sentence without white space, digits narrow, its closing mark kept';
