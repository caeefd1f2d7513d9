-- One row: one cell of one table (tongbi extract --cells). Amounts are yuan; null: nothing is printed or known.
-- Parameters: $source, the rows as CSV; $target, the Parquet file.
copy (
    from read_csv($source, header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', max_line_size = 16777216, columns = {
        'document': 'varchar',
        'page': 'integer',
        'table': 'integer',
        'row': 'integer',
        'col': 'integer',
        'row_span': 'integer',
        'col_span': 'integer',
        'text': 'varchar'
    })
) to $target (format parquet, compression zstd)
