-- place_on(format, page): a place within a document.
create temp macro place_on(format, page) as '第' || page || case format when 'txt' then '行' when 'xlsx' then '张表' else '页' end
