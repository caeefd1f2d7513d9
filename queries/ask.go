package queries

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"regexp"
)

//go:embed views/*.sql reports/*.sql
var statements embed.FS

// views in the order in which they rest on one another.
var views = []string{
	"measures", "current_document", "loaded_year", "conflicted_year", "figure", "view_form", "line", "form_measure", "pair", "implied",
}

// session is one connection on which the views are defined. Views are temporary: they belong to this program's version
// and not to the file, and a file opened only to be read can have them too.
type session struct{ connection *sql.Conn }

// begin takes a connection of the database and defines the views on it.
func begin(ctx context.Context, db *sql.DB) (*session, error) {
	connection, err := db.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("connect: %w", err)
	}
	if err := Define(ctx, connection); err != nil {
		connection.Close()
		return nil, err
	}
	return &session{connection}, nil
}

func (s *session) end() { s.connection.Close() }

// Define defines the views of this package on a connection, for whoever asks questions of their own: current_document,
// figure, line, pair, implied and so on. The head of each file in views says what one row is.
func Define(ctx context.Context, connection *sql.Conn) error {
	for _, name := range views {
		statement, err := statements.ReadFile("views/" + name + ".sql")
		if err != nil {
			return fmt.Errorf("define view %s: %w", name, err)
		}
		if _, err := connection.ExecContext(ctx, string(statement)); err != nil {
			return fmt.Errorf("define view %s: %w", name, err)
		}
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
