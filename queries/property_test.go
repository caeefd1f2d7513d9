package queries

import (
	"context"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"tongbi/etl/fact"
	"tongbi/etl/store"
)

// randomBudget is a budget whose classes are the sums of its items, and whose total is the sum of its classes.
func randomBudget(random *rand.Rand, year fact.Year) store.Submission {
	submission := submissionOf(record{
		"document": fmt.Sprint(year, ".pdf"), "organization": "甲局", "scope": "department", "year": fmt.Sprint(year), "stage": "initial_budget",
	})
	add := func(code fact.Code, line string, amount fact.Fen) {
		f := total(year, line, amount)
		f.Form, f.Code, f.Label = "expenditure_summary", code, "名称"+string(code)
		if code != "" {
			f.Scheme = fact.Functional
		}
		f.Source.Row = len(submission.Disclosure.Facts) + 1
		submission.Disclosure.Facts = append(submission.Disclosure.Facts, f)
	}
	var whole fact.Fen
	for class := range 6 {
		if random.IntN(4) == 0 {
			continue
		}
		var sum fact.Fen
		for item := range 4 {
			if random.IntN(3) > 0 {
				amount := fact.Fen(random.Int64N(2_000_000_000_000) - 500_000_000_000)
				if random.IntN(5) == 0 {
					amount = 0
				}
				add(fact.Code(fmt.Sprintf("2%02d01%02d", class, item)), "", amount)
				sum += amount
			}
		}
		add(fact.Code(fmt.Sprintf("2%02d", class)), "", sum)
		whole += sum
	}
	add("", "form_total", whole)
	return submission
}

func TestChangesAreConsistent(t *testing.T) {
	for seed := range uint64(3) {
		random := rand.New(rand.NewPCG(seed, 1))
		budgets := []store.Submission{randomBudget(random, 2023), randomBudget(random, 2024), randomBudget(random, 2025)}
		there := mustCompare(t, budgets, CompareOptions{From: 2023, To: 2024, By: ByFunction})
		back := mustCompare(t, budgets, CompareOptions{From: 2024, To: 2023, By: ByFunction})
		backByCode := map[fact.Code]Change{}
		for _, c := range back {
			backByCode[c.Code] = c
		}
		for _, c := range there {
			if reverse := backByCode[c.Code]; *c.Change != -*reverse.Change || yuan(c.From) != yuan(reverse.To) || yuan(c.To) != yuan(reverse.From) {
				t.Errorf("seed %d, %s: there %s, back %s", seed, c.Code, *c.Change, *reverse.Change)
			}
		}
		if len(there) != len(back) {
			t.Errorf("seed %d: %d changes there, %d back", seed, len(there), len(back))
		}
		for _, level := range []fact.Level{fact.Class, fact.Item} {
			addsUp(t, budgets, there, level)
		}
		reversed := slices.Clone(budgets)
		slices.Reverse(reversed)
		if again := mustCompare(t, reversed, CompareOptions{From: 2023, To: 2024, By: ByFunction}); !reflect.DeepEqual(again, there) {
			t.Errorf("seed %d: the order of loading matters", seed)
		}
	}
}

// addsUp holds the changes of a level to the change of the total, to the fen, and contributions to their definition.
func addsUp(t *testing.T, budgets []store.Submission, changes []Change, level fact.Level) {
	t.Helper()
	whole := formTotal(budgets[1]) - formTotal(budgets[0])
	var sum fact.Fen
	left := fact.Ratio(1, 1)
	for _, c := range changes {
		if c.Code.Level() != level {
			continue
		}
		sum += *c.Change
		left = left.Minus(*c.Contribution)
		if share := fact.Ratio(int64(*c.Change), int64(whole)); c.Contribution == nil || c.Contribution.Round(12) != share.Round(12) {
			t.Errorf("%s: contribution %v", c.Code, c.Contribution)
		}
	}
	if left.Sign() != 0 {
		t.Errorf("contributions of level %s leave %s of 100%%", level, left.Percent())
	}
	if sum != whole {
		t.Errorf("changes of level %s add up to %s, the total changes by %s", level, sum, whole)
	}
}

func formTotal(submission store.Submission) fact.Fen {
	facts := submission.Disclosure.Facts
	return facts[len(facts)-1].Money.Fen
}

func TestOrderOfLoadingNeverMatters(t *testing.T) {
	all := submissions(t, "testdata/several")
	want := everyAnswer(t, all)
	for seed := range uint64(2) {
		shuffled := slices.Clone(all)
		random := rand.New(rand.NewPCG(seed, 2))
		random.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		if got := everyAnswer(t, shuffled); !reflect.DeepEqual(got, want) {
			t.Errorf("seed %d: got\n%+v\nwant\n%+v", seed, got, want)
		}
	}
}

// everyAnswer is what all functions of the package give.
func everyAnswer(t *testing.T, submissions []store.Submission) []any {
	t.Helper()
	ctx := context.Background()
	db := load(t, submissions)
	changes, err := Compare(ctx, db, CompareOptions{})
	if err != nil {
		t.Fatal(err)
	}
	lines, err := Trend(ctx, db, TrendOptions{})
	if err != nil {
		t.Fatal(err)
	}
	status, err := StatusOf(ctx, db)
	if err != nil {
		t.Fatal(err)
	}
	series, err := SeriesOf(ctx, db)
	if err != nil {
		t.Fatal(err)
	}
	answers := []any{changes, lines, status, series}
	for _, one := range series {
		dossier, err := DossierOf(ctx, db, one)
		if err != nil {
			t.Fatal(err)
		}
		answers = append(answers, dossier)
	}
	return answers
}
