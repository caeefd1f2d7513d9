package briefing

import (
	"fmt"
	"slices"

	"tongbi/charts"
	"tongbi/etl/fact"
	"tongbi/queries"
)

// shownMovers is how many of the largest changes the text and the chart show.
const shownMovers = 10

// moverFields are the largest changes with the reasons that the documents give.
func (c *chapter) moverFields() fields {
	functions := c.latest.Functions()
	if c.latest.Alone() {
		return fields{"年度": c.year(), "上年度": c.latest.From, "只有一年": true, "变动": []fields(nil), "总额原因": nil, "新增": []fields(nil), "未安排": []fields(nil), "不可比": []fields(nil), "逐项": false, "变动图": nil, "变动表": nil, "科目数": 0, "说明数": 0, "资金": ""}
	}
	leaves := charts.Leaves(functions)
	moved := charts.Moved(leaves)
	shown := moved[:min(len(moved), shownMovers)]
	data := fields{
		"年度": c.year(), "上年度": c.latest.From, "只有一年": false, "资金": c.fundOf(c.latest.FunctionLines()), "逐项": len(functions) > 0, "总额原因": c.totalReason(),
		"新增": c.listed(leaves, shown, queries.New), "未安排": c.listed(leaves, shown, queries.Ended), "不可比": refused(leaves), "科目数": len(moved), "变动图": c.moverChart(shown), "变动表": c.moverTable(shown),
	}
	var all []fields
	explained := 0
	for _, one := range shown {
		reason := c.reason(one)
		if reason != nil {
			explained++
		}
		all = append(all, fields{
			"名称": one.Label, "编码": string(one.Code), "金额": amountOf(one.To), "上年": amountOf(one.From), "变动": change{one}, "原因": reason, "备注": one.Note, "有本年": one.To != nil && one.To.Amount != 0,
		})
	}
	data["变动"], data["说明数"] = all, explained
	return data
}

// reason is what the later year's document says of a line's change: its words, the page and what they compare with; nil
// where it says nothing.
func (c *chapter) reason(one queries.Change) any {
	for _, statement := range c.main.Statements {
		claim := statement.Claim
		if statement.Year == one.ToYear && claim.Reason != "" && claim.Code == one.Code && claim.Code != "" && claim.Scheme == fact.Functional {
			return reasonOf(statement, one)
		}
	}
	return nil
}

func reasonOf(statement queries.Statement, one queries.Change) fields {
	claim := statement.Claim
	page := claim.ReasonPage
	if page == 0 {
		page = claim.Page
	}
	data := fields{"原文": claim.Reason, "出处": place{statement.Document, statement.Format, page, 0}, "基数": "", "方向不同": false}
	if claim.BaseYear != 0 && (claim.BaseYear != one.FromYear || claim.BaseStage != one.FromStage) {
		data["基数"] = fmt.Sprintf("%d年%s", claim.BaseYear, charts.StageName(claim.BaseStage))
	}
	if one.Change != nil {
		data["方向不同"] = claim.Direction == fact.Increase && *one.Change < 0 || claim.Direction == fact.Decrease && *one.Change > 0
	}
	return data
}

// totalReason is what the document says of the change of the total.
func (c *chapter) totalReason() any {
	total := c.latest.Total()
	if total == nil {
		return nil
	}
	for _, line := range []string{"expenditure_total", "expenditure_fiscal_appropriation", "expenditure_general_public"} {
		for _, statement := range c.main.Statements {
			if statement.Year == total.ToYear && statement.Claim.Line == line && statement.Claim.Reason != "" {
				return reasonOf(statement, *total)
			}
		}
	}
	return nil
}

// listed are the lines of one status that are not among those shown already.
func (c *chapter) listed(leaves, shown []queries.Change, status queries.Status) []fields {
	var all []fields
	for _, one := range charts.Moved(leaves) {
		among := slices.ContainsFunc(shown, func(other queries.Change) bool { return other.Code == one.Code })
		if one.Status != status || among {
			continue
		}
		figure := one.To
		if figure == nil {
			figure = one.From
		}
		all = append(all, fields{"名称": one.Label, "编码": string(one.Code), "金额": amountOf(figure)})
	}
	return all
}

// refused are the lines that cannot be compared, with the reason.
func refused(leaves []queries.Change) []fields {
	var all []fields
	for _, one := range leaves {
		if one.Status == queries.NotComparable {
			all = append(all, fields{"名称": one.Label, "编码": string(one.Code), "理由": one.Note, "上年": amountOf(one.From), "金额": amountOf(one.To)})
		}
	}
	return all
}

func (c *chapter) moverTitle(count int) string {
	return fmt.Sprintf("%d年支出%s比%d年变动最大的%d个科目", c.latest.To, c.stageWord(), c.latest.From, count)
}

func (c *chapter) moverTable(shown []queries.Change) *Table {
	var rows []lineRow
	lines := c.latest.FunctionLines()
	for i := range shown {
		at := slices.IndexFunc(lines, func(line queries.Line) bool { return same(line, shown[i]) })
		line := queries.Line{By: shown[i].By, Code: shown[i].Code, Label: shown[i].Label, Measure: shown[i].Measure, Fund: shown[i].Fund, Figures: map[fact.Year]queries.Figure{}}
		if at >= 0 {
			line = lines[at]
		} else if shown[i].From != nil {
			line.Figures[shown[i].FromYear] = *shown[i].From
		}
		rows = append(rows, lineRow{line: line, name: shown[i].Label, change: &shown[i]})
	}
	return c.yearTable(c.moverTitle(len(rows)), rows)
}

// nameOf is the name of a line with a code; the code is added where another line has the same name and other figures.
func (c *chapter) nameOf(one queries.Change) string {
	for _, dossier := range c.brief.Dossiers {
		for _, line := range dossier.Lines {
			if line.By != one.By || line.Label != one.Label || line.Code == one.Code || line.Measure != one.Measure {
				continue
			}
			from, to := line.Figures[one.FromYear], line.Figures[one.ToYear]
			if one.From != nil && from.Amount != one.From.Amount || one.To != nil && to.Amount != one.To.Amount {
				return fmt.Sprintf("%s（%s）", one.Label, one.Code)
			}
		}
	}
	return one.Label
}

// moverChart shows the largest changes as bars to either side, with amount and rate.
func (c *chapter) moverChart(shown []queries.Change) *Chart {
	if len(shown) < 2 {
		return nil
	}
	chart := &Chart{Kind: Bars, Title: c.moverTitle(len(shown)), Unit: "万元"}
	series := Series{Name: "增减额"}
	var lines []queries.Line
	for _, one := range shown {
		chart.Categories = append(chart.Categories, c.nameOf(one))
		series.Points = append(series.Points, changePoint(*one.Change, one.Rate))
		line := queries.Line{Figures: map[fact.Year]queries.Figure{}}
		if one.From != nil {
			line.Figures[one.FromYear] = *one.From
		}
		if one.To != nil {
			line.Figures[one.ToYear] = *one.To
		}
		lines = append(lines, line)
	}
	chart.Series = []Series{series}
	chart.Notes = []string{c.noteOf("万元", shown[0].Fund, lines, []fact.Year{c.latest.From, c.latest.To})}
	return chart
}
