-- One row: one version of a document (tongbi export), a folder a fiscal year. Amounts are yuan; null: nothing is printed or known.
-- Parameters: $source, the rows as CSV; $target, the folder.
copy (
    from read_csv($source, header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', max_line_size = 16777216, columns = {
        'document_id': 'integer',
        'sha256': 'varchar',
        'document': 'varchar',
        'path': 'varchar',
        'format': 'varchar',
        'pages': 'integer',
        'organization': 'varchar',
        'scope': 'varchar',
        'fiscal_year': 'integer',
        'stage': 'varchar',
        'self_test': 'varchar',
        'refused': 'varchar',
        'replaced_by': 'varchar'
    })
) to $target (format parquet, compression zstd, partition_by (fiscal_year))
