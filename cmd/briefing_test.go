package cmd

import (
	"bytes"
	"context"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"tongbi/charts/briefing"
	"tongbi/charts/word"
	"tongbi/etl/doc"
	"tongbi/etl/read/docx"
	"tongbi/etl/store"
	"tongbi/queries"
)

// loadedSamples are data/samples in a database in memory, read once for all tests.
var loadedSamples = sync.OnceValues(func() (*store.Store, error) {
	return storeOf(given{paths: []string{"../data/samples"}})
})

func sampleStore(t *testing.T) *store.Store {
	t.Helper()
	database, err := loadedSamples()
	if err != nil {
		t.Fatal(err)
	}
	return database
}

// briefed makes the briefing of organisations on a fixed day.
func briefed(t *testing.T, database *store.Store, organizations ...string) briefing.Briefing {
	t.Helper()
	ctx := context.Background()
	found, err := briefs(ctx, silent(), database, organizations)
	if err != nil {
		t.Fatal(err)
	}
	return briefingOf(t, database, found)
}

// briefingOf writes what was collected on a fixed day.
func briefingOf(t *testing.T, database *store.Store, found []queries.Brief) briefing.Briefing {
	t.Helper()
	var err error
	how := briefing.Options{Date: time.Date(2025, 3, 1, 0, 0, 0, 0, time.UTC), IssueText: storedIssueText}
	if len(found) > 1 {
		if how.Totals, err = totalsOf(context.Background(), database, found); err != nil {
			t.Fatal(err)
		}
	}
	made, err := briefing.New(found, how)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// wordText is the text of the Word document of a briefing, a paragraph or a row of a table a line.
func wordText(t *testing.T, made briefing.Briefing) string {
	t.Helper()
	var out bytes.Buffer
	if err := word.Briefing(&out, made); err != nil {
		t.Fatal(err)
	}
	document, err := docx.Read(context.Background(), out.Bytes(), docx.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for _, block := range document.Blocks {
		switch block := block.(type) {
		case *doc.Paragraph:
			fmt.Fprintln(&text, block.Text())
		case *doc.Grid:
			row := 1
			for _, cell := range block.Cells {
				if cell.Row != row {
					text.WriteString("\n")
				}
				row = cell.Row
				text.WriteString(cell.Text + "\t")
			}
			text.WriteString("\n")
		}
	}
	return text.String()
}

var (
	pageStyle = regexp.MustCompile(`(?s)<(style|head)[^>]*>.*?</(style|head)>`)
	pageBreak = regexp.MustCompile(`</(p|h[1-5]|tr|figcaption|li|text)>`)
	pageTags  = regexp.MustCompile(`<[^>]*>`)
	blanks    = regexp.MustCompile(`\n\s*\n+`)
)

// pageText is the text of the web page of a briefing, a paragraph or a row of a table a line.
func pageText(t *testing.T, made briefing.Briefing) string {
	t.Helper()
	var out bytes.Buffer
	if err := briefing.HTML(&out, made); err != nil {
		t.Fatal(err)
	}
	text := pageStyle.ReplaceAllString(out.String(), "")
	text = pageTags.ReplaceAllString(pageBreak.ReplaceAllString(strings.ReplaceAll(text, "</td>", "\t"), "\n"), "")
	return blanks.ReplaceAllString(html.UnescapeString(text), "\n")
}

func goldenBriefing(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("differs from %s (go test ./cmd -run Briefing -update): %s", path, firstDifference(string(want), got))
	}
}

func TestBriefingOfTheSamples(t *testing.T) {
	database := sampleStore(t)
	set := briefed(t, database)
	var markdown bytes.Buffer
	if err := briefing.Markdown(&markdown, set); err != nil {
		t.Fatal(err)
	}
	goldenBriefing(t, "briefing.golden.md", markdown.String())
	single := briefed(t, database, "闵行")
	goldenBriefing(t, "briefing.golden.docx.txt", wordText(t, single))
	goldenBriefing(t, "briefing.golden.html.txt", pageText(t, single))
}

// TestBriefingSaysTheSameInEveryFormat holds every paragraph and every cell against the Word document and the page.
func TestBriefingSaysTheSameInEveryFormat(t *testing.T) {
	made := briefed(t, sampleStore(t))
	inWord, inPage := strings.ReplaceAll(wordText(t, made), "\n", ""), strings.ReplaceAll(pageText(t, made), "\n", "")
	checked := 0
	holds := func(text string) {
		checked++
		for format, whole := range map[string]string{"docx": inWord, "html": inPage} {
			if !strings.Contains(whole, strings.TrimSpace(text)) {
				t.Errorf("%s lacks: %s", format, text)
			}
		}
	}
	for _, block := range made.Blocks {
		switch {
		case block.Heading != nil:
			holds(block.Heading.Text)
		case block.Paragraph != nil:
			holds(block.Paragraph.String())
		case block.Table != nil:
			holds(block.Table.Caption())
			for _, row := range block.Table.Rows {
				for _, cell := range row.Cells {
					holds(cell.Text)
				}
			}
		case block.Chart != nil:
			holds(block.Chart.Caption())
		}
	}
	if checked < 1000 {
		t.Errorf("only %d texts were held", checked)
	}
}

// TestBriefingOfTheCorpus holds the briefing of three real budgets to what is known to be true of them.
func TestBriefingOfTheCorpus(t *testing.T) {
	made := briefed(t, corpusStore(t), "万里")
	var out bytes.Buffer
	if err := briefing.Markdown(&out, made); err != nil {
		t.Fatal(err)
	}
	text := out.String()
	for _, want := range []string{
		"2025年支出预算18,976.76万元（1.90亿元），比上年增加3,355.64万元，增长21.48%；2023—2025年年均增长7.25%。",
		"2025年项目支出8,842.58万元，占46.60%，比上年增加3,192.07万元，增长56.49%，占比上升10.43个百分点",
		"2025年“三公”经费预算37.91万元，比上年减少10.00万元，下降20.87%",
		"2025年机关运行经费预算464.64万元，比上年增加21.46万元，增长4.84%",
		"2025年政府采购预算4,821.20万元，比上年增加3,158.76万元，增长190.01%",
		"文件的说明是“项目调整”（2025年预算第6页）", "（2025年预算第9页表1、第17页表1；2024年预算第10页表1、第19页表1）",
		"2025年编报绩效目标的项目49个，涉及项目预算资金8,825.98万元，占当年项目支出的99.81%",
		"为上年的5.68倍", "面向中小企业预留政府采购1,928.48万元，其中预留给小微企业1,349.94万元", "现有车辆8辆（2024年文件为7辆）",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("does not say %s", want)
		}
	}
	if strings.Contains(text, "预算执行与决算对比") {
		t.Error("compares with final accounts that there are not")
	}
	checked := 0
	for _, row := range expected(t, "wanli_yoy_ground_truth.csv") {
		if row["level"] == "合计" {
			continue
		}
		checked++
		if want := expectedRow(row); !strings.Contains(strings.NewReplacer("**", "", "　", "").Replace(text), want) {
			t.Errorf("no row %s", want)
		}
	}
	if checked < 69 {
		t.Errorf("only %d lines were held", checked)
	}
}

// expectedRow is the row of a line in the table of all lines, without its pages.
func expectedRow(row map[string]string) string {
	cells := []string{row["code"], row["name"]}
	for _, year := range []string{"2023", "2024", "2025"} {
		cells = append(cells, shownWan(row["b"+year+"_total"]))
	}
	return "| " + strings.Join(cells, " | ") + " |"
}

// shownWan is an amount in yuan as the briefing shows it in 万元.
func shownWan(yuan string) string {
	if yuan == "" {
		return "—"
	}
	var amount int64
	if _, err := fmt.Sscan(yuan, &amount); err != nil {
		return "?"
	}
	hundredths := (amount + 50) / 100 // half up, in 0.01万元
	text := fmt.Sprintf("%d", hundredths/100)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return fmt.Sprintf("%s.%02d", text, hundredths%100)
}

// TestBriefingsDossiersAreOfTheirOrganization holds that rows of one organisation never stand in another one's chapter.
func TestBriefingsDossiersAreOfTheirOrganization(t *testing.T) {
	found, err := briefs(context.Background(), silent(), sampleStore(t), nil)
	if err != nil || len(found) != 2 {
		t.Fatal(len(found), err)
	}
	for _, brief := range found {
		for _, dossier := range brief.Dossiers {
			for _, line := range dossier.Lines {
				if line.Organization != brief.Organization {
					t.Errorf("a line of %s stands with %s", line.Organization, brief.Organization)
				}
			}
		}
		for _, change := range append(append([]queries.Change{}, brief.Bridges...), brief.Execution...) {
			if change.Organization != brief.Organization {
				t.Errorf("a change of %s stands with %s", change.Organization, brief.Organization)
			}
		}
	}
}
