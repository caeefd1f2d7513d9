-- cited(…): a figure with its place, as a question carries it.
create temp macro cited(label, fen, year, stage, document, format, page) as
    {'label': label, 'fen': fen, 'year': year, 'stage': stage, 'document': document, 'format': format, 'page': page}
