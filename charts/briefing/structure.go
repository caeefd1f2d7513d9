package briefing

import (
	"fmt"
	"slices"

	"tongbi/charts"
	"tongbi/etl/fact"
	"tongbi/queries"
)

// namedParts is how many parts of a structure the text names one by one.
const namedParts = 4

// ringParts is how many pieces a ring of shares has, the rest included.
const ringParts = 6

// structureFields are what the expenditure is made of: by function, by nature, by economic classification.
func (c *chapter) structureFields() fields {
	classes, nature := c.latest.ByClass(), c.latest.ByNature()
	economic := c.economicStructure()
	return fields{
		"年度": c.year(), "上年度": c.latest.From, "只有一年": c.latest.Alone(),
		"功能": c.partFields(classes), "功能资金": c.fundOf(c.latest.FunctionLines()), "功能其余": c.restCount(classes),
		"功能表": c.structureTable("支出"+c.stageWord()+"按功能分类（类级）", classes, c.latest.Functions()), "功能图": c.stackedChart("支出"+c.stageWord()+"功能分类构成", classes), "占比图": c.ringChart(classes), "热力表": c.heatTable(),
		"性质": c.partFields(nature), "性质图": c.stackedChart("基本支出与项目支出"+c.stageWord(), nature),
		"经济": c.partFields(economic), "经济表": c.structureTable("基本支出"+c.stageWord()+"按部门预算经济分类（类级）", economic, c.latest.Economics()), "经济资金": c.fundOf(c.latest.EconomicLines()),
		"经济变动": c.economicMovers(),
	}
}

// fundOf names the fund that lines speak of; empty where it is all of them.
func (c *chapter) fundOf(lines []queries.Line) string {
	if len(lines) == 0 || lines[0].Fund == fact.AllFunds || lines[0].Fund == "" {
		return ""
	}
	return charts.FundName(lines[0].Fund)
}

// partFields are the largest parts of a structure.
func (c *chapter) partFields(structure charts.Structure) []fields {
	var all []fields
	for _, part := range structure.Parts {
		figure, stated := part.Line.Figures[c.year()]
		if part.Rest || !stated || len(all) == namedParts {
			continue
		}
		data := fields{"名称": part.Label, "编码": string(part.Code), "金额": amountOf(&figure), "变动": changeOf(c.changeOfLine(part.Line)), "占比": nil, "占比变动": nil}
		if value, known := part.Shares[c.year()]; known {
			data["占比"] = share{value}
		}
		if points, known := part.Move(c.latest.From, c.year()); known && !c.latest.Alone() {
			data["占比变动"] = move{points}
		}
		all = append(all, data)
	}
	return all
}

// restCount is how many parts the text does not name.
func (c *chapter) restCount(structure charts.Structure) int {
	stated := 0
	for _, part := range structure.Parts {
		if _, has := part.Line.Figures[c.year()]; has && !part.Rest {
			stated++
		}
	}
	return max(0, stated-namedParts)
}

// structureTable shows all parts of a structure over the years.
func (c *chapter) structureTable(title string, structure charts.Structure, changes []queries.Change) *Table {
	var rows []lineRow
	for _, part := range structure.Parts {
		if part.Rest {
			continue
		}
		row := rowsOf([]queries.Line{part.Line}, changes)[0]
		row.shares = part.Shares
		rows = append(rows, row)
	}
	if len(rows) < 2 {
		return nil
	}
	return c.yearTable(title, rows)
}

// economicStructure is the expenditure by economic class.
func (c *chapter) economicStructure() charts.Structure {
	return c.latest.StructureOf("经济分类占比", c.latest.EconomicLines())
}

// economicMovers are the lines of the economic classification that moved most.
func (c *chapter) economicMovers() []fields {
	const shown = 4
	var all []fields
	for _, one := range charts.Moved(charts.Leaves(c.latest.Economics())) {
		if len(all) == shown {
			break
		}
		all = append(all, fields{"名称": one.Label, "编码": string(one.Code), "金额": amountOf(one.To), "变动": change{one}})
	}
	return all
}

// stackedChart is a structure as a column a year.
func (c *chapter) stackedChart(title string, structure charts.Structure) *Chart {
	if len(structure.Years) < 2 || len(structure.Parts) < 2 {
		return nil
	}
	var lines []queries.Line
	for _, part := range structure.Parts {
		lines = append(lines, part.Line)
	}
	years := allYears(lines...)
	by := lines[0].By
	chart := &Chart{Kind: Stacked, Title: fmt.Sprintf("%d—%d年%s", years[0], years[len(years)-1], title), Unit: "万元", Breaks: c.breaks(by, years)}
	for _, year := range years {
		chart.Categories = append(chart.Categories, fmt.Sprintf("%d年", year))
	}
	for _, part := range structure.Drawn() {
		series := Series{Name: part.Label}
		for _, year := range years {
			point := Point{Label: "—"}
			if value, known := part.Amounts[year]; known && slices.Contains(structure.Years, year) {
				point = pointOf(value)
				if figure, stated := part.Line.Figures[year]; stated {
					point.Label += marksOf(figure)
				} else if part.Rest {
					point.Label += c.restMarks(structure, year)
				}
			}
			series.Points = append(series.Points, point)
		}
		chart.Series = append(chart.Series, series)
	}
	chart.Notes = c.chartNotes(chart, lines[0].Fund, lines...)
	return chart
}

// restMarks are the marks of what is left of a whole: those of all it was computed from.
func (c *chapter) restMarks(structure charts.Structure, year fact.Year) string {
	lines := []queries.Line{}
	if total := c.latest.TotalLine(); total != nil {
		lines = append(lines, *total)
	}
	for _, part := range structure.Parts {
		lines = append(lines, part.Line)
	}
	marks := ""
	for _, one := range tableMarks {
		if slices.ContainsFunc(lines, func(line queries.Line) bool { return one.of(line.Figures[year]) }) {
			marks += one.mark
		}
	}
	return marks
}

// ringChart is the structure of the last year: the largest parts, and the rest as 其他类.
func (c *chapter) ringChart(structure charts.Structure) *Chart {
	if len(structure.Parts) < 2 || structure.Whole[c.year()] <= 0 {
		return nil
	}
	chart := &Chart{Kind: Ring, Title: fmt.Sprintf("%d年各类支出%s占比", c.year(), c.stageWord()), Unit: "%"}
	series := Series{Name: "占比"}
	rest, lines := charts.Part{Label: "其他类"}, []queries.Line(nil)
	var restAmount fact.Fen
	for i, part := range structure.Parts {
		value := part.Amounts[c.year()]
		if value < 0 {
			return nil // a ring has no negative pieces
		}
		lines = append(lines, part.Line)
		if value == 0 {
			continue
		}
		if i >= ringParts-1 && len(structure.Parts) > ringParts {
			restAmount += value
			continue
		}
		chart.Categories = append(chart.Categories, part.Label)
		series.Points = append(series.Points, sharePoint(value, structure.Whole[c.year()]))
	}
	if restAmount > 0 {
		chart.Categories = append(chart.Categories, rest.Label)
		series.Points = append(series.Points, sharePoint(restAmount, structure.Whole[c.year()]))
	}
	if len(series.Points) < 2 {
		return nil
	}
	chart.Series = []Series{series}
	chart.Notes = []string{c.noteOf("占支出合计的百分比", lines[0].Fund, lines, []fact.Year{c.year()})}
	return chart
}

func sharePoint(part, whole fact.Fen) Point {
	ratio := fact.Ratio(int64(part), int64(whole))
	return Point{Known: true, Value: ratio.Float() * 100, Exact: ratio.Times(100).Round(4), Label: charts.Percent(ratio)}
}

// heatTable shows the yearly rates of the classes, the deeper the larger; nil under three years.
func (c *chapter) heatTable() *Table {
	classes := c.latest.ByClass()
	if len(classes.Parts) < 2 {
		return nil
	}
	comparisons := slices.DeleteFunc(slices.Clone(c.comparisons), func(one charts.Comparison) bool {
		return !slices.ContainsFunc(classes.Parts, func(part charts.Part) bool {
			moved := c.overall(part.Line, one.From, one.To)
			return moved != nil && moved.Change != nil
		})
	})
	if len(comparisons) < 2 {
		return nil
	}
	comparisons = comparisons[max(0, len(comparisons)-shownYears):]
	table := &Table{Title: "各类支出" + c.stageWord() + "逐年增减率", Unit: "%", Columns: []Column{{Heading: "科目编码", Weight: 10}, {Heading: "名称", Weight: 26}}}
	for _, one := range comparisons {
		table.Columns = append(table.Columns, Column{Heading: fmt.Sprintf("%d年比%d年", one.To, one.From), Weight: 16, Right: true})
	}
	var lines []queries.Line
	for _, part := range classes.Parts {
		row := Row{Cells: []Cell{{Text: string(part.Code)}, {Text: part.Label}}}
		for _, one := range comparisons {
			found := c.overall(part.Line, one.From, one.To)
			_, rate := changeCells(found)
			cell := Cell{Text: rate}
			if found != nil && found.Rate != nil && found.Status != queries.NotComparable {
				cell.Shade = shade(*found.Rate)
			}
			row.Cells = append(row.Cells, cell)
		}
		table.Rows = append(table.Rows, row)
		lines = append(lines, part.Line)
	}
	table.Notes = []string{
		"底色：增加为暖色、下降为冷色，增减不到10%为浅，10%至30%为中，30%以上为深；“新增”为上年为零，不计算增减率。",
		"来源：" + c.pagesOf(lines, c.main.Years) + "。",
	}
	return table
}

// shade is how deep a rate is coloured.
func shade(rate fact.Rate) int {
	size := rate.Float()
	depth := 1
	switch {
	case size == 0:
		return 0
	case size >= 0.3 || size <= -0.3:
		depth = 3
	case size >= 0.1 || size <= -0.1:
		depth = 2
	}
	return depth * rate.Sign()
}
