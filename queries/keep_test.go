package queries

import (
	"context"
	"database/sql"
	"fmt"
	"reflect"
	"testing"

	"tongbi/etl/fact"
	"tongbi/etl/store"
)

// staleIn is how many organisations of a database have to be worked out anew.
func staleIn(t *testing.T, db *sql.DB) int {
	t.Helper()
	stale, err := staleOrganizations(context.Background(), db)
	if err != nil {
		t.Fatal(err)
	}
	return len(stale)
}

func mustKeep(t *testing.T, db *sql.DB) {
	t.Helper()
	if err := Keep(context.Background(), db, nil); err != nil {
		t.Fatal(err)
	}
}

// keptOf tells whether a session for an organisation uses what the file keeps.
func keptOf(t *testing.T, db *sql.DB, organization string) bool {
	t.Helper()
	s, err := begin(context.Background(), db, organization)
	if err != nil {
		t.Fatal(err)
	}
	defer s.end()
	return s.kept
}

func TestWhatIsKeptIsUsedOnlyOfTheDocumentsThatCount(t *testing.T) {
	all := submissions(t, "testdata/several")
	database := emptyStore(t)
	db := database.DB()
	save := func(submission store.Submission) {
		if _, err := database.Save(context.Background(), submission); err != nil {
			t.Fatal(err)
		}
	}
	for _, submission := range all[:5] { // 甲局
		save(submission)
	}
	if staleIn(t, db) != 1 || keptOf(t, db, "甲局") {
		t.Error("nothing was kept yet")
	}
	mustKeep(t, db)
	if staleIn(t, db) != 0 || !keptOf(t, db, "甲局") {
		t.Error("甲局 is not kept")
	}
	save(all[6]) // 乙局
	if staleIn(t, db) != 1 || !keptOf(t, db, "甲局") || keptOf(t, db, "乙局") || keptOf(t, db, "") {
		t.Error("only 乙局 is to be worked out")
	}
	mustKeep(t, db)
	if !keptOf(t, db, "") {
		t.Error("not all is kept")
	}
	if _, err := database.Forget(context.Background(), all[2].Document.Name); err != nil {
		t.Fatal(err)
	}
	if keptOf(t, db, "甲局") || !keptOf(t, db, "乙局") {
		t.Error("figures of a document that is gone would be used")
	}
	mustKeep(t, db)
	if !keptOf(t, db, "甲局") {
		t.Error("甲局 is not kept again")
	}
	if _, err := db.Exec("update kept.organization set work = 'another version'"); err != nil {
		t.Fatal(err)
	}
	if keptOf(t, db, "乙局") {
		t.Error("what another version worked out would be used")
	}
	mustKeep(t, db)
	if staleIn(t, db) != 0 || !keptOf(t, db, "") {
		t.Error("what another version kept was not worked out anew")
	}
}

// TestWhatIsKeptIsWhatIsWorkedOut compares everything that the two ways lead to, on every small database of the tests.
func TestWhatIsKeptIsWhatIsWorkedOut(t *testing.T) {
	for _, folder := range []string{"seed", "several", "textapart", "restated", "projects", "units", "checks", "questions", "quiet"} {
		t.Run(folder, func(t *testing.T) {
			db := load(t, submissions(t, "testdata/"+folder))
			before := everythingOf(t, db)
			mustKeep(t, db)
			if !keptOf(t, db, "") {
				t.Fatal("not kept")
			}
			for name, after := range everythingOf(t, db) {
				if !reflect.DeepEqual(before[name], after) {
					t.Errorf("%s: %v worked out, %v kept", name, before[name], after)
				}
			}
		})
	}
}

// everythingOf is what comparisons, trends and dossiers give of a database.
func everythingOf(t *testing.T, db *sql.DB) map[string]any {
	t.Helper()
	ctx := context.Background()
	everything := map[string]any{}
	for _, options := range []CompareOptions{
		{By: ByTotal, From: 2023, To: 2024}, {By: ByFunction, Stage: fact.FinalAccounts, BaseStage: fact.InitialBudget}, {By: ByBridge, Organization: "甲"}, {By: ByProject, From: 2022},
	} {
		changes, err := Compare(ctx, db, options)
		everything[fmt.Sprintf("compare %+v", options)] = []any{changes, err}
	}
	lines, err := Trend(ctx, db, TrendOptions{By: ByEconomic})
	everything["trend"] = []any{lines, err}
	series, err := SeriesOf(ctx, db)
	if err != nil {
		t.Fatal(err)
	}
	for dossier, err := range Dossiers(ctx, db, series, nil) {
		everything["dossier "+dossier.Series.Organization+string(dossier.Series.Scope)+string(dossier.Series.Stage)] = []any{dossier, err}
	}
	return everything
}

func TestKeepTellsOfEveryOrganisation(t *testing.T) {
	db := load(t, submissions(t, "testdata/several"))
	var told []string
	watch := func(name string, total int) { told = append(told, fmt.Sprint(name, " of ", total)) }
	for range 2 { // the second time there is nothing to do
		if err := Keep(context.Background(), db, watch); err != nil {
			t.Fatal(err)
		}
	}
	if fmt.Sprint(told) != "[乙局 of 2 甲局 of 2]" {
		t.Error(told)
	}
}

// TestNoFigureBelongsToTwoViews holds what keeping a figure with its view rests on.
func TestNoFigureBelongsToTwoViews(t *testing.T) {
	for _, folder := range []string{"several", "projects", "checks"} {
		s := opened(t, load(t, submissions(t, "testdata/"+folder)), false)
		for _, view := range []string{"figure", "line"} {
			if err := s.need(context.Background(), "from "+view); err != nil {
				t.Fatal(err)
			}
			var rows, numbers int
			row := s.connection.QueryRowContext(context.Background(), "select count(*), count(distinct figure_number) from "+view)
			if err := row.Scan(&rows, &numbers); err != nil || rows == 0 || rows != numbers {
				t.Errorf("%s, %s: %d rows of %d figures, %v", folder, view, rows, numbers, err)
			}
		}
	}
}
