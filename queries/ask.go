package queries

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"embed"
	"fmt"
	"regexp"
)

//go:embed views/*.sql reports/*.sql
var statements embed.FS

// The views in the order in which they rest on one another: those of documents alone, and those of figures too.
var (
	documentViews = []string{"current_document", "loaded_year", "bound_claim"}
	figureViews   = append(documentViews, "conflicted_year", "measure_order", "view_form", "project", "figure", "line", "form_measure", "pair", "implied")
)

// session is one connection on which the views stand as temporary tables: they belong to this program's version and not
// to the file, a file opened only to be read can have them too, and each is computed once however often it is used.
type session struct{ connection *sql.Conn }

// narrowed keeps the documents of the organisations asked for; all views rest on the documents.
const narrowed = `delete from current_document where not contains(organization, $organization)`

// begin takes a connection of the database and computes views of the organisations whose name contains the text.
func begin(ctx context.Context, db *sql.DB, organization string, views []string) (*session, error) {
	connection, err := db.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("connect: %w", err)
	}
	s := &session{connection}
	if err := s.compute(ctx, organization, views); err != nil {
		s.end()
		return nil, err
	}
	return s, nil
}

func (s *session) compute(ctx context.Context, organization string, views []string) error {
	for _, name := range views {
		if err := s.define(ctx, "table", name); err != nil {
			return err
		}
		if name != "current_document" {
			continue
		}
		if _, err := s.connection.ExecContext(ctx, narrowed, sql.Named("organization", organization)); err != nil {
			return fmt.Errorf("narrow documents: %w", err)
		}
	}
	return nil
}

// end closes the connection for good, so that its tables serve nobody else.
func (s *session) end() {
	s.connection.Raw(func(any) error { return driver.ErrBadConn })
	s.connection.Close()
}

// Free asks a person's own question and hands the rows to use. It may speak of the tables of the store and of the views of
// this package: current_document, figure, line, pair, implied and so on (the head of each file in views says what one row
// is).
func Free(ctx context.Context, db *sql.DB, question string, use func(*sql.Rows) error) error {
	connection, err := db.Conn(ctx)
	if err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	s := &session{connection}
	defer s.end()
	for _, name := range figureViews {
		if err := s.define(ctx, "view", name); err != nil {
			return err
		}
	}
	rows, err := connection.QueryContext(ctx, question)
	if err != nil {
		return fmt.Errorf("ask: %w", err)
	}
	defer rows.Close()
	if err := use(rows); err != nil {
		return err
	}
	return rows.Err()
}

// define makes a temporary view or table of one of the views.
func (s *session) define(ctx context.Context, kind, name string) error {
	query, err := statements.ReadFile("views/" + name + ".sql")
	if err != nil {
		return fmt.Errorf("define %s: %w", name, err)
	}
	if _, err := s.connection.ExecContext(ctx, "create temp "+kind+" "+name+" as\n"+string(query)); err != nil {
		return fmt.Errorf("define %s: %w", name, err)
	}
	return nil
}

// parameter finds the parameters of a statement, comment its comments, which may speak of others.
var (
	parameter = regexp.MustCompile(`\$[a-z_]+`)
	comment   = regexp.MustCompile(`--.*`)
)

// arguments are the values of a report's parameters by name.
type arguments map[string]any

// ask runs a report and hands each row to scan. Exactly the parameters that the report names must be given: the driver
// takes surplus ones without a word.
func (s *session) ask(ctx context.Context, report string, given arguments, scan func(*sql.Rows) error) error {
	statement, err := statements.ReadFile("reports/" + report + ".sql")
	if err != nil {
		return fmt.Errorf("ask %s: %w", report, err)
	}
	named, err := bind(string(statement), given)
	if err != nil {
		return fmt.Errorf("ask %s: %w", report, err)
	}
	rows, err := s.connection.QueryContext(ctx, string(statement), named...)
	if err != nil {
		return fmt.Errorf("ask %s: %w", report, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return fmt.Errorf("read a row of %s: %w", report, err)
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("ask %s: %w", report, err)
	}
	return nil
}

// bind names the arguments for the driver after comparing them with the parameters that the statement has.
func bind(statement string, given arguments) ([]any, error) {
	wanted := map[string]bool{}
	for _, name := range parameter.FindAllString(comment.ReplaceAllString(statement, ""), -1) {
		wanted[name[1:]] = true
	}
	var named []any
	for name, value := range given {
		if !wanted[name] {
			return nil, fmt.Errorf("no parameter $%s", name)
		}
		named = append(named, sql.Named(name, value))
	}
	if len(named) != len(wanted) {
		return nil, fmt.Errorf("%d of %d parameters given", len(named), len(wanted))
	}
	return named, nil
}
