package docx

import (
	"context"
	"fmt"
	"strings"
	"testing"

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

// outline writes a document's blocks, a line for each paragraph and row; # marks a heading, a number a table.
func outline(document *doc.Document) string {
	var lines []string
	for _, block := range document.Blocks {
		switch block := block.(type) {
		case *doc.Paragraph:
			mark := ""
			if block.Heading {
				mark = "# "
			}
			lines = append(lines, mark+block.Text())
		case *doc.Grid:
			row := 0
			for _, cell := range block.Cells {
				if cell.Row != row {
					row = cell.Row
					lines = append(lines, fmt.Sprint(block.Number))
				}
				text := strings.ReplaceAll(cell.Text, "\n", "/")
				if cell.RowSpan > 1 || cell.ColSpan > 1 {
					text += fmt.Sprintf("(%d×%d)", cell.RowSpan, cell.ColSpan)
				}
				lines[len(lines)-1] += "|" + text
			}
		}
	}
	return strings.Join(lines, "\n")
}

func expect(t *testing.T, body, want string, parts map[string]string) {
	t.Helper()
	document := read(t, readtest.Body(t, body, parts))
	if got := outline(document); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if len(document.Issues) > 0 {
		t.Errorf("issues %+v", document.Issues)
	}
}

func p(text string) string { return `<w:p><w:r><w:t>` + text + `</w:t></w:r></w:p>` }

func tc(properties, content string) string {
	return `<w:tc><w:tcPr>` + properties + `</w:tcPr>` + content + `</w:tc>`
}

func tr(cells ...string) string { return `<w:tr>` + strings.Join(cells, "") + `</w:tr>` }

func TestReadJoinsRunsAndLeavesOutWhatIsNotSeen(t *testing.T) {
	expect(t, `<w:p><w:r><w:t xml:space="preserve">比2023年</w:t></w:r><w:del><w:r><w:delText>增加</w:delText></w:r></w:del>
<w:ins><w:r><w:t>减少</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>（内部）</w:t></w:r>
<w:hyperlink><w:r><w:t>1,365.78</w:t></w:r></w:hyperlink><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>万元</w:t></w:r></w:p>`,
		"比2023年减少1,365.78万元", nil)
}

func TestReadSplitsAtForcedLineBreak(t *testing.T) {
	expect(t, `<w:p><w:r><w:t>收入预算总表</w:t><w:br/><w:t>单位：元</w:t></w:r></w:p>`, "收入预算总表\n单位：元", nil)
}

func TestReadHeadingsByStyleAndOutline(t *testing.T) {
	styles := `<w:styles xmlns:w="w"><w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="a"><w:name w:val="公文标题"/><w:basedOn w:val="1"/></w:style>
<w:style w:styleId="b"><w:name w:val="正文"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style></w:styles>`
	expect(t, `<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>`+
		`<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:r><w:t>乙</w:t></w:r></w:p>`+
		`<w:p><w:pPr><w:pStyle w:val="b"/></w:pPr><w:r><w:t>丙</w:t></w:r></w:p>`, "# 甲\n# 乙\n丙", map[string]string{"word/styles.xml": styles})
}

func TestReadWritesListNumbersOut(t *testing.T) {
	numbering := `<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl></w:abstractNum>
<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>`
	item := func(level, text string) string {
		return `<w:p><w:pPr><w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="3"/></w:numPr></w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`
	}
	expect(t, item("0", "职能")+item("1", "甲")+item("1", "乙")+item("0", "机构")+item("1", "丙"),
		"一、职能\n1. 甲\n2. 乙\n二、机构\n1. 丙", map[string]string{"word/numbering.xml": numbering})
}

func TestReadMergedCells(t *testing.T) {
	expect(t, `<w:tbl>`+
		tr(tc(`<w:vMerge w:val="restart"/>`, p("科目")), tc(`<w:gridSpan w:val="2"/>`, p("支出预算")))+
		tr(tc(`<w:vMerge/>`, p("")), tc("", p("合计")), tc("", p("基本")+p("支出")))+
		tr(tc("", p("教育支出")), tc("", p("12")), tc("", `<w:p/>`))+
		`</w:tbl>`, "1|科目(2×1)|支出预算(1×2)\n1|合计|基本/支出\n1|教育支出|12|", nil)
}

func TestReadVerticalMergeEndsWhereColumnsDiffer(t *testing.T) {
	expect(t, `<w:tbl>`+tr(tc(`<w:vMerge w:val="restart"/><w:gridSpan w:val="2"/>`, p("甲")), tc("", p("乙")))+
		tr(tc(`<w:vMerge/>`, p("丙")), tc("", p("丁")), tc("", p("戊")))+`</w:tbl>`, "1|甲(1×2)|乙\n1|丙|丁|戊", nil)
}

func TestReadHorizontalMergeOfOldFiles(t *testing.T) {
	expect(t, `<w:tbl>`+tr(tc(`<w:hMerge w:val="restart"/>`, p("甲")), tc(`<w:hMerge/>`, p("")), tc("", p("乙")))+`</w:tbl>`, "1|甲(1×2)|乙", nil)
}

func TestReadRowsInContentControlsAndWithoutDeletedOnes(t *testing.T) {
	expect(t, `<w:tbl>`+tr(tc("", p("甲")), tc("", p("1")))+
		`<w:sdt><w:sdtPr/><w:sdtContent>`+tr(`<w:sdt><w:sdtContent>`+tc("", p("乙"))+`</w:sdtContent></w:sdt>`, tc("", p("2")))+`</w:sdtContent></w:sdt>`+
		`<w:tr><w:trPr><w:del w:author="x"/></w:trPr>`+tc("", p("丙"))+`</w:tr>`+
		`<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>`+tc("", p("3"))+`</w:tr></w:tbl>`, "1|甲|1\n1|乙|2\n1||3", nil)
}

func TestReadContentControlAroundBlocks(t *testing.T) {
	expect(t, `<w:sdt><w:sdtPr><w:alias w:val="无关"/></w:sdtPr><w:sdtContent>`+p("正文")+`</w:sdtContent></w:sdt>`, "正文", nil)
}

func TestReadTextBoxOnceAfterItsParagraph(t *testing.T) {
	expect(t, `<w:p><w:r><w:t>前</w:t><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>`+p("框内")+
		`</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>`+p("框内")+
		`</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent><w:t>后</w:t></w:r></w:p>`, "前后\n框内", nil)
}

func TestReadNestedTableBesideItsOuterOne(t *testing.T) {
	inner := `<w:tbl>` + tr(tc("", p("指标")), tc("", p("值"))) + `</w:tbl>`
	expect(t, `<w:tbl>`+tr(tc("", p("项目")), tc("", p("甲")))+tr(tc("", p("绩效")), tc("", inner+p("见左")))+`</w:tbl>`,
		"1|项目|甲\n1|绩效|见左\n2|指标|值", nil)
}

func TestReadTableThatIsOnlyAFrame(t *testing.T) {
	inner := `<w:tbl>` + tr(tc("", p("项目")), tc("", p("预算数"))) + tr(tc("", p("合计")), tc("", p("1"))) + `</w:tbl>`
	expect(t, `<w:tbl>`+tr(tc("", p("收入预算总表")))+tr(tc("", inner+`<w:p/>`))+`</w:tbl>`, "收入预算总表\n1|项目|预算数\n1|合计|1", nil)
	expect(t, `<w:tbl>`+tr(tc("", p("框起来的话")))+`</w:tbl>`, "框起来的话", nil)
}

func TestReadTellsEmbeddedObjectAndPictureOnlyDocument(t *testing.T) {
	document := read(t, readtest.Body(t, p("见下表")+`<w:p><w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r></w:p>`, nil))
	if len(document.Issues) != 1 || document.Issues[0] != (doc.Issue{Code: doc.EmbeddedObject, Detail: "Excel.Sheet.12"}) {
		t.Errorf("issues %+v", document.Issues)
	}
	document = read(t, readtest.Body(t, `<w:p><w:r><w:drawing><a:blip xmlns:a="a"/></w:drawing></w:r></w:p>`, nil))
	if len(document.Issues) != 1 || document.Issues[0].Code != doc.PageWithoutText {
		t.Errorf("issues %+v", document.Issues)
	}
}

func TestReadBoundsHostileDocuments(t *testing.T) {
	row := tr(tc("", p("1")), tc("", p("2")))
	for name, test := range map[string]struct {
		body string
		want doc.Code
	}{
		"text that unpacks to gigabytes": {p(strings.Repeat("0", 9<<20)), doc.TooLarge},
		"tables in tables in tables":     {strings.Repeat(`<w:tbl><w:tr><w:tc>`, 5000), doc.TooLarge},
		"rows without end":               {`<w:tbl>` + strings.Repeat(row, 3_000) + `</w:tbl>`, doc.TooLarge},
		"paragraphs without end":         {strings.Repeat(p("甲"), 11_000), doc.TooLarge},
		"a table too wide":               {`<w:tbl>` + tr(tc(`<w:gridSpan w:val="999999999"/>`, p("甲")), tc("", p("乙"))) + `</w:tbl>`, doc.TooLarge},
		"an entity":                      {`<w:p><w:r><w:t>&lol;</w:t></w:r></w:p>`, doc.BrokenFile},
		"nothing":                        {`<w:p/>`, doc.EmptyFile},
	} {
		t.Run(name, func(t *testing.T) {
			document, err := Read(context.Background(), readtest.Body(t, test.body, nil), Limits{Unpacked: 8 << 20, Cells: 5_000, Paragraphs: 10_000})
			if err != nil {
				t.Fatal(err)
			}
			if len(document.Issues) != 1 || document.Issues[0].Code != test.want {
				t.Errorf("issues %.200q, want one %s", fmt.Sprint(document.Issues), test.want)
			}
		})
	}
}

func TestReadKeepsWhatStandsBeforeTheDamage(t *testing.T) {
	document := read(t, readtest.Body(t, p("完好")+`<w:p><w:r></w:t>`, nil))
	if outline(document) != "完好" || len(document.Issues) != 1 || document.Issues[0].Code != doc.BrokenFile {
		t.Errorf("got %q, issues %+v", outline(document), document.Issues)
	}
}

func TestReadTruncatedDocument(t *testing.T) {
	whole := readtest.Body(t, p("甲"), nil)
	for cut := 0; cut < len(whole); cut += len(whole)/16 + 1 {
		if document := read(t, whole[:cut]); len(document.Issues) != 1 || document.Issues[0].Code != doc.BrokenFile {
			t.Errorf("cut at %d: issues %+v", cut, document.Issues)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(p("甲") + `<w:tbl>` + tr(tc(`<w:vMerge w:val="restart"/>`, p("科目")), tc(`<w:gridSpan w:val="2"/>`, p("1"))) + tr(tc(`<w:vMerge/>`, p(""))) + `</w:tbl>`)
	f.Add(`<w:sdt><w:sdtContent><w:p><w:r><w:txbxContent>` + p("框") + `</w:txbxContent></w:r></w:p></w:sdtContent></w:sdt>`)
	f.Add(`<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc/><w:tc/></w:tr></w:tbl></w:tc></w:tr></w:tbl>`)
	f.Fuzz(func(t *testing.T, body string) {
		document, err := Read(context.Background(), readtest.Body(t, body, nil), Limits{Cells: 5000, Unpacked: 1 << 20})
		if err != nil {
			t.Fatal(err)
		}
		for _, block := range document.Blocks {
			grid, ok := block.(*doc.Grid)
			if !ok {
				continue
			}
			taken := map[[2]int]bool{}
			for _, cell := range grid.Cells {
				for r := cell.Row; r < cell.Row+cell.RowSpan; r++ {
					for c := cell.Col; c < cell.Col+cell.ColSpan; c++ {
						if taken[[2]int{r, c}] || r > grid.Rows || c > grid.Cols {
							t.Fatalf("place %d,%d is taken twice or outside of %d×%d", r, c, grid.Rows, grid.Cols)
						}
						taken[[2]int{r, c}] = true
					}
				}
			}
		}
	})
}
