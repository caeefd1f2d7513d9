package briefing

import (
	"fmt"
	"slices"

	"tongbi/charts"
	"tongbi/etl/fact"
	"tongbi/queries"
)

// specialFields are “三公”, 机关运行, 政府采购, 绩效 and 资产.
func (c *chapter) specialFields() fields {
	publics := c.measureLines(queries.ByThreePublic, fact.ThreePublic, fact.OverseasTravel, fact.Vehicles, fact.VehiclePurchase, fact.VehicleOperation, fact.OfficialReception)
	operating := c.measureLines(queries.ByThreePublic, fact.AdminOperating)
	procurement := c.measureLines(queries.ByProcurement, fact.Procurement, fact.ProcurementGoods, fact.ProcurementWorks, fact.ProcurementServices)
	data := fields{
		"年度": c.year(), "上年度": c.latest.From, "只有一年": c.latest.Alone(), "阶段": disclosed(c.main.Series.Stage),
		"三公": c.special(publics, fact.ThreePublic), "三公分项": c.specialParts(publics, fact.ThreePublic), "三公表": c.specialTable("“三公”经费"+c.stageWord(), publics), "三公图": c.publicChart(publics),
		"机关运行": c.special(operating, fact.AdminOperating), "采购": c.special(procurement, fact.Procurement), "采购分项": c.specialParts(procurement, fact.Procurement),
		"采购表": c.specialTable("机关运行经费和政府采购"+c.stageWord(), slices.Concat(operating, procurement)),
		"预留":  c.claimed("sme_reserved"), "预留小微": c.claimed("micro_reserved"), "绩效": c.performance(), "资产": c.assets(),
	}
	return data
}

// disclosed is what the amounts of a stage are called: 预算, 决算, 调整预算, 执行数.
func disclosed(stage fact.Stage) string {
	if stage == fact.InitialBudget {
		return "预算"
	}
	return charts.StageName(stage)
}

// measureLines are the lines of a view by their measures, in this order, those that this year or the one before states.
func (c *chapter) measureLines(by string, measures ...fact.Measure) []queries.Line {
	var lines []queries.Line
	for _, measure := range measures {
		for _, line := range c.main.Lines {
			if line.By != by || line.Measure != measure || line.Code != "" {
				continue
			}
			_, now := line.Figures[c.year()]
			_, before := line.Figures[c.latest.From]
			if now || before {
				lines = append(lines, line)
			}
		}
	}
	return lines
}

// special is what a template gets of one of these lines, nil for one that this year does not state.
func (c *chapter) special(lines []queries.Line, measure fact.Measure) any {
	for i := range lines {
		if lines[i].Measure == measure {
			if data, ok := c.lineFields(&lines[i]).(fields); ok {
				data["名称"], data["原因"] = charts.MeasureName(measure), c.measureReason(lines[i])
				return data
			}
		}
	}
	return nil
}

// specialParts are the lines below a sum.
func (c *chapter) specialParts(lines []queries.Line, whole fact.Measure) []fields {
	var all []fields
	for _, line := range lines {
		if line.Measure == whole {
			continue
		}
		if data, ok := c.special([]queries.Line{line}, line.Measure).(fields); ok {
			data["变化"] = false
			if moved := c.changeOfLine(line); moved != nil && moved.Change != nil && *moved.Change != 0 {
				data["变化"] = true
			}
			all = append(all, data)
		}
	}
	return all
}

// measureReason is what this year's document says of the change of a line without a code; nil for nothing, and for a line
// that did not move.
func (c *chapter) measureReason(line queries.Line) any {
	moved := c.changeOfLine(line)
	if moved == nil || moved.Change == nil || *moved.Change == 0 {
		return nil
	}
	for _, statement := range c.main.Statements {
		if statement.Year == c.year() && statement.Claim.Code == "" && statement.Claim.Measure == line.Measure && statement.Claim.Reason != "" {
			return reasonOf(statement, *moved)
		}
	}
	return nil
}

func (c *chapter) specialTable(title string, lines []queries.Line) *Table {
	var rows []lineRow
	for _, line := range lines {
		rows = append(rows, lineRow{
			line: line, name: charts.MeasureName(line.Measure), change: c.changeOfLine(line),
			strong: slices.Contains([]fact.Measure{fact.ThreePublic, fact.AdminOperating, fact.Procurement}, line.Measure),
		})
	}
	return c.yearTable(title, rows)
}

// publicChart shows the items of “三公” by year.
func (c *chapter) publicChart(lines []queries.Line) *Chart {
	var items []queries.Line
	for _, line := range lines {
		some := false
		for _, figure := range line.Figures {
			some = some || figure.Amount != 0
		}
		if some && line.Measure != fact.ThreePublic && line.Measure != fact.Vehicles {
			items = append(items, line)
		}
	}
	if len(items) == 0 {
		return nil
	}
	years := allYears(items...)
	if len(c.years()) > 1 {
		years = slices.DeleteFunc(years, func(year fact.Year) bool { return year < c.years()[0] })
	}
	if len(years) < 2 {
		return nil
	}
	chart := &Chart{Kind: Columns, Title: fmt.Sprintf("%d—%d年“三公”经费%s分项", years[0], years[len(years)-1], c.stageWord()), Unit: "万元"}
	for _, year := range years {
		chart.Categories = append(chart.Categories, fmt.Sprintf("%d年", year))
	}
	for _, line := range items {
		series := Series{Name: charts.MeasureName(line.Measure)}
		for _, year := range years {
			series.Points = append(series.Points, yearPoint(line, year))
		}
		chart.Series = append(chart.Series, series)
	}
	chart.Notes = append([]string{c.noteOf("万元", fact.Appropriation, items, years)}, markNotes(years, items)...)
	return chart
}

// claimed is an amount that only a sentence of this year's document states; nil where none does.
func (c *chapter) claimed(measure fact.Measure) any { return c.claimedIn(measure, c.year()) }

func (c *chapter) claimedIn(measure fact.Measure, year fact.Year) any {
	for _, statement := range c.main.Statements {
		claim := statement.Claim
		if statement.Year == year && claim.Measure == measure && claim.Value != nil && claim.Code == "" {
			return amount{claim.Value.Fen, []queries.Figure{{
				Amount: claim.Value.Fen, Document: statement.Document, Format: statement.Format, Source: fact.Source{Page: claim.Page},
			}}}
		}
	}
	return nil
}

// performance is how many projects have targets, with what amount, of this year and the year before.
func (c *chapter) performance() []fields {
	var all []fields
	for _, year := range []fact.Year{c.year(), c.latest.From} {
		money, isAmount := c.claimedIn("performance_amount", year).(amount)
		count := c.counted("performance_projects", year)
		if year == 0 || !isAmount && count == nil {
			continue
		}
		data := fields{"年度": year, "项目数": count, "金额": nil, "占项目支出": nil}
		if isAmount {
			data["金额"] = money
			if project := c.latest.Line(queries.ByNature, fact.Project); project != nil {
				if figure, stated := project.Figures[year]; stated && figure.Amount > 0 {
					ratio := fact.Ratio(int64(money.fen), int64(figure.Amount))
					data["占项目支出"] = rateWithFigures{ratio, []queries.Figure{figure}}
				}
			}
		}
		all = append(all, data)
	}
	return all
}

// rateWithFigures is a share whose figures a template cites with it.
type rateWithFigures struct {
	rate  fact.Rate
	rests []queries.Figure
}

// counted is a number of things with its place, nil where the year states none.
func (c *chapter) counted(measure fact.Measure, year fact.Year) any {
	for _, one := range c.brief.Counts {
		if one.Stage == c.main.Series.Stage && one.Year == year && one.Measure == measure {
			return fields{"数": one.Raw, "出处": place{one.Document, one.Format, one.Page, one.Table}}
		}
	}
	return nil
}

// assets are the counts of vehicles and large equipment of this year.
func (c *chapter) assets() []fields {
	var all []fields
	for _, one := range []struct {
		measure    fact.Measure
		name, unit string
	}{
		{"vehicles_owned", "现有车辆", "辆"}, {"vehicles_to_buy", "安排购置车辆", "辆"},
		{"large_equipment_owned", "现有单价100万元以上设备", "台（套）"}, {"large_equipment_to_buy", "安排购置单价100万元以上设备", "台（套）"},
	} {
		if now, ok := c.counted(one.measure, c.year()).(fields); ok {
			now["名称"], now["单位"], now["上年"] = one.name, one.unit, nil
			if before, ok := c.counted(one.measure, c.latest.From).(fields); ok {
				now["上年"] = before
			}
			all = append(all, now)
		}
	}
	return all
}
