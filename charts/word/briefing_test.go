package word

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"tongbi/charts/briefing"
	"tongbi/charts/dossiertest"
	"tongbi/queries"
)

func street(t *testing.T) briefing.Briefing {
	t.Helper()
	dossier := dossiertest.Reviewed()
	made, err := briefing.New([]queries.Brief{{Organization: dossier.Series.Organization, Scope: dossier.Series.Scope, Dossiers: []queries.Dossier{dossier}}}, briefing.Options{Date: time.Date(2025, 3, 1, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func document(t *testing.T, made briefing.Briefing) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Briefing(&out, made); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestBriefingIsOneSoundPackage(t *testing.T) {
	content := document(t, street(t))
	if !bytes.Equal(content, document(t, street(t))) {
		t.Error("the same briefing gives other bytes")
	}
	parts := unzipped(t, content)
	for name, text := range parts {
		if path.Ext(name) == ".xlsx" {
			continue
		}
		decoder := xml.NewDecoder(strings.NewReader(text))
		for {
			if _, err := decoder.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Errorf("%s: %v", name, err)
				break
			}
		}
	}
	target := regexp.MustCompile(`Target="([^"]*)"`)
	for name, text := range parts {
		if !strings.HasSuffix(name, ".rels") {
			continue
		}
		folder := path.Dir(path.Dir(name))
		for _, match := range target.FindAllStringSubmatch(text, -1) {
			if _, there := parts[path.Join(folder, match[1])]; !there {
				t.Errorf("%s points to %s, which is not there", name, match[1])
			}
		}
	}
	styles := parts["word/styles.xml"]
	for _, used := range regexp.MustCompile(`<w:(?:pStyle|rStyle|tblStyle) w:val="([^"]*)"`).FindAllStringSubmatch(parts["word/document.xml"], -1) {
		if !strings.Contains(styles, `w:styleId="`+used[1]+`"`) {
			t.Errorf("no style %s", used[1])
		}
	}
	if n := strings.Count(parts["word/document.xml"], "<w:tblHeader/>"); n < 8 {
		t.Errorf("%d tables repeat their headings", n)
	}
}

var (
	cached = regexp.MustCompile(`<c:f>Sheet1!\$([A-Z])\$(\d+)(?::\$[A-Z]\$(\d+))?</c:f><c:(?:num|str)Cache>(.*?)</c:(?:num|str)Cache>`)
	point  = regexp.MustCompile(`<c:pt idx="(\d+)"><c:v>([^<]*)</c:v></c:pt>`)
	cell   = regexp.MustCompile(`<c r="([A-Z]\d+)"( t="s")?><v>([^<]*)</v></c>`)
	shared = regexp.MustCompile(`<si><t[^>]*>([^<]*)</t></si>`)
)

// TestChartsShowWhatTheirWorkbooksHold holds every number and name that a chart draws against the cell it refers to.
func TestChartsShowWhatTheirWorkbooksHold(t *testing.T) {
	parts := unzipped(t, document(t, street(t)))
	charts, checked := 0, 0
	for name, text := range parts {
		if !strings.HasPrefix(name, "word/charts/chart") {
			continue
		}
		charts++
		book := unzipped(t, []byte(parts[strings.NewReplacer("charts", "embeddings", ".xml", ".xlsx").Replace(name)]))
		names := shared.FindAllStringSubmatch(book["xl/sharedStrings.xml"], -1)
		cells := map[string]string{}
		for _, match := range cell.FindAllStringSubmatch(book["xl/worksheets/sheet1.xml"], -1) {
			cells[match[1]] = match[3]
			if match[2] != "" {
				cells[match[1]] = names[number(match[3])][1]
			}
		}
		for _, match := range cached.FindAllStringSubmatch(text, -1) {
			for _, one := range point.FindAllStringSubmatch(match[4], -1) {
				at := match[1] + strconv.Itoa(number(match[2])+number(one[1]))
				checked++
				if cells[at] != one[2] {
					t.Errorf("%s draws %s, its cell %s holds %s", name, one[2], at, cells[at])
				}
			}
		}
	}
	if charts != 7 || checked < 150 {
		t.Errorf("%d charts, %d points", charts, checked)
	}
}

func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

// TestNumbersOfChartsAreExact holds the numbers of the total against the amounts to the fen.
func TestNumbersOfChartsAreExact(t *testing.T) {
	drawn := ""
	for name, text := range unzipped(t, document(t, street(t))) {
		if strings.HasPrefix(name, "word/charts/chart") {
			drawn += text
		}
	}
	for _, want := range []string{"16497.864000", "15621.112300", "18976.755100", "21.4815", "-5.3143", "4312.873700", "城乡社区支出　81.35%", "其他城乡社区支出（+467.76%）"} {
		if !strings.Contains(drawn, ">"+want+"<") {
			t.Errorf("no chart draws %s", want)
		}
	}
}

// TestWaterfallBelowZeroIsATable: there is no base that a bar below zero could stand on.
func TestWaterfallBelowZeroIsATable(t *testing.T) {
	chart := briefing.Chart{Kind: briefing.Waterfall, Title: "变动", Unit: "万元", Categories: []string{"2023年", "甲", "2024年"}, Series: []briefing.Series{{Name: "增减额", Points: []briefing.Point{
		{Known: true, Value: 10, Exact: "10", Label: "10.00", Whole: true}, {Known: true, Value: -20, Exact: "-20", Label: "−20.00"}, {Known: true, Value: -10, Exact: "-10", Label: "−10.00", Whole: true},
	}}}}
	parts := unzipped(t, document(t, briefing.Briefing{Title: []string{"题"}, Header: "页眉", Blocks: []briefing.Block{{Chart: &chart}}}))
	if _, drawn := parts["word/charts/chart1.xml"]; drawn || !strings.Contains(parts["word/document.xml"], "−20.00") {
		t.Error("it is drawn, or its numbers are lost")
	}
}

// TestNoFigureAndNoCodeIsBroken has a table of five years, the widest there is.
func TestNoFigureAndNoCodeIsBroken(t *testing.T) {
	table := briefing.Table{Columns: []briefing.Column{{Heading: "科目编码", Weight: 15}, {Heading: "名称", Weight: 22}}}
	cells := []briefing.Cell{{Text: "2129999"}, {Text: "其他城乡社区支出"}}
	for range 5 {
		table.Columns = append(table.Columns, briefing.Column{Heading: "2025年", Weight: 12, Right: true})
		cells = append(cells, briefing.Cell{Text: "12,131.99"})
	}
	table.Columns = append(table.Columns, briefing.Column{Heading: "页码", Weight: 19})
	table.Rows = []briefing.Row{{Cells: append(cells, briefing.Cell{Text: "17/19/17/18/20"})}}
	got, total := widths(table), 0
	for i, width := range got {
		total += width
		if text := table.Rows[0].Cells[i].Text; (table.Columns[i].Right || i == 0) && width < room(text) {
			t.Errorf("%q needs %d and has %d", text, room(text), width)
		}
	}
	if total != Width || got[1] < room("四个字符") {
		t.Errorf("%v make %d of %d", got, total, Width)
	}
}
