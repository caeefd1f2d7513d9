package queries

import (
	"context"
	"database/sql"
	"errors"
	"reflect"
	"slices"
	"testing"

	"tongbi/etl/fact"
)

// dossierOf is the dossier of one series.
func dossierOf(ctx context.Context, db *sql.DB, series Series) (Dossier, error) {
	for dossier, err := range Dossiers(ctx, db, []Series{series}, nil) {
		return dossier, err
	}
	return Dossier{}, nil
}

func TestDossierOfWanli(t *testing.T) {
	ctx := context.Background()
	db := load(t, append(wanli(t), seed(t)...))
	all, err := SeriesOf(ctx, db)
	if err != nil || len(all) != 2 {
		t.Fatal(all, err)
	}
	if want := (Series{"万里街道办事处", fact.Department, fact.InitialBudget, []fact.Year{2023, 2024, 2025}}); !reflect.DeepEqual(all[0], want) {
		t.Errorf("series %+v, want %+v", all[0], want)
	}
	dossier, err := dossierOf(ctx, db, all[0])
	if err != nil {
		t.Fatal(err)
	}
	if len(dossier.Documents) != 3 || !slices.Equal(dossier.Years, all[0].Years) || len(dossier.Statements) != 0 {
		t.Errorf("%d documents, years %v, %d statements", len(dossier.Documents), dossier.Years, len(dossier.Statements))
	}
	pairs := map[[2]fact.Year]int{}
	for _, c := range dossier.Changes {
		if c.By == ByTotal {
			pairs[[2]fact.Year{c.FromYear, c.ToYear}]++
		}
	}
	if want := map[[2]fact.Year]int{{2023, 2024}: 2, {2024, 2025}: 2, {2023, 2025}: 2}; !reflect.DeepEqual(pairs, want) {
		t.Errorf("totals are compared %v, want %v", pairs, want)
	}
	views := map[string]bool{}
	for _, line := range dossier.Lines {
		views[line.By] = true
		if line.By == ByTotal && len(line.Figures) != 3 {
			t.Errorf("%s has %d years", line.Label, len(line.Figures))
		}
		if line.Code == "205" && line.Measure == fact.Total {
			if _, found := line.Figures[2023]; found || line.Figures[2024].Amount != 25000000 {
				t.Errorf("教育支出: %+v", line.Figures)
			}
		}
	}
	for _, view := range []string{ByTotal, ByFunction, ByEconomic, ByNature, ByThreePublic, ByProcurement} {
		if !views[view] {
			t.Errorf("no line of view %s", view)
		}
	}
}

func TestDossierOfTheSeedHasItsImpliedYear(t *testing.T) {
	ctx := context.Background()
	db := load(t, seed(t))
	dossier, err := dossierOf(ctx, db, Series{"闵行区城市运行管理中心", fact.Department, fact.InitialBudget, []fact.Year{2024}})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(dossier.Years, []fact.Year{2023, 2024}) || len(dossier.Statements) != 4 || len(dossier.Changes) == 0 {
		t.Errorf("years %v, %d statements, %d changes", dossier.Years, len(dossier.Statements), len(dossier.Changes))
	}
	claim := dossier.Statements[0].Claim
	if claim.Change == nil || *claim.Change != (fact.Money{Fen: -1365780000, Grain: 10000}) || claim.Base != nil || claim.Rate != nil || claim.BaseYear != 2023 {
		t.Errorf("statement %+v", claim)
	}
}

func TestDossierIsOfOneOrganisationOnly(t *testing.T) {
	all := wanli(t)
	other := submissionOf(record{"document": "x.pdf", "organization": "万里街道办事处下属中心", "scope": "department", "year": "2024", "stage": "initial_budget"})
	other.Disclosure.Facts = []fact.Fact{total(2024, "expenditure_total", 100)}
	other.Disclosure.Claims = []fact.Claim{implying("1.00", "", "0.50", "")}
	db := load(t, append(all, other))
	dossier, err := dossierOf(context.Background(), db, Series{"万里街道办事处", fact.Department, fact.InitialBudget, []fact.Year{2023, 2024, 2025}})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range dossier.Changes {
		if c.Organization != "万里街道办事处" {
			t.Fatalf("change of %s", c.Organization)
		}
	}
	for _, line := range dossier.Lines {
		if line.Organization != "万里街道办事处" {
			t.Fatalf("line of %s", line.Organization)
		}
	}
	if len(dossier.Documents) != 3 || len(dossier.Statements) != 0 {
		t.Errorf("%d documents, %d statements", len(dossier.Documents), len(dossier.Statements))
	}
}

func TestStatusTellsOfEveryDocument(t *testing.T) {
	all, err := StatusOf(context.Background(), load(t, submissions(t, "testdata/several")))
	if err != nil {
		t.Fatal(err)
	}
	find := func(hash string) DocumentStatus {
		return all[slices.IndexFunc(all, func(d DocumentStatus) bool { return d.SHA256 == hash })]
	}
	if d := find("31"); d.Refused != "year_uncertain" || d.Identity.Year != 0 || len(d.Issues) != 1 || d.Issues[0] != (Issue{Code: "page_without_text", Page: 1}) {
		t.Errorf("refused: %+v", d)
	}
	if d := find("11"); !slices.Equal(d.FormsRead, []fact.FormID{"revenue_expenditure_summary", "general_public_by_function"}) ||
		!slices.Equal(d.FormsMissing, []fact.FormID{"three_public"}) || len(d.Issues) != 1 || d.Identity.Evidence[0].Text != "甲局" {
		t.Errorf("loaded: %+v", d)
	}
	if d := find("12"); !slices.Equal(d.FormsEmpty, []fact.FormID{"three_public"}) || !slices.Equal(d.Unrecognised, []string{"资产情况表"}) || d.SelfTest != "failed" {
		t.Errorf("with an empty form: %+v", d)
	}
	if d := find("22"); d.Conflicts != "2024更正.pdf" {
		t.Errorf("in conflict: %+v", d)
	}
}

func TestTrendOfAnUnknownOrganisation(t *testing.T) {
	var missing *NotLoadedError
	if _, err := Trend(context.Background(), load(t, wanli(t)), TrendOptions{Organization: "百里"}); !errors.As(err, &missing) || len(missing.Series) != 1 {
		t.Errorf("got %v", err)
	}
}

func TestFreeQuestionSeesTheViewsAndLeavesNothing(t *testing.T) {
	ctx := context.Background()
	db := load(t, wanli(t))
	count := 0
	for range 2 {
		err := Free(ctx, db, `select count(*) from line where view = 'function'`, func(rows *sql.Rows) error {
			rows.Next()
			return rows.Scan(&count)
		})
		if err != nil || count == 0 {
			t.Fatal(count, err)
		}
		if _, err := Compare(ctx, db, CompareOptions{By: ByTotal}); err != nil {
			t.Fatal(err)
		}
	}
	if err := Free(ctx, db, `select nonsense`, func(*sql.Rows) error { return nil }); err == nil {
		t.Error("nonsense was answered")
	}
}
