package queries

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"tongbi/etl/fact"
)

//go:embed views/*.sql reports/*.sql keep/*.sql kept/*.sql
var statements embed.FS

// The views in the order in which they rest on one another: those of documents alone, those of sentences, and those of figures
// too.
var (
	documentViews = []string{"asked", "asked_year", "document_name", "current_document", "organization_mark", "functional_fact", "loaded_year", "bound_claim"}
	claimViews    = append(documentViews, "document_conflict", "conflicted_year")
	figureViews   = append(claimViews, "measure_order", "view_form", "asked_form", "asked_fact", "project", "figure", "line", "form_measure", "pair", "implied")
)

// session is one connection on which the views stand as temporary tables: they belong to this program's version and not
// to the file, a file opened only to be read can have them too, and each is computed once however often it is used.
type session struct {
	connection *sql.Conn
	kept       bool                  // the file keeps what is asked for (keep.go)
	empty      map[string]bool       // views that were not computed, since they have no row
	names      map[int64]string      // by document, of those that are not shown by their base name
	figures    map[int64]*Figure     // of the view figure, by number; nil before the first is asked for
	wholes     map[wholeKey]fact.Fen // nil before the first is asked for
	conflicts  map[yearKey]string    // nil before the first is asked for
}

// extent says what a session is for; zero fields mean all. The views leave out what is not asked for before they compute.
type extent struct {
	organization  string   // part of a name
	organizations []string // names
	from, to      fact.Year
	exact         bool   // the two years alone, not those between them
	view          string // one of Views
	anew          bool   // whatever the file keeps
}

// kind is what one of the views is made as: computed once, unless it is nearly all of the database and would be copied; or
// without rows, where the views that are asked for have none of it.
func (e extent) kind(name string) string {
	switch {
	case (name == "asked_fact" || name == "functional_fact") && e.organization == "" && e.organizations == nil:
		return "view"
	case name == "project" && e.view != "" && e.view != ByProject:
		return "empty table"
	}
	return "table"
}

// narrowAsked writes into the view asked what the session is for.
const narrowAsked = `
	update asked
	set organization = $organization, organizations = $organizations, from_year = $from_year, to_year = $to_year, exact = $exact, view = $view`

// begin takes a connection of the database and computes views of the organisations whose name contains the text.
func begin(ctx context.Context, db *sql.DB, organization string, views []string) (*session, error) {
	return beginFor(ctx, db, extent{organization: organization}, views)
}

// beginFor takes a connection of the database and computes the views of what is asked for.
func beginFor(ctx context.Context, db *sql.DB, wanted extent, views []string) (*session, error) {
	connection, err := db.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("connect: %w", err)
	}
	s := &session{connection: connection, empty: map[string]bool{}, names: map[int64]string{}}
	if err := errors.Join(s.compute(ctx, wanted, views), s.learnNames(ctx)); err != nil {
		s.end()
		return nil, err
	}
	return s, nil
}

// learnNames looks up the documents that are not shown by their base name.
func (s *session) learnNames(ctx context.Context) error {
	if s.empty["document_name"] {
		return nil
	}
	return s.ask(ctx, "document_name", nil, func(rows *sql.Rows) error {
		var number int64
		var name string
		err := rows.Scan(&number, &name)
		s.names[number] = name
		return err
	})
}

func (s *session) compute(ctx context.Context, wanted extent, views []string) error {
	for _, name := range views {
		if s.kept && slices.Contains(working, name) {
			continue
		}
		kind := wanted.kind(name)
		if s.kept && name == "line" {
			kind = "view"
		}
		if guard := guards[name]; kind == "table" && guard != "" {
			var needed bool
			if err := s.connection.QueryRowContext(ctx, guard).Scan(&needed); err != nil {
				return fmt.Errorf("guard %s: %w", name, err)
			}
			if !needed {
				kind = "empty table"
			}
		}
		if err := s.define(ctx, kind, name); err != nil {
			return err
		}
		s.empty[name] = kind == "empty table"
		switch name {
		case "organization_mark":
			var err error
			if s.kept, err = s.fresh(ctx); err != nil {
				return err
			}
			s.kept = s.kept && !wanted.anew
		case "asked":
			if err := s.narrow(ctx, wanted); err != nil {
				return err
			}
		case "asked_form":
			if _, err := s.connection.ExecContext(ctx, pin); err != nil {
				return fmt.Errorf("narrow: %w", err)
			}
		}
	}
	return nil
}

func (s *session) narrow(ctx context.Context, wanted extent) error {
	organizations := []byte("[]")
	if wanted.organizations != nil {
		var err error
		if organizations, err = json.Marshal(wanted.organizations); err != nil {
			return fmt.Errorf("narrow: %w", err)
		}
	}
	_, err := s.connection.ExecContext(ctx, narrowAsked,
		sql.Named("organization", wanted.organization), sql.Named("organizations", string(organizations)), sql.Named("from_year", int(wanted.from)), sql.Named("to_year", int(wanted.to)),
		sql.Named("exact", wanted.exact), sql.Named("view", wanted.view))
	if err != nil {
		return fmt.Errorf("narrow: %w", err)
	}
	return nil
}

// pin turns what is asked for into a constant (views/asked_fact.sql).
const pin = `
	set variable asked = (
		select struct_pack(
			forms := (select list(form order by form) from asked_form),
			first_year := (select min(fiscal_year) from asked_year), last_year := (select max(fiscal_year) from asked_year),
			codes := (select view in ('', 'function', 'economic', 'project') from asked)
		)
	)`

// guards tell whether a view has any row, cheaply: where not, it is not computed.
var guards = map[string]string{
	"document_name": "select exists (select 1 from document where replaced_at is null group by name having count(*) > 1)",
	"document_conflict": `
		select exists (
			select 1 from current_document where refused = '' group by organization, scope, fiscal_year, stage having count(*) > 1
		)`,
	"conflicted_year": "select exists (from document_conflict)",
	"bound_claim":     "select exists (from claim where document_id in (select document_id from current_document))",
	"functional_fact": "select exists (from claim where document_id in (select document_id from current_document)) or (select view in ('', 'project') from asked)",
	"implied":         "select exists (from claim where document_id in (select document_id from current_document))",
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
	s := &session{connection: connection}
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

// define makes a temporary view or table of one of the views, or a table with its columns and no row.
func (s *session) define(ctx context.Context, kind, name string) error {
	folder := "views/"
	if s.kept {
		if _, err := fs.Stat(statements, "kept/"+name+".sql"); err == nil {
			folder = "kept/"
		}
	}
	query, err := statements.ReadFile(folder + name + ".sql")
	if err != nil {
		return fmt.Errorf("define %s: %w", name, err)
	}
	kind, empty := strings.CutPrefix(kind, "empty ")
	statement := "create temp " + kind + " " + name + " as\n" + string(query)
	if empty {
		statement += "limit 0"
	}
	if _, err := s.connection.ExecContext(ctx, statement); err != nil {
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
