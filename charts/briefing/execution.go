package briefing

import (
	"fmt"
	"slices"

	"tongbi/charts"
	"tongbi/etl/fact"
	"tongbi/queries"
)

// executionFields compare the budget with the final accounts of one year; nil where there are none of both.
func (c *chapter) executionFields() fields {
	year := fact.Year(0)
	for _, one := range c.brief.Execution {
		if one.From != nil && one.To != nil && one.Status != queries.NotComparable {
			year = max(year, one.ToYear)
		}
	}
	if year == 0 {
		return nil
	}
	var totals, items, publics []queries.Change
	for _, one := range c.brief.Execution {
		whole := one.Measure == fact.Total || one.Measure == fact.AmountOnly
		switch {
		case one.ToYear != year || one.From == nil || one.To == nil || one.Status == queries.NotComparable:
		case one.By == queries.ByTotal && one.Line == "expenditure_total" || one.By == queries.ByNature:
			totals = append(totals, one)
		case one.By == queries.ByFunction && one.Code != "" && whole:
			items = append(items, one)
		case one.By == queries.ByThreePublic:
			publics = append(publics, one)
		}
	}
	items = charts.Leaves(items)
	far := slices.DeleteFunc(slices.Clone(items), func(one queries.Change) bool {
		rate := one.Completion()
		return rate == nil || rate.Float() > 0.85 && rate.Float() < 1.1
	})
	return fields{
		"年度": year, "合计": c.executionRows(totals), "偏离": c.executionRows(far), "三公": c.executionRows(publics), "科目数": len(items),
		"推算":   slices.ContainsFunc(slices.Concat(totals, items, publics), func(one queries.Change) bool { return one.From.Implied }),
		"决算趋势": c.accountsPath(), "执行表": c.executionTable(year, slices.Concat(totals, items, publics)), "执行图": c.executionChart(year, items),
	}
}

func (c *chapter) executionRows(changes []queries.Change) []fields {
	var all []fields
	for _, one := range changes {
		data := fields{"名称": one.Label, "编码": string(one.Code), "预算": amountOf(one.From), "决算": amountOf(one.To), "变动": change{one}, "执行率": nil}
		if rate := one.Completion(); rate != nil {
			data["执行率"] = *rate
		}
		all = append(all, data)
	}
	return all
}

// accountsPath are the final accounts year by year, where their documents stand beside the budgets'.
func (c *chapter) accountsPath() []fields {
	if c.accounts == nil {
		return nil
	}
	var all []fields
	comparisons := charts.Comparisons(*c.accounts)
	for _, one := range comparisons {
		if line := one.TotalLine(); line != nil && (one.Alone() || one.To == comparisons[charts.Latest(comparisons)].To) {
			figure := line.Figures[one.To]
			data := fields{"年度": one.To, "支出名": charts.SpendingName(line.Stage, line.Fund, line.Label), "金额": amountOf(&figure), "变动": nil}
			if total := one.Total(); total != nil {
				data["变动"] = change{*total}
			}
			all = append(all, data)
		}
	}
	return all[:min(len(all), 1)]
}

func (c *chapter) executionTable(year fact.Year, changes []queries.Change) *Table {
	if len(changes) == 0 {
		return nil
	}
	table := &Table{
		Title: fmt.Sprintf("%d年预算与决算", year), Unit: "万元",
		Columns: []Column{
			{Heading: "科目编码", Weight: 10}, {Heading: "名称", Weight: 24}, {Heading: "年初预算", Weight: 13, Right: true}, {Heading: "决算", Weight: 13, Right: true},
			{Heading: "差额", Weight: 12, Right: true}, {Heading: "执行率", Weight: 11, Right: true}, {Heading: "页码", Weight: 12},
		},
	}
	var lines []queries.Line
	for _, one := range changes {
		rate := "—"
		if completion := one.Completion(); completion != nil {
			rate = completion.Percent()
		}
		table.Rows = append(table.Rows, Row{Cells: []Cell{
			{Text: string(one.Code)}, {Text: one.Label}, {Text: charts.Amount(one.From.Amount) + marksOf(*one.From)}, {Text: charts.Amount(one.To.Amount) + marksOf(*one.To)},
			{Text: charts.Signed(*one.Change)}, {Text: rate}, {Text: placeOf(*one.From).inTable() + "/" + placeOf(*one.To).inTable()},
		}})
		lines = append(lines, queries.Line{Figures: map[fact.Year]queries.Figure{0: *one.From, 1: *one.To}})
	}
	table.Notes = append([]string{"执行率=决算÷年初预算；页码依次为年初预算数、决算数所在页。来源：" + c.pagesOf(lines, []fact.Year{0, 1}) + "。"}, markNotes([]fact.Year{0, 1}, lines)...)
	return table
}

// executionChart shows the execution rates of the largest items as bars.
func (c *chapter) executionChart(year fact.Year, items []queries.Change) *Chart {
	items = slices.DeleteFunc(slices.Clone(items), func(one queries.Change) bool { return one.Completion() == nil })
	slices.SortStableFunc(items, func(one, other queries.Change) int { return int(sign(other.From.Amount - one.From.Amount)) })
	items = items[:min(len(items), shownMovers)]
	if len(items) < 2 {
		return nil
	}
	chart := &Chart{Kind: Bars, Title: fmt.Sprintf("%d年金额最大的%d个科目的执行率", year, len(items)), Unit: "%"}
	series := Series{Name: "执行率"}
	var lines []queries.Line
	for _, one := range items {
		rate := *one.Completion()
		chart.Categories = append(chart.Categories, c.nameOf(one))
		series.Points = append(series.Points, Point{Known: true, Value: rate.Float() * 100, Exact: rate.Times(100).Round(4), Label: rate.Percent()})
		lines = append(lines, queries.Line{Figures: map[fact.Year]queries.Figure{0: *one.From, 1: *one.To}})
	}
	chart.Series = []Series{series}
	chart.Notes = []string{fmt.Sprintf("单位：%%，决算÷年初预算；口径：%s口径；来源：%s。", scopeWord(c.brief.Scope), c.pagesOf(lines, []fact.Year{0, 1}))}
	return chart
}

func sign(difference fact.Fen) fact.Fen {
	switch {
	case difference > 0:
		return 1
	case difference < 0:
		return -1
	}
	return 0
}
