package queries

import (
	"context"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"tongbi/etl/fact"
)

// TestReviewIsTheSameInChunks reviews every series alone and holds that to Check and Questions over everything.
func TestReviewIsTheSameInChunks(t *testing.T) {
	for _, folder := range []string{"questions", "units", "checks"} {
		t.Run(folder, func(t *testing.T) {
			ctx := context.Background()
			db := load(t, submissions(t, filepath.Join("testdata", folder)))
			findings, err := Check(ctx, db, CheckOptions{})
			if err != nil {
				t.Fatal(err)
			}
			questions, err := Questions(ctx, db, QuestionOptions{})
			if err != nil {
				t.Fatal(err)
			}
			unchecked, err := Coverage(ctx, db, CheckOptions{})
			if err != nil {
				t.Fatal(err)
			}
			all, err := SeriesOf(ctx, db)
			if err != nil {
				t.Fatal(err)
			}
			for _, series := range all {
				for dossier, err := range Reviewed(ctx, db, []Series{series}, nil, nil) {
					if err != nil {
						t.Fatal(err)
					}
					review := dossier.Review
					if review.Checks == 0 || review.Rules == 0 {
						t.Errorf("%d checks, %d rules", review.Checks, review.Rules)
					}
					if want := ofSeries(findings, func(f Finding) seriesKey { return seriesKey{f.Organization, f.Scope, f.Stage} }, series); !reflect.DeepEqual(review.Findings, want) {
						t.Errorf("%v: findings %+v, want %+v", series, review.Findings, want)
					}
					if want := ofSeries(questions, func(q Question) seriesKey { return seriesKey{q.Organization, q.Scope, q.Stage} }, series); !reflect.DeepEqual(review.Questions, want) {
						t.Errorf("%v: questions %+v, want %+v", series, review.Questions, want)
					}
					if want := ofSeries(unchecked, func(u Unchecked) seriesKey { return seriesKey{u.Organization, u.Scope, u.Stage} }, series); !reflect.DeepEqual(review.Unchecked, want) {
						t.Errorf("%v: unchecked %+v, want %+v", series, review.Unchecked, want)
					}
				}
			}
		})
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

// ofSeries keeps what is of one series, in its order.
func ofSeries[T any](all []T, seriesOf func(T) seriesKey, series Series) []T {
	var found []T
	for _, one := range all {
		if seriesOf(one) == series.key() {
			found = append(found, one)
		}
	}
	return found
}
