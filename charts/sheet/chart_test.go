package sheet

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestChartsStandBesideTheirData(t *testing.T) {
	var out bytes.Buffer
	hostile := `=HYPERLINK("http://x")</c:v><script>`
	err := Write(&out, Sheet{Name: "同比", Columns: []Column{{Heading: "名称"}}, Rows: [][]any{{"甲"}}, Charts: []Chart{
		{Title: hostile, Kind: Bars, Categories: []string{hostile, "乙"}, Series: []Series{
			{Name: "增加", Color: "C0563B", Values: []any{Printed("3,355.64"), nil}}, {Name: "减少", Values: []any{nil, Printed("-0.67")}},
		}},
		{Title: "历年", Kind: Lines, Categories: []string{"2023年", "2024年"}, Series: []Series{{Name: "支出", Values: []any{1, 2}}}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(bytes.NewReader(out.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if sheets := strings.Join(book.GetSheetList(), "、"); sheets != "同比、图表" {
		t.Errorf("sheets %s", sheets)
	}
	for cell, want := range map[string]string{"A1": hostile, "B2": "增加", "A3": hostile, "B3": "3355.64", "C4": "-0.67", "B4": ""} {
		got, err := book.GetCellValue("图表", cell, excelize.Options{RawCellValue: true})
		if err != nil || got != want {
			t.Errorf("%s is %q, %v; want %q", cell, got, err, want)
		}
		if formula, _ := book.GetCellFormula("图表", cell); formula != "" {
			t.Errorf("%s is a formula: %s", cell, formula)
		}
	}
	if kind, _ := book.GetCellType("图表", "B3"); kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
		t.Errorf("a figure is stored as type %v", kind)
	}
	parts := map[string]string{}
	archive, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range archive.File {
		if strings.HasPrefix(file.Name, "xl/charts/") {
			reader, err := file.Open()
			if err != nil {
				t.Fatal(err)
			}
			content, _ := io.ReadAll(reader)
			parts[file.Name] = string(content)
		}
	}
	first := parts["xl/charts/chart1.xml"]
	if len(parts) != 2 || !strings.Contains(first, "barChart") || !strings.Contains(first, "$B$3:$B$4") || strings.Contains(first, "<script>") ||
		!strings.Contains(parts["xl/charts/chart2.xml"], "lineChart") {
		t.Errorf("charts: %v", parts)
	}
}

func TestNoChartsNoSheetOfCharts(t *testing.T) {
	var out bytes.Buffer
	if err := Write(&out, Sheet{Name: "同比", Columns: []Column{{Heading: "名称"}}}); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if len(book.GetSheetList()) != 1 {
		t.Error(book.GetSheetList())
	}
}
