package page

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"tongbi/charts"
	"tongbi/etl/fact"
	"tongbi/queries"
)

// indexData is what the template of the index shows.
type indexData struct {
	shell
	Heading  string
	Summary  string
	Reviewed bool        // some series was checked
	Years    []fact.Year // of the heat map
	Rows     []indexRow
	Rankings []ranking
	Folded   bool // there are so many that the sentences are folded
	Columns  int  // of the table
}

// indexRow is one series in the index.
type indexRow struct {
	Link, Name, Scope, Years string
	To, Change, Rate         cell
	Sentence                 string
	Whole                    bool
	Coverage                 string
	Findings, Questions      string // how many; empty where nobody looked
	Counts                   string // both in words
	Heat                     []heat // one a year of the index

	moved *fact.Fen // the change of the total; nil where it is not known
	heats map[fact.Year]heat
}

// heat is the change of the total in one year, against the year before, as a cell of the heat map.
type heat struct {
	Text  string
	Class string // how much and in which direction
	Link  string // to that pair of years on the organisation's page
	Note  string
}

// foldedFrom is from how many series on an index folds the sentences.
const foldedFrom = 13

// indexRow is the row of the page in the index.
func (p *seriesPage) indexRow(link string) indexRow {
	b := p.builder
	s := b.dossier.Series
	row := indexRow{
		Link: link, Name: s.Organization, Years: years(s.Years), Whole: p.Coverage.Whole, Coverage: p.Coverage.Text,
		Scope: charts.ScopeName(s.Scope) + " · " + charts.StageName(s.Stage), heats: map[fact.Year]heat{},
	}
	for _, comparison := range b.comparisons {
		if change := comparison.Total(); change != nil && comparison.To-comparison.From == 1 {
			row.heats[comparison.To] = newHeat(*change, link+"#"+pairKey(comparison))
		}
	}
	if len(b.comparisons) > 0 {
		latest := b.comparisons[charts.Latest(b.comparisons)]
		row.Sentence = latest.Sentence().String()
		row.To, row.Change, row.Rate = b.totals(latest)
		if total := latest.Total(); total != nil && total.Change != nil {
			moved := *total.Change // a pointer into the dossier would keep all of it until the index is written
			row.moved = &moved
		}
	}
	if review := b.dossier.Review; review != nil {
		count := charts.SeverityCount(review.Findings)
		row.Findings, row.Questions = fmt.Sprintf("%d／%d", count[queries.Error], count[queries.Warn]), fmt.Sprint(len(review.Questions))
		row.Counts = fmt.Sprintf("核对：%s；该问的问题：%s个。", charts.CountText(review.Findings), row.Questions)
	}
	return row
}

// heatSteps are the rates from which on a cell is darker.
var heatSteps = []float64{0.01, 0.05, 0.15, 0.30}

func newHeat(change queries.Change, link string) heat {
	shown := heat{Link: link, Text: rateOf(&change).Text}
	if change.Change == nil {
		return heat{Link: link, Text: "不可比", Note: change.Note}
	}
	if change.Basis == queries.Implied {
		shown.Note = fmt.Sprintf("%d年数非其本年文件", change.FromYear)
	}
	if change.Rate == nil {
		return shown
	}
	size, step := change.Rate.Float(), 0
	for _, from := range heatSteps {
		if max(size, -size) >= from {
			step++
		}
	}
	if step > 0 {
		shown.Class = map[bool]string{true: "u", false: "d"}[size > 0] + fmt.Sprint(step)
	}
	return shown
}

// indexPage writes the index of several series.
func indexPage(rows []indexRow) ([]byte, error) {
	page := indexData{
		shell:   newShell(shellOf{title: "部门预算决算逐年比较", index: true}),
		Heading: fmt.Sprintf("%d个单位和口径的逐年比较", len(rows)), Summary: summary(rows), Folded: len(rows) >= foldedFrom, Rankings: rankings(rows),
	}
	known := map[fact.Year]bool{}
	for _, row := range rows {
		page.Reviewed = page.Reviewed || row.Counts != ""
		for year := range row.heats {
			known[year] = true
		}
	}
	page.Years = slices.Sorted(maps.Keys(known))
	for _, row := range rows {
		for _, year := range page.Years {
			row.Heat = append(row.Heat, row.heats[year])
		}
		page.Rows = append(page.Rows, row)
	}
	page.Columns = 4 + len(page.Years)
	if page.Reviewed {
		page.Columns += 2
	}
	return render("index.gohtml", page)
}

// summary counts rises and falls. Amounts are not added up: one series may hold another.
func summary(rows []indexRow) string {
	var up, down, level, unknown int
	for _, row := range rows {
		switch {
		case row.moved == nil:
			unknown++
		case charts.ToneOf(*row.moved) == charts.Up:
			up++
		case charts.ToneOf(*row.moved) == charts.Down:
			down++
		default:
			level++
		}
	}
	var parts []string
	for _, one := range []struct {
		count int
		what  string
	}{{up, "增加"}, {down, "减少"}, {level, "持平"}, {unknown, "没有可比的上年数"}} {
		if one.count > 0 {
			parts = append(parts, fmt.Sprintf("%d个%s", one.count, one.what))
		}
	}
	return "最近一年支出合计：" + strings.Join(parts, "，") + "。"
}

// ranking lists the series whose total moved most in one direction.
type ranking struct {
	Title string
	Rows  []ranked
}

type ranked struct {
	Name, Link   string
	Bar          bar
	Change, Rate cell
}

// rankingRows is how many series a ranking names; all stand in the table, which sorts.
const rankingRows = 5

// rankings gives the largest rises and falls of the total; none where there are so few series that the table says it at a glance.
func rankings(rows []indexRow) []ranking {
	if len(rows) <= rankingRows {
		return nil
	}
	moved := slices.DeleteFunc(slices.Clone(rows), func(row indexRow) bool {
		return row.moved == nil || charts.ToneOf(*row.moved) == charts.Plain
	})
	slices.SortStableFunc(moved, func(x, y indexRow) int { return cmp.Compare(*y.moved, *x.moved) })
	largest := fact.Fen(0)
	for _, row := range moved {
		largest = max(largest, *row.moved, -*row.moved)
	}
	up, down := ranking{Title: "增加最多"}, ranking{Title: "减少最多"}
	add := func(to *ranking, row indexRow, tone charts.Tone) {
		if charts.ToneOf(*row.moved) == tone && len(to.Rows) < rankingRows {
			drawn := newBar(*row.moved, largest)
			drawn.X = "0"
			to.Rows = append(to.Rows, ranked{row.Name, row.Link, drawn, row.Change, row.Rate})
		}
	}
	for i := range moved {
		add(&up, moved[i], charts.Up)
		add(&down, moved[len(moved)-1-i], charts.Down)
	}
	return slices.DeleteFunc([]ranking{up, down}, func(r ranking) bool { return len(r.Rows) == 0 })
}

// totals are the expenditure of the later year of a comparison and its change, as far as they are known.
func (b *builder) totals(c charts.Comparison) (to, change, rate cell) {
	if total := c.Total(); total != nil && !c.Alone() {
		to = b.amount("支出合计", c.To, total.To)
		change, rate, _ = b.moved(total)
		return to, change, rate
	}
	if line := c.TotalLine(); line != nil {
		if figure, known := line.Figures[c.To]; known {
			to = b.amount("支出合计", c.To, &figure)
		}
	}
	return to, cell{Text: "—", Note: "没有可比的上年数"}, cell{}
}
