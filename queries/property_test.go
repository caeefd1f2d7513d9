package queries

import (
	"context"
	"fmt"
	"math"
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
	for seed, folder := range []string{"several", "projects", "units", "restated"} {
		all := submissions(t, "testdata/"+folder)
		want := everyAnswer(t, all)
		shuffled := slices.Clone(all)
		random := rand.New(rand.NewPCG(uint64(seed), 2))
		random.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		if got := everyAnswer(t, shuffled); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got\n%+v\nwant\n%+v", folder, got, want)
		}
	}
}

func TestYearlyChangesMakeUpTheChangeOverTheSpan(t *testing.T) {
	for seed := range uint64(3) {
		random := rand.New(rand.NewPCG(seed, 5))
		var budgets []store.Submission
		for year := fact.Year(2022); year <= 2025; year++ {
			budgets = append(budgets, randomBudget(random, year))
		}
		db := load(t, budgets)
		compare := func(options CompareOptions) map[fact.Code][]Change {
			changes, err := Compare(context.Background(), db, options)
			if err != nil {
				t.Fatal(err)
			}
			byCode := map[fact.Code][]Change{}
			for _, c := range changes {
				byCode[c.Code] = append(byCode[c.Code], c)
			}
			return byCode
		}
		yearly, span := compare(CompareOptions{By: ByFunction}), compare(CompareOptions{By: ByFunction, From: 2022, To: 2025})
		compounded := 0
		for code, steps := range yearly {
			var sum fact.Fen
			for _, c := range steps {
				sum += *c.Change
			}
			var whole fact.Fen
			if len(span[code]) > 0 {
				whole = *span[code][0].Change
			}
			if sum != whole {
				t.Errorf("seed %d, %s: yearly changes add up to %s, the change over the span is %s", seed, code, sum, whole)
			}
			if product, ok := compound(steps); ok && span[code][0].Rate != nil {
				compounded++
				if whole := 1 + span[code][0].Rate.Float(); math.Abs(product-whole) > 1e-9*max(1, whole) {
					t.Errorf("seed %d, %s: yearly rates compound to %v, the span's is %v", seed, code, product, whole)
				}
			}
		}
		if compounded == 0 {
			t.Errorf("seed %d: no line has a rate in every year", seed)
		}
	}
}

// compound multiplies the yearly growth of a line; false where a year has no rate or an amount is below zero.
func compound(steps []Change) (product float64, ok bool) {
	product = 1
	for _, c := range steps {
		if c.Rate == nil || amount(c.From) < 0 || amount(c.To) < 0 {
			return 0, false
		}
		product *= 1 + c.Rate.Float()
	}
	return product, len(steps) == 3
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
	for _, by := range []string{ByBridge, ByRestatement} {
		found, err := Compare(ctx, db, CompareOptions{By: by})
		if err != nil {
			t.Fatal(err)
		}
		answers = append(answers, found)
	}
	totals, err := Totals(ctx, db, changes, "合计", func(string) bool { return true })
	if err != nil {
		t.Fatal(err)
	}
	answers = append(answers, totals)
	for _, one := range series {
		dossier, err := dossierOf(ctx, db, one)
		if err != nil {
			t.Fatal(err)
		}
		answers = append(answers, dossier)
	}
	return answers
}

// TestAskingForLessGivesTheSame holds a question about one view, organisation and pair of years to what the question about
// everything says of them: what is not asked for is left out before anything is computed.
func TestAskingForLessGivesTheSame(t *testing.T) {
	for _, folder := range []string{"several", "projects", "units", "seed", "textapart"} {
		db := load(t, submissions(t, "testdata/"+folder))
		all, err := Compare(context.Background(), db, CompareOptions{})
		if err != nil {
			t.Fatal(err)
		}
		type question struct {
			organization, by string
			from, to         fact.Year
		}
		answers := map[question][]Change{}
		for _, c := range all {
			q := question{c.Organization, c.By, c.FromYear, c.ToYear}
			c.Rank = 0
			answers[q] = append(answers[q], c)
		}
		for q, want := range answers {
			found, err := Compare(context.Background(), db, CompareOptions{Organization: q.organization, By: q.by, From: q.from, To: q.to})
			if err != nil {
				t.Fatal(err)
			}
			var got []Change
			for _, c := range found {
				if c.Organization == q.organization && c.FromStage == want[0].FromStage && c.ToStage == want[0].ToStage {
					c.Rank = 0
					got = append(got, c)
				}
			}
			want = slices.DeleteFunc(slices.Clone(want), func(c Change) bool { return c.FromStage != want[0].FromStage || c.ToStage != want[0].ToStage })
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%s, %+v: got\n%+v\nwant\n%+v", folder, q, got, want)
			}
		}
	}
}
