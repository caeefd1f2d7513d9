package pdf

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"tongbi/etl/doc"
)

var engine *Engine

func TestMain(m *testing.M) {
	engine = New(Options{Workers: 2})
	code := m.Run()
	engine.Close()
	os.Exit(code)
}

func read(t testing.TB, pages ...*canvas) *doc.Document {
	t.Helper()
	document, err := engine.Read(context.Background(), write(pages...), Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return document
}

// show writes a document the way tests compare it: ¶ for a paragraph, a line for each row of a grid, cells between bars,
// spans in braces.
func show(document *doc.Document) string {
	var out strings.Builder
	for _, block := range document.Blocks {
		switch block := block.(type) {
		case *doc.Paragraph:
			fmt.Fprintf(&out, "%d ¶ %s\n", block.Lines[0].Page, block.Text())
		case *doc.Grid:
			fmt.Fprintf(&out, "%d grid %d: %d×%d%s\n", block.Page, block.Number, block.Rows, block.Cols, traits(block))
			row := 1
			for _, cell := range block.Cells {
				for ; row < cell.Row; row++ {
					out.WriteString("|\n")
				}
				out.WriteString("|" + cell.Text)
				if cell.RowSpan > 1 || cell.ColSpan > 1 {
					fmt.Fprintf(&out, "{%d,%d}", cell.RowSpan, cell.ColSpan)
				}
			}
			out.WriteString("|\n")
		}
	}
	for _, issue := range document.Issues {
		fmt.Fprintf(&out, "! %v\n", issue)
	}
	return out.String()
}

func traits(grid *doc.Grid) string {
	text := ""
	if !grid.Ruled {
		text += " unruled"
	}
	if grid.Landscape {
		text += " landscape"
	}
	return text
}

func expect(t *testing.T, document *doc.Document, want string) {
	t.Helper()
	if got := show(document); got != strings.TrimLeft(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

var (
	threeColumns = []float64{60, 160, 360, 500}
	threeRows    = []float64{140, 160, 180, 200}
)

// budget is a small table of three rows.
func budget(c *canvas) *canvas {
	c.text(240, 80, 18, "收入预算总表").text(60, 120, 10, "编制部门：某局").text(440, 120, 10, "单位：元")
	c.table(threeColumns, threeRows)
	c.text(65, 154, 10, "科目编码").text(165, 154, 10, "科目名称").text(365, 154, 10, "预算数")
	c.text(65, 174, 10, "2010101").text(165, 174, 10, "行政运行").text(440, 174, 10, "4,545.94")
	c.text(65, 194, 10, "合计").text(440, 194, 10, "4,545.94")
	return c.text(60, 230, 10, "注：本表含单位预留经费。")
}

func TestReadTableBetweenTitleUnitAndNote(t *testing.T) {
	expect(t, read(t, budget(upright())), `
1 ¶ 收入预算总表
1 ¶ 编制部门：某局
1 ¶ 单位：元
1 grid 1: 3×3
|科目编码|科目名称|预算数|
|2010101|行政运行|4,545.94|
|合计||4,545.94|
1 ¶ 注：本表含单位预留经费。
`)
}

func TestReadRotatedPage(t *testing.T) {
	for name, page := range map[string]*canvas{"by the file": turned(), "by its text": sideways()} {
		t.Run(name, func(t *testing.T) {
			expect(t, read(t, budget(page)), `
1 ¶ 收入预算总表
1 ¶ 编制部门：某局
1 ¶ 单位：元
1 grid 1: 3×3 landscape
|科目编码|科目名称|预算数|
|2010101|行政运行|4,545.94|
|合计||4,545.94|
1 ¶ 注：本表含单位预留经费。
`)
		})
	}
}

func TestReadTextOfMergedCellRepeatedOnEachPageItSpans(t *testing.T) {
	xs := []float64{60, 160, 360, 500}
	page := func(top, bottom, shift float64) *canvas {
		c := upright()
		c.table(xs[1:], []float64{top, (top + bottom) / 2, bottom})
		c.line(60, top, 160, top).line(60, bottom, 160, bottom).line(60, top, 60, bottom)
		c.text(165, top+30, 10, "印刷费").text(440, top+30, 10, fmt.Sprintf("%g", top))
		c.text(165, bottom-30, 10, "会议费").text(440, bottom-30, 10, fmt.Sprintf("%g", bottom))
		return c.clipped(60, top, 160, bottom, func() {
			c.text(65, shift, 10, "一般行政管理").text(65, shift+14, 10, "事务九百").text(65, shift+28, 10, "12.50")
		})
	}
	expect(t, read(t, page(600, 800, 786), page(40, 240, 26)), `
1 grid 1: 2×3
|一般行政管理事务九百{2,1}|印刷费|600|
|会议费|800|
2 grid 1: 2×3
|12.50{2,1}|印刷费|40|
|会议费|240|
`)
}

func TestReadTextTooLongForItsCellIsNotReadAsTheNextCells(t *testing.T) {
	c := upright()
	c.table([]float64{60, 160, 260}, []float64{100, 130, 160})
	c.clipped(60, 100, 160, 130, func() { c.text(65, 120, 10, "其他城乡社区公共设施支出") })
	c.text(200, 120, 10, "9,721").text(65, 150, 10, "合计").text(200, 150, 10, "9,721")
	expect(t, read(t, c), `
1 grid 1: 2×2
|其他城乡社区公共设施支出|9,721|
|合计|9,721|
`)
}

func TestReadFirstRowOfPageAboveTheFirstLine(t *testing.T) {
	first := upright().table(threeColumns, []float64{740, 760, 780})
	first.text(65, 754, 10, "科目编码").text(165, 754, 10, "科目名称").text(365, 754, 10, "预算数")
	first.text(65, 774, 10, "201").text(165, 774, 10, "一般公共服务支出").text(440, 774, 10, "235,100")
	rest := func(c *canvas) *canvas {
		c.text(65, 54, 10, "212").text(165, 54, 10, "城乡社区支出").text(420, 54, 10, "235,100,000")
		return c.text(65, 74, 10, "合计").text(420, 74, 10, "235,335,100")
	}
	open := upright().table(threeColumns, []float64{60, 80})
	for _, x := range threeColumns { // the lines between the columns begin at the cut, the line at the cut is missing
		open.line(x, 40, x, 60)
	}
	bare := upright().table(threeColumns, []float64{60, 80})
	for name, second := range map[string]*canvas{"columns ruled": open, "nothing ruled": bare} {
		t.Run(name, func(t *testing.T) {
			expect(t, read(t, first, rest(second)), `
1 grid 1: 2×3
|科目编码|科目名称|预算数|
|201|一般公共服务支出|235,100|
2 grid 1: 2×3
|212|城乡社区支出|235,100,000|
|合计||235,335,100|
`)
		})
	}
}

func TestReadTitleAboveContinuedTableIsNoRow(t *testing.T) {
	page := func(year string) *canvas {
		c := upright().text(65, 90, 10, "编制部门：某局").text(420, 90, 10, "单位：元")
		c.table(threeColumns, []float64{100, 120, 140})
		return c.text(65, 114, 10, "201").text(420, 114, 10, year).text(65, 134, 10, "202").text(420, 134, 10, "7")
	}
	expect(t, read(t, page("5"), page("6")), `
1 ¶ 编制部门：某局
1 ¶ 单位：元
1 grid 1: 2×3
|201||5|
|202||7|
2 ¶ 编制部门：某局
2 ¶ 单位：元
2 grid 1: 2×3
|201||6|
|202||7|
`)
}

func TestReadTableWithoutLines(t *testing.T) {
	c := upright().text(240, 80, 16, "收入预算表").text(60, 110, 10, "编制部门：某局").text(420, 110, 10, "单位：元")
	c.text(60, 130, 10, "科目编码").text(160, 130, 10, "科目名称").text(350, 130, 10, "预算数").text(430, 130, 10, "基本支出")
	for i, row := range [][4]string{
		{"201", "一般公共服务支出", "4,545.94", "4,000.00"},
		{"20101", "人大事务", "45.94", ""},
		{"2010101", "行政运行", "0", "0"},
		{"", "合计", "14,545.94", "4,000.00"},
	} {
		y := 150 + 18*float64(i)
		c.text(60, y, 10, row[0]).text(160, y, 10, row[1])
		c.text(390-5*float64(len(row[2])), y, 10, row[2]).text(480-5*float64(len(row[3])), y, 10, row[3])
	}
	c.text(60, 240, 10, "注：无。")
	expect(t, read(t, c), `
1 ¶ 收入预算表
1 ¶ 编制部门：某局
1 ¶ 单位：元
1 grid 1: 5×4 unruled
|科目编码|科目名称|预算数|基本支出|
|201|一般公共服务支出|4,545.94|4,000.00|
|20101|人大事务|45.94||
|2010101|行政运行|0|0|
||合计|14,545.94|4,000.00|
1 ¶ 注：无。
! {{1 1 0 0} unruled_table }
`)
}

func TestReadContentsIsNoTable(t *testing.T) {
	c := upright().text(270, 80, 16, "目 录")
	for i, title := range []string{"一、部门职能", "二、机构设置", "三、名词解释", "四、编制说明", "五、预算表"} {
		y := 120 + 20*float64(i)
		c.text(60, y, 10, title).text(500, y, 10, fmt.Sprint(98+3*i))
	}
	document := read(t, c)
	for _, block := range document.Blocks {
		if _, ok := block.(*doc.Grid); ok {
			t.Fatalf("a table of contents was read as a table:\n%s", show(document))
		}
	}
}

func TestReadRowsWithoutLinesBetweenThem(t *testing.T) {
	c := upright().table(threeColumns, []float64{140, 160, 220})
	c.text(65, 154, 10, "科目编码").text(165, 154, 10, "科目名称").text(365, 154, 10, "预算数")
	c.text(65, 174, 10, "301").text(165, 174, 10, "工资福利支出").text(440, 174, 10, "2,928.98")
	c.text(65, 192, 10, "302").text(165, 192, 10, "商品和服务支出").text(440, 192, 10, "1,585.96")
	c.text(65, 210, 10, "303").text(165, 210, 10, "对个人的补助").text(440, 210, 10, "3,151.74")
	expect(t, read(t, c), `
1 grid 1: 4×3
|科目编码|科目名称|预算数|
|301|工资福利支出|2,928.98|
|302|商品和服务支出|1,585.96|
|303|对个人的补助|3,151.74|
`)
}

func TestReadFigureWrappedInNarrowCellIsOne(t *testing.T) {
	c := upright().table([]float64{60, 160, 205, 250}, []float64{140, 160, 190})
	c.text(65, 154, 10, "项目").text(165, 154, 10, "合计").text(210, 154, 10, "基本")
	c.text(65, 178, 10, "总计").text(163, 173, 10, "16497864").text(163, 185, 10, "0.00")
	c.text(208, 173, 10, "16497864").text(208, 185, 10, "0.00")
	expect(t, read(t, c), `
1 grid 1: 2×3
|项目|合计|基本|
|总计|164978640.00|164978640.00|
`)
}

func TestReadBordersMadeOfManyPieces(t *testing.T) {
	c := upright()
	for _, y := range threeRows {
		for x := 60.0; x < 500; x += 0.75 {
			c.bar(x, y-0.3, x+0.4, y+0.3)
		}
	}
	for _, x := range threeColumns {
		for y := 140.0; y < 200; y += 0.75 {
			c.bar(x-0.3, y, x+0.3, y+0.4)
		}
	}
	c.text(65, 154, 10, "科目").text(440, 154, 10, "金额").text(65, 174, 10, "201").text(440, 174, 10, "1.50").text(65, 194, 10, "合计")
	expect(t, read(t, c), `
1 grid 1: 3×3
|科目||金额|
|201||1.50|
|合计|||
`)
}

func TestReadSeveralTablesOnAPage(t *testing.T) {
	c := upright().table([]float64{60, 160, 260}, []float64{100, 120, 140}).table([]float64{300, 400, 500}, []float64{100, 120, 140})
	c.table([]float64{60, 260, 500}, []float64{200, 220})
	c.text(65, 114, 10, "甲").text(165, 134, 10, "1").text(305, 114, 10, "乙").text(405, 134, 10, "2")
	c.text(65, 180, 10, "支出预算总表").text(65, 214, 10, "丙").text(405, 214, 10, "3")
	expect(t, read(t, c), `
1 grid 1: 2×2
|甲||
||1|
1 grid 2: 2×2
|乙||
||2|
1 ¶ 支出预算总表
1 grid 3: 1×2
|丙|3|
`)
}

func TestReadTableOpenAtItsSides(t *testing.T) {
	c := upright().line(160, 100, 160, 160).line(260, 100, 260, 160)
	for _, y := range []float64{100, 120, 140, 160} {
		c.line(60, y, 360, y)
	}
	c.text(65, 114, 10, "项目").text(165, 114, 10, "合计").text(265, 114, 10, "基本")
	c.text(65, 134, 10, "支出").text(165, 134, 10, "3").text(265, 134, 10, "2")
	expect(t, read(t, c), `
1 grid 1: 3×3
|项目|合计|基本|
|支出|3|2|
||||
`)
}

func TestReadMergedHeaderCells(t *testing.T) {
	c := upright().table([]float64{60, 160, 260, 360}, []float64{140, 160})
	c.line(60, 100, 360, 100).line(60, 100, 60, 140).line(360, 100, 360, 140).line(160, 100, 160, 140)
	c.line(160, 120, 360, 120).line(260, 120, 260, 140)
	c.text(65, 124, 10, "项目").text(220, 114, 10, "预算数").text(165, 134, 10, "基本").text(265, 134, 10, "项目")
	c.text(65, 154, 10, "合计").text(165, 154, 10, "1").text(265, 154, 10, "2")
	expect(t, read(t, c), `
1 grid 1: 3×3
|项目{2,1}|预算数{1,2}|
|基本|项目|
|合计|1|2|
`)
}

func TestReadTextPrintedTwiceForBold(t *testing.T) {
	const between = "中间还有许多别的字中间还有许多别的字中间还有许多别的字" // the engine itself notices only what comes close after
	c := upright().text(60, 100, 10, "合计11,100").text(60, 130, 10, between).text(60.3, 100, 10, "合计11,100")
	expect(t, read(t, c), "1 ¶ 合计11,100\n1 ¶ "+between+"\n")
}

func TestReadLetterSpacedTitle(t *testing.T) {
	c := upright().text(200, 100, 18, "目").text(280, 100, 18, "录").text(60, 150, 10, "一、江 苏 省").text(60, 170, 10, "GB 18030 标准")
	expect(t, read(t, c), "1 ¶ 目录\n1 ¶ 一、江苏省\n1 ¶ GB 18030标准\n")
}

func TestReadParagraphOverLinesAndPages(t *testing.T) {
	const full = "本部门收入预算合计一千七百七十二万元其中财政拨款收入一千七百七十二万元比上年" // to the right margin
	page := func(number string) *canvas { return upright().text(290, 800, 9, number) }
	first := page("- 1 -").text(80, 100, 12, full[:36*3]).text(60, 120, 12, full[:38*3]).text(60, 140, 12, "减少。")
	first.text(80, 160, 12, full[:36*3]).text(60, 180, 12, full[:38*3])
	second := page("- 2 -").text(60, 100, 12, "持平，主要原因是项目减少。").text(80, 120, 12, "另起一段。")
	expect(t, read(t, first, second), strings.Join([]string{
		"1 ¶ " + full[:36*3] + full[:38*3] + "减少。",
		"1 ¶ " + full[:36*3] + full[:38*3] + "持平，主要原因是项目减少。",
		"2 ¶ 另起一段。", "",
	}, "\n"))
}

func TestReadDropsRunningHeadersAndPageNumbers(t *testing.T) {
	var pages []*canvas
	for i := range 4 {
		c := upright().text(200, 40, 9, "某区财政局部门预算").text(290, 810, 9, fmt.Sprint(i+7))
		pages = append(pages, c.text(60, 200, 12, fmt.Sprintf("第%d页的正文。", i)))
	}
	expect(t, read(t, pages...), "1 ¶ 第0页的正文。\n2 ¶ 第1页的正文。\n3 ¶ 第2页的正文。\n4 ¶ 第3页的正文。\n")
}

func TestReadKeepsTableTitleRepeatedOnEachPage(t *testing.T) {
	var pages []*canvas
	for range 4 {
		pages = append(pages, upright().text(60, 40, 10, "公开表").table(threeColumns, threeRows).text(65, 154, 10, "科目"))
	}
	if got := strings.Count(show(read(t, pages...)), "¶ 公开表"); got != 4 {
		t.Errorf("title above a table kept %d times, want 4", got)
	}
}

// TestReadTwoTablesWithoutLines: the title of the second, and whose it is, part the two.
func TestReadTwoTablesWithoutLines(t *testing.T) {
	c := upright()
	table := func(y float64, title string) {
		c.text(240, y, 10, title).text(60, y+18, 10, "编制部门：某局单位：元")
		for i, row := range [][3]string{{"科目编码", "科目名称", "合计"}, {"201", "一般公共服务支出", "4,545.94"}, {"205", "教育支出", "45.94"}, {"", "合计", "4,591.88"}} {
			c.text(60, y+18*float64(i+2), 10, row[0]).text(160, y+18*float64(i+2), 10, row[1]).text(390-5*float64(len(row[2])), y+18*float64(i+2), 10, row[2])
		}
	}
	table(80, "收入预算表")
	table(188, "支出预算表")
	expect(t, read(t, c), `
1 ¶ 收入预算表
1 ¶ 编制部门：某局单位：元
1 grid 1: 4×3 unruled
|科目编码|科目名称|合计|
|201|一般公共服务支出|4,545.94|
|205|教育支出|45.94|
||合计|4,591.88|
1 ¶ 支出预算表
1 ¶ 编制部门：某局单位：元
1 grid 2: 4×3 unruled
|科目编码|科目名称|合计|
|201|一般公共服务支出|4,545.94|
|205|教育支出|45.94|
||合计|4,591.88|
! {{1 1 0 0} unruled_table }
! {{1 2 0 0} unruled_table }
`)
}
