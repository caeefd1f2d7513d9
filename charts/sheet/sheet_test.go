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

// TestPrintedFiguresLookAsPrinted holds a figure to the number it is and to the look that it has in its document.
func TestPrintedFiguresLookAsPrinted(t *testing.T) {
	cases := []struct{ printed, value, shown string }{
		{"94,995,790", "94995790", "94,995,790"}, {"9,103.18", "9103.18", "9,103.18"}, {"2993.92", "2993.92", "2993.92"}, {"0", "0", "0"},
		{"71.73%", "0.7173", "71.73%"}, {"100%", "1.00", "100%"}, {"5%", "0.05", "5%"}, {"-0.50", "-0.50", "-0.50"}, {"-3,362.00%", "-33.6200", "-3,362.00%"},
	}
	var rows [][]any
	for _, c := range cases {
		rows = append(rows, []any{Printed(c.printed)})
	}
	book, name := written(t, Sheet{Columns: make([]Column, 1), Rows: rows})
	for i, c := range cases {
		cell, _ := excelize.CoordinatesToCellName(1, firstRow+i)
		value, _ := book.GetCellValue(name, cell, excelize.Options{RawCellValue: true})
		shown, _ := book.GetCellValue(name, cell)
		if kind, _ := book.GetCellType(name, cell); value != c.value || shown != c.shown || kind == excelize.CellTypeSharedString {
			t.Errorf("%s: value %s of type %v, shown as %s", c.printed, value, kind, shown)
		}
	}
}

func TestWhatIsNoNumberStaysText(t *testing.T) {
	texts := []string{"00301", "1,23", "12.", "—", "无", "8,103平方米", "=1+1", "1234567890123456", "12,34,567", "1e5", ""}
	var rows [][]any
	for _, text := range texts {
		rows = append(rows, []any{Printed(text), Wrapped("=" + text)})
	}
	book, name := written(t, Sheet{Columns: make([]Column, 2), Rows: rows})
	for i, text := range texts {
		for column, want := range map[int]string{1: text, 2: "=" + text} {
			cell, _ := excelize.CoordinatesToCellName(column, firstRow+i)
			formula, _ := book.GetCellFormula(name, cell)
			if got, _ := book.GetCellValue(name, cell); got != want || formula != "" {
				t.Errorf("%q: %q, formula %q", want, got, formula)
			}
		}
	}
	wrapped, _ := book.GetCellStyle(name, "B3")
	style, err := book.GetStyle(wrapped)
	if err != nil || style.Alignment == nil || !style.Alignment.WrapText {
		t.Errorf("the text does not run on in further lines: %+v, %v", style, err)
	}
}

func TestRowsAreAsHighAsTheirText(t *testing.T) {
	book, name := written(t, Sheet{Columns: []Column{{Width: 11}, {Width: 11}}, Rows: [][]any{{"很长的文字不换行就不占高度", 1}, {Wrapped("十个字的话占两行高了"), Wrapped("abc")}}})
	for row, want := range map[int]float64{3: 16, 4: 32} {
		if height, err := book.GetRowHeight(name, row); err != nil || height != want {
			t.Errorf("row %d is %v high, want %v (%v)", row, height, want, err)
		}
	}
}

func TestPrintsAcrossWithItsHeadings(t *testing.T) {
	book, name := written(t, Sheet{Name: "甲's", Columns: make([]Column, 1), Rows: [][]any{{1}}})
	layout, err := book.GetPageLayout(name)
	if err != nil || layout.Orientation == nil || *layout.Orientation != "landscape" || *layout.FitToWidth != 1 || *layout.Size != 9 {
		t.Errorf("layout %+v, %v", layout, err)
	}
	for _, defined := range book.GetDefinedName() {
		if defined.Name == "_xlnm.Print_Titles" && strings.HasSuffix(defined.RefersTo, "!$2:$2") {
			return
		}
	}
	t.Errorf("no headings to print: %+v", book.GetDefinedName())
}
