package queries

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tongbi/etl/fact"
)

// everything asks for all series, views and levels.
var everything = arguments{
	"organization": "", "scope": "", "stage": "", "base_stage": "", "view": "", "level": "", "from_year": 0, "to_year": 0,
}

// with gives the arguments of everything that a statement has, some of them changed.
func with(statement string, changed arguments) arguments {
	given := arguments{}
	for name, value := range everything {
		if strings.Contains(comment.ReplaceAllString(statement, ""), "$"+name) {
			given[name] = value
		}
	}
	for name, value := range changed {
		given[name] = value
	}
	return given
}

// TestStatements holds every view and report to what it gives on small tables: testdata/<case>/*.csv in,
// testdata/<case>/<statement>.golden.csv out.
func TestStatements(t *testing.T) {
	covered := map[string]bool{}
	sessions, kept := map[string]*session{}, map[string]*session{}
	for _, folder := range []string{"seed", "several", "textapart", "restated", "projects", "units", "roundings"} {
		db := load(t, submissions(t, filepath.Join("testdata", folder)))
		sessions[folder] = opened(t, db, false)
		if err := Keep(context.Background(), db, nil); err != nil {
			t.Fatal(err)
		}
		kept[folder] = opened(t, db, true)
	}
	for _, c := range []struct {
		folder, statement, as string
		changed               arguments
	}{
		{"seed", "reports/compare_implied", "", nil},
		{"seed", "reports/trend", "", arguments{"view": "total"}},
		{"seed", "reports/statements", "", nil},
		{"several", "reports/counts", "", nil},
		{"seed", "views/implied", "", nil},
		{"textapart", "views/bound_claim", "", nil},
		{"several", "views/current_document", "", nil},
		{"several", "views/loaded_year", "", nil},
		{"several", "views/conflicted_year", "", nil},
		{"several", "views/figure", "", nil},
		{"several", "views/line", "", nil},
		{"several", "views/form_measure", "", nil},
		{"several", "views/pair", "", nil},
		{"several", "views/view_form", "", nil},
		{"several", "views/measure_order", "", nil},
		{"several", "reports/compare", "", nil},
		{"several", "reports/compare", "budget_and_accounts", arguments{"stage": "final_accounts", "base_stage": "initial_budget"}},
		{"several", "reports/trend", "", nil},
		{"several", "reports/figures", "", nil},
		{"several", "reports/conflicts", "", nil},
		{"several", "views/offered_document", "", nil},
		{"several", "views/asked_document", "", nil},
		{"several", "views/document_name", "", nil},
		{"several", "reports/document_name", "", nil},
		{"several", "views/organization_mark", "", nil},
		{"several", "reports/series", "", nil},
		{"several", "reports/status", "", nil},
		{"several", "reports/forms", "", nil},
		{"several", "reports/issues", "", nil},
		{"several", "reports/evidence", "", nil},
		{"several", "reports/passages", "", nil},
		{"several", "reports/uncoded", "", arguments{"organization": "甲局"}},
		{"several", "reports/quoted", "", arguments{"organization": "甲局"}},
		{"roundings", "reports/otherwise", "", arguments{"organization": "甲局"}},
		{"restated", "reports/restatement", "", nil},
		{"seed", "views/asked_form", "", nil},
		{"seed", "views/asked_year", "", nil},
		{"seed", "views/asked_fact", "", nil},
		{"seed", "views/functional_fact", "", nil},
		{"several", "views/document_conflict", "", nil},
		{"units", "reports/composition", "", nil},
		{"units", "reports/unit_lines", "", arguments{"unit": "甲局信息中心", "fiscal_year": 2024, "stage": "initial_budget", "form_name": "支出总表"}},
		{"projects", "views/project", "", nil},
		{"projects", "reports/compare", "", arguments{"view": "project"}},
		{"projects", "reports/trend", "", arguments{"view": "project"}},
	} {
		name := filepath.Base(c.statement)
		if c.as != "" {
			name += "." + c.as
		}
		covered[c.statement] = true
		t.Run(c.folder+"/"+name, func(t *testing.T) {
			golden(t, filepath.Join("testdata", c.folder, name+".golden.csv"), run(t, sessions[c.folder], c.statement, c.changed))
		})
		if slices.Contains([]string{"functional_fact", "asked_fact", "project"}, filepath.Base(c.statement)) {
			continue
		}
		t.Run(c.folder+"/kept/"+name, func(t *testing.T) {
			golden(t, filepath.Join("testdata", c.folder, name+".golden.csv"), run(t, kept[c.folder], c.statement, c.changed))
		})
	}
	covered["reports/kept"], covered["reports/stale_organization"] = true, true // keep_test.go
	for _, pattern := range []string{"views/*.sql", "reports/*.sql"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatal(files, err)
		}
		for _, file := range files {
			if statement := strings.TrimSuffix(file, ".sql"); !covered[statement] {
				t.Errorf("%s has no test", file)
			}
		}
	}
}

// opened is a session for everything, which uses what the file keeps or not.
func opened(t *testing.T, db *sql.DB, kept bool) *session {
	t.Helper()
	s, err := begin(context.Background(), db, "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.end)
	if s.kept != kept {
		t.Fatalf("kept is %v", s.kept)
	}
	if err := s.readFigures(context.Background()); err != nil {
		t.Fatal(err)
	}
	return s
}

// run gives header and rows of a view (ordered by all columns) or a report (in its own order).
func run(t *testing.T, s *session, statement string, changed arguments) [][]string {
	t.Helper()
	query, given := "from "+filepath.Base(statement)+" order by all", []any(nil)
	if s.kept && statement == "views/figure" { // which has the columns of line too
		query = "select * exclude (view_rank, view, form_rank, form_name, whole_line, whole_measure, measure_rank) " + query
	}
	if filepath.Dir(statement) == "reports" {
		content, err := statements.ReadFile(statement + ".sql")
		if err != nil {
			t.Fatal(err)
		}
		query = string(content)
		if given, err = bind(query, with(query, changed)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.need(context.Background(), query); err != nil {
		t.Fatal(err)
	}
	rows, err := s.connection.QueryContext(context.Background(), query, given...)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	table := [][]string{columns}
	for rows.Next() {
		values, targets := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			targets[i] = &values[i]
		}
		if err := rows.Scan(targets...); err != nil {
			t.Fatal(err)
		}
		row := make([]string, len(columns))
		for i, value := range values {
			row[i] = printed(t, s, columns[i], value)
		}
		table = append(table, row)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return withWholes(s, table)
}

// withWholes adds to the rows of a report that names what its lines are a part of how much that is, in each year of the row.
func withWholes(s *session, table [][]string) [][]string {
	at := map[string]int{}
	for i, column := range table[0] {
		at[column] = i
	}
	if at["form"] == 0 || at["whole_line"] == 0 || at["form_rank"] != 0 { // the view line is no report
		return table
	}
	for _, side := range []string{"", "from_", "to_"} {
		year, stage := "fiscal_year", "stage"
		if side != "" {
			year, stage = side+"year", side+"stage"
		}
		if at[year] == 0 {
			continue
		}
		table[0] = append(table[0], side+"whole_fen")
		for i, row := range table[1:] {
			number, _ := strconv.Atoi(row[at[year]])
			of := yearKey{row[0], fact.Scope(row[1]), fact.Year(number), fact.Stage(row[at[stage]])}
			line := sql.NullString{String: row[at["whole_line"]], Valid: row[at["whole_line"]] != "null"}
			whole := "null"
			if amount := s.wholeOf(of, row[at["form"]], fact.Fund(row[at["fund"]]), line, sql.NullString{String: row[at["whole_measure"]]}); amount != nil {
				whole = strconv.FormatInt(int64(*amount), 10)
			}
			table[i+1] = append(row, whole)
		}
	}
	return table
}

// printed is a value as the golden files show it: null apart from the empty text, a figure of a report or a sentence with its place.
func printed(t *testing.T, s *session, column string, value any) string {
	if value == nil {
		return "null"
	}
	figure := new(Figure)
	switch text := fmt.Sprint(value); {
	case strings.HasSuffix(column, "_figure") && !strings.HasPrefix(text, "{"):
		number, err := strconv.ParseInt(text, 10, 64)
		if err == nil {
			figure, err = s.tableFigure(sql.NullInt64{Int64: number, Valid: true})
		}
		if err != nil {
			t.Fatal(err)
		}
	case strings.HasPrefix(text, "{"), strings.HasPrefix(text, "map["):
		if structure, is := value.(map[string]any); is {
			content, err := json.Marshal(structure)
			if err != nil {
				t.Fatal(err)
			}
			text = string(content)
		}
		var err error
		if figure, err = s.figureIn(sql.NullString{String: text, Valid: true}); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
	default:
		return text
	}
	text := fmt.Sprintf("%s %s %s（%s）", figure.Presence, figure.Amount, figure.Raw, figure.Place())
	if figure.Implied {
		text += " implied"
	}
	return text
}

func TestEveryStatementTellsWhatItsRowsAre(t *testing.T) {
	for _, pattern := range []string{"views/*.sql", "reports/*.sql"} {
		files, _ := filepath.Glob(pattern)
		for _, file := range files {
			content, err := statements.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			text := string(content)
			if !strings.HasPrefix(text, "-- One row: ") {
				t.Errorf("%s does not begin with what one row is", file)
			}
			for _, name := range parameter.FindAllString(comment.ReplaceAllString(text, ""), -1) {
				if !strings.Contains(text[:strings.Index(text, "\nwith")+1], name) && !strings.Contains(text, "as compare.sql") &&
					!strings.Contains(text[:strings.Index(text, "\nselect")+1], name) {
					t.Errorf("%s does not explain %s", file, name)
				}
			}
		}
	}
}

func TestAskRefusesParametersThatTheDriverWouldSwallow(t *testing.T) {
	db := load(t, nil)
	s, err := begin(context.Background(), db, "")
	if err != nil {
		t.Fatal(err)
	}
	defer s.end()
	none := func(*sql.Rows) error { return nil }
	for _, given := range []arguments{nil, {"organization": "", "scope": ""}, {"organization": "", "scope": "", "stage": "", "levl": ""}} {
		if err := s.ask(context.Background(), "series", given, none); err == nil {
			t.Errorf("series took %v", given)
		}
	}
	if err := s.ask(context.Background(), "nothing", nil, none); err == nil {
		t.Error("a report that does not exist was run")
	}
}
