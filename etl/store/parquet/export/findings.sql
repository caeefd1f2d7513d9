-- One row: one thing that does not add up (tongbi export), a folder a fiscal year. Amounts are yuan; null: nothing is printed or known.
-- Parameters: $source, the rows as CSV; $target, the folder.
copy (
    from read_csv($source, header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', max_line_size = 16777216, columns = {
        'ordinal': 'integer',
        'document_id': 'integer',
        'rule': 'varchar',
        'severity': 'varchar',
        'organization': 'varchar',
        'scope': 'varchar',
        'fiscal_year': 'integer',
        'stage': 'varchar',
        'document': 'varchar',
        'page': 'integer',
        'subject': 'varchar',
        'stated': 'varchar',
        'expected': 'varchar',
        'message': 'varchar',
        'detail': 'varchar'
    })
) to $target (format parquet, compression zstd, partition_by (fiscal_year))
