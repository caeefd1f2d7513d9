package sheet

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tongbi/etl/fact"
)

// written writes one sheet and opens it again.
func written(t *testing.T, sheet Sheet) (*excelize.File, string) {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, sheet); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = book.Close() })
	return book, book.GetSheetName(0)
}

func TestAmountsAreNumbersToTheFen(t *testing.T) {
	amount, rate := fact.Fen(18_976_755_101), fact.Ratio(-4352, 10000)
	book, name := written(t, Sheet{Name: "比较", Title: "单位：元", Columns: make([]Column, 5), Rows: [][]any{{amount, &amount, rate, 2025, nil}}})
	for cell, want := range map[string]string{"A3": "189767551.01", "B3": "189767551.01", "C3": "-0.435200", "D3": "2025", "E3": ""} {
		got, err := book.GetCellValue(name, cell, excelize.Options{RawCellValue: true})
		kind, _ := book.GetCellType(name, cell)
		if err != nil || got != want || kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
			t.Errorf("%s: %q of type %v, %v; want the number %s", cell, got, kind, err, want)
		}
	}
	if shown, _ := book.GetCellValue(name, "C3"); shown != "-43.52%" {
		t.Errorf("the rate is shown as %s", shown)
	}
}

func TestTextIsNeverAFormula(t *testing.T) {
	hostile := []string{`=HYPERLINK("http://x","y")`, "+1+1", "-1", "@SUM(A1)", "\t=1", "00301"}
	var rows [][]any
	for _, text := range hostile {
		rows = append(rows, []any{text})
	}
	book, name := written(t, Sheet{Columns: make([]Column, 1), Rows: rows})
	for i, text := range hostile {
		cell, _ := excelize.CoordinatesToCellName(1, firstRow+i)
		formula, _ := book.GetCellFormula(name, cell)
		kind, _ := book.GetCellType(name, cell)
		if got, _ := book.GetCellValue(name, cell); got != text || formula != "" || kind != excelize.CellTypeSharedString && kind != excelize.CellTypeInlineString {
			t.Errorf("%q: value %q, formula %q, type %v", text, got, formula, kind)
		}
	}
}

func TestHeadingsStayInSight(t *testing.T) {
	book, name := written(t, Sheet{Name: "a/b:c" + strings.Repeat("长", 40), Title: "标题", Columns: []Column{{Heading: "科目编码"}}, Rows: [][]any{{"201"}}})
	panes, err := book.GetPanes(name)
	heading, _ := book.GetCellValue(name, "A2")
	if err != nil || !panes.Freeze || panes.YSplit != 2 || heading != "科目编码" || len([]rune(name)) != 31 {
		t.Errorf("%+v, heading %q, tab %q, %v", panes, heading, name, err)
	}
}

func TestUnknownValueIsRefused(t *testing.T) {
	if err := Write(&bytes.Buffer{}, Sheet{Columns: make([]Column, 1), Rows: [][]any{{1.5}}}); err == nil {
		t.Error("a float was taken")
	}
}
