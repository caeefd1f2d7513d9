package table

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tongbi/etl/doc"
	"tongbi/etl/fact"
)

// startsBody tells whether a row is the first of the body: it has a figure or a code, a numbered line, or a total alone.
// A row of running column numbers (栏次 1 2 3) belongs to the header.
func startsBody(row []*doc.Cell, number, first int) bool {
	figures, texts, words, running := 0, 0, 0, 0
	lonely := ""
	for _, cell := range row {
		text := Plain(cell.Text)
		if text == "" || cell.Row != number && texts > 0 {
			continue
		}
		texts++
		lonely = text
		figure := isFigure(cell.Text) || lost.MatchString(text)
		if !figure && !runningHead.MatchString(text) {
			words++
		}
		if figure && cell.Row == number {
			figures++
			if text == strconv.Itoa(running+1) {
				running++
			}
		}
	}
	switch {
	case figures > 0:
		return running < figures || figures == 1 || words > 0
	case number == first:
		return false
	case texts == 1:
		return totalWord.MatchString(lonely) || numbered.MatchString(lonely)
	}
	return texts > 0 && numbered.MatchString(Plain(row[0].Text))
}

var (
	totalWord   = regexp.MustCompile(`^(合计|总计|小计|本年(收入|支出)合计|(收入|支出)(合计|总计))$`)
	runningHead = regexp.MustCompile(`^(栏次|行次|序号|栏目|项目|类|款|项|科目编码|科目名称)$`)
	numbered    = regexp.MustCompile(`^[（]?[一二三四五六七八九十]+[、）]`)
)

// lost is a figure of a scan whose digits are not certain, as its separators show. A mark alone may be a heading.
var lost = regexp.MustCompile(`^[-0-9\x{FFFD}]+[,.][-0-9,.%\x{FFFD}]*$`)

// isFigure tells whether a cell's text is a number (a code is one too).
func isFigure(text string) bool {
	_, err := fact.ParseMoney(text, fact.TenThousandYuan)
	return err == nil
}

// headingPath joins the header texts over a column from top to bottom, each once; column numbers (栏次 1 2 3) say nothing.
func headingPath(path []string, header [][]*doc.Cell, column int) string {
	for _, row := range header {
		for _, cell := range row {
			text := Squeeze(cell.Text)
			if cell.Col <= column && column < cell.Col+cell.ColSpan && text != "" && !isFigure(text) && text != "栏次" && (len(path) == 0 || path[len(path)-1] != text) {
				path = append(path, text)
			}
		}
	}
	return strings.Join(path, "／")
}

// spread lets the texts of a header without merged cells cover the empty places behind them, as they do where a table was
// copied out of a page: as far as the heading above goes on. The lowest row stands over single columns.
func spread(header [][]*doc.Cell) [][]*doc.Cell {
	wide := slices.Clone(header)
	for i := 0; i < len(wide)-1; i++ {
		if slices.ContainsFunc(wide[i], func(cell *doc.Cell) bool { return cell.ColSpan > 1 || cell.RowSpan > 1 }) {
			continue
		}
		wide[i] = slices.Clone(wide[i])
		last := -1
		for j, cell := range wide[i] {
			switch {
			case Plain(cell.Text) != "":
				last = j
			case last >= 0 && (i == 0 || over(wide[i-1], wide[i][last].Col) == over(wide[i-1], cell.Col)):
				wider := *wide[i][last]
				wider.ColSpan = cell.Col + cell.ColSpan - wider.Col
				wide[i][last] = &wider
			default:
				last = -1
			}
		}
	}
	return wide
}

// headingsInside parts the first row of the body where it is the lowest row of the header too: “合计 | 0 | 2,002.80 | 合计 |
// 基本支出 | 项目支出” names the columns of 本年支出 beside the form's total. It gives the cells that are headings and the rest.
func (r *Recogniser) headingsInside(row []*doc.Cell, header [][]*doc.Cell) (lower, rest []*doc.Cell) {
	for _, cell := range row {
		above := nearest(header, cell.Col)
		if above != nil && above.ColSpan > 1 && !isFigure(cell.Text) && r.isMeasure(Plain(cell.Text)) {
			lower = append(lower, cell)
		} else {
			rest = append(rest, cell)
		}
	}
	if len(lower) < 2 {
		return nil, row
	}
	return lower, rest
}

// isMeasure tells whether a text is the heading of a column of figures.
func (r *Recogniser) isMeasure(text string) bool {
	for _, column := range r.vocabulary.Columns {
		if text != "" && column.Heading.MatchString(text) {
			return column.Measure != "" && column.Role == ""
		}
	}
	return false
}

// nearest is the lowest cell with a text over a column of the header; nil where there is none.
func nearest(header [][]*doc.Cell, column int) *doc.Cell {
	for i := len(header) - 1; i >= 0; i-- {
		if cell := over(header[i], column); cell != nil {
			return cell
		}
	}
	return nil
}

// over is the cell with a text that stands over a column in a row of the header; nil where none does.
func over(row []*doc.Cell, column int) *doc.Cell {
	for _, cell := range row {
		if cell.Col <= column && column < cell.Col+cell.ColSpan && Plain(cell.Text) != "" {
			return cell
		}
	}
	return nil
}

// upperHeadings gives for each column the texts that the part of the header on the page before has over it; nothing
// where the header is printed again in full.
func (t *Table) upperHeadings() [][]string {
	headings := make([][]string, len(t.Columns))
	again := true
	for _, cell := range t.upper {
		again = again && t.header[Plain(cell.text)]
	}
	if again {
		return headings
	}
	edges := edgesOf(t.grid)
	for i := range headings {
		middle := (edges[i] + edges[i+1]) / 2
		for _, cell := range t.upper {
			if cell.left < middle && middle < cell.right {
				headings[i] = append(headings[i], cell.text)
			}
		}
	}
	return headings
}
