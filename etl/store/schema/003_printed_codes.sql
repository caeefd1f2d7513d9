alter table fact add column code_printed varchar default '';
comment on column fact.code_printed is 'The code as printed, levels apart, where its leading zeros are missing; else empty';
