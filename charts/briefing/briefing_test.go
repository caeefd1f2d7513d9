package briefing

import (
	"bytes"
	"errors"
	"flag"
	"html"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"tongbi/charts/dossiertest"
	"tongbi/etl/fact"
	"tongbi/queries"
)

var update = flag.Bool("update", false, "write the golden files anew")

var today = time.Date(2025, 3, 1, 0, 0, 0, 0, time.UTC)

// briefOf is what the database would give of dossiers of one organisation.
func briefOf(dossiers ...queries.Dossier) queries.Brief {
	return queries.Brief{Organization: dossiers[0].Series.Organization, Scope: dossiers[0].Series.Scope, Dossiers: dossiers}
}

func made(t *testing.T, options Options, briefs ...queries.Brief) Briefing {
	t.Helper()
	options.Date = today
	b, err := New(briefs, options)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func markdown(t *testing.T, briefs ...queries.Brief) string {
	t.Helper()
	var out bytes.Buffer
	if err := Markdown(&out, made(t, Options{}, briefs...)); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func page(t *testing.T, briefs ...queries.Brief) string {
	t.Helper()
	var out bytes.Buffer
	if err := HTML(&out, made(t, Options{}, briefs...)); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func row(by, code, label string, measure fact.Measure, yuan ...string) dossiertest.Row {
	one := dossiertest.Row{By: by, Code: code, Label: label, Measure: measure, Yuan: map[fact.Year]string{}, Page: map[fact.Year]int{}}
	for i, amount := range yuan {
		one.Yuan[fact.Year(2023+i)], one.Page[fact.Year(2023+i)] = amount, 10+i
	}
	return one
}

func item(code, label string, yuan ...string) dossiertest.Row {
	return row("function", code, label, fact.Total, yuan...)
}

// budgets are the budgets of a made-up department; its total has the stable line of the database.
func budgets(years []fact.Year, rows ...dossiertest.Row) queries.Dossier {
	return lined(dossiertest.New("江南市青山区财政局", years, rows))
}

// lined names the lines of the totals as the database does.
func lined(dossier queries.Dossier) queries.Dossier {
	names := map[string]string{"本年支出": "expenditure_total", "本年收入": "revenue_total"}
	for i := range dossier.Lines {
		dossier.Lines[i].Line = names[dossier.Lines[i].Label]
	}
	for i := range dossier.Changes {
		dossier.Changes[i].Line = names[dossier.Changes[i].Label]
	}
	return dossier
}

// accounts turns budgets into final accounts.
func accounts(dossier queries.Dossier) queries.Dossier {
	dossier.Series.Stage = fact.FinalAccounts
	for i := range dossier.Documents {
		document := &dossier.Documents[i]
		document.Identity.Stage = fact.FinalAccounts
		document.Document = strings.Replace(document.Document, "预算", "决算", 1)
	}
	for i := range dossier.Lines {
		dossier.Lines[i].Stage = fact.FinalAccounts
		for year, figure := range dossier.Lines[i].Figures {
			figure.Document = strings.Replace(figure.Document, "预算", "决算", 1)
			dossier.Lines[i].Figures[year] = figure
		}
	}
	for i := range dossier.Changes {
		dossier.Changes[i].FromStage, dossier.Changes[i].ToStage = fact.FinalAccounts, fact.FinalAccounts
		for _, figure := range []*queries.Figure{dossier.Changes[i].From, dossier.Changes[i].To} {
			if figure != nil {
				figure.Document = strings.Replace(figure.Document, "预算", "决算", 1)
			}
		}
	}
	return dossier
}

var (
	one   = []fact.Year{2023}
	two   = []fact.Year{2023, 2024}
	three = []fact.Year{2023, 2024, 2025}
)

func TestGolden(t *testing.T) {
	for name, brief := range map[string]queries.Brief{"street": briefOf(lined(dossiertest.Reviewed())), "centre": briefOf(lined(dossiertest.Centre()))} {
		got := markdown(t, brief)
		golden := "testdata/" + name + ".golden.md"
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("the briefing differs from %s; run with -update and look at the difference", golden)
		}
	}
}

// says fails where a text lacks one of the wanted pieces or has one of the unwanted, which begin with “!”.
func says(t *testing.T, text string, pieces ...string) {
	t.Helper()
	for _, piece := range pieces {
		if unwanted, is := strings.CutPrefix(piece, "!"); is {
			if strings.Contains(text, unwanted) {
				t.Errorf("says %s", unwanted)
			}
		} else if !strings.Contains(text, piece) {
			t.Errorf("does not say %s", piece)
		}
	}
	if t.Failed() {
		t.Log(text)
	}
}

func TestHeadlineOfRealYears(t *testing.T) {
	text := markdown(t, briefOf(lined(dossiertest.Reviewed())))
	says(t, text,
		"2025年支出预算18,976.76万元（1.90亿元），比上年增加3,355.64万元，增长21.48%；2023—2025年年均增长7.25%。",
		"其他城乡社区支出（2129999）比上年增加4,312.87万元，增长467.76%，为上年的5.68倍，相当于支出增加额的128.53%",
		"2025年项目支出8,842.58万元，占46.60%，比上年增加3,192.07万元，增长56.49%，占比上升10.43个百分点",
		"供审查参考", "上海市普陀区人大常委会预算工委（财经委）", "2025年3月1日",
	)
}

func TestOneYearComparesNothing(t *testing.T) {
	text := markdown(t, briefOf(budgets(one, row("total", "", "本年支出", fact.Total, "1000000"), item("201", "一般公共服务支出", "600000"), item("208", "社会保障和就业支出", "400000"))))
	says(t, text, "2023年部门预算审查参阅材料", "2023年支出预算100.00万元。", "只有一个年度，没有变动可比。", "以下不作同比",
		"!比上年", "!年均", "!趋势简报", "!| 增减额", "没有作核对", "!NaN", "!%!")
}

func TestZeroBasesSignsAndSmallChanges(t *testing.T) {
	text := markdown(t, briefOf(budgets(two, row("total", "", "本年支出", fact.Total, "1000000", "1005000"),
		item("201", "甲支出", "0", "250000"), item("208", "乙支出", "-50000", "100000"), item("210", "丙支出", "500000", "500000"), item("212", "丁支出", "300000", ""), item("221", "戊支出", "250000", "155000"))))
	says(t, text, "2024年支出预算100.50万元，与上年基本持平（增加0.50万元，增长0.50%）。", "甲支出（201）**：2024年25.00万元，比上年新增25.00万元。",
		"由上年的−5.00万元变为10.00万元", "丁支出（212）**：2024年未安排，比上年减少30.00万元。", "!+∞", "!NaN", "!-5",
		"| 208 | 乙支出 | −5.00 | 10.00 | +15.00 | 不计算 |", "| 201 | 甲支出 | 0.00 | 25.00 | +25.00 | 新增 |", "| 212 | 丁支出 | 30.00 | — | −30.00 | 未安排 |")
}

func TestMissingYearsAreNotBridged(t *testing.T) {
	dossier := budgets([]fact.Year{2023, 2025}, row("total", "", "本年支出", fact.Total, "1000000", "", "1500000"))
	says(t, markdown(t, briefOf(dossier)), "2023—2025年预算趋势简报", "比2023年增加50.00万元，增长50.00%", "缺2024年的预算文件", "!比上年增加", "| 2024年 | — |")
}

func TestMissingTablesAreSaidToBeMissing(t *testing.T) {
	dossier := budgets(two, row("total", "", "本年支出", fact.Total, "1000000", "1200000"))
	dossier.Documents[1].FormsMissing = []fact.FormID{"three_public"}
	dossier.Documents[1].Unrecognised = []string{"某表"}
	dossier.Documents[0].SelfTest = string(fact.Failed)
	text := markdown(t, briefOf(dossier))
	says(t, text, "文件没有读到按功能分类的支出", "2024年的文件没有读到“三公”经费合计", "2024年的文件没有读到政府采购的合计", "没有逐科目的数",
		"有3处内容没有读到或存疑", "2024年预算：未读到“三公”经费和机关运行经费表。", "有一张表未能识别（某表）", "2023年预算：表内或表间勾稽不符", "!NaN")
}

func TestDocumentsWithoutFiguresMakeNoFigures(t *testing.T) {
	text := markdown(t, briefOf(budgets(two)))
	says(t, text, "2024年的文件没有读到支出合计", "文件没有读到逐科目的数。", "2023—2024年预算趋势简报", "!万元（", "!0年", "!NaN")
}

func TestChangeOfTheTotalIsTakenApart(t *testing.T) {
	dossier := budgets(two, row("total", "", "本年支出", fact.Total, "1000000", "1200000"))
	brief := briefOf(dossier)
	part := func(line, label string, amount *fact.Fen) queries.Change {
		return queries.Change{Line: line, Label: label, By: queries.ByBridge, FromYear: 2023, ToYear: 2024, FromStage: fact.InitialBudget, ToStage: fact.InitialBudget, Change: amount, Note: "说明"}
	}
	whole, added, ended, rest := fact.Fen(20_000_000), fact.Fen(30_000_000), fact.Fen(-15_000_000), fact.Fen(5_000_000)
	brief.Bridges = []queries.Change{part(queries.NominalChange, "名义变动", &whole), part(queries.ScopeChanged, "口径变化：单位由5家变为1家", nil), part(queries.NewItems, "新增", &added), part(queries.EndedItems, "不再安排", &ended), part(queries.ComparableChange, "可比变动", &rest)}
	says(t, markdown(t, brief), "2023年至2024年的变动按可比口径分解：口径变化：单位由5家变为1家（文件没有写明金额，可比变动没有扣除）；新增科目30.00万元；不再安排的科目15.00万元；可比变动增加5.00万元。")
	brief = briefOf(budgets(three, row("total", "", "本年支出", fact.Total, "1000000", "1200000", "1300000")))
	brief.Bridges = []queries.Change{part(queries.ScopeChanged, "口径变化：单位由5家变为1家", nil)}
	says(t, markdown(t, brief), "2024年支出预算120.00万元，比上年增加20.00万元，增长20.00%（口径变化：单位由5家变为1家）")
	brief = briefOf(dossier)
	brief.Bridges = []queries.Change{part(queries.NominalChange, "名义变动", &whole), part(queries.ComparableChange, "可比变动", &whole)}
	says(t, markdown(t, brief), "!按可比口径分解")
}

func TestDoubtfulFiguresCarryTheirMarks(t *testing.T) {
	dossier := budgets(two, row("total", "", "本年支出", fact.Total, "1000000", "1200000"), row("nature", "", "基本支出", fact.Basic, "600000", "700000"), row("nature", "", "项目支出", fact.Project, "400000", "500000"))
	for i := range dossier.Lines {
		figure := dossier.Lines[i].Figures[2024]
		figure.Inferred, figure.SelfTest = true, fact.Failed
		dossier.Lines[i].Figures[2024] = figure
	}
	says(t, markdown(t, briefOf(dossier)), "2024年支出预算120.00万元（由识别得出，待核对，所在文件自检不符）", "120.00◇†", "◇　由扫描件识别", "†　所在文件")
}

func TestConflictsAreNotComputed(t *testing.T) {
	dossier := budgets(two, row("total", "", "本年支出", fact.Total, "1000000", "1200000"), item("201", "甲支出", "600000", "700000"), item("208", "乙支出", "400000", "500000"))
	for i := range dossier.Changes {
		if dossier.Changes[i].Code == "208" || dossier.Changes[i].By == "total" {
			change := &dossier.Changes[i]
			change.Status, change.Change, change.Rate, change.Note = queries.NotComparable, nil, nil, "2024年有两份文件，数字不同"
		}
	}
	says(t, markdown(t, briefOf(dossier)), "2024年支出预算120.00万元，与上年不可比（2024年有两份文件，数字不同）", "乙支出（208），2024年有两份文件，数字不同", "| 208 | 乙支出 | 40.00 | 50.00 | 不可比 | — |", "未作比较：2024年与2023年：2024年有两份文件，数字不同")
}

func TestTotalInConflictIsNotShown(t *testing.T) {
	dossier := budgets(two, row("total", "", "本年支出", fact.Total, "1000000", "1200000"))
	delete(dossier.Lines[0].Figures, 2024)
	dossier.Changes[0].To, dossier.Changes[0].Change, dossier.Changes[0].Rate = nil, nil, nil
	dossier.Changes[0].Status, dossier.Changes[0].Note = queries.NotComparable, "2024年部门预算.pdf与更正.pdf数字不同"
	dossier.Documents[1].Conflicts = "更正.pdf"
	says(t, markdown(t, briefOf(dossier)), "2024年的支出合计不采用：2024年预算与更正.pdf数字不同。", "与更正.pdf同属一年而数字不同", "!120.00")
}

// executed are the budget and the final accounts of one year.
func executed(implied bool) (queries.Dossier, queries.Dossier, []queries.Change) {
	rows := []dossiertest.Row{row("total", "", "本年支出", fact.Total, "1000000", "1200000"), item("2010601", "行政运行", "600000", "700000"), item("2010602", "一般行政管理事务", "400000", "500000")}
	budget := budgets(two, rows...)
	final := accounts(budgets(one, row("total", "", "本年支出", fact.Total, "900000"), item("2010601", "行政运行", "590000"), item("2010602", "一般行政管理事务", "310000")))
	var execution []queries.Change
	for i := range final.Lines {
		before, after := budget.Lines[i].Figures[2023], final.Lines[i].Figures[2023]
		before.Implied = implied
		amount := after.Amount - before.Amount
		rate, _ := fact.Change(before.Amount, after.Amount)
		execution = append(execution, queries.Change{
			Organization: budget.Series.Organization, Scope: budget.Series.Scope, By: final.Lines[i].By, Line: final.Lines[i].Line, Code: final.Lines[i].Code, Label: final.Lines[i].Label, Measure: final.Lines[i].Measure, Fund: fact.AllFunds,
			FromYear: 2023, FromStage: fact.InitialBudget, From: &before, ToYear: 2023, ToStage: fact.FinalAccounts, To: &after, Change: &amount, Rate: &rate, Status: queries.Continuing,
		})
	}
	return budget, final, execution
}

func TestBudgetAndFinalAccountsOfOneYear(t *testing.T) {
	budget, final, execution := executed(false)
	brief := briefOf(budget, final)
	brief.Execution = execution
	text := markdown(t, brief)
	says(t, text, "## 六、预算执行与决算对比", "2023年本年支出年初预算100.00万元，决算90.00万元，执行率90.00%", "可逐科目对照的2个科目中，执行率低于85%或高于110%的1个：2023年一般行政管理事务（2010602）年初预算40.00万元，决算31.00万元，执行率77.50%",
		"2023年支出决算90.00万元", "（2023年预算第10页表1；2023年决算第10页表1）", "预决算趋势简报", "## 七、需要关注的问题", "执行率 |")
	brief.Execution = nil
	says(t, markdown(t, brief), "!预算执行与决算对比", "## 六、需要关注的问题")
}

func TestFinalAccountsOnly(t *testing.T) {
	final := accounts(budgets(two, row("total", "", "本年支出", fact.Total, "1000000", "1200000"), item("201", "甲支出", "600000", "700000"), item("208", "乙支出", "400000", "500000")))
	says(t, markdown(t, briefOf(final)), "2023—2024年决算趋势简报", "2024年支出决算120.00万元，比上年增加20.00万元，增长20.00%", "（2024年决算第11页表1；2023年决算第10页表1）", "部门决算文件", "!支出预算", "!预算执行与决算对比")
}

func TestSetHasAnOverviewAndAChapterEach(t *testing.T) {
	other := budgets(two, row("total", "", "本年支出", fact.Total, "2000000", "1000000"))
	other.Series.Organization = "江南市绿水区财政局"
	lone := budgets(one, row("total", "", "本年支出", fact.Total, "3000000"))
	lone.Series.Organization = "江南市白云局"
	text := markdown(t, briefOf(budgets(two, row("total", "", "本年支出", fact.Total, "1000000", "1500000"))), briefOf(other), briefOf(lone))
	says(t, text, "# 3个部门 2023—2024年预算趋势简报", "其中2个有可比的上年数：支出比上年增加的1个，减少的1个。1个没有可比的上年数，不作同比。",
		"| 1 | 江南市青山区财政局 | 2024年支出预算 | 150.00 | 100.00 | +50.00 | +50.00% | — | 0/0 |", "| 3 | 江南市白云局 | 2023年支出预算 | 300.00 | — | — | — | — | 0/0 |",
		"## 第一部分　江南市青山区财政局", "## 第三部分　江南市白云局", "江南市人大常委会预算工委", "3．江南市白云局：2023年支出预算300.00万元，没有上年数可比。")
	if strings.Count(text, "一、基本情况") != 3 || strings.Count(text, "附一　数据表") != 3 {
		t.Error("not every chapter has its sections and appendix")
	}
}

func TestEveryFigureOfTheTextHasAPage(t *testing.T) {
	b := made(t, Options{}, briefOf(lined(dossiertest.Reviewed())))
	amounts := regexp.MustCompile(`[0-9]万元`)
	place := regexp.MustCompile(`20\d\d年(预算|决算)(（文件\d）)?第[0-9]+页`)
	checked, signed := 0, false
	for _, block := range b.Blocks {
		if block.Paragraph == nil || signed {
			continue
		}
		signed = block.Paragraph.Kind == Signature
		if text := block.Paragraph.String(); amounts.MatchString(text) && !strings.HasPrefix(text, "询问对象") && !strings.Contains(text, "请说明") {
			checked++
			if !place.MatchString(text) {
				t.Errorf("no page: %s", text)
			}
		}
	}
	if checked < 10 {
		t.Errorf("only %d paragraphs with amounts", checked)
	}
}

func TestUsersTemplatesReplaceTheBuiltIn(t *testing.T) {
	own := fstest.MapFS{"标题.tmpl": {Data: []byte("\ufeff{{.部门}}\r\n我的标题\r\n页眉：内部资料\r\n")}}
	b := made(t, Options{Templates: own}, briefOf(lined(dossiertest.Street())))
	if b.Title[1] != "我的标题" || b.Header != "内部资料" || len(b.Blocks) < 40 {
		t.Errorf("%v %s, %d blocks", b.Title, b.Header, len(b.Blocks))
	}
}

func TestErrorsOfTemplatesNameFileAndLine(t *testing.T) {
	for text, line := range map[string]int{"第一行\n{{.没有这一项}}": 2, "{{if}}": 1, "一\n二\n{{没有 .部门}}": 3, "{{万元}}": 1} {
		_, err := New([]queries.Brief{briefOf(lined(dossiertest.Street()))}, Options{Date: today, Templates: fstest.MapFS{"基本情况.tmpl": {Data: []byte(text)}}})
		var wrong *TemplateError
		if !errors.As(err, &wrong) || wrong.File != "基本情况.tmpl" || wrong.Line != line {
			t.Errorf("%q: %v", text, err)
		}
	}
	_, err := New([]queries.Brief{briefOf(lined(dossiertest.Street()))}, Options{Date: today, Templates: fstest.MapFS{"基本.tmpl": {Data: []byte("x")}}})
	var wrong *TemplateError
	if !errors.As(err, &wrong) || wrong.File != "基本.tmpl" || wrong.Line != 0 {
		t.Errorf("a template of no use: %v", err)
	}
}

func TestWrittenTemplatesAreTheBuiltIn(t *testing.T) {
	folder := t.TempDir() + "/模板"
	if err := WriteTemplates(folder); err != nil {
		t.Fatal(err)
	}
	brief := briefOf(lined(dossiertest.Reviewed()))
	var same, other bytes.Buffer
	if err := errors.Join(Markdown(&same, made(t, Options{}, brief)), Markdown(&other, made(t, Options{Templates: os.DirFS(folder)}, brief))); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(same.Bytes(), other.Bytes()) {
		t.Error("the templates written out make another briefing")
	}
	if err := WriteTemplates(folder); !errors.Is(err, os.ErrExist) {
		t.Errorf("templates were written over: %v", err)
	}
}

// TestTemplatesSayWhatTheyCanName holds the comment at the head of each template against the fields it gets.
func TestTemplatesSayWhatTheyCanName(t *testing.T) {
	budget, final, execution := executed(false)
	brief := briefOf(budget, final)
	brief.Execution = execution
	c := newChapter(brief, Options{})
	s := newSet([]*chapter{c, c}, Options{})
	for name, data := range map[string]fields{
		"标题": c.titleFields(), "概览": s.fields(), "基本情况": c.basicFields(), "总体规模与趋势": c.scaleFields(), "支出结构": c.structureFields(), "主要变动及原因": c.moverFields(),
		"三公采购绩效": c.specialFields(), "执行与决算": c.executionFields(), "需要关注的问题": c.findingFields(), "建议询问的问题": c.questionFields(), "落款": c.signatureFields(today), "附录": c.appendixFields(),
	} {
		content, err := builtIn.ReadFile("templates/" + name + extension)
		if err != nil {
			t.Fatal(err)
		}
		head, _, found := strings.Cut(string(content), "*/}}")
		if !found {
			t.Errorf("%s has no comment", name)
		}
		for field := range data {
			if !regexp.MustCompile(`\.` + field + `([^\p{Han}]|$)`).MatchString(head) {
				t.Errorf("%s: the comment does not name .%s", name, field)
			}
		}
	}
}

func TestTextOfDocumentsIsInert(t *testing.T) {
	hostile := "# </script><b>**甲**`x`|{{.部门}}\u202e\u200e\x01" + strings.Repeat("长", 200)
	dossier := budgets(two, row("total", "", "本年支出", fact.Total, "1000000", "1200000"), item("201", hostile, "600000", "700000"), item("208", "乙", "400000", "500000"))
	dossier.Documents[0].Unrecognised = []string{hostile}
	content := page(t, briefOf(dossier))
	for _, unwanted := range []string{"<script", "<b>**", "\u202e", "\x01", "onerror", "style=\""} {
		if strings.Contains(content, unwanted) {
			t.Errorf("the page has %q", unwanted)
		}
	}
	text := markdown(t, briefOf(dossier))
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "# <") || strings.Contains(line, "<b>") || strings.Contains(line, "**甲") {
			t.Errorf("markup of a document: %s", line)
		}
		if strings.HasPrefix(line, "| 201 |") && !strings.Contains(line, "\\`x\\`\\|{{.部门}}长") {
			t.Errorf("a name parts a row or turns it round: %q", line)
		}
	}
	if !strings.Contains(text, "{{.部门}}") {
		t.Error("a name was taken for a template")
	}
}

func TestPageAdmitsItsOwnStyleAndNothingElse(t *testing.T) {
	content := page(t, briefOf(lined(dossiertest.Reviewed())))
	policy := html.UnescapeString(regexp.MustCompile(`Content-Security-Policy" content="([^"]*)"`).FindStringSubmatch(content)[1])
	if !strings.HasPrefix(policy, "default-src 'none'; style-src 'sha256-") || strings.Contains(policy, "unsafe") {
		t.Errorf("policy %s", policy)
	}
	for _, unwanted := range []string{"<script", "http://", "https://", " style=", "NaN", "Inf"} {
		if strings.Contains(content, unwanted) {
			t.Errorf("the page has %s", unwanted)
		}
	}
	if n := strings.Count(content, "<svg"); n != 7 {
		t.Errorf("%d charts", n)
	}
	for _, wanted := range []string{"18,976.76", "3,355.64", "<figcaption>图1　2023—2025年支出预算及增减率</figcaption>", `href="#s1"`} {
		if !strings.Contains(content, wanted) {
			t.Errorf("%s is missing", wanted)
		}
	}
}

func TestBreaksOfTheClassificationAreMarked(t *testing.T) {
	dossier := budgets(three, row("total", "", "本年支出", fact.Total, "1000000", "1200000", "1300000"), item("201", "甲支出", "600000", "700000", "700000"), item("208", "乙支出", "400000", "500000", "600000"))
	for i := range dossier.Changes {
		if change := &dossier.Changes[i]; change.Code == "208" && change.ToYear == 2024 {
			change.Status, change.Rate, change.Note, change.Crosswalk = queries.NotComparable, nil, "科目有调整", []string{"CW001"}
		}
	}
	says(t, markdown(t, briefOf(dossier)), "2024年（科目调整）", "2024年科目调整，有的科目与上年不可比")
	says(t, page(t, briefOf(dossier)), `class="break"`, "科目调整")
}

func TestNumerals(t *testing.T) {
	for n, want := range map[int]string{1: "一", 10: "十", 11: "十一", 20: "二十", 21: "二十一", 99: "九十九", 100: "100"} {
		if got := numeral(n); got != want {
			t.Errorf("%d: %s", n, got)
		}
	}
}
