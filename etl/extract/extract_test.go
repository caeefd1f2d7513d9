package extract

import (
	"fmt"
	"os"
	"strings"
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

func disclose(t *testing.T, text string) (fact.Disclosure, []doc.Issue) {
	t.Helper()
	vocabulary, err := data.Load()
	if err != nil {
		t.Fatal(err)
	}
	return New(vocabulary).Disclose(documentOf(text), fact.Identity{})
}

func TestSeed(t *testing.T) {
	text, err := os.ReadFile("../../../shared/corpus/shanghai/闵行区城运中心-2024-部门预算.txt")
	if err != nil {
		t.Skip("no corpus: ", err)
	}
	d, issues := disclose(t, string(text))
	fmt.Println(d.Identity, d.SelfTest, d.Missing)
	for _, r := range d.Readings {
		fmt.Printf("%+v\n", r)
	}
	for _, f := range d.Facts {
		fmt.Println(f.Source.Page, f.Form, f.Code, f.Line, f.Label, f.Measure, f.Money, f.Raw)
	}
	for _, c := range d.Claims {
		fmt.Println(c.Page, c.Subject, c.Line, c.Code, c.Measure, c.Value, c.BaseYear, c.BaseStage, c.Change, c.Direction, c.Reason, "|", c.Sentence)
	}
	for _, i := range issues {
		fmt.Println(i)
	}
}
