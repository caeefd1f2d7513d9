package xlsx

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tongbi/etl/doc"
	"tongbi/etl/read/readtest"
)

func read(t *testing.T, content []byte) *doc.Document {
	t.Helper()
	document, err := Read(context.Background(), content, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return document
}

// ruled is a styles part whose style 1 has borders and two decimals.
const ruled = `<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<fonts count="1"><font/></fonts><fills count="1"><fill/></fills>
<borders count="2"><border/><border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/></border></borders>
<cellXfs count="2"><xf numFmtId="0" borderId="0"/><xf numFmtId="4" borderId="1" applyBorder="1" applyNumberFormat="1"/></cellXfs></styleSheet>`

// cells writes a row; a value in quotes is a text, one in brackets has borders, = begins a formula without a result.
func cells(number int, values ...string) string {
	var row strings.Builder
	fmt.Fprintf(&row, `<row r="%d">`, number)
	for i, value := range values {
		style := 0
		if inner, isRuled := strings.CutPrefix(value, "["); isRuled {
			style, value = 1, strings.TrimSuffix(inner, "]")
		} else if value == "" {
			continue
		}
		ref, _ := excelize.CoordinatesToCellName(i+1, number)
		switch {
		case strings.HasPrefix(value, "="):
			fmt.Fprintf(&row, `<c r="%s" s="%d"><f>%s</f></c>`, ref, style, value[1:])
		case strings.Trim(value, "-.0123456789") == "":
			fmt.Fprintf(&row, `<c r="%s" s="%d"><v>%s</v></c>`, ref, style, value)
		default:
			fmt.Fprintf(&row, `<c r="%s" s="%d" t="inlineStr"><is><t>%s</t></is></c>`, ref, style, value)
		}
	}
	return row.String() + `</row>`
}

func oneSheet(t testing.TB, rest string, rows ...string) []byte {
	return readtest.Sheet(t, `<sheetData>`+strings.Join(rows, "")+`</sheetData>`+rest, map[string]string{"xl/styles.xml": ruled})
}

// outline writes a document's blocks, a line for each paragraph and row.
func outline(document *doc.Document) string {
	var lines []string
	for _, block := range document.Blocks {
		switch block := block.(type) {
		case *doc.Paragraph:
			lines = append(lines, block.Text())
		case *doc.Grid:
			row := 0
			for _, cell := range block.Cells {
				if cell.Row != row {
					row = cell.Row
					lines = append(lines, "")
				}
				text := cell.Text
				if cell.RowSpan > 1 || cell.ColSpan > 1 {
					text += fmt.Sprintf("(%d×%d)", cell.RowSpan, cell.ColSpan)
				}
				lines[len(lines)-1] += "|" + text
			}
		}
	}
	return strings.Join(lines, "\n")
}

func expect(t *testing.T, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestReadSplitsTitleUnitTableAndNote(t *testing.T) {
	document := read(t, oneSheet(t, `<mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="A4:A5"/><mergeCell ref="B4:C4"/></mergeCells>`,
		cells(1, "2024年部门支出预算总表"),
		cells(2, "编制部门：甲局", "", "单位：元"),
		cells(4, "[科目]", "[支出预算]", "[]"),
		cells(5, "[]", "[合计]", "[基本支出]"),
		cells(6, "[教育支出]", "[1616095.4]", "[0]"),
		cells(7, "注：尾差由四舍五入而来。"),
	))
	expect(t, outline(document), `2024年部门支出预算总表
编制部门：甲局
单位：元
|科目(2×1)|支出预算(1×2)
|合计|基本支出
|教育支出|1,616,095.40|0.00
注：尾差由四舍五入而来。`)
	grid := document.Blocks[3].(*doc.Grid)
	if grid.FirstRow != 4 || grid.FirstCol != 1 || grid.Number != 1 || grid.Page != 1 {
		t.Errorf("grid begins at row %d, column %d as table %d of sheet %d", grid.FirstRow, grid.FirstCol, grid.Number, grid.Page)
	}
}

func TestReadTakesRuledTitleRowOutOfTheGrid(t *testing.T) {
	document := read(t, oneSheet(t, `<mergeCells><mergeCell ref="A1:B1"/></mergeCells>`,
		cells(1, "[收入预算总表]", "[]"), cells(2, "[项目]", "[预算数]"), cells(3, "[事业收入]", "[12]")))
	expect(t, outline(document), "收入预算总表\n|项目|预算数\n|事业收入|12.00")
}

func TestReadKeepsUnruledTotalBelowTheTable(t *testing.T) {
	document := read(t, oneSheet(t, "", cells(1, "[项目]", "[预算数]"), cells(2, "[事业收入]", "[12]"), cells(3, "合计", "12"),
		cells(4, "填表人：张三", "审核：李四")))
	expect(t, outline(document), "|项目|预算数\n|事业收入|12.00\n|合计|12\n填表人：张三\n审核：李四")
}

func TestReadSheetWithoutLines(t *testing.T) {
	document := read(t, oneSheet(t, "", cells(1, "收入预算总表"), cells(2, "编制部门：甲局", "单位：元"),
		cells(3, "项目", "预算数"), cells(4, "财政拨款收入"), cells(5, "事业收入", "12"), cells(6, "合计", "12"), cells(8, "注：无。")))
	expect(t, outline(document), "收入预算总表\n编制部门：甲局\n单位：元\n|项目|预算数\n|财政拨款收入|\n|事业收入|12\n|合计|12\n注：无。")
}

func TestReadSplitsParagraphsOfOneCell(t *testing.T) {
	document := read(t, oneSheet(t, "", cells(1, "一、“三公”经费\n  2024年预算数为7.40万元。\n\n二、政府采购")))
	expect(t, outline(document), "一、“三公”经费\n2024年预算数为7.40万元。\n二、政府采购")
}

func TestReadTellsTwoTablesOfOneSheetApart(t *testing.T) {
	document := read(t, oneSheet(t, "", cells(1, "表一"), cells(2, "[项目]", "[数]"), cells(3, "[甲]", "[1]"),
		cells(5, "表二"), cells(6, "[项目]", "[数]"), cells(7, "[乙]", "[2]")))
	expect(t, outline(document), "表一\n|项目|数\n|甲|1.00\n表二\n|项目|数\n|乙|2.00")
	if second := document.Blocks[3].(*doc.Grid); second.Number != 2 {
		t.Errorf("second table has number %d", second.Number)
	}
}

func TestReadTellsHiddenRowsAndColumns(t *testing.T) {
	document := read(t, readtest.Sheet(t, `<cols><col min="2" max="2" hidden="1"/></cols><sheetData>`+
		cells(1, "[项目]", "[上年]", "[本年]")+`<row r="2" hidden="1"><c r="A2" s="1"><v>7</v></c></row>`+
		cells(3, "[合计]", "[5]", "[6]")+`</sheetData>`, map[string]string{"xl/styles.xml": ruled}))
	expect(t, outline(document), "|项目||本年\n|||\n|合计||6.00")
	if len(document.Issues) != 1 || document.Issues[0].Code != doc.HiddenContent || document.Issues[0].Detail != "B:B, 2:2" {
		t.Errorf("issues %+v", document.Issues)
	}
}

func TestReadTellsHiddenSheet(t *testing.T) {
	file := excelize.NewFile()
	file.SetCellStr("Sheet1", "A1", "看得见")
	file.NewSheet("底稿")
	file.SetCellStr("底稿", "A1", "看不见")
	file.SetSheetVisible("底稿", false)
	packed, err := file.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	document := read(t, packed.Bytes())
	expect(t, outline(document), "看得见")
	want := doc.Issue{Pos: doc.Pos{Page: 2}, Code: doc.HiddenContent, Detail: "底稿"}
	if len(document.Issues) != 1 || document.Issues[0] != want || document.Pages != 2 {
		t.Errorf("%d pages, issues %+v", document.Pages, document.Issues)
	}
}

func TestReadTellsFormulaWithoutResult(t *testing.T) {
	document := read(t, oneSheet(t, "", cells(1, "[合计]", "[=SUM(B2:B9)]")))
	want := doc.Issue{Pos: doc.Pos{Page: 1, Row: 1, Col: 2}, Code: doc.MissingResult, Detail: "=SUM(B2:B9)"}
	if len(document.Issues) != 1 || document.Issues[0] != want {
		t.Errorf("issues %+v", document.Issues)
	}
}

func TestReadOfficialFormWorkbook(t *testing.T) {
	content, err := os.ReadFile("../../../../shared/corpus/shanghai/部门预算样表.xlsx")
	if err != nil {
		t.Skip("the corpus is not here")
	}
	document := read(t, content)
	if document.Pages != 17 || len(document.Issues) != 0 {
		t.Errorf("%d sheets, issues %+v", document.Pages, document.Issues)
	}
	tables := 0
	for i, block := range document.Blocks {
		if _, ok := block.(*doc.Grid); ok {
			tables++
			if unit := document.Blocks[i-1].(*doc.Paragraph).Text(); !strings.HasPrefix(unit, "单位") {
				t.Errorf("above table %d stands %q, want the unit", tables, unit)
			}
		}
	}
	if tables != 9 {
		t.Errorf("%d tables, want 9", tables)
	}
}

// TestReadBoundsHostileWorkbooks holds every one of them to one issue, little time and the sheets that are sound.
func TestReadBoundsHostileWorkbooks(t *testing.T) {
	zeros := strings.Repeat("0", 9<<20)
	for name, test := range map[string]struct {
		content []byte
		want    doc.Code
	}{
		"a sheet that unpacks to gigabytes": {oneSheet(t, "", cells(1, "[甲]"), `<row><c><v>`+zeros+`</v></c></row>`), doc.TooLarge},
		"texts that unpack to gigabytes":    {readtest.Sheet(t, "", map[string]string{"xl/sharedStrings.xml": `<sst><si><t>` + zeros}), doc.TooLarge},
		"rows without end":                  {oneSheet(t, "", manyRows()), doc.TooLarge},
		"a table as wide and long as can be": {oneSheet(t, `<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>`,
			cells(1, "[甲]"), `<row r="2"><c r="XFD2" s="1"><v>1</v></c></row>`, stair()), doc.TooLarge},
		"no cell reference":      {oneSheet(t, "", `<row><c r="甲1"><v>1</v></c></row>`), doc.BrokenFile},
		"a text that is not":     {oneSheet(t, "", `<row><c t="s"><v>99</v></c></row>`), doc.BrokenFile},
		"an entity of entities":  {readtest.Sheet(t, `<sheetData>&lol;</sheetData>`, map[string]string{"xl/worksheets/sheet1.xml": bomb}), doc.BrokenFile},
		"sheet cut off":          {readtest.Sheet(t, "", map[string]string{"xl/worksheets/sheet1.xml": `<worksheet><sheetData><row><c r="A1"`}), doc.BrokenFile},
		"no sheet behind a tab":  {readtest.Sheet(t, "", map[string]string{"xl/_rels/workbook.xml.rels": `<Relationships/>`}), doc.BrokenFile},
		"styles that are no XML": {readtest.Sheet(t, `<sheetData/>`, map[string]string{"xl/styles.xml": `<styleSheet><cellXfs`}), doc.BrokenFile},
	} {
		t.Run(name, func(t *testing.T) {
			document, err := Read(context.Background(), test.content, Limits{Unpacked: 8 << 20, Cells: 50_000})
			if err != nil {
				t.Fatal(err)
			}
			if len(document.Issues) != 1 || document.Issues[0].Code != test.want {
				t.Errorf("issues %.200q, want one %s", fmt.Sprint(document.Issues), test.want)
			}
		})
	}
}

const bomb = `<?xml version="1.0"?><!DOCTYPE z [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY lol "&b;&b;&b;">]><worksheet><sheetData><row><c t="str"><v>&lol;</v></c></row></sheetData></worksheet>`

func manyRows() string {
	var rows strings.Builder
	for range 100_000 {
		rows.WriteString(`<row><c s="1"><v>1</v></c></row>`)
	}
	return rows.String()
}

// stair is a table of 2000 ruled rows, its last cells far to the right.
func stair() string {
	var rows strings.Builder
	for row := 3; row < 2000; row++ {
		fmt.Fprintf(&rows, `<row r="%d"><c r="A%d" s="1"><v>1</v></c></row>`, row, row)
	}
	return rows.String()
}

func TestReadTruncatedWorkbook(t *testing.T) {
	whole := oneSheet(t, "", cells(1, "[甲]", "[1]"))
	for cut := 0; cut < len(whole); cut += len(whole)/16 + 1 {
		if document := read(t, whole[:cut]); len(document.Issues) != 1 || document.Issues[0].Code != doc.BrokenFile {
			t.Errorf("cut at %d: issues %+v", cut, document.Issues)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, xml := range []string{
		`<sheetData>` + cells(1, "[项目]", "[1]") + `</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>`,
		`<cols><col min="1" max="9" hidden="1"/></cols><sheetData><row r="7" ht="0"><c r="C7" t="b"><v>1</v></c></row></sheetData>`,
		`<sheetData>` + cells(1, "=A2") + `</sheetData>`, bomb,
	} {
		f.Add(xml)
	}
	f.Fuzz(func(t *testing.T, xml string) {
		content := readtest.Sheet(t, xml, map[string]string{"xl/styles.xml": ruled})
		document, err := Read(context.Background(), content, Limits{Cells: 5000, Unpacked: 1 << 20})
		if err != nil {
			t.Fatal(err)
		}
		for _, block := range document.Blocks {
			if grid, ok := block.(*doc.Grid); ok {
				covered := 0
				for _, cell := range grid.Cells {
					covered += cell.RowSpan * cell.ColSpan
				}
				if covered < grid.Rows*grid.Cols {
					t.Errorf("cells cover %d of %d×%d places", covered, grid.Rows, grid.Cols)
				}
			}
		}
	})
}

func FuzzReadFile(f *testing.F) {
	f.Add(oneSheet(f, "", cells(1, "[项目]", "[1]")))
	files, _ := filepath.Glob("testdata/*.xlsx") // absent is fine
	for _, name := range files {
		content, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(content)
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		if _, err := Read(context.Background(), content, Limits{Cells: 5000, Unpacked: 1 << 20}); err != nil {
			t.Fatal(err)
		}
	})
}
