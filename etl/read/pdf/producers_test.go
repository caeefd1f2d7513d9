package pdf

import (
	"fmt"
	"strings"
	"testing"
)

// plainBudget is what is read of the small budget however a program prints it.
const plainBudget = `
1 ¶ 收入预算总表
1 ¶ 编制部门：某局
1 ¶ 单位：元
1 grid 1: 3×3
|科目编码|科目名称|预算数|
|2010101|行政运行|4,545.94|
|合计||4,545.94|
1 ¶ 注：本表含单位预留经费。
`

// words are those of the budget without its lines.
func budgetWords(c *canvas) *canvas {
	c.text(240, 80, 18, "收入预算总表").text(60, 120, 10, "编制部门：某局").text(440, 120, 10, "单位：元")
	c.text(65, 154, 10, "科目编码").text(165, 154, 10, "科目名称").text(365, 154, 10, "预算数")
	c.text(65, 174, 10, "2010101").text(165, 174, 10, "行政运行").text(440, 174, 10, "4,545.94")
	c.text(65, 194, 10, "合计").text(440, 194, 10, "4,545.94")
	return c.text(60, 230, 10, "注：本表含单位预留经费。")
}

// moved is a page of which only a part is shown: the paper is larger, and begins elsewhere.
func moved() *canvas {
	c := &canvas{width: 595, height: 842, paperWidth: 795, paperHeight: 1042, entries: "/CropBox [100 100 695 942]"}
	return c.raw("1 0 0 1 100 100 cm\n")
}

func TestReadTheSameTableHoweverItIsPrinted(t *testing.T) {
	enlarged := upright()
	enlarged.entries = "/UserUnit 2"
	for name, page := range map[string]*canvas{
		"a part of the paper is shown":      budget(moved()),
		"units of two points":               budget(enlarged),
		"beyond the paper stands text":      budget(upright()).text(-300, 174, 10, "999").text(700, 174, 10, "888").text(65, 900, 10, "777"),
		"beside the shown part is text":     budget(moved()).text(-60, 174, 10, "999").text(610, 174, 10, "888"),
		"dashed lines":                      dashed("[3 2] 0 d\n"),
		"dotted lines":                      dashed("[0.5 1.5] 0 d 1 J\n"),
		"hairlines":                         dashed("0 w\n"),
		"double lines":                      doubled(),
		"shaded rows without lines of them": shaded(),
		"letter-spaced figures":             spacedFigures(),
		"a watermark across":                watermarked(),
		"coordinates in tenths":             scaled(),
	} {
		t.Run(name, func(t *testing.T) { expect(t, read(t, page), plainBudget) })
	}
}

// dashed draws the lines in a style.
func dashed(style string) *canvas {
	c := budgetWords(upright().raw("q " + style))
	for _, y := range threeRows {
		fmt.Fprintf(&c.content, "q %s %g %g m %g %g l S Q\n", style, threeColumns[0], c.height-y, threeColumns[3], c.height-y)
	}
	for _, x := range threeColumns {
		fmt.Fprintf(&c.content, "q %s %g %g m %g %g l S Q\n", style, x, c.height-threeRows[0], x, c.height-threeRows[3])
	}
	return c.raw("Q\n")
}

// doubled draws each line twice, as the borders of some office programs.
func doubled() *canvas {
	c := budgetWords(upright())
	for _, shift := range []float64{-0.9, 0.9} {
		xs, ys := make([]float64, len(threeColumns)), make([]float64, len(threeRows))
		for i, x := range threeColumns {
			xs[i] = x + shift
		}
		for i, y := range threeRows {
			ys[i] = y + shift
		}
		c.table(xs, ys)
	}
	return c
}

// shaded fills every cell with grey and rules it by thin fills.
func shaded() *canvas {
	c := upright().raw("0.9 g\n")
	for row := range len(threeRows) - 1 {
		for col := range len(threeColumns) - 1 {
			c.bar(threeColumns[col], threeRows[row], threeColumns[col+1], threeRows[row+1])
		}
	}
	c.raw("0 g\n")
	for _, y := range threeRows {
		c.bar(threeColumns[0], y, threeColumns[3], y+0.48)
	}
	for _, x := range threeColumns {
		c.bar(x, threeRows[0], x+0.48, threeRows[3])
	}
	return budgetWords(c)
}

// spacedFigures sets the digits of a figure apart, and in several pieces.
func spacedFigures() *canvas {
	c := budget(upright())
	whole := c.content.String()
	spread := upright()
	for i, r := range "4,545.94" {
		spread.text(440+float64(i)*6.5, 174, 10, string(r))
	}
	tight := upright().text(440, 174, 10, "4,545.94").content.String()
	c.content.Reset()
	c.content.WriteString(strings.Replace(whole, tight, spread.content.String(), 1))
	return c
}

// watermarked has large pale words at a slant over the table.
func watermarked() *canvas {
	c := budget(upright())
	c.raw("q 0.8 g BT /F0 60 Tf 0.866 0.5 -0.5 0.866 150 560 Tm <51855F004F7F7528> Tj ET Q\n")
	return c
}

// scaled draws in tenths of a point, rounded, under a matrix.
func scaled() *canvas {
	c := budget(upright())
	var tenths strings.Builder
	for _, line := range strings.Split(c.content.String(), "\n") {
		var x0, y0, x1, y1 float64
		if _, err := fmt.Sscanf(line, "0.5 w %g %g m %g %g l S", &x0, &y0, &x1, &y1); err == nil {
			fmt.Fprintf(&tenths, "q 0.1 0 0 0.1 0 0 cm 5 w %.0f %.0f m %.0f %.0f l S Q\n", x0*10, y0*10, x1*10, y1*10)
			continue
		}
		tenths.WriteString(line + "\n")
	}
	c.content.Reset()
	c.content.WriteString(tenths.String())
	return c
}

// TestReadTextWithoutInkIsNoText has figures that nobody sees: written without ink, or in white.
func TestReadTextWithoutInkIsNoText(t *testing.T) {
	page := budget(upright())
	page.raw("3 Tr\n").text(365, 174, 10, "111").raw("0 Tr\n")
	page.raw("1 g\n").text(365, 194, 10, "222").raw("0 g\n")
	expect(t, read(t, page), plainBudget)
}

// TestReadWhiteTextOnADarkGround has a heading in white on blue, as many reports do.
func TestReadWhiteTextOnADarkGround(t *testing.T) {
	page := upright().raw("0.1 0.2 0.6 rg\n").bar(60, 140, 500, 160).raw("1 g\n")
	page.text(65, 154, 10, "科目编码").text(165, 154, 10, "科目名称").text(365, 154, 10, "预算数").raw("0 g\n")
	page.table(threeColumns, []float64{140, 160, 180})
	page.text(65, 174, 10, "2010101").text(165, 174, 10, "行政运行").text(440, 174, 10, "4,545.94")
	expect(t, read(t, page), `
1 grid 1: 2×3
|科目编码|科目名称|预算数|
|2010101|行政运行|4,545.94|
`)
}

func TestReadTwoTablesSideBySide(t *testing.T) {
	page := upright()
	for i, left := range []float64{60, 320} {
		page.table([]float64{left, left + 100, left + 200}, []float64{140, 160, 180})
		page.text(left+5, 154, 10, "项目").text(left+105, 154, 10, "预算数")
		page.text(left+5, 174, 10, []string{"收入", "支出"}[i]).text(left+150, 174, 10, []string{"1,205.00", "1,200.00"}[i])
	}
	expect(t, read(t, page), `
1 grid 1: 2×2
|项目|预算数|
|收入|1,205.00|
1 grid 2: 2×2
|项目|预算数|
|支出|1,200.00|
`)
}

// TestReadNameOverLinesBesideItsFigure has names over two lines whose figure stands on another height than either.
func TestReadNameOverLinesBesideItsFigure(t *testing.T) {
	page := upright().table(threeColumns, []float64{140, 160, 200, 240})
	page.text(65, 154, 10, "科目编码").text(165, 154, 10, "科目名称").text(365, 154, 10, "预算数")
	page.text(65, 184, 10, "2080505").text(165, 176, 10, "机关事业单位基本养老保险").text(165, 190, 10, "缴费支出").text(440, 184, 10, "4,545.94")
	page.text(65, 218, 10, "2080506").text(165, 216, 10, "机关事业单位职业年金").text(165, 230, 10, "缴费支出").text(440, 233, 10, "2,272.97")
	expect(t, read(t, page), `
1 grid 1: 3×3
|科目编码|科目名称|预算数|
|2080505|机关事业单位基本养老保险缴费支出|4,545.94|
|2080506|机关事业单位职业年金缴费支出|2,272.97|
`)
}

// TestReadTableWithoutLinesKeepsItsTotalBelowNamesWithoutFigures has sources of revenue that there is nothing of.
func TestReadTableWithoutLinesKeepsItsTotalBelowNamesWithoutFigures(t *testing.T) {
	page := upright()
	for i, row := range [][2]string{
		{"项目", "预算数"}, {"一、财政拨款收入", "31,214,205.80"}, {"其中：一般公共预算", "31,214,205.80"}, {"二、事业收入", ""}, {"三、经营收入", ""},
		{"四、其他收入", ""}, {"收入总计", "31,214,205.80"},
	} {
		y := 154 + 18*float64(i)
		page.text(65, y, 10, strings.Replace(row[0], "：", "", 1)).text(365, y, 10, row[1])
	}
	expect(t, read(t, page), `
1 grid 1: 7×2 unruled
|项目|预算数|
|一、财政拨款收入|31,214,205.80|
|其中一般公共预算|31,214,205.80|
|二、事业收入||
|三、经营收入||
|四、其他收入||
|收入总计|31,214,205.80|
! {{1 1 0 0} unruled_table }
`)
}
