package page

import (
	"fmt"

	"tongbi/charts"
	"tongbi/queries"
)

// indexData is what the template of the index shows.
type indexData struct {
	shell
	Heading  string
	Reviewed bool // some series was checked
	Rows     []indexRow
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
}

func indexPage(dossiers []queries.Dossier, names []string) ([]byte, error) {
	page := indexData{shell: newShell("部门预算决算逐年比较", ""), Heading: fmt.Sprintf("%d个单位和口径的逐年比较", len(dossiers))}
	for i, dossier := range dossiers {
		b := newBuilder(dossier, Options{})
		coverage := b.coverage()
		row := indexRow{
			Link: names[i], Name: dossier.Series.Organization, Years: years(dossier.Series.Years), Whole: coverage.Whole, Coverage: coverage.Text,
			Scope: charts.ScopeName(dossier.Series.Scope) + " · " + charts.StageName(dossier.Series.Stage),
		}
		if len(b.comparisons) > 0 {
			latest := b.comparisons[charts.Latest(b.comparisons)]
			row.Sentence = latest.Sentence().String()
			row.To, row.Change, row.Rate = b.totals(latest)
		}
		if review := dossier.Review; review != nil {
			count := charts.SeverityCount(review.Findings)
			row.Findings, row.Questions = fmt.Sprintf("%d／%d", count[queries.Error], count[queries.Warn]), fmt.Sprint(len(review.Questions))
			row.Counts = fmt.Sprintf("核对：%s；该问的问题：%s个。", charts.CountText(review.Findings), row.Questions)
			page.Reviewed = true
		}
		page.Rows = append(page.Rows, row)
	}
	return render("index.gohtml", page)
}

// totals are the expenditure of the later year of a comparison and its change, as far as they are known.
func (b *builder) totals(c charts.Comparison) (to, change, rate cell) {
	if total := c.Total(); total != nil && !c.Alone() {
		return b.amount("支出合计", c.To, total.To), b.change(*total), b.rate(*total)
	}
	if line := c.TotalLine(); line != nil {
		if figure, known := line.Figures[c.To]; known {
			to = b.amount("支出合计", c.To, &figure)
		}
	}
	return to, cell{Text: "—", Note: "没有可比的上年数"}, cell{}
}
