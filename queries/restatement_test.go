package queries

import (
	"strings"
	"testing"

	"tongbi/etl/fact"
	"tongbi/etl/store"
)

func restatementsOf(t *testing.T, changed ...func([]store.Submission)) []Change {
	t.Helper()
	all := submissions(t, "testdata/restated")
	for _, change := range changed {
		change(all)
	}
	return mustCompare(t, all, CompareOptions{By: ByRestatement})
}

// restatement finds the one row of a label whose stages are the same, or of which they are not.
func restatement(t *testing.T, changes []Change, label string, chain bool) Change {
	t.Helper()
	var found []Change
	for _, c := range changes {
		if c.Label == label && (c.FromStage != c.ToStage) == chain {
			found = append(found, c)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%d rows of %s", len(found), label)
	}
	return found[0]
}

func TestBaseThatTwoDocumentsTellDifferentlyIsAskedAbout(t *testing.T) {
	c := restatement(t, restatementsOf(t), "一般公共预算拨款支出", false)
	wanted{"29939200.00", "30138000.00", "198800.00", "0.0066", "", Continuing, Implied, "不一致：相差19.88万元，须询问"}.check(t, c)
	if c.FromYear != 2024 || c.ToYear != 2024 || c.From.Document != "决算2024.pdf" || c.To.Document != "预算2025.pdf" {
		t.Errorf("%+v", c)
	}
}

func TestRoundingOfAStatedChangeIsNoFault(t *testing.T) {
	c := restatement(t, restatementsOf(t), "财政拨款支出", false)
	wanted{"156211123.00", "156211100.00", "-23.00", "0.0000", "", Unchanged, Implied,
		"一致：相差-23.00元，是各自四舍五入的尾差；所述增减额3,355.65万元是先取整后相减，先相减后取整为3,355.64万元，同属一数"}.check(t, c)
}

func TestDifferenceBeyondTheGrainIsNotRounding(t *testing.T) {
	changes := restatementsOf(t, func(all []store.Submission) {
		for i := range all {
			for j := range all[i].Disclosure.Facts {
				if f := &all[i].Disclosure.Facts[j]; f.Money.Fen == 15_621_112_300 {
					f.Money.Fen += 1_100_000
				}
			}
		}
	})
	if c := restatement(t, changes, "财政拨款支出", false); c.Status != Continuing || !strings.HasPrefix(c.Note, "不一致：相差-1.10万元，须询问") {
		t.Errorf("%s: %s", c.Status, c.Note)
	}
}

func TestColumnAndSentenceOfOneBaseAgree(t *testing.T) {
	wanted{"9500.00", "9500.00", "0.00", "0.0000", "", Unchanged, Implied, "一致；决算2024.pdf 第18页 表1 第6行所列2024年年初预算数0.95万元；预算2025.pdf 第22页推算"}.check(t,
		restatement(t, restatementsOf(t), "“三公”经费合计", false))
}

func TestChainFollowsALineFromBudgetToTheNextBudget(t *testing.T) {
	changes := restatementsOf(t)
	c := restatement(t, changes, "行政运行", true)
	wanted{"15600500.00", "15118900.00", "-481600.00", "-0.0309", "", Continuing, Disclosed,
		"执行率96.91%；链条：决算2024.pdf 第22页所述2024年年初预算数1,560.05万元 → 决算2024.pdf 第15页 表1 第7行列2024年决算数1,511.89万元 → 预算2025.pdf 第15页 表1 第6行列2025年年初预算数1,623.18万元"}.check(t, c)
	c = restatement(t, changes, "养老保险", true)
	if c.FromStage != fact.InitialBudget || c.ToStage != fact.Outturn || !strings.Contains(c.Note, "执行率81.03%") {
		t.Errorf("%+v", c)
	}
}

func TestCompletionIsAShareOfTheSameYearsBudget(t *testing.T) {
	changes := mustCompare(t, submissions(t, "testdata/several"), CompareOptions{Stage: fact.FinalAccounts, BaseStage: fact.InitialBudget, From: 2023, To: 2023, By: ByTotal})
	if c := of(t, changes, ByTotal, "expenditure_total", fact.Total); c.Completion() == nil || c.Completion().Percent() != "91.67%" {
		t.Errorf("%+v", c)
	}
	for _, c := range mustCompare(t, submissions(t, "testdata/several"), CompareOptions{By: ByTotal}) {
		if c.Completion() != nil {
			t.Errorf("years %d and %d have a completion", c.FromYear, c.ToYear)
		}
	}
}
