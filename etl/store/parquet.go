package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"

	duckdb "github.com/duckdb/duckdb-go/v2"
)

//go:embed parquet/*.sql parquet/export/*.sql
var parquetFiles embed.FS

// WriteParquet turns rows that were written as CSV with a header into a Parquet file of typed columns: kind names the
// rows (facts, cells or claims) and so the statement in parquet/. The kinds of an export (export/facts …) make a folder
// with a file a fiscal year. It needs no database of disclosures, and the same rows give the same bytes.
func WriteParquet(ctx context.Context, kind, source, target string) error {
	statement, err := parquetFiles.ReadFile("parquet/" + kind + ".sql")
	if err != nil {
		return err
	}
	connector, err := duckdb.NewConnector("?autoinstall_known_extensions=false&autoload_known_extensions=false&threads=1", nil)
	if err != nil {
		return fmt.Errorf("start database: %w", err)
	}
	defer connector.Close()
	db := sql.OpenDB(connector)
	defer db.Close()
	if _, err := db.ExecContext(ctx, string(statement), sql.Named("source", source), sql.Named("target", target)); err != nil {
		return fmt.Errorf("write parquet: %w", diagnose(err))
	}
	return nil
}
