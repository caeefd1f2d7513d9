package queries

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"tongbi/etl/doc"
	"tongbi/etl/fact"
	"tongbi/etl/store"
)

// wanli are the three budgets of a real sub-district office, 2023 to 2025: the figures as published, in small tables.
func wanli(t testing.TB) []store.Submission {
	t.Helper()
	all := submissions(t, "testdata/wanli")
	add := func(row record, year string, f fact.Fact) {
		i := slices.IndexFunc(all, func(s store.Submission) bool { return s.Document.Name == year+".pdf" })
		f.Year, f.Stage, f.Presence = all[i].Disclosure.Identity.Year, fact.InitialBudget, fact.Stated
		f.Raw, f.Source = f.Money.Fen.In(fact.Yuan, 0), fact.Source{Page: row.number("page"), Table: 1, Row: row.number("row"), Col: 5}
		all[i].Disclosure.Facts = append(all[i].Disclosure.Facts, f)
	}
	for _, row := range table(t, "testdata/wanli/function.csv") {
		for _, measure := range []fact.Measure{fact.Total, fact.Basic, fact.Project} {
			f := fact.Fact{Form: "expenditure_summary", Fund: fact.AllFunds, Scheme: fact.Functional, Code: fact.Code(row["code"]), Label: row["label"],
				Measure: measure, Money: *row.money(t, string(measure))}
			if f.Code == "" {
				f.Scheme, f.Line = "", "form_total"
			}
			add(row, row["year"], f)
		}
	}
	for _, row := range table(t, "testdata/wanli/economic.csv") {
		f := fact.Fact{Form: "general_public_basic_by_economic", Fund: fact.GeneralPublic, Scheme: fact.Economic, Code: fact.Code(row["code"]), Label: row["label"],
			Measure: fact.Total, Money: *row.money(t, "total")}
		if f.Code == "" {
			f.Scheme, f.Line = "", "form_total"
		}
		add(row, row["year"], f)
	}
	return all
}

// text is an amount or rate as the command prints it; empty where there is none.
func text[T interface{ Round(int) string }](value *T) string {
	if value == nil {
		return ""
	}
	return (*value).Round(4)
}

func yuan(figure *Figure) string {
	if figure == nil {
		return ""
	}
	return figure.Amount.String()
}

func mustCompare(t testing.TB, submissions []store.Submission, options CompareOptions) []Change {
	t.Helper()
	changes, err := Compare(context.Background(), load(t, submissions), options)
	if err != nil {
		t.Fatal(err)
	}
	return changes
}

func TestCompareWanliByFunctionIsExact(t *testing.T) {
	changes := mustCompare(t, wanli(t), CompareOptions{By: ByFunction})
	type key struct {
		code     string
		from, to fact.Year
		measure  fact.Measure
	}
	got := map[key]Change{}
	for _, change := range changes {
		got[key{string(change.Code), change.FromYear, change.ToYear, change.Measure}] = change
	}
	count := 0
	for _, row := range table(t, "testdata/wanli/changes.csv") {
		count++
		change := got[key{row["code"], fact.Year(row.number("from")), fact.Year(row.number("to")), fact.Total}]
		if change.Change == nil || change.Change.String() != row["change"] || percent(change.Rate) != row["percent"] ||
			yuan(change.From) != row["from_yuan"] || yuan(change.To) != row["to_yuan"] || string(change.Status) != row["status"] {
			t.Errorf("%v: got %s → %s, %v, %s, %s", row, yuan(change.From), yuan(change.To), change.Change, percent(change.Rate), change.Status)
		}
	}
	if count != 135 || len(changes) != 3*count {
		t.Errorf("%d changes known, %d given; want 135 and 405", count, len(changes))
	}
}

// percent is a rate as people read it, empty where there is none.
func percent(rate *fact.Rate) string {
	if rate == nil {
		return ""
	}
	return rate.Percent()
}

var _ = []any{errors.Is, reflect.DeepEqual, strings.Contains, doc.PDF}

// seed is a budget whose previous year is known from its own sentences only.
func seed(t testing.TB) []store.Submission { return submissions(t, "testdata/seed") }

func TestCompareImpliedTotalOfTheSeed(t *testing.T) {
	changes := mustCompare(t, seed(t), CompareOptions{By: ByTotal, From: 2023, To: 2024})
	if len(changes) != 2 {
		t.Fatalf("%d rows: %+v", len(changes), changes)
	}
	for i, want := range []string{"财政拨款支出", "财政拨款收入"} {
		c := changes[i]
		got := []string{c.Label, c.Change.String(), yuan(c.From), yuan(c.To), c.Rate.Round(4), string(c.Basis), string(c.Status), string(c.Fund), string(c.Measure)}
		if !slices.Equal(got, []string{want, "-13657800.00", "31379900.00", "17722100.00", "-0.4352", "implied", "continuing", "fiscal_appropriation", "total"}) {
			t.Errorf("got %v", got)
		}
		if !strings.Contains(c.Note, "种子.txt 第") || !strings.Contains(c.Note, "比2023年预算减少1,365.78万元") || !strings.Contains(c.Note, "列17,722,077.40元") || strings.Contains(c.Note, "不符") {
			t.Errorf("note: %s", c.Note)
		}
	}
}
