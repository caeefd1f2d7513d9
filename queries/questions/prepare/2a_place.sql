-- place(document, page, format): where something stands, in the document's own counting.
create temp macro place(document, page, format) as
    document || '第' || page || case format when 'txt' then '行' when 'xlsx' then '张表' else '页' end
