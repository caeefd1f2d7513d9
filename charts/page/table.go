package page

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tongbi/charts"
	"tongbi/etl/fact"
	"tongbi/queries"
)

// table is one view of every line: one fund and measure of the functional classification, say.
type table struct {
	Name  string
	On    bool
	Tree  bool // its lines have codes to fold by
	Years []fact.Year
	Pairs []pair
	Rows  []row
	Shape string // how many classes, sections and items
	Shown int    // number of the pair that is shown first
}

// pair heads the columns of one comparison.
type pair struct {
	Key, Label string
	Number     int // its place among the panes
	On         bool
	Share      bool // the view has shares of a total change
}

// row is one line over all years, with its changes.
type row struct {
	Label, Code string
	Depth       int // 1 for the uppermost
	Folds       bool
	Cells       []cell
	Changes     []changes
}

// changes are the three cells of one comparison in one row.
type changes struct {
	Number int // of the pair
	Change cell
	Rate   cell
	Share  cell
}

// key is what one table shows.
type key struct {
	by      string
	fund    fact.Fund
	measure fact.Measure
}

// viewOrder is the order of the tables on the page; lines of views that it does not name come last.
var viewOrder = []string{"function", "economic", "total", "nature", "revenue", "fund", "three-public", "procurement", "project"}

// tables gives every line of the dossier: coded lines by view, fund and measure, the others in one table.
func (b *builder) tables() []table {
	groups := map[key][]queries.Line{}
	for _, line := range b.dossier.Lines {
		group := key{line.By, line.Fund, line.Measure}
		switch {
		case line.By == "project":
			group = key{by: "project"}
		case line.Code == "":
			group = key{by: "total"}
		}
		groups[group] = append(groups[group], line)
	}
	var keys []key
	for group := range groups {
		keys = append(keys, group)
	}
	slices.SortFunc(keys, compareKeys)
	var tables []table
	for i, group := range keys {
		built := b.table(group, groups[group])
		built.On = i == 0
		tables = append(tables, built)
	}
	return tables
}

func compareKeys(a, b key) int {
	funds := []fact.Fund{"", fact.AllFunds, fact.Appropriation, fact.GeneralPublic, fact.GovernmentFund, fact.StateCapital, fact.FiscalAccount}
	measures := []fact.Measure{fact.Total, fact.AmountOnly, fact.Basic, fact.Project, fact.Personnel, fact.Operating}
	return cmp.Or(
		cmp.Compare(position(viewOrder, a.by), position(viewOrder, b.by)), cmp.Compare(a.by, b.by),
		cmp.Compare(position(funds, a.fund), position(funds, b.fund)), cmp.Compare(a.fund, b.fund),
		cmp.Compare(position(measures, a.measure), position(measures, b.measure)), cmp.Compare(a.measure, b.measure),
	)
}

// position is the place in an order, after its end for what it does not name.
func position[T comparable](order []T, value T) int {
	if i := slices.Index(order, value); i >= 0 {
		return i
	}
	return len(order)
}

func (b *builder) table(group key, lines []queries.Line) table {
	built := table{Name: tableName(group), Years: b.dossier.Years, Tree: group.measure != ""}
	if built.Tree {
		slices.SortStableFunc(lines, func(x, y queries.Line) int { return strings.Compare(string(x.Code), string(y.Code)) })
	} else {
		slices.SortStableFunc(lines, func(x, y queries.Line) int {
			return cmp.Compare(position(viewOrder, x.By), position(viewOrder, y.By))
		})
	}
	compared := b.compared(lines)
	for _, c := range compared {
		built.Pairs = append(built.Pairs, pair{Number: b.numberOf(c), Key: pairKey(c), Label: pairLabel(c), On: b.shownFirst(c), Share: built.Tree})
	}
	built.Rows = make([]row, 0, len(lines))
	for i, line := range lines {
		built.Rows = append(built.Rows, b.row(line, depth(line, lines), i+1 < len(lines) && above(line, lines[i+1]), compared))
	}
	built.Shown = charts.Latest(b.comparisons)
	built.Shape = shape(lines, built.Tree)
	return built
}

// numberOf is the place of a comparison among the panes.
func (b *builder) numberOf(c charts.Comparison) int {
	return slices.IndexFunc(b.comparisons, func(one charts.Comparison) bool { return one.From == c.From && one.To == c.To })
}

// compared gives the comparisons in which any of the lines has a change.
func (b *builder) compared(lines []queries.Line) []charts.Comparison {
	return slices.DeleteFunc(slices.Clone(b.comparisons), func(c charts.Comparison) bool {
		return !slices.ContainsFunc(lines, func(line queries.Line) bool { return b.find(c, line) != nil })
	})
}

func tableName(group key) string {
	switch {
	case group.by == "project":
		return "项目支出，按项目名称"
	case group.measure == "":
		return "总额与专项"
	}
	name := charts.ViewName(group.by)
	if group.fund != fact.AllFunds && group.fund != "" {
		name += "（" + charts.FundName(group.fund) + "）"
	}
	if group.measure == fact.AmountOnly {
		return name
	}
	return name + " · " + charts.MeasureName(group.measure)
}

func above(upper, lower queries.Line) bool {
	return upper.Code != "" && len(upper.Code) < len(lower.Code) && strings.HasPrefix(string(lower.Code), string(upper.Code))
}

func depth(line queries.Line, lines []queries.Line) int {
	depth := 1
	for _, other := range lines {
		if above(other, line) {
			depth++
		}
	}
	return depth
}

// shape counts the lines of each level: “10类、25款、40项”.
func shape(lines []queries.Line, tree bool) string {
	if !tree {
		return fmt.Sprintf("%d行", len(lines))
	}
	count := map[fact.Level]int{}
	for _, line := range lines {
		count[line.Code.Level()]++
	}
	var parts []string
	for _, level := range []fact.Level{fact.Class, fact.Section, fact.Item} {
		if count[level] > 0 {
			parts = append(parts, fmt.Sprintf("%d%s", count[level], charts.LevelName(level)))
		}
	}
	return strings.Join(parts, "、")
}

func (b *builder) row(line queries.Line, depth int, folds bool, compared []charts.Comparison) row {
	built := row{
		Label: line.Label, Code: string(line.Code), Depth: depth, Folds: folds,
		Cells: make([]cell, 0, len(b.dossier.Years)), Changes: make([]changes, 0, len(compared)),
	}
	if line.Code == "" && line.Fund != fact.AllFunds && line.Fund != "" {
		built.Code = charts.FundName(line.Fund)
	}
	for _, year := range b.dossier.Years {
		var stated *queries.Figure
		if figure, ok := line.Figures[year]; ok {
			stated = &figure
		}
		cell := b.amount(b.subject(line), year, stated)
		if stated != nil && stated.Implied {
			cell.Note = "取自或推算自其他年度的文件"
		}
		built.Cells = append(built.Cells, cell)
	}
	for _, c := range compared {
		cells := changes{Number: b.numberOf(c)}
		if change := b.find(c, line); change != nil {
			cells.Change, cells.Rate, cells.Share = b.moved(change)
		}
		built.Changes = append(built.Changes, cells)
	}
	return built
}

// subject names a line in the evidence panel: code, label, and the measure where it is not the whole amount.
func (b *builder) subject(line queries.Line) string {
	name := subject(line)
	if line.Code != "" && line.Measure != fact.Total && line.Measure != fact.AmountOnly {
		name += " · " + charts.MeasureName(line.Measure)
	}
	return name
}

// changeKey is what tells one change from another within a dossier.
type changeKey struct {
	from, to fact.Year
	by       string
	fund     fact.Fund
	measure  fact.Measure
	code     fact.Code
	line     string // fact.Fact.Line, the label where there is none
}

func newChangeKey(from, to fact.Year, by string, fund fact.Fund, measure fact.Measure, code fact.Code, line, label string) changeKey {
	if code == "" && line == "" {
		line = label
	}
	return changeKey{from, to, by, fund, measure, code, line}
}

// find is the change of a line in a comparison, nil where there is none.
func (b *builder) find(c charts.Comparison, line queries.Line) *queries.Change {
	return b.changes[newChangeKey(c.From, c.To, line.By, line.Fund, line.Measure, line.Code, line.Line, line.Label)]
}

func (b *builder) linesHeading() string {
	if len(b.comparisons) == 0 {
		return "没有读到任何科目"
	}
	lines := b.comparisons[charts.Latest(b.comparisons)].FunctionLines()
	if len(lines) == 0 {
		return "全部科目"
	}
	return "全部科目：功能分类" + shape(lines, true)
}
