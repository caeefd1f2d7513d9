package briefing

import (
	"fmt"
	"slices"
	"strings"

	"tongbi/charts"
	"tongbi/etl/fact"
	"tongbi/queries"
)

// scaleFields are the totals: this year's, the way there, where the money comes from, and which line carries the change.
func (c *chapter) scaleFields() fields {
	total := c.latest.TotalLine()
	data := fields{
		"年度": c.year(), "上年度": c.latest.From, "只有一年": c.latest.Alone(), "支出名": c.spending(c.main.Series.Stage, total), "总额": nil, "变动": nil, "年均": nil,
		"首末": nil, "首年备注": "", "理由": "", "部分": nil, "逐年": c.pathFields(), "收入": c.lineFields(c.revenue()), "资金": c.fundFields(), "带动": c.driverFields(), "衔接": c.bridgeFields(),
		"首末年": "", "总额表": c.totalTable(), "总额图": c.totalChart(), "瀑布图": c.waterfallChart(),
	}
	if moved := c.latest.Total(); moved != nil && moved.Status == queries.NotComparable {
		data["理由"] = c.shortened(moved.Note)
	}
	if total == nil {
		return data
	}
	figure := total.Figures[c.year()]
	data["总额"] = amountOf(&figure)
	if !c.latest.Alone() {
		if moved := c.latest.Total(); moved != nil && same(*total, *moved) {
			data["变动"] = change{*moved}
		} else if moved != nil {
			data["部分"] = fields{"支出名": charts.SpendingName(moved.ToStage, moved.Fund, moved.Label), "金额": amountOf(moved.To), "变动": change{*moved}}
		}
	}
	if growth := total.Growth(); growth != nil {
		first, last := ends(*total)
		data["年均"], data["首末年"] = *growth, fmt.Sprintf("%d—%d年", first, last)
		if start := total.Figures[first]; start.Implied {
			data["首年备注"] = fmt.Sprintf("%d年数%s", first, impliedWord(start))
		}
		data["首末"] = changeOf(c.overall(*total, first, last))
	}
	return data
}

func (c *chapter) spending(stage fact.Stage, total *queries.Line) string {
	if total == nil {
		return charts.SpendingName(stage, fact.AllFunds, "")
	}
	return charts.SpendingName(stage, total.Fund, total.Label)
}

// ends are the first and the last year of a line.
func ends(line queries.Line) (first, last fact.Year) {
	for year := range line.Figures {
		if first == 0 || year < first {
			first = year
		}
		last = max(last, year)
	}
	return first, last
}

// overall is the change of a line from the first to the last year, nil where it was not compared.
func (c *chapter) overall(line queries.Line, first, last fact.Year) *queries.Change {
	return c.found(func(one queries.Change) bool { return one.FromYear == first && one.ToYear == last && same(line, one) })
}

func (c *chapter) found(match func(queries.Change) bool) *queries.Change {
	for i := range c.main.Changes {
		if match(c.main.Changes[i]) {
			return &c.main.Changes[i]
		}
	}
	return nil
}

// changeOfLine is the change of a line between the two last years.
func (c *chapter) changeOfLine(line queries.Line) *queries.Change {
	if c.latest.Alone() {
		return nil
	}
	return c.overall(line, c.latest.From, c.latest.To)
}

// pathFields are the years before the last pair, one by one.
func (c *chapter) pathFields() []fields {
	var all []fields
	for _, one := range c.comparisons {
		total := one.Total()
		if one.To == c.latest.To || total == nil {
			continue
		}
		all = append(all, fields{
			"年度": one.To, "支出名": charts.SpendingName(total.ToStage, total.Fund, total.Label), "金额": amountOf(total.To), "变动": change{*total}, "口径变化": c.scopeChanges(one),
		})
	}
	return all
}

// scopeChanges are what the documents of two years say of units that came or went.
func (c *chapter) scopeChanges(pair charts.Comparison) []string {
	var all []string
	for _, one := range c.brief.Bridges {
		if one.Line == queries.ScopeChanged && one.FromYear == pair.From && one.ToYear == pair.To && one.ToStage == c.main.Series.Stage {
			all = append(all, one.Label)
		}
	}
	return all
}

// lineFields are what a template gets of a line: its name, this year's amount and the change; nil for none.
func (c *chapter) lineFields(line *queries.Line) any {
	if line == nil {
		return nil
	}
	figure, stated := line.Figures[c.year()]
	if !stated {
		return nil
	}
	return fields{"名称": line.Label, "金额": amountOf(&figure), "变动": changeOf(c.changeOfLine(*line)), "为零": figure.Amount == 0}
}

// revenue is 本年收入.
func (c *chapter) revenue() *queries.Line {
	return c.line(func(line queries.Line) bool { return line.By == queries.ByTotal && line.Line == "revenue_total" })
}

func (c *chapter) line(match func(queries.Line) bool) *queries.Line {
	for i := range c.main.Lines {
		if _, stated := c.main.Lines[i].Figures[c.year()]; stated && match(c.main.Lines[i]) {
			return &c.main.Lines[i]
		}
	}
	return nil
}

// fundFields are the expenditure by fund.
func (c *chapter) fundFields() []fields {
	var all []fields
	for _, line := range c.main.Lines {
		if line.By != queries.ByFund || line.Code != "" {
			continue
		}
		if one, ok := c.lineFields(&line).(fields); ok {
			all = append(all, one)
		}
	}
	return all
}

// driverFields name the item that carries most of the change of the total; nil where none does.
func (c *chapter) driverFields() any {
	total := c.latest.Total()
	if c.latest.Alone() || total == nil || total.Change == nil || *total.Change == 0 {
		return nil
	}
	for _, moved := range charts.Moved(charts.Leaves(c.latest.Functions())) {
		if (*moved.Change > 0) != (*total.Change > 0) {
			continue
		}
		data := fields{"名称": moved.Label, "编码": string(moved.Code), "变动": change{moved}, "增加": *moved.Change > 0, "贡献": nil, "资金": ""}
		if c.speaksOfTotal(*total) {
			if moved.Contribution != nil {
				data["贡献"] = *moved.Contribution
			}
		} else if moved.Fund != fact.AllFunds {
			data["资金"] = charts.FundName(moved.Fund)
		}
		return data
	}
	return nil
}

// speaksOfTotal reports whether the lines by function add up to the change of the total.
func (c *chapter) speaksOfTotal(total queries.Change) bool {
	if total.Change == nil {
		return false
	}
	sum := fact.Fen(0)
	for _, one := range charts.Top(c.latest.Functions()) {
		if one.Change != nil {
			sum += *one.Change
		}
	}
	difference := sum - *total.Change
	return -5_000 < difference && difference < 5_000
}

// bridgeFields take the change of the total apart: moved codes, units that came or went, what is new, what ended, and
// the change on a comparable basis. There is none where nothing but the last is known.
func (c *chapter) bridgeFields() []fields {
	var all []fields
	for _, one := range c.brief.Bridges {
		if one.FromYear != c.latest.From || one.ToYear != c.latest.To || one.ToStage != c.main.Series.Stage || one.FromStage != one.ToStage || one.Line == queries.NominalChange {
			continue
		}
		data := fields{"名称": one.Label, "金额": nil, "说明": one.Note, "增加": false, "可比": one.Line == queries.ComparableChange, "新增": one.Line == queries.NewItems, "取消": one.Line == queries.EndedItems, "口径": one.Line == queries.ScopeChanged}
		if one.Change != nil {
			size := max(*one.Change, -*one.Change)
			data["金额"], data["增加"] = amount{fen: size}, *one.Change >= 0
		}
		all = append(all, data)
	}
	if len(all) < 2 {
		return nil
	}
	return all
}

// totalTable shows the totals, their nature and the revenue over the years.
func (c *chapter) totalTable() *Table {
	var rows []lineRow
	add := func(name string, line *queries.Line) {
		if line != nil {
			rows = append(rows, lineRow{line: *line, name: name, change: c.changeOfLine(*line), strong: len(rows) == 0})
		}
	}
	if total := c.latest.TotalLine(); total != nil {
		add(strings.TrimSuffix(c.spending(c.main.Series.Stage, total), "预算")+"合计", total)
	}
	add("其中：基本支出", c.latest.Line(queries.ByNature, fact.Basic))
	add("　　　项目支出", c.latest.Line(queries.ByNature, fact.Project))
	if revenue := c.revenue(); revenue != nil {
		add("收入合计", revenue)
	}
	return c.yearTable("收支"+c.stageWord()+"总体情况", rows)
}

// totalChart is a column a year with a line of the yearly rates.
func (c *chapter) totalChart() *Chart {
	total := c.latest.TotalLine()
	if total == nil || len(total.Figures) < 2 {
		return nil
	}
	years := allYears(*total)
	name := c.spending(c.main.Series.Stage, total)
	chart := &Chart{Kind: Columns, Title: fmt.Sprintf("%d—%d年%s及增减率", years[0], years[len(years)-1], name), Unit: "万元", Breaks: c.breaks(queries.ByFunction, years)}
	columns, rates := Series{Name: name}, Series{Name: "比上年增减"}
	for _, year := range years {
		chart.Categories = append(chart.Categories, fmt.Sprintf("%d年", year))
		columns.Points = append(columns.Points, yearPoint(*total, year))
		rates.Points = append(rates.Points, c.ratePointOf(*total, year))
	}
	chart.Series = []Series{columns}
	if slices.ContainsFunc(rates.Points, func(p Point) bool { return p.Known }) {
		chart.Line = &rates
	}
	chart.Notes = c.chartNotes(chart, total.Fund, *total)
	return chart
}

func yearPoint(line queries.Line, year fact.Year) Point {
	figure, known := line.Figures[year]
	if !known {
		return Point{Label: "—"}
	}
	point := pointOf(figure.Amount)
	point.Behind = figure.Implied
	point.Label += marksOf(figure)
	return point
}

func (c *chapter) ratePointOf(line queries.Line, year fact.Year) Point {
	one := c.overall(line, year-1, year)
	if one == nil || one.Rate == nil || one.Status == queries.NotComparable {
		return Point{Label: "—"}
	}
	return ratePoint(*one.Rate)
}

// allYears are the years from the first to the last of a line, those without a figure too.
func allYears(lines ...queries.Line) []fact.Year {
	var first, last fact.Year
	for _, line := range lines {
		from, to := ends(line)
		if from > 0 && (first == 0 || from < first) {
			first = from
		}
		last = max(last, to)
	}
	var years []fact.Year
	for year := first; year > 0 && year <= last; year++ {
		years = append(years, year)
	}
	return years
}

// breaks are the places of the years in which codes of a view moved, split or merged.
func (c *chapter) breaks(by string, years []fact.Year) []int {
	var places []int
	for i, year := range years {
		moved := c.found(func(one queries.Change) bool {
			return one.By == by && one.ToYear == year && one.FromYear == year-1 && one.Status == queries.NotComparable && len(one.Crosswalk) > 0
		})
		if moved != nil && i > 0 {
			places = append(places, i)
		}
	}
	return places
}

// waterfallChart leads from the total of the year before by the changes of the classes to this year's.
func (c *chapter) waterfallChart() *Chart {
	bridges := c.latest.Bridges()
	total := c.latest.Total()
	if len(bridges) == 0 || total == nil || total.From == nil || total.To == nil || len(bridges[0].Steps) < 2 || !c.speaksOfTotal(*total) {
		return nil
	}
	chart := &Chart{Kind: Waterfall, Title: fmt.Sprintf("%d年至%d年%s变动的构成（按类）", c.latest.From, c.latest.To, charts.SpendingName(total.ToStage, total.Fund, total.Label)), Unit: "万元"}
	series := Series{Name: "增减额"}
	add := func(name string, point Point) {
		chart.Categories = append(chart.Categories, name)
		series.Points = append(series.Points, point)
	}
	whole := pointOf(total.From.Amount)
	whole.Whole = true
	add(fmt.Sprintf("%d年", c.latest.From), whole)
	for _, step := range bridges[0].Steps {
		if !step.Sum {
			add(step.Label, changePoint(step.Change, nil))
		}
	}
	whole = pointOf(total.To.Amount)
	whole.Whole = true
	add(fmt.Sprintf("%d年", c.latest.To), whole)
	chart.Series = []Series{series}
	chart.Notes = []string{c.noteOf("万元", total.Fund, c.latest.FunctionLines(), []fact.Year{c.latest.From, c.latest.To}) + "横轴不从零起，条长只表示变动。"}
	return chart
}

// chartNotes say unit, basis and source pages under a chart, and what a break means.
func (c *chapter) chartNotes(chart *Chart, fund fact.Fund, lines ...queries.Line) []string {
	years := allYears(lines...)
	notes := []string{c.noteOf(chart.Unit, fund, lines, years)}
	if len(chart.Breaks) > 0 {
		var broken []string
		for _, at := range chart.Breaks {
			broken = append(broken, chart.Categories[at])
		}
		notes = append(notes, strings.Join(broken, "、")+"科目调整，有的科目与上年不可比，见附录“口径与科目衔接说明”。")
	}
	return append(notes, markNotes(years, lines)...)
}

func (c *chapter) noteOf(unit string, fund fact.Fund, lines []queries.Line, years []fact.Year) string {
	basis := scopeWord(c.brief.Scope) + "口径"
	if fund != fact.AllFunds && fund != "" {
		basis += "、" + charts.FundName(fund)
	} else {
		basis += "、全部资金"
	}
	basis += "、" + charts.StageName(c.main.Series.Stage)
	return fmt.Sprintf("单位：%s；口径：%s；来源：%s。", unit, basis, c.pagesOf(lines, years))
}

// pagesOf lists the pages that lines of the years are read from, runs of pages in one: 2025年预算第14—18页.
func (c *chapter) pagesOf(lines []queries.Line, years []fact.Year) string {
	var documents []string
	pages := map[string][]int{}
	formats := map[string]string{}
	for _, year := range years {
		for _, line := range lines {
			figure, known := line.Figures[year]
			if !known || figure.Document == "" {
				continue
			}
			if !slices.Contains(documents, figure.Document) {
				documents = append(documents, figure.Document)
			}
			formats[figure.Document] = figure.Format
			if !slices.Contains(pages[figure.Document], figure.Source.Page) {
				pages[figure.Document] = append(pages[figure.Document], figure.Source.Page)
			}
		}
	}
	var parts []string
	for _, document := range documents {
		slices.Sort(pages[document])
		parts = append(parts, c.references.name(document)+runs(formats[document], pages[document]))
	}
	return strings.Join(parts, "；")
}

// runs words pages, those that follow each other in one: 第14—18、22页.
func runs(format string, pages []int) string {
	unit := map[string]string{"txt": "行", "xlsx": "张工作表", "docx": "", "html": ""}
	word, known := unit[format]
	if !known {
		word = "页"
	}
	if word == "" {
		return ""
	}
	near := 1
	if format == "txt" {
		near = 3 // blank lines lie between the lines of a table
	}
	var parts []string
	for start := 0; start < len(pages); {
		end := start
		for end+1 < len(pages) && pages[end+1]-pages[end] <= near {
			end++
		}
		if end > start {
			parts = append(parts, fmt.Sprintf("%d—%d", pages[start], pages[end]))
		} else if pages[start] > 0 {
			parts = append(parts, fmt.Sprint(pages[start]))
		}
		start = end + 1
	}
	if len(parts) == 0 {
		return ""
	}
	return "第" + strings.Join(parts, "、") + word
}
