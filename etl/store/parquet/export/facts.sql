-- One row: one figure of one cell or sentence (tongbi export), a folder a fiscal year. Amounts are yuan; null: nothing is printed or known.
-- Parameters: $source, the rows as CSV; $target, the folder.
copy (
    from read_csv($source, header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', max_line_size = 16777216, columns = {
        'document_id': 'integer',
        'ordinal': 'integer',
        'document': 'varchar',
        'page': 'integer',
        'table': 'integer',
        'row': 'integer',
        'col': 'integer',
        'form': 'varchar',
        'organization': 'varchar',
        'scope': 'varchar',
        'fiscal_year': 'integer',
        'stage': 'varchar',
        'fund': 'varchar',
        'scheme': 'varchar',
        'code': 'varchar',
        'code_printed': 'varchar',
        'line': 'varchar',
        'label': 'varchar',
        'measure': 'varchar',
        'amount_yuan': 'decimal(18, 2)',
        'grain_yuan': 'decimal(18, 2)',
        'presence': 'varchar',
        'raw': 'varchar',
        'sentence': 'varchar',
        'inferred': 'boolean',
        'title': 'varchar',
        'heading': 'varchar',
        'box_left': 'double',
        'box_top': 'double',
        'box_right': 'double',
        'box_bottom': 'double'
    })
) to $target (format parquet, compression zstd, partition_by (fiscal_year))
