package queries

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"io/fs"
	"slices"
	"sync"
)

// What the views figure, line, implied and bound_claim work out of the documents of an organisation is kept in the file, in the
// schema kept, so that no question works it out again. It is used only where it is of the very documents that count and of this
// very program's views; else the views are worked out as ever. Nothing else rests on it: it may be dropped at any time.

// keeping are the tables that are kept: keep/<table>.sql is what is stored in each, kept/<view>.sql reads it again.
var keeping = []string{"bound_claim", "figure", "uncoded_figure", "implied", "organization"}

// newKept makes room for what is kept: one row of kept.organization is an organisation whose figures are there.
const newKept = `
	create schema kept;
	create table kept.organization (organization varchar not null, mark ubigint not null, work varchar not null);
	comment on table kept.organization is 'One row an organisation whose figures are kept ready: of which documents (mark) and by which views (work). The schema may be dropped with all its tables: they come again with the next load'`

// work is the mark of all that a figure's way from the facts to the kept tables depends on in this program.
var work = sync.OnceValue(func() string {
	sum := sha256.New()
	for _, folder := range []string{"views", "keep"} {
		files, err := fs.Glob(statements, folder+"/*.sql")
		if err != nil {
			panic(err) // the pattern is constant
		}
		for _, file := range files {
			text, err := statements.ReadFile(file)
			if err != nil {
				panic(err) // embedded
			}
			fmt.Fprintf(sum, "%s %d\n%s", file, len(text), text)
		}
	}
	return hex.EncodeToString(sum.Sum(nil))
})

// Keep works out the figures of the organisations whose documents came, went or were replaced since the last time, and keeps them in
// the file. Each few organisations are one transaction: where it is broken off, the others are worked out when they are asked for.
// watch is told of each organisation that is done.
func Keep(ctx context.Context, db *sql.DB, watch Watch) error {
	stale, err := staleOrganizations(ctx, db)
	if err != nil {
		return err
	}
	for organizations := range slices.Chunk(stale, together) {
		if err := keep(ctx, db, organizations); err != nil {
			return fmt.Errorf("keep the figures of %s and %d more: %w", organizations[0], len(organizations)-1, err)
		}
		for _, organization := range organizations {
			watch.tell(organization, len(stale))
		}
	}
	return nil
}

// Watch is told what of long work is done, and how much there is in all. Nil is told nothing.
type Watch func(name string, total int)

func (w Watch) tell(name string, total int) {
	if w != nil {
		w(name, total)
	}
}

// staleOrganizations are those of which the file keeps nothing, or what is no longer so. What another version of the program kept
// is thrown away.
func staleOrganizations(ctx context.Context, db *sql.DB) ([]string, error) {
	s, err := beginFor(ctx, db, extent{anew: true})
	if err != nil {
		return nil, err
	}
	defer s.end()
	if s.keeps(ctx) {
		var foreign bool
		row := s.connection.QueryRowContext(ctx, "select exists (from kept.organization where work <> getvariable('asked').work)")
		if err := row.Scan(&foreign); err != nil || foreign {
			if _, err := s.connection.ExecContext(ctx, "drop schema kept cascade"); err != nil {
				return nil, fmt.Errorf("forget what another version kept: %w", err)
			}
		}
	}
	if !s.keeps(ctx) {
		if _, err := s.connection.ExecContext(ctx, newKept); err != nil {
			return nil, fmt.Errorf("make room for what is kept: %w", err)
		}
	}
	var stale []string
	err = s.ask(ctx, "stale_organization", nil, func(rows *sql.Rows) error {
		var organization string
		err := rows.Scan(&organization)
		stale = append(stale, organization)
		return err
	})
	return stale, err
}

// keep works out some organisations anew and stores them in place of what is kept of them.
func keep(ctx context.Context, db *sql.DB, organizations []string) error {
	s, err := beginFor(ctx, db, extent{organizations: organizations, anew: true})
	if err != nil {
		return err
	}
	defer s.end()
	transaction, err := s.connection.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer transaction.Rollback()
	for _, table := range keeping {
		rows, err := statements.ReadFile("keep/" + table + ".sql")
		if err != nil {
			return err
		}
		if err := s.need(ctx, string(rows)); err != nil {
			return err
		}
		for _, statement := range []string{
			"create table if not exists kept." + table + " as from (" + string(rows) + ") limit 0",
			"delete from kept." + table + " where list_contains(getvariable('asked').organizations, organization)",
			"insert into kept." + table + " by name " + string(rows),
		} {
			if _, err := transaction.ExecContext(ctx, statement); err != nil {
				return fmt.Errorf("%s: %w", table, err)
			}
		}
	}
	return transaction.Commit()
}

// keeps tells whether the file has room for what is kept.
func (s *session) keeps(ctx context.Context) bool {
	var has bool
	row := s.connection.QueryRowContext(ctx, "select exists (from duckdb_schemas() where schema_name = 'kept' and database_name = current_database())")
	return row.Scan(&has) == nil && has
}

// lookForKept finds out whether the file keeps all that is asked for, of the documents that count and of this program's views.
func (s *session) lookForKept(ctx context.Context) error {
	if s.asked.anew || !s.keeps(ctx) {
		return nil
	}
	return s.ask(ctx, "kept", nil, func(rows *sql.Rows) error { return rows.Scan(&s.kept) })
}
