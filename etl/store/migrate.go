package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"path"
)

// Application is what a database of this program says of itself.
const Application = "tongbi"

//go:embed schema/*.sql
var schema embed.FS

// steps are the schema's steps in order: 001_documents.sql is the first. A step that was published is never changed;
// what changes comes as a further step.
func steps() []string {
	names, err := fs.Glob(schema, "schema/*.sql")
	if err != nil {
		panic(err) // the pattern is constant
	}
	statements := make([]string, len(names))
	for i, name := range names {
		text, err := schema.ReadFile(path.Clean(name))
		if err != nil {
			panic(err) // embedded
		}
		statements[i] = string(text)
	}
	return statements
}

// migrate applies the steps that the database lacks, all in one transaction.
func migrate(ctx context.Context, db *sql.DB, steps []string) error {
	version, err := schemaVersion(ctx, db)
	if err != nil {
		return err
	}
	if version > len(steps) {
		return newer(version)
	}
	if version == len(steps) {
		return nil
	}
	transaction, err := db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin upgrade: %w", err)
	}
	defer transaction.Rollback()
	for number := version + 1; number <= len(steps); number++ {
		if _, err := transaction.ExecContext(ctx, steps[number-1]); err != nil {
			return fmt.Errorf("apply schema step %d: %w", number, err)
		}
	}
	if err := stamp(ctx, transaction, version, len(steps)); err != nil {
		return fmt.Errorf("note schema version: %w", err)
	}
	if err := transaction.Commit(); err != nil {
		return fmt.Errorf("commit upgrade: %w", err)
	}
	return nil
}

// stamp notes the version that the schema now has.
func stamp(ctx context.Context, transaction *sql.Tx, before, after int) error {
	statement := `update meta set schema_version = $version where application = $application`
	if before == 0 {
		statement = `insert into meta values ($application, $version, cast(now() at time zone 'UTC' as timestamp))`
	}
	_, err := transaction.ExecContext(ctx, statement, sql.Named("application", Application), sql.Named("version", after))
	return err
}

// schemaVersion is the number of the last step applied, 0 for an empty database. A database that holds anything but
// this program's tables is ErrForeign.
func schemaVersion(ctx context.Context, db *sql.DB) (int, error) {
	var columns, marks int
	err := db.QueryRowContext(ctx, `
		select count(*), count(*) filter (table_name = 'meta' and column_name in ('application', 'schema_version'))
		from duckdb_columns()
		where not internal and database_name = current_database()`).Scan(&columns, &marks)
	if err != nil {
		return 0, fmt.Errorf("look at tables: %w", err)
	}
	if columns == 0 {
		return 0, nil
	}
	if marks != 2 {
		return 0, ErrForeign
	}
	var version int
	err = db.QueryRowContext(ctx, `select schema_version from meta where application = $application`,
		sql.Named("application", Application)).Scan(&version)
	if err != nil {
		return 0, fmt.Errorf("%w: %w", ErrForeign, err)
	}
	return version, nil
}

func newer(version int) error {
	return fmt.Errorf("%w: its schema is number %d, this program knows %d", ErrNewer, version, len(steps()))
}
