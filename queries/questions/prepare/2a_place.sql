-- place(document, page, format): where something stands, in the document's own counting.
create temp macro place(document, page, format) as
    document || place_on(format, page)
