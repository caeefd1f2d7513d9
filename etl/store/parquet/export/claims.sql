-- One row: one statement of a sentence (tongbi export), a folder a fiscal year. Amounts are yuan; null: nothing is printed or known.
-- Parameters: $source, the rows as CSV; $target, the folder.
copy (
    from read_csv($source, header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', max_line_size = 16777216, columns = {
        'document_id': 'integer',
        'ordinal': 'integer',
        'document': 'varchar',
        'page': 'integer',
        'organization': 'varchar',
        'scope': 'varchar',
        'fiscal_year': 'integer',
        'stage': 'varchar',
        'subject': 'varchar',
        'line': 'varchar',
        'scheme': 'varchar',
        'code': 'varchar',
        'measure': 'varchar',
        'fund': 'varchar',
        'value_yuan': 'decimal(18, 2)',
        'value_grain_yuan': 'decimal(18, 2)',
        'raw': 'varchar',
        'base_year': 'integer',
        'base_stage': 'varchar',
        'base_yuan': 'decimal(18, 2)',
        'base_grain_yuan': 'decimal(18, 2)',
        'change_yuan': 'decimal(18, 2)',
        'change_grain_yuan': 'decimal(18, 2)',
        'rate': 'decimal(18, 8)',
        'share': 'decimal(18, 8)',
        'completion': 'decimal(18, 8)',
        'direction': 'varchar',
        'reason': 'varchar',
        'reason_page': 'integer',
        'sentence': 'varchar'
    })
) to $target (format parquet, compression zstd, partition_by (fiscal_year))
