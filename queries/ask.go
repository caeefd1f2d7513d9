package queries

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"tongbi/etl/fact"
)

//go:embed views/*.sql reports/*.sql keep/*.sql kept/*.sql
var statements embed.FS

// documentViews are what a rule of checks or questions may speak of, beside the tables that are prepared for it.
var documentViews = []string{"current_document", "loaded_year", "bound_claim"}

// session is one connection on which the views stand as temporary tables: they belong to this program's version and not
// to the file, a file opened only to be read can have them too, and each is worked out once however often it is used, when the first
// statement speaks of it.
type session struct {
	connection *sql.Conn
	asked      extent
	lazily     bool                  // views are worked out whenever they are used, and not before
	kept       bool                  // the file keeps what is asked for (keep.go)
	defined    map[string]bool       // the views that stand
	guarded    map[string]bool       // what the guards told so far: whether a view has any row
	names      map[int64]string      // by document, of those that are not shown by their base name
	figures    map[int64]*Figure     // of the view figure, by number; nil before the first is asked for
	wholes     map[wholeKey]fact.Fen // those of them that lines may be a part of
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

// years are the first and the last year asked for.
func (e extent) years() (first, last fact.Year) {
	if first, last = e.from, e.to; last == 0 {
		last = 9999
	}
	return first, last
}

// codes reports whether a view that is asked for has lines with codes.
func (e extent) codes() bool {
	return slices.Contains([]string{"", ByFunction, ByEconomic, ByProject}, e.view)
}

// kind is what one of the views is made as: worked out once, unless it is small or nearly all of the database and would be copied;
// or without rows, where the views that are asked for have none of it.
func (s *session) kind(name string) string {
	if s.lazily {
		return "view"
	}
	switch name {
	case "measure_order", "view_form", "asked_form", "asked_year", "organization_mark", "offered_document", "asked_document":
		return "view"
	case "asked_fact", "functional_fact":
		if s.asked.organization == "" && s.asked.organizations == nil {
			return "view"
		}
	case "line":
		if s.kept {
			return "view"
		}
	case "project":
		if s.asked.view != "" && s.asked.view != ByProject {
			return "empty"
		}
	}
	return "table"
}

// tellAsked makes what a session is for the variable asked: a constant for the statements. organizations is null where all are; work is
// the mark of what works it out (keep.go).
const tellAsked = `
	set variable asked = struct_pack(
		organization := cast($organization as varchar), organizations := cast(cast($organizations as json) as varchar[]),
		first_year := cast($first_year as integer), last_year := cast($last_year as integer), exact := cast($exact as boolean),
		view := cast($view as varchar), codes := cast($codes as boolean), work := cast($work as varchar)
	)`

// tellForms makes the forms asked for a constant too (views/asked_fact.sql).
const tellForms = "set variable asked_forms = (select list(form order by form) from asked_form)"

// begin takes a connection of the database for questions about organisations whose name contains the text.
func begin(ctx context.Context, db *sql.DB, organization string) (*session, error) {
	return beginFor(ctx, db, extent{organization: organization})
}

// beginFor takes a connection of the database for questions about what is asked for.
func beginFor(ctx context.Context, db *sql.DB, wanted extent) (*session, error) {
	connection, err := db.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("connect: %w", err)
	}
	s := &session{connection: connection, asked: wanted, defined: map[string]bool{}, guarded: map[string]bool{}, names: map[int64]string{}}
	for _, step := range []func(context.Context) error{s.tell, s.lookForKept, s.learnNames} {
		if err := step(ctx); err != nil {
			s.end()
			return nil, err
		}
	}
	return s, nil
}

// tell makes what is asked for a variable of the connection.
func (s *session) tell(ctx context.Context) error {
	organizations, err := json.Marshal(s.asked.organizations)
	if err != nil {
		return fmt.Errorf("tell what is asked: %w", err)
	}
	first, last := s.asked.years()
	_, err = s.connection.ExecContext(ctx, tellAsked,
		sql.Named("organization", s.asked.organization), sql.Named("organizations", string(organizations)),
		sql.Named("first_year", int(first)), sql.Named("last_year", int(last)), sql.Named("exact", s.asked.exact),
		sql.Named("view", s.asked.view), sql.Named("codes", s.asked.codes()), sql.Named("work", work()))
	if err != nil {
		return fmt.Errorf("tell what is asked: %w", err)
	}
	return nil
}

// learnNames looks up the documents that are not shown by their base name.
func (s *session) learnNames(ctx context.Context) error {
	if none, err := s.none(ctx, "document_name"); none || err != nil {
		return err
	}
	return s.ask(ctx, "document_name", nil, func(rows *sql.Rows) error {
		var number int64
		var name string
		err := rows.Scan(&number, &name)
		s.names[number] = name
		return err
	})
}

// need makes the views that a statement speaks of, and those that they rest on in turn.
func (s *session) need(ctx context.Context, statement string) error {
	for _, found := range source.FindAllStringSubmatch(comment.ReplaceAllString(statement, ""), -1) {
		if err := s.stand(ctx, found[1]); err != nil {
			return err
		}
	}
	return nil
}

// stand makes a view, unless it stands already or the name is none of a view.
func (s *session) stand(ctx context.Context, name string) error {
	query, is := s.text(name)
	if !is || s.defined[name] {
		return nil
	}
	s.defined[name] = true
	if err := s.need(ctx, query); err != nil {
		return err
	}
	kind := s.kind(name)
	if kind == "table" {
		none, err := s.none(ctx, name)
		if err != nil {
			return err
		}
		if none {
			kind = "empty"
		}
	}
	return s.define(ctx, kind, name, query)
}

// text is the statement of a view: of the one that reads what the file keeps, where the session uses that.
func (s *session) text(name string) (string, bool) {
	folders := []string{"views/"}
	if s.kept {
		folders = []string{"kept/", "views/"}
	}
	for _, folder := range folders {
		if query, err := statements.ReadFile(folder + name + ".sql"); err == nil {
			return string(query), true
		}
	}
	return "", false
}

// guards tell whether a view has any row, cheaply: where not, it is not worked out. guardedBy are views that have none where another
// one has none.
var guards = map[string]string{
	"document_name": `
		select exists (
			select 1
			from offered_document
			where file_name in (select file_name from asked_document)
			group by file_name
			having count(*) > 1
		)`,
	"document_conflict": `
		select exists (
			select 1 from current_document where refused = '' group by organization, scope, fiscal_year, stage having count(*) > 1
		)`,
	"conflicted_year": "select exists (from document_conflict)",
	"functional_fact": "select exists (from claim where document_id in (select document_id from current_document)) or getvariable('asked').view in ('', 'project')",
	"bound_claim":     "select exists (from claim where document_id in (select document_id from current_document))",
}

var guardedBy = map[string]string{"conflicted_year": "document_conflict", "implied": "bound_claim"}

// none tells whether a view certainly has no row.
func (s *session) none(ctx context.Context, name string) (bool, error) {
	if base := guardedBy[name]; base != "" {
		if none, err := s.none(ctx, base); none || err != nil {
			return none, err
		}
	}
	guard := guards[name]
	if guard == "" {
		return false, nil
	}
	if has, known := s.guarded[name]; known {
		return !has, nil
	}
	if err := s.need(ctx, guard); err != nil {
		return false, err
	}
	var has bool
	if err := s.connection.QueryRowContext(ctx, guard).Scan(&has); err != nil {
		return false, fmt.Errorf("guard %s: %w", name, err)
	}
	s.guarded[name] = has
	return !has, nil
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
	s := &session{connection: connection, lazily: true, defined: map[string]bool{}}
	defer s.end()
	for _, step := range []func(context.Context) error{s.tell, s.standAll} {
		if err := step(ctx); err != nil {
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

// standAll makes every view.
func (s *session) standAll(ctx context.Context) error {
	files, err := fs.Glob(statements, "views/*.sql")
	if err != nil {
		return fmt.Errorf("list views: %w", err)
	}
	for _, file := range files {
		if err := s.stand(ctx, strings.TrimSuffix(strings.TrimPrefix(file, "views/"), ".sql")); err != nil {
			return err
		}
	}
	return nil
}

// define makes a temporary view or table of one of the views; one that is empty is not worked out.
func (s *session) define(ctx context.Context, kind, name, query string) error {
	statement := "create temp " + kind + " " + name + " as\n" + query
	if kind == "empty" {
		statement = "create temp view " + name + " as\n" + query + "limit 0"
	}
	if _, err := s.connection.ExecContext(ctx, statement); err != nil {
		return fmt.Errorf("define %s: %w", name, err)
	}
	if name == "asked_form" {
		if _, err := s.connection.ExecContext(ctx, tellForms); err != nil {
			return fmt.Errorf("tell the forms asked for: %w", err)
		}
	}
	return nil
}

// parameter finds the parameters of a statement, source the tables and views that it reads, comment its comments, which may speak of
// others.
var (
	source    = regexp.MustCompile(`(?:from|join)\s+([a-z_]+)`)
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
	if err := s.need(ctx, string(statement)); err != nil {
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
