package cmd

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"tongbi/charts"
	"tongbi/charts/sheet"
	"tongbi/etl/fact"
	"tongbi/queries"
)

// The formats that only some results have: a workbook, a Word document.
const (
	formatBook     = "xlsx"
	formatDocument = "docx"
)

// addBookFlags adds --format with a workbook, and what further formats there are, among the choices.
func (d *destination) addBookFlags(console *console, command *cobra.Command, further ...string) {
	d.addFlags(command)
	choices := append(append([]string{}, formats...), append([]string{formatBook}, further...)...)
	command.Flags().Lookup("format").Usage = console.words("输出`格式`：table（表格）、%s；省略时按 -o 的扩展名，没有 -o 则为 table", join("、", choices[1:]))
}

// settleBook decides the format as settle does, with a workbook and the further formats among the choices.
func (d *destination) settleBook(console *console, further ...string) error {
	chosen := d.format
	if chosen == "" {
		chosen = strings.TrimPrefix(strings.ToLower(filepath.Ext(d.path)), ".")
	}
	if !slices.Contains(append([]string{formatBook}, further...), chosen) {
		return d.settle()
	}
	d.format = chosen
	if screen, ok := console.out.(*os.File); ok && d.path == "" && term.IsTerminal(int(screen.Fd())) {
		return needsFile(chosen)
	}
	return nil
}

// onlyText refuses the formats of office programs for what is only listed.
func (d *destination) onlyText(flag string) error {
	if d.format == formatBook || d.format == formatDocument {
		return wrongValue(flag+" --format", d.format, join("、", formats))
	}
	return nil
}

// sheetColumn is one column of a workbook: a heading for people and a typed value.
type sheetColumn[Row any] struct {
	heading string
	width   float64
	cell    func(Row) any
}

// writeBook writes all rows as one sheet, and their charts on another.
func writeBook[Row any](out io.Writer, name, title string, columns []sheetColumn[Row], rows []Row, drawn ...sheet.Chart) error {
	table := sheet.Sheet{Name: name, Title: title, Charts: drawn, Columns: make([]sheet.Column, len(columns)), Rows: make([][]any, len(rows))}
	for i, column := range columns {
		table.Columns[i] = sheet.Column{Heading: column.heading, Width: column.width}
	}
	for r, row := range rows {
		for _, column := range columns {
			table.Rows[r] = append(table.Rows[r], column.cell(row))
		}
	}
	return sheet.Write(out, table)
}

// changeSheet are the columns of a comparison in a workbook; amounts are in yuan.
var changeSheet = []sheetColumn[queries.Change]{
	{"部门或单位", 32, func(c queries.Change) any { return c.Organization }},
	{"口径", 0, func(c queries.Change) any { return charts.ScopeName(c.Scope) }},
	{"资金", 14, func(c queries.Change) any { return charts.FundName(c.Fund) }},
	{"分类", 20, func(c queries.Change) any { return charts.ViewName(c.By) }},
	{"科目编码", 0, func(c queries.Change) any { return string(c.Code) }},
	{"名称", 32, func(c queries.Change) any { return c.Label }},
	{"量", 12, func(c queries.Change) any { return charts.MeasureName(c.Measure) }},
	{"起始年度", 0, func(c queries.Change) any { return number(c.FromYear) }},
	{"起始阶段", 0, func(c queries.Change) any { return charts.StageName(c.FromStage) }},
	{"起始金额（元）", 18, func(c queries.Change) any { return figureCell(c.From) }},
	{"结束年度", 0, func(c queries.Change) any { return number(c.ToYear) }},
	{"结束阶段", 0, func(c queries.Change) any { return charts.StageName(c.ToStage) }},
	{"结束金额（元）", 18, func(c queries.Change) any { return figureCell(c.To) }},
	{"增减额（元）", 18, func(c queries.Change) any { return c.Change }},
	{"增减率", 0, func(c queries.Change) any { return c.Rate }},
	{"贡献率", 0, func(c queries.Change) any { return c.Contribution }},
	{"名次", 0, func(c queries.Change) any { return number(c.Rank) }},
	{"执行率", 0, func(c queries.Change) any { return c.Completion() }},
	{"情况", 14, func(c queries.Change) any { return remark(c) }},
	{"说明", 60, func(c queries.Change) any { return c.Note }},
	{"起始金额出处", 40, func(c queries.Change) any { return figureSource(c.From) }},
	{"结束金额出处", 40, func(c queries.Change) any { return figureSource(c.To) }},
}

func writeChanges(out io.Writer, by string, changes []queries.Change) error {
	return writeBook(out, charts.ViewName(by), "同比："+charts.ViewName(by)+"（金额单位：元）", changeSheet, changes, changeCharts(changes)...)
}

// lineSheet are the columns of a trend in a workbook; amounts are in yuan.
func lineSheet(years []fact.Year) []sheetColumn[queries.Line] {
	columns := []sheetColumn[queries.Line]{
		{"部门或单位", 32, func(l queries.Line) any { return l.Organization }},
		{"口径", 0, func(l queries.Line) any { return charts.ScopeName(l.Scope) }},
		{"阶段", 0, func(l queries.Line) any { return charts.StageName(l.Stage) }},
		{"资金", 14, func(l queries.Line) any { return charts.FundName(l.Fund) }},
		{"分类", 20, func(l queries.Line) any { return charts.ViewName(l.By) }},
		{"科目编码", 0, func(l queries.Line) any { return string(l.Code) }},
		{"名称", 32, func(l queries.Line) any { return l.Label }},
		{"量", 12, func(l queries.Line) any { return charts.MeasureName(l.Measure) }},
	}
	for _, year := range years {
		columns = append(columns, sheetColumn[queries.Line]{
			heading: fmt.Sprintf("%d年（元）", year), width: 18, cell: func(l queries.Line) any { return figureCell(figureOf(l, year)) },
		})
	}
	columns = append(columns,
		sheetColumn[queries.Line]{"首末增减额（元）", 18, func(l queries.Line) any { return span(l).change }},
		sheetColumn[queries.Line]{"首末增减率", 12, func(l queries.Line) any { return span(l).rate }},
		sheetColumn[queries.Line]{"年均增长", 12, func(l queries.Line) any { return l.Growth() }},
		sheetColumn[queries.Line]{"占比变化", 12, func(l queries.Line) any { return l.ShareChange() }},
		sheetColumn[queries.Line]{"推算的年度", 12, func(l queries.Line) any { return impliedYears(l) }},
	)
	for _, year := range years {
		columns = append(columns, sheetColumn[queries.Line]{
			heading: fmt.Sprintf("%d年出处", year), width: 40, cell: func(l queries.Line) any { return figureSource(figureOf(l, year)) },
		})
	}
	return columns
}

func writeLines(out io.Writer, by string, lines []queries.Line) error {
	return writeBook(out, charts.ViewName(by), "历年趋势："+charts.ViewName(by)+"（金额单位：元）", lineSheet(yearsOf(lines)), lines, lineCharts(lines)...)
}

func figureCell(figure *queries.Figure) any {
	if figure == nil {
		return nil
	}
	return figure.Amount
}
