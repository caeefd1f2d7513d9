package extract

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"tongbi/data"
	"tongbi/etl/doc"
	"tongbi/etl/fact"
)

// documentOf builds a document from lines: those with tabs are rows of a grid, the others paragraphs. Cells hold no
// spans, as in a text file.
func documentOf(text string) *doc.Document {
	document := &doc.Document{Name: "test.txt", Format: doc.Text}
	var rows [][]string
	var first, number int
	flush := func() {
		if rows == nil {
			return
		}
		number++
		grid := &doc.Grid{Page: first, Number: number, Rows: len(rows), Ruled: true}
		for _, row := range rows {
			grid.Cols = max(grid.Cols, len(row))
		}
		for i, row := range rows {
			for j := range grid.Cols {
				cell := doc.Cell{Row: i + 1, Col: j + 1, RowSpan: 1, ColSpan: 1, Page: first + i}
				if j < len(row) {
					cell.Text = row[j]
				}
				grid.Cells = append(grid.Cells, cell)
			}
		}
		document.Blocks = append(document.Blocks, grid)
		rows = nil
	}
	for i, line := range strings.Split(text, "\n") {
		if strings.Contains(line, "\t") {
			if rows == nil {
				first = i + 1
			}
			rows = append(rows, strings.Split(line, "\t"))
			continue
		}
		if strings.TrimSpace(line) == "" {
			continue
		}
		flush()
		document.Blocks = append(document.Blocks, &doc.Paragraph{Lines: []doc.Line{{Text: line, Page: i + 1}}})
	}
	flush()
	return document
}

// builtIn understands by the vocabulary that the program carries.
var builtIn = sync.OnceValue(func() *Extractor {
	vocabulary, err := data.Load()
	if err != nil {
		panic(err)
	}
	return New(vocabulary)
})

func disclose(t *testing.T, text string) (fact.Disclosure, []doc.Issue) {
	t.Helper()
	return builtIn().Disclose(documentOf(text), fact.Identity{})
}

// budget is the smallest text that is a budget: a cover and one table.
const budget = `某市2024年市级部门预算
预算主管部门：某市某某局
2024年部门支出预算总表
编制部门：某市某某局
单位：元
`

// figures writes code, label, measure and amount of the coded facts of a form, a line each.
func figures(d fact.Disclosure, form fact.FormID) string {
	var lines []string
	for _, f := range d.Facts {
		if f.Form == form {
			lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s%s %s %s %s", f.Code, f.Line, f.Label, f.Measure, f.Money.Fen)))
		}
	}
	return strings.Join(lines, "\n")
}

func hasIssue(issues []doc.Issue, code doc.Code, detail string) bool {
	return slices.ContainsFunc(issues, func(issue doc.Issue) bool { return issue.Code == code && issue.Detail == detail })
}

func TestCodesAreJoinedPaddedAndCarried(t *testing.T) {
	header := "科目编码\t\t\t科目名称\t合计\n类\t款\t项\t\t\n"
	for name, c := range map[string]struct{ rows, want string }{
		"three columns":        {header + "208\t05\t02\t事业单位离退休\t1", "2080502 事业单位离退休 total 1.00"},
		"without leading zero": {header + "208\t5\t2\t事业单位离退休\t1", "2080502 事业单位离退休 total 1.00"},
		"class printed once":   {header + "208\t\t\t社会保障和就业支出\t1\n\t05\t\t行政事业单位养老支出\t1", "208 社会保障和就业支出 total 1.00\n20805 行政事业单位养老支出 total 1.00"},
		"levels repeated":      {header + "208\t20805\t2080502\t事业单位离退休\t1", "2080502 事业单位离退休 total 1.00"},
		"one column":           {"科目编码\t科目名称\t合计\n2080502\t事业单位离退休\t1", "2080502 事业单位离退休 total 1.00"},
		"with separators":      {"科目编码\t科目名称\t合计\n208-05-02\t事业单位离退休\t1", "2080502 事业单位离退休 total 1.00"},
		"code before the name": {"科目\t合计\n2080502事业单位离退休\t1", "2080502 事业单位离退休 total 1.00"},
	} {
		d, issues := disclose(t, budget+c.rows)
		if got := figures(d, "expenditure_summary"); got != c.want || len(issues) > 0 {
			t.Errorf("%s: got\n%s\nissues %v, want\n%s", name, got, issues, c.want)
		}
	}
}

func TestWrongCodeIsKeptAndReported(t *testing.T) {
	d, issues := disclose(t, budget+"科目编码\t科目名称\t合计\n7\t卫生健康支出\t1")
	if got := figures(d, "expenditure_summary"); got != "7 卫生健康支出 total 1.00" || !hasIssue(issues, WrongCode, "7") {
		t.Errorf("got %s, issues %v", got, issues)
	}
}

func TestBlankZeroDashAndNoneStayDifferent(t *testing.T) {
	d, _ := disclose(t, budget+"科目编码\t科目名称\t合计\t基本支出\t项目支出\t经营支出\n201\t一般公共服务支出\t0\t—\t无\t")
	var got []string
	for _, f := range d.Facts {
		got = append(got, fmt.Sprint(f.Measure, " ", f.Presence, " ", f.Raw))
	}
	if strings.Join(got, ",") != "total stated 0,basic dash —,project none 无" {
		t.Errorf("facts = %v", got)
	}
}

func TestWhatIsNoNumberIsReportedWithItsPlace(t *testing.T) {
	d, issues := disclose(t, budget+"科目编码\t科目名称\t合计\n201\t一般公共服务支出\t1,2O4.5")
	if len(d.Facts) != 0 || len(issues) != 1 || issues[0].Code != NotNumber || issues[0].Pos != (doc.Pos{Page: 7, Table: 1, Row: 2, Col: 3}) {
		t.Errorf("facts %v, issues %+v", d.Facts, issues)
	}
}

func TestTableWithoutUnitYieldsNoAmounts(t *testing.T) {
	d, issues := disclose(t, strings.Replace(budget, "单位：元\n", "", 1)+"科目编码\t科目名称\t合计\n201\t一般公共服务支出\t12")
	if len(d.Facts) != 1 || d.Facts[0].Presence != fact.Unitless || d.Facts[0].Raw != "12" || d.Facts[0].Money != (fact.Money{}) || !hasIssue(issues, UnknownUnit, "2024年部门支出预算总表") {
		t.Errorf("facts %v, issues %+v", d.Facts, issues)
	}
}

func TestUnknownHeadingKeepsItsFiguresApart(t *testing.T) {
	d, issues := disclose(t, budget+"科目编码\t科目名称\t合计\t奇怪的列\n201\t一般公共服务支出\t12\t3")
	if got := figures(d, "expenditure_summary"); got != "201 一般公共服务支出 total 12.00\n201 一般公共服务支出 unrecognized 3.00" || !hasIssue(issues, UnknownHeading, "奇怪的列") {
		t.Errorf("got %s, issues %v", got, issues)
	}
}

func TestCentralStylePriorYearIsAFactOfItsYear(t *testing.T) {
	d, _ := disclose(t, strings.Replace(budget, "部门支出预算总表", "一般公共预算支出表", 1)+"科目编码\t科目名称\t2023年执行数\t2024年预算数\t比上年增减额\t增减%\n201\t一般公共服务支出\t90\t100\t10\t11.11")
	var got []string
	for _, f := range d.Facts {
		got = append(got, fmt.Sprint(f.Year, f.Stage, f.Measure, f.Money.Fen, f.Presence))
	}
	want := "[2023outturnamount90.00stated 2024initial_budgetamount100.00stated 2024initial_budgetstated_change10.00stated 2024initial_budgetstated_rate0.00percent]"
	if fmt.Sprint(got) != want {
		t.Errorf("got  %v\nwant %s", got, want)
	}
}

func TestSideBySideSummaryFindsTheLabelOfATotal(t *testing.T) {
	d, issues := disclose(t, strings.Replace(budget, "支出预算总表", "收支预算总表", 1)+`收入		支出
项目名称	金额	功能科目名称	金额	项目名称	金额
一、财政拨款	10	一、一般公共服务支出	7	一、基本支出	6
		二、外交支出		二、项目支出	4
当年收入小计	10	当年支出小计			10
上年结转资金	2	结转下年资金			2
收入合计	12	支出合计			12`)
	want := `revenue_fiscal_appropriation 一、财政拨款 fiscal_appropriation 10.00
revenue_total 当年收入小计 total 10.00
revenue_opening_balance 上年结转资金 opening_balance 2.00
revenue_grand_total 收入合计 total 12.00
expenditure_class 一、一般公共服务支出 amount 7.00
expenditure_nature 一、基本支出 basic 6.00
expenditure_nature 二、项目支出 project 4.00
expenditure_total 当年支出小计 total 10.00
expenditure_carried_forward 结转下年资金 carried_forward 2.00
expenditure_grand_total 支出合计 total 12.00`
	if got := figures(d, "revenue_expenditure_summary"); got != want || len(issues) > 0 {
		t.Errorf("got\n%s\nissues %v", got, issues)
	}
}

func TestOnlyTotalIsTheTotal(t *testing.T) {
	d, _ := disclose(t, strings.Replace(budget, "支出预算总表", "收支预算总表", 1)+"本年收入\t\t本年支出\t\n项目\t预算数\t项目\t预算数\n收入总计\t5\t支出总计\t5")
	if got := figures(d, "revenue_expenditure_summary"); got != "revenue_total 收入总计 total 5.00\nexpenditure_total 支出总计 total 5.00" {
		t.Errorf("got\n%s", got)
	}
}

func TestThreePublicAsRowsWithBudgetAndOutcome(t *testing.T) {
	d, issues := disclose(t, `某市某某局2024年度部门决算
“三公”经费支出决算表
编制部门：某市某某局
单位：万元
项目	预算数	决算数
合计	9	8
1.因公出国（境）费	2	1
2.公务接待费	7	7`)
	var got []string
	for _, f := range d.Facts {
		got = append(got, fmt.Sprint(f.Measure, " ", f.Stage, " ", f.Money.Fen.TenThousands()))
	}
	want := "three_public initial_budget 9.00,three_public final_accounts 8.00,overseas_travel initial_budget 2.00,overseas_travel final_accounts 1.00,official_reception initial_budget 7.00,official_reception final_accounts 7.00"
	if strings.Join(got, ",") != want || len(issues) > 0 {
		t.Errorf("got %v\nissues %v", got, issues)
	}
}

func TestThreePublicByUnit(t *testing.T) {
	head := "2024年部门“三公”经费支出表\n编制部门：某市某某局\n单位：万元\n单位代码\t单位名称\t“三公”经费合计\t公务接待费\n"
	lines := func(rows string) string {
		d, _ := disclose(t, head+rows)
		return figures(d, "three_public")
	}
	if got := lines("012\t某某局\t5\t5"); got != "某某局 three_public 50000.00\n某某局 official_reception 50000.00" {
		t.Errorf("one unit: %s", got)
	}
	if got := lines("\t合计\t8\t8\n012\t某某局\t5\t5\n013\t某某所\t3\t3"); !strings.HasPrefix(got, "合计 three_public 80000.00\n合计 official_reception 80000.00\nrow_of_unit 某某局") {
		t.Errorf("several units: %s", got)
	}
}

func TestIdentity(t *testing.T) {
	table := "\n2024年部门支出预算总表\n单位：元\n科目编码\t科目名称\t合计\n201\t一般公共服务支出\t1\n"
	for name, c := range map[string]struct{ text, want string }{
		"cover and caption":        {budget + "科目编码\t科目名称\t合计\n201\t一般公共服务支出\t1", "某市某某局 department 2024 initial_budget"},
		"organisation before year": {"某市财政局2024年度部门决算\n支出决算表\n单位：元\n科目编码\t科目名称\t本年支出合计\n201\t一般公共服务支出\t1", "某市财政局 department 2024 final_accounts"},
		"cover over two lines":     {"某省人大常委会办公厅\n2024 年度部门预算" + table, "某省人大常委会办公厅 department 2024 initial_budget"},
		"a unit":                   {"某区2024年区级单位预算\n预算单位：某区图书馆\n2024年单位支出预算总表\n编制单位：某区图书馆\n单位：元\n科目编码\t科目名称\t合计\n201\t一般公共服务支出\t1", "某区图书馆 unit 2024 initial_budget"},
		"year in Chinese":          {"某省某某厅二〇二四年度部门预算\n支出预算总表\n单位：元\n科目编码\t科目名称\t合计\n201\t一般公共服务支出\t1", "某省某某厅 department 2024 initial_budget"},
	} {
		d, issues := disclose(t, c.text)
		got := fmt.Sprint(d.Identity.Organization, " ", d.Identity.Scope, " ", d.Identity.Year, " ", d.Identity.Stage)
		if got != c.want || len(issues) > 0 || len(d.Identity.Evidence) != 4 {
			t.Errorf("%s: %s, issues %v, evidence %v; want %s", name, got, issues, d.Identity.Evidence, c.want)
		}
	}
}

func TestUncertainIdentityIsRefusedWithWhatWasFound(t *testing.T) {
	table := "科目编码\t科目名称\t合计\n201\t一般公共服务支出\t1\n"
	for name, c := range map[string]struct {
		text   string
		code   doc.Code
		detail string
	}{
		"no year":           {"部门支出预算总表\n编制部门：某市某某局\n单位：元\n" + table, NoYear, ""},
		"two years":         {"2023年部门支出预算总表\n编制部门：某市某某局\n单位：元\n" + table + "2024年部门收入预算总表\n编制部门：某市某某局\n单位：元\n" + table, NoYear, "2023、2024"},
		"placeholder":       {"2024年部门支出预算总表\n编制部门：某市XX局\n单位：元\n" + table, NoOrganization, ""},
		"two organisations": {"2024年部门支出预算总表\n编制部门：甲局\n单位：元\n" + table + "2024年部门收入预算总表\n编制部门：乙局\n单位：元\n" + table, NoOrganization, "甲局、乙局"},
	} {
		d, issues := disclose(t, c.text)
		if !hasIssue(issues, c.code, c.detail) {
			t.Errorf("%s: identity %+v, issues %v", name, d.Identity, issues)
		}
	}
}

func TestGivenByHandSettles(t *testing.T) {
	vocabulary, _ := data.Load()
	d, issues := New(vocabulary).Disclose(documentOf("部门支出预算总表\n编制部门：某市某某局\n单位：元\n科目编码\t科目名称\t合计\n201\t一般公共服务支出\t1"), fact.Identity{Year: 2020})
	if d.Identity.Year != 2020 || len(issues) != 0 || d.Facts[0].Year != 2020 {
		t.Errorf("identity %+v, issues %v", d.Identity, issues)
	}
}

func TestNoDisclosure(t *testing.T) {
	_, issues := disclose(t, "食堂菜单\n周一\t红烧肉\n周二\t12")
	if !hasIssue(issues, NoDisclosure, "") {
		t.Errorf("issues = %v", issues)
	}
}

func TestSelfTest(t *testing.T) {
	rows := "科目编码\t科目名称\t合计\n201\t甲\t%s\n20101\t乙\t%s\n20102\t丙\t%s\n\t合计\t%s"
	for name, c := range map[string]struct {
		a, b, c, total string
		want           fact.SelfTest
	}{
		"adds up":          {"30", "10", "20", "30", fact.Passed},
		"one yuan in yuan": {"31", "10", "20", "31", fact.Rounding},
		"two yuan":         {"32", "10", "20", "32", fact.Failed},
		"0.40 where 0.01":  {"30.40", "10.00", "20.00", "30.40", fact.Failed},
		"total is wrong":   {"30", "10", "20", "40", fact.Failed},
	} {
		d, issues := disclose(t, budget+fmt.Sprintf(rows, c.a, c.b, c.c, c.total))
		mismatch := slices.ContainsFunc(issues, func(issue doc.Issue) bool { return issue.Code == SumMismatch })
		if d.SelfTest != c.want || mismatch != (c.want == fact.Failed) {
			t.Errorf("%s: %s, issues %v", name, d.SelfTest, issues)
		}
	}
}

func TestSelfTestOfRevenueThatCountsTheOpeningBalance(t *testing.T) {
	text := strings.Replace(budget, "支出预算总表", "收支预算总表", 1) + "收入\t\t支出\t\n项目\t预算数\t项目\t预算数\n本年收入合计\t30\t本年支出合计\t40\n上年结转\t10\t\t\n收入总计\t40\t支出总计\t40\n" +
		"2024年部门收入预算总表\n编制部门：某市某某局\n单位：元\n科目编码\t科目名称\t合计\t上年结转\t财政拨款收入\n201\t甲\t%[1]s\t10\t30\n\t合计\t%[1]s\t10\t30\n"
	for total, want := range map[string]fact.SelfTest{"40": fact.Passed, "30": fact.Passed, "45": fact.Failed} {
		if d, issues := disclose(t, fmt.Sprintf(text, total)); d.SelfTest != want {
			t.Errorf("%s: %s, want %s: %v", total, d.SelfTest, want, issues)
		}
	}
}

func TestSelfTestOfRowsAndBetweenTables(t *testing.T) {
	summary := strings.Replace(budget, "支出预算总表", "收支预算总表", 1) + "收入\t\t支出\t\n项目\t预算数\t项目\t预算数\n收入总计\t30\t支出总计\t%s\n"
	expenditure := "2024年部门支出预算总表\n编制部门：某市某某局\n单位：元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n201\t甲\t30\t%s\t20\n\t合计\t30\t%s\t20"
	for name, c := range map[string]struct {
		total, basic string
		want         fact.SelfTest
	}{
		"all agree":                       {"30", "10", fact.Passed},
		"total of the summary is another": {"35", "10", fact.Failed},
		"basic and project do not add up": {"30", "15", fact.Failed},
	} {
		d, _ := disclose(t, fmt.Sprintf(summary, c.total)+fmt.Sprintf(expenditure, c.basic, c.basic))
		if d.SelfTest != c.want {
			t.Errorf("%s: %s, want %s", name, d.SelfTest, c.want)
		}
	}
}

func TestSeedOfTheCorpus(t *testing.T) {
	text, err := os.ReadFile("../../../shared/corpus/shanghai/闵行区城运中心-2024-部门预算.txt")
	if err != nil {
		t.Skip("the real documents are not here: ", err)
	}
	d, issues := disclose(t, string(text))
	if d.Identity.Organization != "上海市闵行区城市运行管理中心" || d.Identity.Year != 2024 || d.SelfTest != fact.Passed || len(d.Missing) > 0 || len(issues) > 0 {
		t.Errorf("identity %+v, self-test %s, missing %v, issues %v", d.Identity, d.SelfTest, d.Missing, issues)
	}
}

func TestUnknownTableIsKeptAsCells(t *testing.T) {
	d, issues := disclose(t, budget+"科目编码\t科目名称\t合计\n201\t一般公共服务支出\t1\n某项从未见过的统计\n单位：元\n甲\t乙\n天\t7")
	last := d.Readings[len(d.Readings)-1]
	if last.Form != "" || len(last.Cells) != 4 || last.Cells[3].Text != "7" || !hasIssue(issues, UnknownForm, "某项从未见过的统计") {
		t.Errorf("reading %+v, issues %v", last, issues)
	}
	if len(d.Readings[0].Cells) != 0 {
		t.Error("cells of a known form are kept twice")
	}
}

func TestSentencesOfAParagraphOverAPageBreak(t *testing.T) {
	document := &doc.Document{Blocks: []doc.Block{
		&doc.Paragraph{Lines: []doc.Line{{Text: "一、概况。支出预算 ２万元，", Page: 3}, {Text: "持平。主要原因", Page: 4}}},
		&doc.Paragraph{Lines: []doc.Line{{Text: "二、说明", Page: 4}}},
	}}
	got := sentences(document)
	want := []fact.Passage{
		{Paragraph: 1, Page: 3, Text: "一、概况。"}, {Paragraph: 1, Page: 3, Text: "支出预算2万元，持平。"},
		{Paragraph: 1, Page: 4, Text: "主要原因"}, {Paragraph: 2, Page: 4, Text: "二、说明"},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
}

func TestNumbersOfThingsAreNoMoney(t *testing.T) {
	for name, table := range map[string]string{
		"as lines":                         "项目\t决算数\n“三公”经费合计\t3.00\n公务接待批次（批）\t12",
		"among the columns, under figures": "合计\t因公出国（境）费\t公务接待费\t公务用车运行费\n3.00\t\t\t3.00\n国内公务接待批次（个）\t12\t公务用车保有量（辆）\t12",
	} {
		d, _ := disclose(t, strings.Replace(budget, "支出预算总表", "“三公”经费支出决算表", 1)+table)
		for _, f := range d.Facts {
			if f.Raw == "12" && (f.Presence != fact.Counted || f.Measure != counted || f.Money.Fen != 0) {
				t.Errorf("%s: %s %s is %s %s", name, f.Label, f.Raw, f.Presence, f.Measure)
			}
		}
		if len(d.Facts) < 2 {
			t.Errorf("%s: facts %+v", name, d.Facts)
		}
	}
}

func TestPartsOfTheOpeningBalanceAreNoRevenueOfTheYear(t *testing.T) {
	d, _ := disclose(t, strings.Replace(budget, "支出预算总表", "财政拨款收支预算总表", 1)+`收入		支出
项目	预算数	项目	预算数
一、本年收入	10	一、本年支出	12
（一）一般公共预算拨款	10
二、上年结转	2
（一）一般公共预算拨款	2
收入总计	12	支出总计	12`)
	want := `revenue_total 一、本年收入 total 10.00
revenue_general_public （一）一般公共预算拨款 general_public 10.00
revenue_opening_balance 二、上年结转 opening_balance 2.00
revenue_opening_balance_part （一）一般公共预算拨款 opening_balance_part 2.00
revenue_grand_total 收入总计 total 12.00
expenditure_total 一、本年支出 total 12.00
expenditure_grand_total 支出总计 total 12.00`
	if got := figures(d, "appropriation_summary"); got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestProcurementLinesSayWhatTheirTotalIs(t *testing.T) {
	d, _ := disclose(t, strings.Replace(budget, "支出预算总表", "政府采购支出预算表", 1)+"序号\t采购项目\t总计\n合计\t\t3\n1\t货物A\t3")
	if got := figures(d, "procurement"); got != "procurement_total 合计 procurement 3.00\nprocurement_goods 货物A goods 3.00" {
		t.Errorf("got\n%s", got)
	}
}

func TestUnitOfOneHeadingHoldsForTheTable(t *testing.T) {
	d, _ := disclose(t, strings.Replace(budget, "单位：元\n", "", 1)+"科目编码\t科目名称\t合计（万元）\t基本支出\n201\t一般公共服务支出\t1\t1")
	if got := figures(d, "expenditure_summary"); got != "201 一般公共服务支出 total 10000.00\n201 一般公共服务支出 basic 10000.00" {
		t.Errorf("got\n%s", got)
	}
}

func TestGrandTotalHoldsTheOpeningBalance(t *testing.T) {
	for total, want := range map[string]fact.SelfTest{"12": fact.Passed, "20": fact.Failed} {
		d, issues := disclose(t, strings.Replace(budget, "支出预算总表", "财政拨款收支预算总表", 1)+"收入\t\t支出\n项目\t预算数\t项目\t预算数\n一般公共预算拨款\t7\t\t\n政府性基金预算拨款\t3\t\t\n上年结转\t2\t\t\n收入总计\t"+total+"\t支出总计\t12")
		if d.SelfTest != want {
			t.Errorf("%s: %s, issues %v", total, d.SelfTest, issues)
		}
	}
}

func TestTwoClassificationsSideBySideAreNotJoined(t *testing.T) {
	d, _ := disclose(t, strings.Replace(budget, "支出预算总表", "一般公共预算基本支出表", 1)+"部门经济科目编码\t科目名称\t政府经济科目编码\t科目名称\t合计\n30101\t基本工资\t50101\t工资奖金津补贴\t6")
	if got := figures(d, "general_public_basic_by_economic"); got != "30101 基本工资 total 6.00" {
		t.Errorf("got\n%s", got)
	}
}

func TestCodePrintedWithoutLeadingZerosIsKept(t *testing.T) {
	for _, c := range []struct {
		levels []string
		want   string
	}{{[]string{"301", "2"}, "301 2"}, {[]string{"301", "02"}, ""}, {[]string{"301"}, ""}, {[]string{"", "2"}, "2"}} {
		if got := unpadded(c.levels); got != c.want {
			t.Errorf("%q: %q", c.levels, got)
		}
	}
}

func TestTablesOfTargetsStateTheYearsAmountOfEachProject(t *testing.T) {
	const targets = "\n财政项目支出绩效目标申报表\n（2024年度）\n项目名称\t%s\t项目性质\t经常性项目\n项目资金（%s）\t项目资金总额\t9,000,000.00\t%s\t4,630,048.00\n一级指标\t二级指标\t三级指标\t指标值\n"
	for name, c := range map[string]struct{ text, want string }{
		"in yuan":               {fmt.Sprintf(targets, "政府雇员", "元", "年度资金申请总额"), "政府雇员 amount 4630048.00"},
		"in ten thousands":      {fmt.Sprintf(targets, "政府雇员", "万元", "年度资金总额："), "政府雇员 amount 46300480000.00"},
		"no unit":               {fmt.Sprintf(targets, "政府雇员", "数", "年度资金申请总额"), ""},
		"only its whole life":   {fmt.Sprintf(targets, "政府雇员", "元", "上年结转资金"), ""},
		"what was carried out":  {fmt.Sprintf(targets, "政府雇员", "元", "年度资金申请总额") + "年度资金总额\t全年预算数\t全年执行数\t执行率\n", ""},
		"of another year":       {strings.Replace(fmt.Sprintf(targets, "政府雇员", "元", "年度资金申请总额"), "项目名称", "（2023年度）\t\t\t\n项目名称", 1), ""},
		"several, one a table":  {fmt.Sprintf(targets, "政府雇员", "元", "年度资金申请总额") + fmt.Sprintf(targets, "执法装备", "元", "年度资金申请总额"), "政府雇员 amount 4630048.00\n执法装备 amount 4630048.00"},
		"the amount comes once": {fmt.Sprintf(targets, "政府雇员", "元", "年度资金申请总额") + "其中：\t年度资金总额\t1.00\t\n", "政府雇员 amount 4630048.00"},
	} {
		d, _ := disclose(t, budget+"科目编码\t科目名称\t合计\n201\t一般公共服务支出\t26,300\n"+c.text)
		if got := figures(d, "project_performance"); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, c.want)
		}
	}
}
