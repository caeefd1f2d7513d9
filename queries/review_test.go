package queries

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"tongbi/etl/fact"
)

func TestReviewKeepsToItsSeries(t *testing.T) {
	ctx := context.Background()
	db := load(t, submissions(t, filepath.Join("testdata", "questions")))
	review, err := ReviewOf(ctx, db, "")
	if err != nil {
		t.Fatal(err)
	}
	all, err := SeriesOf(ctx, db)
	if err != nil {
		t.Fatal(err)
	}
	findings, questions := 0, 0
	for _, series := range all {
		kept := review.Of(series)
		findings, questions = findings+len(kept.Findings), questions+len(kept.Questions)
		for _, q := range kept.Questions {
			if q.Organization != series.Organization || q.Stage != series.Stage || q.Scope != series.Scope {
				t.Errorf("%s %s asks %s", series.Organization, series.Stage, q.Question)
			}
		}
	}
	if review.Checks == 0 || review.Rules == 0 || findings != len(review.Findings) || questions != len(review.Questions) || questions == 0 {
		t.Errorf("%d of %d findings, %d of %d questions", findings, len(review.Findings), questions, len(review.Questions))
	}
}

// TestQuestionsNameTheCells holds the figures of questions to the cells that they are printed in.
func TestQuestionsNameTheCells(t *testing.T) {
	cells := map[string]int{}
	for _, q := range asked(t, QuestionOptions{}) {
		for _, cited := range []*Cited{q.Current, q.Earlier} {
			if cited == nil || cited.Source.Table == 0 {
				continue
			}
			cells[q.Rule]++
			if printed, err := fact.ParseMoney(strings.TrimSuffix(cited.Raw, "万元"), fact.TenThousandYuan); err != nil || printed.Fen != cited.Amount || cited.Source.Page != cited.Page || cited.Source.Row == 0 || cited.Document == "" {
				t.Errorf("%s: %+v", q.Rule, *cited)
			}
		}
	}
	for _, rule := range []string{"Q03", "Q04", "Q05", "Q08"} {
		if cells[rule] < 2 {
			t.Errorf("%s names %d cells", rule, cells[rule])
		}
	}
}
