-- cited(…): a figure with its place, as a question carries it. raw: as printed; cell: table, row, column, title, heading and box
-- of its cell; both only where it comes from a table.
create temp macro cited(label, fen, year, stage, document, format, page, raw := '', cell := null) as
    {
        'label': label, 'fen': fen, 'year': year, 'stage': stage, 'document': document, 'format': format, 'page': page, 'raw': raw,
        'cell': cell
    }
