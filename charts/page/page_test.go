package page

import (
	"bytes"
	"compress/gzip"
	"errors"
	"flag"
	"fmt"
	"html"
	"iter"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"tongbi/charts"
	"tongbi/charts/dossiertest"
	"tongbi/etl/fact"
	"tongbi/queries"
)

var update = flag.Bool("update", false, "write the golden files anew")

// library stands in for the drawing library, which a test need not have built.
const library = "globalThis.echarts = {};"

func written(t *testing.T, dossier queries.Dossier) string {
	t.Helper()
	return string(content(t, dossier))
}

// content is the page of one dossier, its drawing library a stand-in.
func content(t testing.TB, dossier queries.Dossier) []byte {
	t.Helper()
	page, err := newSeriesPage(dossier, Options{})
	if err != nil {
		t.Fatal(err)
	}
	page.shell = newShell(shellOf{title: title(dossier), library: library, pairs: len(page.Panes)})
	content, err := render("series.gohtml", page)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// reported is the whole report of dossiers; the test is skipped where the drawing library is not built.
func reported(t testing.TB, options Options, dossiers ...queries.Dossier) map[string][]byte {
	t.Helper()
	if _, err := charts.Library(); err != nil {
		t.Skip("the report cannot be drawn: ", err)
	}
	var series []queries.Series
	for _, dossier := range dossiers {
		series = append(series, dossier.Series)
	}
	var lock sync.Mutex
	files := map[string][]byte{}
	err := Report(series, each(dossiers), options, func(file File) error {
		lock.Lock()
		defer lock.Unlock()
		files[file.Name] = file.Content
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func each(dossiers []queries.Dossier) iter.Seq2[queries.Dossier, error] {
	return func(yield func(queries.Dossier, error) bool) {
		for _, dossier := range dossiers {
			if !yield(dossier, nil) {
				return
			}
		}
	}
}

var (
	scripts = regexp.MustCompile(`(?s)<(script|style)[^>]*>.*?</(script|style)>`)
	tags    = regexp.MustCompile(`<[^>]*>`)
)

// words is the text of a page as a reader without any script finds it.
func words(page string) string {
	return html.UnescapeString(tags.ReplaceAllString(scripts.ReplaceAllString(page, ""), ""))
}

func TestGoldenPage(t *testing.T) {
	page, err := newSeriesPage(dossiertest.Centre(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	got, err := render("series.gohtml", page)
	if err != nil {
		t.Fatal(err)
	}
	const golden = "testdata/centre.golden.html"
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("the page differs from %s; run with -update and look at the difference", golden)
	}
}

// TestGoldenReview holds what the page says of questions and findings, as a reader without any script finds it.
func TestGoldenReview(t *testing.T) {
	page := written(t, dossiertest.Reviewed())
	_, section, _ := strings.Cut(page, `<section id="questions">`)
	section, _, found := strings.Cut(section, `<section id="lines">`)
	if !found {
		t.Fatal("the page has no questions")
	}
	var lines []string
	for line := range strings.Lines(words(strings.NewReplacer("</dt>", "：", "</small>", " ", "</b>", "：", "</span>", " ").Replace(section))) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	got := strings.Join(lines, "\n") + "\n"
	const golden = "testdata/review.golden.txt"
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
		t.Errorf("the sections differ from %s; run with -update and look at the difference:\n%s", golden, got)
	}
}

func TestReviewOfNothingSaysWhatWasLookedAt(t *testing.T) {
	dossier := dossiertest.Centre()
	dossier.Documents[0].FormsMissing = []fact.FormID{"three_public"}
	dossier.Review = &queries.Review{Checks: 34, Rules: 24}
	text := words(written(t, dossier))
	for _, want := range []string{
		"没有发现对不上的地方", "没有触发提问的规则", "对1份文件用34条规则核对：文件自身", "未读到或未能识别的1张表不在核对之内",
		"核对：没有发现；该问的问题：0个。",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %s", want)
		}
	}
	if text := words(written(t, dossiertest.Centre())); strings.Contains(text, "对不上") {
		t.Error("a page speaks of checks that nobody made")
	}
}

func TestPagesAreDrawnOnceWhateverStandsOnThem(t *testing.T) {
	var asked []PageOf
	dossier := dossiertest.Reviewed()
	page, err := newSeriesPage(dossier, Options{Pictures: func(pages []PageOf) ([]Picture, error) {
		asked = pages
		return make([]Picture, len(pages)), nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	seen := map[PageOf]bool{}
	for _, one := range asked {
		if seen[one] {
			t.Errorf("%v is drawn twice", one)
		}
		seen[one] = true
	}
	if len(asked) < 10 || len(asked) > 60 || !seen[PageOf{"2025年部门预算.pdf", 17}] || !seen[PageOf{"2024年部门预算.pdf", 21}] {
		t.Errorf("drawn %v", asked)
	}
	if n := strings.Count(string(page.Evidence), `"g":`); n < 500 {
		t.Errorf("%d figures have a picture", n)
	}
	if page, err := newSeriesPage(dossier, Options{}); err != nil || strings.Contains(string(page.Evidence), `"g":`) || string(page.Pictures) != "[]" {
		t.Errorf("without pictures: %v %.80s", err, page.Pictures)
	}
	if page, err := newSeriesPage(dossiertest.Centre(), Options{Pictures: func([]PageOf) ([]Picture, error) { t.Error("a text is drawn"); return nil, nil }}); err != nil || string(page.Pictures) != "[]" {
		t.Errorf("of a text: %v", err)
	}
}

func TestEverySentenceAndFigureStandsInThePage(t *testing.T) {
	dossier := dossiertest.Street()
	text := words(written(t, dossier))
	for _, comparison := range charts.Comparisons(dossier) {
		if sentence := comparison.Sentence().String(); !strings.Contains(text, sentence) {
			t.Errorf("missing: %s", sentence)
		}
	}
	for _, line := range dossier.Lines {
		for year, figure := range line.Figures {
			if !strings.Contains(text, charts.Amount(figure.Amount)) {
				t.Errorf("%s %d: %s is missing", line.Label, year, charts.Amount(figure.Amount))
			}
		}
	}
	for _, change := range dossier.Changes {
		if change.Change != nil && !strings.Contains(text, charts.Signed(*change.Change)) {
			t.Errorf("%s %d→%d: %s is missing", change.Label, change.FromYear, change.ToYear, charts.Signed(*change.Change))
		}
	}
}

func TestFiguresLeadToEvidence(t *testing.T) {
	page, err := newSeriesPage(dossiertest.Street(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	content, _ := render("series.gohtml", page)
	count := strings.Count(string(page.Evidence), `"d":`)
	cited := regexp.MustCompile(`data-e="([0-9 ]+)"`).FindAllStringSubmatch(string(content), -1)
	if len(cited) < 500 {
		t.Errorf("only %d figures lead to evidence", len(cited))
	}
	for _, match := range cited {
		for _, number := range strings.Fields(match[1]) {
			if n, err := strconv.Atoi(number); err != nil || n >= count {
				t.Errorf("figure %s of %d", number, count)
			}
		}
	}
}

func TestPolicyAdmitsThePageAndNothingElse(t *testing.T) {
	page := written(t, dossiertest.Street())
	policy := html.UnescapeString(regexp.MustCompile(`Content-Security-Policy" content="([^"]*)"`).FindStringSubmatch(page)[1])
	for _, match := range regexp.MustCompile(`(?s)<(script|style)>(.*?)</`).FindAllStringSubmatch(page, -1) {
		if !strings.Contains(policy, hash(match[2])) {
			t.Errorf("the policy does not admit <%s>%.60s", match[1], match[2])
		}
	}
	if strings.Contains(policy, "unsafe") || !strings.HasPrefix(policy, "default-src 'none'") {
		t.Errorf("policy %s", policy)
	}
	markup := scripts.ReplaceAllString(page, "")
	for _, forbidden := range []string{`\sstyle=`, `\son[a-z]+=`, `https?://`, `<link`, `src=`} {
		if found := regexp.MustCompile(forbidden).FindString(markup); found != "" {
			t.Errorf("%q stands in the page", found)
		}
	}
}

// hostile is a dossier whose every text tries to become markup or script.
func hostile() queries.Dossier {
	attack := `"><img src=x onerror=alert(1)></script><script>document.title='owned'</script>__f__(alert(1))__f__{{.}}` + "\u202e\u200f'`${1}"
	dossier := dossiertest.New(attack, []fact.Year{2023, 2024, 2025}, []dossiertest.Row{
		{By: "total", Label: "本年支出" + attack, Measure: fact.Total, Yuan: map[fact.Year]string{2023: "1000000", 2024: "1500000", 2025: "1800000"}},
		{By: "function", Code: "201", Label: attack, Measure: fact.Total, Yuan: map[fact.Year]string{2023: "500000", 2024: "900000", 2025: "1000000"}},
		{By: "function", Code: "20101", Label: attack, Measure: fact.Total, Yuan: map[fact.Year]string{2023: "500000", 2024: "900000", 2025: "1000000"}},
		{By: "function", Code: "204", Label: strings.Repeat("很长的名称", 40), Measure: fact.Total, Yuan: map[fact.Year]string{2023: "500000", 2024: "600000", 2025: "800000"}},
		{By: "function", Code: "205", Label: strings.Repeat("W", 200), Measure: fact.Total, Yuan: map[fact.Year]string{2023: "0", 2024: "0", 2025: "0"}},
	})
	for i := range dossier.Documents {
		document := &dossier.Documents[i]
		document.Document, document.SHA256, document.SelfTest = attack, attack, string(fact.Failed)
		document.FormsMissing, document.Issues = []fact.FormID{fact.FormID(attack)}, []queries.Issue{{Code: attack, Page: 1, Detail: attack}}
	}
	for _, line := range dossier.Lines {
		for year, figure := range line.Figures {
			figure.Raw, figure.Document, figure.Sentence, figure.Source.Title, figure.Source.Heading, figure.SelfTest = attack, attack, attack, attack, attack, fact.Failed
			line.Figures[year] = figure
		}
	}
	for i := range dossier.Changes {
		change := &dossier.Changes[i]
		change.Note = attack
		for _, figure := range []*queries.Figure{change.From, change.To} {
			if figure != nil {
				figure.Raw, figure.Document, figure.Sentence, figure.Source.Title, figure.SelfTest = attack, attack, attack, attack, fact.Failed
			}
		}
	}
	cited := &queries.Cited{Label: attack, Year: 2025, Document: attack, Format: "pdf", Page: 1, Raw: attack, Source: fact.Source{Page: 1, Title: attack, Heading: attack}}
	dossier.Review = &queries.Review{
		Questions: []queries.Question{{
			Rule: attack, Theme: attack, Priority: queries.High, Question: attack, Basis: attack, Evidence: attack, Materials: attack, Current: cited, Earlier: cited,
			Stated: &queries.Stated{Text: attack, Grade: queries.Grade(attack), Document: attack, Page: 1},
		}},
		Findings: []queries.Finding{{Rule: attack, Severity: queries.Error, Year: 2025, Document: attack, Page: 1, Subject: attack, Stated: attack, Expected: attack, Message: attack, Detail: attack}},
	}
	dossier.Statements = []queries.Statement{{Document: attack, Format: "pdf", Year: 2025, Claim: fact.Claim{Scheme: fact.Functional, Code: "204", Reason: attack, Direction: fact.Increase}}}
	return dossier
}

func TestHostileTextIsNeverMarkup(t *testing.T) {
	page := written(t, hostile())
	if n := strings.Count(page, "<script"); n != 6 {
		t.Errorf("%d script elements, want early, library, report, evidence, pictures and plots", n)
	}
	if strings.Contains(page, "<img") || strings.Contains(page, "<script>document.title") {
		t.Error("text became markup")
	}
	if strings.ContainsAny(page, "\u202e\u200f") {
		t.Error("a name turns the direction of the figures that follow it")
	}
}

func TestSeveralSeriesHaveAnIndex(t *testing.T) {
	dossiers := []queries.Dossier{dossiertest.Reviewed(), dossiertest.Centre(), dossiertest.Centre(), hostile()}
	files := reported(t, Options{}, dossiers...)
	for _, want := range []string{
		"index.html", libraryFile, "上海市普陀区人民政府万里街道办事处-部门口径-年初预算.html", "上海市闵行区城市运行管理中心-部门口径-年初预算.html",
		"上海市闵行区城市运行管理中心-部门口径-年初预算-2.html", "imgsrcxonerroralert1scriptscriptdocumenttitleownedscriptfale-部门口径-年初预算.html",
	} {
		if files[want] == nil {
			t.Errorf("no file %s", want)
		}
	}
	if len(files) != 6 {
		t.Errorf("%d files", len(files))
	}
	index := string(files["index.html"])
	text := words(index)
	for _, dossier := range dossiers[:2] {
		comparisons := charts.Comparisons(dossier)
		if sentence := comparisons[charts.Latest(comparisons)].Sentence().String(); !strings.Contains(text, sentence) || !strings.Contains(text, dossier.Series.Organization) {
			t.Errorf("the index lacks %s", sentence)
		}
	}
	for _, want := range []string{
		"2／1", `#findings">2／1</a>`, `#questions">10</a>`, "核对：错误2项、警告1项、提示1项；该问的问题：10个。",
		`class="h d2"><a href="` + strings.ToLower(url.PathEscape("上海市普陀区人民政府万里街道办事处-部门口径-年初预算.html")) + `#2023-2024">−5.31%</a>`, `class="h u3"`, "−43.52%<sup>*</sup>",
		"最近一年支出合计：2个增加，2个减少。",
	} {
		if !strings.Contains(index, want) {
			t.Errorf("the index lacks %s", want)
		}
	}
	page := string(files["上海市普陀区人民政府万里街道办事处-部门口径-年初预算.html"])
	if !strings.Contains(page, `<script src="assets/echarts.js"></script>`) || !strings.Contains(page, "script-src &#39;self&#39; file: ") || len(page) > len(files[libraryFile])+600_000 {
		t.Error("the pages of several series do not share the library")
	}
}

func TestRankingNamesTheLargestMovesOfEachDirection(t *testing.T) {
	var rows []indexRow
	for i, change := range []fact.Fen{300_0000, -100_0000, 0, 900_0000, 500_0000, 100_0000, 700_0000, 800_0000} {
		rows = append(rows, indexRow{Name: fmt.Sprint(i), moved: &change})
	}
	rows = append(rows, indexRow{Name: "unknown"})
	var got []string
	for _, ranking := range rankings(rows) {
		got = append(got, ranking.Title)
		for _, row := range ranking.Rows {
			got = append(got, row.Name+":"+row.Bar.Width)
		}
	}
	if want := "增加最多 3:100.0 7:88.9 6:77.8 4:55.6 0:33.3 减少最多 1:11.1"; strings.Join(got, " ") != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if rankings(rows[:5]) != nil {
		t.Error("five rows are ranked though the table shows them at a glance")
	}
}

func TestHeatIsDarkerTheMoreATotalMoved(t *testing.T) {
	for percent, want := range map[int64]string{0: "", 1: "u1", 4: "u1", -5: "d2", 20: "u3", -30: "d4", 400: "u4"} {
		rate, change := fact.Ratio(percent, 100), fact.Fen(percent)
		if got := newHeat(queries.Change{From: &queries.Figure{}, To: &queries.Figure{}, Change: &change, Rate: &rate}, "").Class; got != want {
			t.Errorf("%d%%: class %q, want %q", percent, got, want)
		}
	}
}

func TestReportOfNothingFails(t *testing.T) {
	if err := Report(nil, nil, Options{}, nil); err == nil {
		t.Error("an empty report was written")
	}
}

func TestAnErrorOfTheDatabaseEndsTheReport(t *testing.T) {
	if _, err := charts.Library(); err != nil {
		t.Skip("the report cannot be drawn: ", err)
	}
	broken := errors.New("broken")
	dossiers := func(yield func(queries.Dossier, error) bool) { yield(queries.Dossier{}, broken) }
	if err := Report([]queries.Series{{}}, dossiers, Options{}, func(File) error { return nil }); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}

func TestPageIsSmall(t *testing.T) {
	var packed bytes.Buffer
	zip, _ := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	zip.Write(reported(t, Options{}, dossiertest.Reviewed())["index.html"])
	zip.Close()
	if packed.Len() > 400<<10 {
		t.Errorf("%d bytes compressed", packed.Len())
	}
}

func TestPicturesThatAreTooManyLieBesideThePage(t *testing.T) {
	few := reported(t, Options{Pictures: blank, Embed: 1 << 20}, dossiertest.Reviewed())
	if len(few) != 1 || !strings.Contains(string(few["index.html"]), "data:image/png;base64,") {
		t.Errorf("%d files", len(few))
	}
	many := reported(t, Options{Pictures: blank, Embed: 100}, dossiertest.Reviewed())
	page := string(many["index.html"])
	if many["pictures/1/1.png"] == nil || strings.Contains(page, "data:image/png;base64,") || !strings.Contains(page, `"d":"pictures/1/1.png"`) || !strings.Contains(page, "img-src data: &#39;self&#39; file:;") {
		t.Errorf("%d files", len(many))
	}
}

func TestCoverageNamesWhatWasNotRead(t *testing.T) {
	dossier := dossiertest.Street()
	dossier.Documents[1].FormsMissing = []fact.FormID{"three_public"}
	dossier.Documents[1].FormsRead = dossier.Documents[1].FormsRead[:6]
	dossier.Documents[2].SelfTest = string(fact.Failed)
	dossier.Documents[2].Unrecognised, dossier.Documents[2].Conflicts = []string{""}, "2025年部门预算（更正）.pdf"
	dossier.Documents[2].Issues = []queries.Issue{{Code: "page_without_text", Page: 5}}
	got := newBuilder(dossier, Options{IssueText: func(issue queries.Issue) string { return fmt.Sprintf("第%d页没有文字", issue.Page) }}).coverage()
	want := coverage{
		Text: "读取3份文件、应有27张表，读到26张，未读到的不作判断；1份勾稽自检不符。",
		Gaps: []string{"2024年部门预算.pdf：未读到“三公”经费和机关运行经费表", "2025年部门预算.pdf：表内或表间勾稽不符，超出尾差，其数字带†号",
			"2025年部门预算.pdf：有一张表未能识别（无标题），其数字未采用", "2025年部门预算.pdf与2025年部门预算（更正）.pdf同属一年而数字不同，不作比较", "2025年部门预算.pdf：第5页没有文字"},
	}
	if got.Whole || got.Text != want.Text || !slices.Equal(got.Gaps, want.Gaps) {
		t.Errorf("got %+v", got)
	}
	for _, line := range dossier.Lines {
		figure := line.Figures[2025]
		figure.SelfTest = fact.Failed
		line.Figures[2025] = figure
	}
	if page := written(t, dossier); !strings.Contains(page, "<sup>†</sup>") {
		t.Error("figures of a document whose arithmetic fails carry no mark")
	}
}

// BenchmarkReport writes the page of ten years with five hundred lines each.
func BenchmarkReport(b *testing.B) {
	var years []fact.Year
	for year := fact.Year(2016); year <= 2025; year++ {
		years = append(years, year)
	}
	var rows []dossiertest.Row
	for i := range 500 {
		yuan := map[fact.Year]string{}
		for j, year := range years {
			yuan[year] = fmt.Sprint(1000000 + i*j*977%100000)
		}
		rows = append(rows, dossiertest.Row{By: "function", Code: fmt.Sprintf("2%02d%02d%02d", i/50+1, i/10%5+1, i%10+1), Label: fmt.Sprintf("第%d项", i), Measure: fact.Total, Yuan: yuan})
	}
	dossier := dossiertest.New("某部门", years, rows)
	for b.Loop() {
		b.ReportMetric(float64(len(content(b, dossier))), "bytes")
	}
}

func TestCoverageOfAnImpliedYear(t *testing.T) {
	got := newBuilder(dossiertest.Centre(), Options{}).coverage()
	if want := "没有2023年的文件，其数取自或推算自其他年度的文件"; !got.Whole || !slices.Equal(got.Notes, []string{want}) {
		t.Errorf("got %+v", got)
	}
}

func TestZeroBlankAndDashLookDifferent(t *testing.T) {
	dossier := dossiertest.Centre()
	b := newBuilder(dossier, Options{})
	for name, c := range map[string]struct {
		year   fact.Year
		figure *queries.Figure
		want   string
	}{
		"a stated zero":             {2024, &queries.Figure{Raw: "0"}, "0.00"},
		"a dash is shown as a dash": {2024, &queries.Figure{Raw: "—", Presence: fact.Dash}, "—"},
		"the word 无":                {2024, &queries.Figure{Raw: "无", Presence: fact.None}, "无"},
		"a line the year lacks":     {2024, nil, "—"},
		"a year without a document": {2023, nil, ""},
	} {
		if got := b.amount("某项", c.year, c.figure); got.Text != c.want || (c.figure == nil) != (got.Evidence == "") {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestReasonIsQuotedAndWeighed(t *testing.T) {
	b := newBuilder(dossiertest.Street(), Options{})
	got := map[fact.Code]reason{}
	for _, change := range b.comparisons[0].Functions() {
		if r := b.reason(change); r.Quote != "" {
			got[change.Code] = r
		}
	}
	want := map[fact.Code]reason{
		"2129999": {"说明笼统", true, "项目调整。", "2024年文件第7页，与2023年执行数比"},
		"2089999": {"有说明，无数额", false, "上年安排了一次性补缴的社区工作者年金，本年不再安排。", "2024年文件第7页，与2023年执行数比"},
		"2080705": {"方向不同", true, "公益性岗位人数按核定数安排，补贴标准随最低工资调整。", "2024年文件第6页，与2023年执行数比"},
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v", got)
	}
	for _, change := range b.comparisons[1].Functions() {
		if r := b.reason(change); r.Tag != "未说明" {
			t.Errorf("%s %d→%d is explained by another year's document: %+v", change.Code, change.FromYear, change.ToYear, r)
		}
	}
}

func TestMovedLineIsNeitherEndedNorNew(t *testing.T) {
	amount := fact.Fen(-49_422_00)
	got := rateOf(&queries.Change{From: &queries.Figure{Amount: -amount}, Change: &amount, Status: queries.NotComparable, Note: "科目调整：30311→30113"})
	if got.Text != "科目调整" || got.Note != "科目调整：30311→30113" {
		t.Errorf("%+v", got)
	}
}
