package briefing

import (
	"fmt"
	"slices"
	"strings"

	"tongbi/charts"
	"tongbi/etl/fact"
	"tongbi/queries"
)

// lineRow is one row of a table over the years: a line, its change from the year before to the last year, and its share.
type lineRow struct {
	line   queries.Line
	name   string // as shown; the line's label where empty
	change *queries.Change
	shares map[fact.Year]charts.Share
	strong bool
}

// yearTable is a table of lines over the years: code, name, an amount a year, change and rate, the share of the last year,
// and the pages.
func (c *chapter) yearTable(title string, rows []lineRow) *Table {
	if len(rows) == 0 {
		return nil
	}
	var lines []queries.Line
	coded, shared := false, false
	for _, row := range rows {
		lines = append(lines, row.line)
		coded = coded || row.line.Code != ""
		shared = shared || len(row.shares) > 0
	}
	years := c.tableYears(lines...)
	last := years[len(years)-1]
	table := &Table{Title: title, Unit: "万元"}
	if coded {
		table.Columns = append(table.Columns, Column{Heading: "科目编码", Weight: 15})
	}
	table.Columns = append(table.Columns, Column{Heading: "名称", Weight: 32 - 2*len(years)})
	for _, year := range years {
		table.Columns = append(table.Columns, Column{Heading: fmt.Sprintf("%d年", year), Weight: 12, Right: true})
	}
	compared := slices.ContainsFunc(rows, func(row lineRow) bool { return row.change != nil })
	if compared {
		table.Columns = append(table.Columns, Column{Heading: "增减额", Weight: 12, Right: true}, Column{Heading: "增减率", Weight: 11, Right: true})
	}
	if shared {
		table.Columns = append(table.Columns, Column{Heading: fmt.Sprintf("%d年占比", last), Weight: 10, Right: true})
	}
	table.Columns = append(table.Columns, Column{Heading: "页码", Weight: 4 + c.placeWeight()*len(years)})
	for _, row := range rows {
		table.Rows = append(table.Rows, c.yearRow(row, years, coded, compared, shared))
	}
	table.Notes = append(c.pageNotes(years, lines, compared, table.lacks()), markNotes(years, lines)...)
	return table
}

// lacks reports whether any cell of the table has no figure.
func (t Table) lacks() bool {
	return slices.ContainsFunc(t.Rows, func(row Row) bool {
		return slices.ContainsFunc(row.Cells, func(cell Cell) bool { return cell.Text == "—" })
	})
}

func (c *chapter) yearRow(row lineRow, years []fact.Year, coded, compared, shared bool) Row {
	var cells []Cell
	add := func(text string) { cells = append(cells, Cell{Text: text}) }
	if coded {
		add(string(row.line.Code))
	}
	name := row.name
	if name == "" {
		name = row.line.Label
	}
	add(name)
	var pages []string
	for _, year := range years {
		figure, known := row.line.Figures[year]
		if !known {
			add("—")
			pages = append(pages, "—")
			continue
		}
		add(charts.Amount(figure.Amount) + marksOf(figure))
		pages = append(pages, placeOf(figure).inTable())
	}
	if compared {
		difference, rate := changeCells(row.change)
		add(difference)
		add(rate)
	}
	if shared {
		text := "—"
		if value, known := row.shares[years[len(years)-1]]; known {
			text = value.String()
		}
		add(text)
	}
	add(strings.Join(pages, "/"))
	return Row{Cells: cells, Strong: row.strong}
}

// changeCells are the change and the rate of a row: 新增 on a zero base, 未安排 where the later year has nothing, — where
// neither is computed.
func changeCells(c *queries.Change) (difference, rate string) {
	switch {
	case c == nil:
		return "—", "—"
	case c.Status == queries.NotComparable || c.Change == nil:
		return "不可比", "—"
	case *c.Change == 0:
		return "0.00", "持平"
	case c.To == nil:
		return charts.Signed(*c.Change), "未安排"
	case c.Rate != nil:
		return charts.Signed(*c.Change), charts.SignedRate(*c.Rate)
	case c.From == nil || c.From.Amount == 0:
		return charts.Signed(*c.Change), "新增"
	}
	return charts.Signed(*c.Change), "不计算"
}

// pageNotes say what the column of pages holds, and by which years the changes go.
func (c *chapter) pageNotes(years []fact.Year, lines []queries.Line, compared, lacking bool) []string {
	var names []string
	for _, year := range years {
		name := c.sourceName(year, lines)
		if !slices.Contains(c.years(), year) {
			name = fmt.Sprintf("%d年（见%s）", year, name)
		}
		names = append(names, name)
	}
	var parts []string
	if compared {
		parts = append(parts, fmt.Sprintf("增减为%d年比%d年", c.latest.To, c.latest.From))
	}
	note := "页码依次为" + strings.Join(names, "、") + "的页码"
	if len(names) == 1 {
		note = "页码为" + names[0] + "的页码"
	}
	if c.hasFormat("txt") {
		note += "，“行”为文本文件的行号"
	}
	parts = append(parts, note)
	if lacking {
		parts = append(parts, "“—”为文件未列或不计算")
	}
	return []string{strings.Join(parts, "；") + "。"}
}

// sourceName names the document that the figures of a year are read from.
func (c *chapter) sourceName(year fact.Year, lines []queries.Line) string {
	var names []string
	for _, line := range lines {
		if figure, known := line.Figures[year]; known {
			if name := c.references.name(figure.Document); !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return strings.Join(names, "和")
}

// placeWeight is the width that a page number takes, or a line of a text.
func (c *chapter) placeWeight() int {
	if c.hasFormat("txt") {
		return 5
	}
	return 3
}

func (c *chapter) hasFormat(format string) bool {
	return slices.ContainsFunc(c.documents(), func(d queries.DocumentStatus) bool { return d.Format == format })
}

// markNotes explain the marks that a table uses.
func markNotes(years []fact.Year, lines []queries.Line) []string {
	var notes []string
	for _, one := range tableMarks {
		used := slices.ContainsFunc(lines, func(line queries.Line) bool {
			return slices.ContainsFunc(years, func(year fact.Year) bool {
				figure, known := line.Figures[year]
				return known && one.of(figure)
			})
		})
		if used {
			notes = append(notes, one.mark+"　"+one.meaning+"。")
		}
	}
	return notes
}

// rowsOf are the rows of lines with their changes.
func rowsOf(lines []queries.Line, changes []queries.Change) []lineRow {
	var rows []lineRow
	for _, line := range lines {
		row := lineRow{line: line}
		for i := range changes {
			if same(line, changes[i]) {
				row.change = &changes[i]
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// same reports whether a change is one of the line.
func same(line queries.Line, c queries.Change) bool {
	return line.By == c.By && line.Fund == c.Fund && line.Code == c.Code && line.Line == c.Line && line.Measure == c.Measure
}
