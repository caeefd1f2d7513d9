package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
)

//go:embed export/*.sql
var exportFiles embed.FS

// Export hands over the rows of one table for another database (documents, evidence, readings, cells, missing_forms,
// facts, claims, passages, issues) of the documents of organisations whose name has the part. Every value is text, empty
// where nothing is known; amounts are yuan. The first column is the document's number in this database, by which the rows
// are ordered. The slice is used again for the next row.
func (s *Store) Export(ctx context.Context, table, organization string, yield func([]string) error) error {
	statement, err := exportFiles.ReadFile("export/" + table + ".sql")
	if err != nil {
		return err
	}
	rows, err := s.db.QueryContext(ctx, string(statement), sql.Named("organization", organization))
	if err != nil {
		return fmt.Errorf("read %s: %w", table, diagnose(err))
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return fmt.Errorf("read %s: %w", table, err)
	}
	values, row := make([]sql.NullString, len(names)), make([]string, len(names))
	targets := make([]any, len(names))
	for i := range values {
		targets[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(targets...); err != nil {
			return fmt.Errorf("read %s: %w", table, err)
		}
		for i, value := range values {
			row[i] = value.String
		}
		if err := yield(row); err != nil {
			return err
		}
	}
	return rows.Err()
}
