package queries

import (
	"context"
	"path/filepath"
	"testing"

	"tongbi/etl/fact"
)

func TestBriefHasEveryStageAndWhatLiesBetween(t *testing.T) {
	ctx := context.Background()
	db := load(t, submissions(t, filepath.Join("testdata", "several")))
	all, err := BriefsOf(ctx, db, nil, nil, nil)
	if err != nil || len(all) != 3 { // 甲局 as department and as unit, 乙局
		t.Fatal(len(all), err)
	}
	briefs, err := BriefsOf(ctx, db, []string{"甲", "丙"}, nil, nil)
	if err != nil || len(briefs) != 2 || briefs[1].Scope != fact.UnitScope || len(briefs[1].Dossiers) != 1 {
		t.Fatal(len(briefs), err)
	}
	brief := briefs[0]
	if brief.Organization != "甲局" || len(brief.Dossiers) != 2 || brief.Dossiers[0].Series.Stage != fact.InitialBudget || brief.Dossiers[1].Series.Stage != fact.FinalAccounts {
		t.Errorf("%s, %d dossiers", brief.Organization, len(brief.Dossiers))
	}
	if len(brief.Execution) == 0 || brief.Execution[0].FromStage != fact.InitialBudget || brief.Execution[0].ToStage != fact.FinalAccounts || brief.Execution[0].FromYear != brief.Execution[0].ToYear {
		t.Errorf("execution %+v", brief.Execution)
	}
	if len(brief.Counts) != 2 || brief.Counts[1] != (Count{Stage: fact.InitialBudget, Year: 2023, Measure: "vehicles_owned", Raw: "7", Document: "2023/预算.pdf", Format: "pdf", Page: 9, Table: 2}) {
		t.Errorf("counts %+v", brief.Counts)
	}
	for _, dossier := range brief.Dossiers {
		if dossier.Review == nil || dossier.Review.Checks == 0 {
			t.Errorf("nobody looked at the %s", dossier.Series.Stage)
		}
	}
	if none, err := BriefsOf(ctx, db, []string{"没有"}, nil, nil); err != nil || len(none) != 0 {
		t.Errorf("%d briefs of nobody, %v", len(none), err)
	}
}

func TestBriefSaysOfWhichUnitsTheFiguresAreMade(t *testing.T) {
	briefs, err := BriefsOf(context.Background(), load(t, submissions(t, filepath.Join("testdata", "units"))), []string{"甲局"}, nil, nil)
	if err != nil || len(briefs) == 0 {
		t.Fatal(len(briefs), err)
	}
	told := false
	for i, one := range briefs[0].Compositions {
		told = told || one.Units > 0 && one.Said != "" || len(one.Names) > 1
		if i > 0 && one.Year < briefs[0].Compositions[i-1].Year {
			t.Errorf("years out of order: %+v", briefs[0].Compositions)
		}
	}
	if !told {
		t.Errorf("compositions %+v", briefs[0].Compositions)
	}
	bridged := false
	for _, change := range briefs[0].Bridges {
		bridged = bridged || change.Line == ComparableChange || change.Line == NominalChange
	}
	if !bridged {
		t.Errorf("bridges %+v", briefs[0].Bridges)
	}
}
