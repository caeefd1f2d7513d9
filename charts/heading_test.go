package charts_test

import (
	"fmt"
	"strings"
	"testing"

	"tongbi/charts"
	"tongbi/charts/dossiertest"
	"tongbi/etl/fact"
	"tongbi/queries"
)

func latest(dossier queries.Dossier) charts.Comparison {
	comparisons := charts.Comparisons(dossier)
	return comparisons[charts.Latest(comparisons)]
}

func TestBridgeHeadingIsTrueForAnyData(t *testing.T) {
	long := strings.Repeat("很长的科目名称", 30)
	for name, c := range map[string]struct {
		dossier queries.Dossier
		want    string
	}{
		"real years":            {dossiertest.Street(), "增加额主要来自城乡社区支出，社会保障和就业支出抵减351.22万元"},
		"only totals":           {dossiertest.Centre(), "2023年只有总额，变化不能分解到类、款、项"},
		"one year":              {budgets(one, total("1"), item("201", "甲", "1")), "只有一年，没有可以分解的变化"},
		"all decrease":          {budgets(two, item("201", "甲", "300000", "100000"), item("204", "乙", "300000", "200000")), "减少额主要来自甲"},
		"two carry it":          {budgets(two, item("201", "甲", "0", "300000"), item("204", "乙", "0", "200000"), item("205", "丙", "0", "100000")), "增加额主要来自甲和乙"},
		"one class only":        {budgets(two, item("201", "甲", "100000", "200000")), "增加额全部来自甲"},
		"none moved":            {budgets(two, item("201", "甲", "100000", "100000")), "各类支出均与上年持平"},
		"cancel each other":     {budgets(two, item("201", "甲", "100000", "200000"), item("204", "乙", "200000", "100000")), "合计持平：甲增加10.00万元，乙减少10.00万元"},
		"many against it":       {budgets(two, item("201", "甲", "0", "900000"), item("204", "乙", "200000", "100000"), item("205", "丙", "200000", "100000")), "增加额全部来自甲，乙等2类抵减20.00万元"},
		"down, and one rises":   {budgets(two, item("201", "甲", "900000", "0"), item("204", "乙", "0", "100000")), "减少额全部来自甲，乙增加10.00万元"},
		"less than is shown":    {budgets(two, item("201", "甲", "30", "10"), item("204", "乙", "30", "20")), "各类支出与上年基本持平，变动合计不足0.01万元"},
		"a very long name":      {budgets(two, item("201", long, "100000", "200000")), "增加额全部来自" + long},
		"nothing but economics": {budgets(two, line("economic", "301", "工资福利支出", fact.AmountOnly, "1", "2")), "没有可以逐科目比较的表"},
	} {
		if got := latest(c.dossier).BridgeHeading(); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, c.want)
		}
	}
}

func TestBridgeHeadingOfLinesThatCannotBeCompared(t *testing.T) {
	dossier := budgets(two, total("1", "2"), item("201", "甲", "100", "100"), item("204", "乙", "1", "2"))
	for i := range dossier.Changes {
		if change := &dossier.Changes[i]; change.Code == "204" {
			change.Change, change.Rate = nil, nil
		}
	}
	if got, want := latest(dossier).BridgeHeading(), "可以比较的各类支出均与上年持平"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestMoversHeadingCounts(t *testing.T) {
	for name, c := range map[string]struct {
		dossier   queries.Dossier
		explained int
		want      string
	}{
		"real years":        {dossiertest.Street(), 0, "变动最大的8个科目：4增4减，文件均未说明原因"},
		"some explained":    {dossiertest.Street(), 3, "变动最大的8个科目：4增4减，文件说明了其中3个的原因"},
		"all explained":     {dossiertest.Street(), 8, "变动最大的8个科目：4增4减，文件均说明了原因"},
		"fewer than eight":  {budgets(two, item("201", "甲", "300000", "100000"), item("204", "乙", "300000", "200000")), 0, "有变动的2个科目：全部减少，文件均未说明原因"},
		"nothing moved":     {budgets(two, item("201", "甲", "30", "30")), 0, "各科目均无变动"},
		"only totals known": {dossiertest.Centre(), 0, "2023年没有逐科目的数，不能列出变动"},
	} {
		comparison := latest(c.dossier)
		moved := charts.Moved(charts.Leaves(comparison.Functions()))
		if got := comparison.MoversHeading(moved[:min(8, len(moved))], c.explained); got != c.want {
			t.Errorf("%s: got %s, want %s", name, got, c.want)
		}
	}
}

func TestStructureHeadingIsTrueForAnyData(t *testing.T) {
	for name, c := range map[string]struct {
		dossier queries.Dossier
		want    string
	}{
		"real years":     {dossiertest.Street(), "城乡社区支出占比由76.43%升至81.35%"},
		"single year":    {dossiertest.Centre(), "城乡社区支出占83.43%，为最大的一类"},
		"one class":      {budgets(two, item("201", "甲", "1", "2")), "支出全部属于甲"},
		"zero total":     {budgets(two, item("201", "甲", "1", "0"), item("204", "乙", "1", "0")), "支出合计为零，不计算占比"},
		"same shares":    {budgets(two, item("201", "甲", "10", "20"), item("204", "乙", "10", "20")), "各类支出占比与上年一致"},
		"largest falls":  {budgets(two, item("201", "甲", "90", "60"), item("204", "乙", "10", "20"), item("205", "丙", "0", "20")), "甲占比由90.00%降至60.00%"},
		"no such table":  {budgets(two, total("1", "2")), "没有读到按功能分类的支出"},
		"a class begins": {budgets(two, item("201", "甲", "50", "50"), item("204", "乙", "50", "50"), item("205", "丙", "", "100")), "丙占比由0.00%升至50.00%"},
	} {
		comparison := latest(c.dossier)
		if got := comparison.StructureHeading(comparison.ByClass()); got != c.want {
			t.Errorf("%s: got %s, want %s", name, got, c.want)
		}
	}
}

func TestTrendHeadingSaysTheCourse(t *testing.T) {
	for amounts, want := range map[string]string{
		"3 2 4":   "2023—2025年支出合计先降后升，2025年最高",
		"1 3 2":   "2023—2025年支出合计先升后降",
		"1 2 3":   "2023—2025年支出合计逐年增加",
		"3 2 1":   "2023—2025年支出合计逐年减少",
		"2 2 2":   "2023—2025年支出合计持平",
		"2 2 3":   "2023—2025年支出合计只增不减",
		"2 3 1 4": "2023—2026年支出合计有升有降，2026年最高",
		"3 2":     "2023—2024年支出合计减少1.00万元",
		"1 - 2":   "2023—2025年支出合计增加1.00万元（其间有年度没有数）",
		"1 - 2 3": "2023—2026年支出合计只增不减（其间有年度没有数）",
		"1":       "只有一年的支出合计，看不出走势",
	} {
		var years []fact.Year
		var yuan []string
		for i, amount := range strings.Fields(amounts) {
			if amount == "-" {
				yuan = append(yuan, "")
				continue
			}
			years = append(years, fact.Year(2023+i))
			yuan = append(yuan, amount+"0000")
		}
		if got := charts.TrendHeading(budgets(years, total(yuan...))); got != want {
			t.Errorf("%s: got %s, want %s", amounts, got, want)
		}
	}
}

func TestTrendPrefersAllFundsToAppropriation(t *testing.T) {
	appropriation := line("total", "", "财政拨款支出", fact.Total, "90000", "80000")
	if got, want := charts.TrendHeading(budgets(three, appropriation, total("", "10000", "20000"))), "2024—2025年支出合计增加1.00万元"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := charts.TrendHeading(budgets(three, appropriation, total("", "", "20000"))), "2023—2024年财政拨款支出减少1.00万元"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestNatureLeavesRoomForWhatIsNeither(t *testing.T) {
	structure := latest(budgets(two, total("1000000", "2000000"), line("nature", "", "基本支出", fact.Basic, "600000", "1000000"), line("nature", "", "项目支出", fact.Project, "400000", "600000"))).ByNature()
	if got, want := structure.Describe(), "基本支出与项目支出占比。2023年：基本支出60.00%，项目支出40.00%，其余支出0.00%；2024年：基本支出50.00%，项目支出30.00%，其余支出20.00%"; got != want {
		t.Errorf("got %s", got)
	}
}

func TestBridgeAddsUp(t *testing.T) {
	var rows []dossiertest.Row
	for i := range 40 {
		rows = append(rows, item(fmt.Sprintf("2120%d", 100+i)[:3]+fmt.Sprintf("%02d", i+1), fmt.Sprintf("第%d款", i+1), "1000000", fmt.Sprint(1000000+(i%7-3)*12345*(i+1))))
	}
	for name, dossier := range map[string]queries.Dossier{"real years": dossiertest.Street(), "40 lines": budgets(two, rows...)} {
		for _, comparison := range charts.Comparisons(dossier) {
			for _, bridge := range comparison.Bridges() {
				sum, last := fact.Fen(0), bridge.Steps[len(bridge.Steps)-1]
				for _, step := range bridge.Steps[:len(bridge.Steps)-1] {
					sum += step.Change
				}
				if !last.Sum || last.Change != sum || bridge.Gap < -100 || bridge.Gap > 100 || len(bridge.Steps) > 13 {
					t.Errorf("%s %d→%d %s: %d steps come to %s, said %s, gap %s", name, comparison.From, comparison.To, bridge.Label, len(bridge.Steps), sum, last.Change, bridge.Gap)
				}
			}
		}
	}
}

func TestBridgeSaysWhatItsLinesDoNotExplain(t *testing.T) {
	bridges := latest(budgets(two, total("1000000", "3000000"), item("201", "甲", "1000000", "2000000"))).Bridges()
	if got := bridges[0]; got.Gap != 100000000 || got.Steps[len(got.Steps)-1].Of != nil {
		t.Errorf("gap %s", got.Gap)
	}
}

func TestFunctionsTakeTheWidestFund(t *testing.T) {
	general := line("function", "201", "甲", fact.Total, "1", "2")
	general.Fund = fact.GeneralPublic
	fund := line("function", "212", "乙", fact.Total, "5", "6")
	fund.Fund = fact.GovernmentFund
	if got := latest(budgets(two, fund, general)).Functions(); len(got) != 1 || got[0].Fund != fact.GeneralPublic {
		t.Errorf("two funds: %v", got)
	}
	if got := latest(budgets(two, fund, general, item("208", "丙", "1", "3"))).Functions(); len(got) != 1 || got[0].Fund != fact.AllFunds {
		t.Errorf("all funds: %v", got)
	}
}

func TestStructureSumsUpTheRest(t *testing.T) {
	structure := latest(dossiertest.Street()).ByClass()
	drawn := structure.Drawn()
	if len(structure.Parts) != 9 || len(drawn) != 6 || !drawn[5].Rest || drawn[5].Label != "其余4类" {
		t.Fatalf("%d parts, %d drawn", len(structure.Parts), len(drawn))
	}
	for _, year := range structure.Years {
		sum := fact.Fen(0)
		for _, part := range drawn {
			sum += part.Amounts[year]
		}
		if sum != structure.Whole[year] {
			t.Errorf("%d: parts come to %s of %s", year, sum, structure.Whole[year])
		}
	}
}
