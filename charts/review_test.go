package charts

import (
	"strings"
	"testing"

	"tongbi/etl/fact"
	"tongbi/queries"
)

func asked(current, earlier *queries.Cited) queries.Question {
	return queries.Question{Theme: "单项", Priority: queries.High, Current: current, Earlier: earlier}
}

func figure(year fact.Year, stage fact.Stage, label string, amount fact.Fen) *queries.Cited {
	return &queries.Cited{Label: label, Amount: amount, Year: year, Stage: stage, Document: "文件.pdf", Format: "pdf", Page: 7}
}

// TestOnlyComparableFiguresAreSubtracted: two lines of one year stand beside one another, nothing lies between them.
func TestOnlyComparableFiguresAreSubtracted(t *testing.T) {
	budget, final := fact.InitialBudget, fact.FinalAccounts
	for name, c := range map[string]struct {
		question           queries.Question
		name, amount, rate string
	}{
		"two years":                {asked(figure(2025, budget, "甲", 5_234_8900_00), figure(2024, budget, "甲", 922_0200_00)), "增减", "+4,312.87", "+467.76%"},
		"from zero":                {asked(figure(2025, budget, "甲", 100_00), figure(2024, budget, "甲", 0)), "增减", "+0.01", ""},
		"outturn and budget":       {asked(figure(2023, fact.Outturn, "甲", 90_0000_00), figure(2023, budget, "甲", 100_0000_00)), "差额", "−10.00", "−10.00%"},
		"two lines of one year":    {asked(figure(2024, final, "年末", 55_3400_00), figure(2024, final, "年初", 49_1400_00)), "", "0.00", ""},
		"one figure":               {asked(figure(2024, final, "年末", 55_3400_00), nil), "", "0.00", ""},
		"not about figures at all": {asked(nil, nil), "", "0.00", ""},
	} {
		if name2, difference, rate := CitedDifference(c.question); name2 != c.name || Signed(difference) != c.amount || rate != c.rate {
			t.Errorf("%s: %q %s %q", name, name2, Signed(difference), rate)
		}
	}
}

func TestFiguresAreNamedApart(t *testing.T) {
	same := asked(figure(2025, fact.InitialBudget, "2025年本部门采购", 1), figure(2024, fact.InitialBudget, "2024年本部门采购", 1))
	if got := CitedName(same, *same.Current); got != "2025年年初预算" {
		t.Error(got)
	}
	other := asked(figure(2024, fact.FinalAccounts, "设备购置", 1), figure(2024, fact.FinalAccounts, "货物", 1))
	if got := CitedName(other, *other.Earlier); got != "2024年决算 货物" {
		t.Error(got)
	}
}

func TestFurtherEvidenceLeavesOutTheFiguresOwnPlaces(t *testing.T) {
	question := asked(figure(2025, fact.InitialBudget, "甲", 5_234_8900_00), nil)
	for evidence, want := range map[string]string{
		"文件.pdf第7页：5,234.89万元":              "",
		"文件.pdf第7页":                         "",
		"文件.pdf第7页：5,234.89万元；总额：文件.pdf第9页": "总额：文件.pdf第9页",
		"文件.pdf第7页：1.00万元":                  "文件.pdf第7页：1.00万元",
		"文件.pdf第71页：5,234.89万元":             "文件.pdf第71页：5,234.89万元",
	} {
		question.Evidence = evidence
		if got := FurtherEvidence(question); got != want {
			t.Errorf("%s: %q", evidence, got)
		}
	}
}

func TestReviewHeadingsAreTrueForAnyData(t *testing.T) {
	up := asked(figure(2025, fact.InitialBudget, "甲", 5_234_8900_00), figure(2024, fact.InitialBudget, "甲", 922_0200_00))
	low := queries.Question{Priority: queries.Low}
	for want, questions := range map[string][]queries.Question{
		"没有触发提问的规则":                         nil,
		"1个问题值得问；先问甲为什么增加4,312.87万元":        {up},
		"2个问题值得问，其中重点1个；先问甲为什么增加4,312.87万元": {up, low},
		"1个问题值得问": {low},
	} {
		if got := QuestionsHeading(questions); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	of := func(severities ...queries.Severity) (findings []queries.Finding) {
		for _, severity := range severities {
			findings = append(findings, queries.Finding{Severity: severity})
		}
		return findings
	}
	for want, findings := range map[string][]queries.Finding{
		"没有发现对不上的地方":         nil,
		"1处对不上，另有2处很可能有误":    of(queries.Error, queries.Warn, queries.Warn, queries.Info),
		"2处对不上":              of(queries.Error, queries.Error),
		"1处很可能有误":            of(queries.Warn),
		"没有发现错误，只有1处尾差或格式问题": of(queries.Info),
	} {
		if got := FindingsHeading(findings); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestChecksNotMadeAreGathered(t *testing.T) {
	var unchecked []queries.Unchecked
	for _, year := range []fact.Year{2024, 2025} {
		for _, title := range []string{"甲", "乙"} {
			unchecked = append(unchecked, queries.Unchecked{Title: title, Year: year, Missing: []string{queries.NeedPriorYear}})
		}
	}
	unchecked = append(unchecked, queries.Unchecked{Title: "丙", Year: 2025, Missing: []string{"收支总表"}})
	all := NotCheckedOf(unchecked)
	var lines []string
	for _, one := range all {
		lines = append(lines, one.String())
	}
	if got := strings.Join(lines, "\n"); got != "缺上年的文件（2024年、2025年）：甲；乙\n缺收支总表（2025年）：丙" || NotCheckedCount(all) != 3 {
		t.Errorf("%d:\n%s", NotCheckedCount(all), got)
	}
}
