alter table claim add column share decimal(18, 8);
alter table claim add column completion decimal(18, 8);
comment on column claim.share is 'What part of a whole the sentence says that its figure is (占…的x%), 0.7165 for 71.65%; null where it does not say';
comment on column claim.completion is 'How much of the budget the sentence says was carried out (完成预算的x%), 0.9820 for 98.20%; null where it does not say';
