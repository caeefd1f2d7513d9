-- One row: one figure of one cell or sentence (tongbi extract). Amounts are yuan; null: nothing is printed or known.
-- Parameters: $source, the rows as CSV; $target, the Parquet file.
copy (
    from read_csv($source, header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', max_line_size = 16777216, columns = {
        'document': 'varchar',
        'page': 'integer',
        'table': 'integer',
        'row': 'integer',
        'form': 'varchar',
        'organization': 'varchar',
        'scope': 'varchar',
        'fiscal_year': 'integer',
        'stage': 'varchar',
        'fund': 'varchar',
        'code': 'varchar',
        'label': 'varchar',
        'measure': 'varchar',
        'amount_yuan': 'decimal(18, 2)',
        'raw': 'varchar',
        'scheme': 'varchar',
        'line': 'varchar',
        'col': 'integer',
        'title': 'varchar',
        'heading': 'varchar',
        'presence': 'varchar',
        'inferred': 'boolean'
    })
) to $target (format parquet, compression zstd)
