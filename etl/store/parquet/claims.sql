-- One row: one statement of a sentence (tongbi extract --claims). Amounts are yuan; null: nothing is printed or known.
-- Parameters: $source, the rows as CSV; $target, the Parquet file.
copy (
    from read_csv($source, header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', max_line_size = 16777216, columns = {
        'document': 'varchar',
        'page': 'integer',
        'subject': 'varchar',
        'code': 'varchar',
        'measure': 'varchar',
        'value_yuan': 'decimal(18, 2)',
        'base_year': 'integer',
        'base_stage': 'varchar',
        'base_yuan': 'decimal(18, 2)',
        'change_yuan': 'decimal(18, 2)',
        'rate': 'decimal(18, 4)',
        'direction': 'varchar',
        'reason': 'varchar',
        'sentence': 'varchar',
        'share': 'decimal(18, 4)',
        'completion': 'decimal(18, 4)'
    })
) to $target (format parquet, compression zstd)
