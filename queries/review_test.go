package queries

import (
	"context"
	"path/filepath"
	"testing"
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
