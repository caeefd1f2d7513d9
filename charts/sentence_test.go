package charts_test

import (
	"testing"

	"tongbi/charts"
	"tongbi/charts/dossiertest"
	"tongbi/etl/fact"
	"tongbi/queries"
)

// line writes a row with amounts in yuan for the years from 2023 on; empty for a year that lacks it.
func line(by, code, label string, measure fact.Measure, yuan ...string) dossiertest.Row {
	row := dossiertest.Row{By: by, Code: code, Label: label, Measure: measure, Yuan: map[fact.Year]string{}, Page: map[fact.Year]int{}}
	for i, amount := range yuan {
		row.Yuan[fact.Year(2023+i)] = amount
		row.Page[fact.Year(2023+i)] = 10 + i
	}
	return row
}

// item is a line of the functional classification.
func item(code, label string, yuan ...string) dossiertest.Row {
	return line("function", code, label, fact.Total, yuan...)
}

// total is 本年支出.
func total(yuan ...string) dossiertest.Row {
	return line("total", "", "本年支出", fact.Total, yuan...)
}

func budgets(years []fact.Year, rows ...dossiertest.Row) queries.Dossier {
	return dossiertest.New("某街道", years, rows)
}

var (
	one   = []fact.Year{2023}
	two   = []fact.Year{2023, 2024}
	three = []fact.Year{2023, 2024, 2025}
)

func TestSentenceOfRealYears(t *testing.T) {
	want := map[fact.Year]map[fact.Year]string{
		2023: {
			2024: "2024年支出预算15,621.11万元，比上年减少876.75万元，下降5.31%。其中其他社会保障和就业支出（2089999）减少550.03万元，占减少额的62.73%；项目支出占比由39.75%降至36.17%，下降3.58个百分点。",
			2025: "2025年支出预算18,976.76万元，比2023年增加2,478.89万元，增长15.03%，年均增长7.25%。其中其他城乡社区支出（2129999）增加3,784.89万元，占增加额的152.68%；项目支出占比由39.75%升至46.60%，上升6.85个百分点。",
		},
		2024: {2025: "2025年支出预算18,976.76万元，比上年增加3,355.64万元，增长21.48%。其中其他城乡社区支出（2129999）增加4,312.87万元，占增加额的128.53%；项目支出占比由36.17%升至46.60%，上升10.43个百分点。"},
	}
	comparisons := charts.Comparisons(dossiertest.Street())
	if len(comparisons) != 3 || comparisons[charts.Latest(comparisons)].From != 2024 {
		t.Fatalf("comparisons %v", comparisons)
	}
	for _, c := range comparisons {
		if got := c.Sentence().String(); got != want[c.From][c.To] {
			t.Errorf("%d→%d:\n got %s\nwant %s", c.From, c.To, got, want[c.From][c.To])
		}
	}
}

func TestSentenceOfImpliedBaseSaysSo(t *testing.T) {
	want := "2024年支出预算1,772.21万元，比上年减少1,365.78万元，下降43.52%。2023年的数由2024年文件所述的增减额推算。"
	if got := charts.Comparisons(dossiertest.Centre())[0].Sentence().String(); got != want {
		t.Errorf("got %s", got)
	}
}

func TestSentenceOfABaseFromAColumnSaysSo(t *testing.T) {
	dossier := budgets(two, total("1000000", "2000000"))
	dossier.Changes[0].Basis, dossier.Changes[0].From.Implied = queries.Implied, true
	want := "2024年支出预算200.00万元，比上年增加100.00万元，增长100.00%。2023年的数取自其他年度文件所列。"
	if got := charts.Comparisons(dossier)[0].Sentence().String(); got != want {
		t.Errorf("got %s", got)
	}
}

func TestSentenceRules(t *testing.T) {
	for name, c := range map[string]struct {
		years []fact.Year
		rows  []dossiertest.Row
		want  string
	}{
		"zero base is new, without a rate":      {two, []dossiertest.Row{total("0", "5000000")}, "2024年支出预算500.00万元，比上年新增500.00万元。"},
		"zero to zero stands still":             {two, []dossiertest.Row{total("0", "0")}, "2024年支出预算0.00万元，与上年持平（均为0）。"},
		"less than half of 0.01万元 is flat":      {two, []dossiertest.Row{total("1000000", "1000049")}, "2024年支出预算100.00万元，与上年持平。"},
		"half of 0.01万元 is a change":            {two, []dossiertest.Row{total("1000000", "1000050")}, "2024年支出预算100.01万元，与上年基本持平（增加0.01万元，增长0.01%）。"},
		"half of 0.01万元 less too":               {two, []dossiertest.Row{total("1000050", "1000000")}, "2024年支出预算100.00万元，与上年基本持平（减少0.01万元，下降不足0.01%）。"},
		"a little less is flat":                 {two, []dossiertest.Row{total("1000049", "1000000")}, "2024年支出预算100.00万元，与上年持平。"},
		"under one per cent is nearly flat":     {two, []dossiertest.Row{total("10000000", "9950000")}, "2024年支出预算995.00万元，与上年基本持平（减少5.00万元，下降0.50%）。"},
		"one per cent is told":                  {two, []dossiertest.Row{total("10000000", "10100000")}, "2024年支出预算1,010.00万元，比上年增加10.00万元，增长1.00%。"},
		"a change of sign has no rate":          {two, []dossiertest.Row{total("-1000000", "2000000")}, "2024年支出预算200.00万元，由上年的−100.00万元变为200.00万元。"},
		"to zero":                               {two, []dossiertest.Row{total("1000000", "0")}, "2024年支出预算0.00万元，比上年减少100.00万元，下降100.00%。"},
		"half a cent of 万元 rounds up":           {two, []dossiertest.Row{total("871850", "871850")}, "2024年支出预算87.19万元，与上年持平。"},
		"a year in between is missing":          {[]fact.Year{2023, 2025}, []dossiertest.Row{total("1000000", "", "1500000")}, "2025年支出预算150.00万元，比2023年增加50.00万元，增长50.00%，年均增长22.47%。"},
		"one year alone":                        {one, []dossiertest.Row{total("1000000"), line("nature", "", "项目支出", fact.Project, "250000")}, "2023年支出预算100.00万元，其中项目支出25.00万元，占25.00%。没有其他年度的文件，文中也未述上年数，不作比较。"},
		"one year alone without a total":        {one, []dossiertest.Row{item("212", "城乡社区支出", "1")}, "2023年的文件没有读到支出合计。没有其他年度的文件，文中也未述上年数，不作比较。"},
		"no total":                              {two, []dossiertest.Row{item("212", "城乡社区支出", "1", "2")}, "2024年的文件没有读到支出合计。2023年没有支出合计可比。"},
		"a year without the total":              {two, []dossiertest.Row{total("1000000", "")}, "2024年支出预算未见。"},
		"items that cancel each other":          {two, []dossiertest.Row{total("3000000", "3000000"), item("2010101", "行政运行", "1000000", "2000000"), item("2010102", "一般行政管理事务", "2000000", "1000000")}, "2024年支出预算300.00万元，与上年持平。其中行政运行（2010101）增加100.00万元，一般行政管理事务（2010102）减少100.00万元。"},
		"all decrease":                          {two, []dossiertest.Row{total("3000000", "2000000"), item("2010101", "行政运行", "1000000", "700000"), item("2010102", "一般行政管理事务", "2000000", "1300000")}, "2024年支出预算200.00万元，比上年减少100.00万元，下降33.33%。其中一般行政管理事务（2010102）减少70.00万元。"},
		"a driver of the total's own direction": {two, []dossiertest.Row{total("9000000", "10000000"), item("201", "一般公共服务支出", "9000000", "5000000"), item("204", "公共安全支出", "", "5000000")}, "2024年支出预算1,000.00万元，比上年增加100.00万元，增长11.11%。其中公共安全支出（204）增加500.00万元，占增加额的500.00%。"},
		"share of projects stands still":        {two, []dossiertest.Row{total("1000000", "2000000"), line("nature", "", "项目支出", fact.Project, "500000", "1000000")}, "2024年支出预算200.00万元，比上年增加100.00万元，增长100.00%；项目支出占比持平，为50.00%。"},
	} {
		comparisons := charts.Comparisons(budgets(c.years, c.rows...))
		if got := comparisons[charts.Latest(comparisons)].Sentence().String(); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, c.want)
		}
	}
}

func TestSentenceGivesNoShareOfAnotherTotal(t *testing.T) {
	general := item("201", "一般公共服务支出", "1000000", "3000000")
	general.Fund = fact.GeneralPublic
	want := "2024年支出预算900.00万元，比上年增加100.00万元，增长12.50%。其中一般公共预算的一般公共服务支出（201）增加200.00万元。"
	comparison := charts.Comparisons(budgets(two, total("8000000", "9000000"), general))[0]
	if got := comparison.Sentence().String(); got != want {
		t.Errorf("got %s", got)
	}
	if got := comparison.BridgeHeading(); got != "一般公共预算增加额全部来自一般公共服务支出" {
		t.Errorf("heading %s", got)
	}
}

func TestSentenceOfAYearWhoseTotalStandsAlone(t *testing.T) {
	dossier := budgets(two, total("", "2000000"), line("three-public", "", "机关运行经费", fact.AdminOperating, "1", "2"))
	dossier.Changes = dossier.Changes[1:]
	want := "2024年支出预算200.00万元。2023年没有支出合计可比。"
	if got := charts.Comparisons(dossier)[0].Sentence().String(); got != want {
		t.Errorf("got %s", got)
	}
}

func TestSentenceNamesTheStageOfAnotherBase(t *testing.T) {
	dossier := budgets(two, total("1000000", "2000000"))
	dossier.Changes[0].FromStage, dossier.Changes[0].ToStage = fact.InitialBudget, fact.FinalAccounts
	want := "2024年支出决算200.00万元，比上年年初预算增加100.00万元，增长100.00%。"
	if got := charts.Comparisons(dossier)[0].Sentence().String(); got != want {
		t.Errorf("got %s", got)
	}
}

func TestSentenceRefusesWhatIsNotComparable(t *testing.T) {
	dossier := budgets(two, total("1000000", "2000000"))
	dossier.Changes[0].Change, dossier.Changes[0].Rate, dossier.Changes[0].Status = nil, nil, queries.NotComparable
	want := "2024年支出预算200.00万元，与上年不可比。"
	if got := charts.Comparisons(dossier)[0].Sentence().String(); got != want {
		t.Errorf("got %s", got)
	}
}

func TestSentenceCitesItsFigures(t *testing.T) {
	cited := 0
	for _, span := range charts.Comparisons(dossiertest.Street())[1].Sentence() {
		for _, c := range span.Cited {
			if c.Figure == nil || c.Figure.Source.Page == 0 {
				t.Errorf("%q rests on a figure without a place", span.Text)
			}
			cited++
		}
	}
	if cited < 7 {
		t.Errorf("only %d figures cited", cited)
	}
}

func TestComparisonsOfNothing(t *testing.T) {
	if got := charts.Comparisons(queries.Dossier{}); got != nil {
		t.Errorf("got %v", got)
	}
}

func TestSignedCarriesItsSign(t *testing.T) {
	for fen, want := range map[fact.Fen]string{335564280: "+335.56", -35121690: "−35.12", 0: "0.00", 4999: "0.00", -4999: "0.00", 5000: "+0.01"} {
		if got := charts.Signed(fen); got != want {
			t.Errorf("Signed(%d) = %s, want %s", fen, got, want)
		}
	}
}
