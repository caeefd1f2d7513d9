package page

import (
	"fmt"

	"tongbi/charts"
	"tongbi/queries"
)

// indexData is what the template of the index shows.
type indexData struct {
	shell
	Heading string
	Rows    []indexRow
}

// indexRow is one series in the index.
type indexRow struct {
	Link, Name, Scope, Years string
	To, Change, Rate         cell
	Sentence                 string
	Whole                    bool
	Coverage                 string
}

func indexPage(dossiers []queries.Dossier, names []string) ([]byte, error) {
	page := indexData{shell: newShell("部门预算决算逐年比较", ""), Heading: fmt.Sprintf("%d个单位和口径的逐年比较", len(dossiers))}
	for i, dossier := range dossiers {
		b := newBuilder(dossier, Options{})
		coverage := b.coverage()
		row := indexRow{
			Link: names[i], Name: dossier.Series.Organization, Years: years(dossier.Years), Whole: coverage.Whole, Coverage: coverage.Text,
			Scope: charts.ScopeName(dossier.Series.Scope) + " · " + charts.StageName(dossier.Series.Stage),
		}
		if len(b.comparisons) > 0 {
			latest := b.comparisons[charts.Latest(b.comparisons)]
			row.Sentence = latest.Sentence().String()
			if total := latest.Total(); total != nil && !latest.Alone() {
				row.To, row.Change, row.Rate = b.amount("支出合计", latest.To, total.To), b.change(*total), b.rate(*total)
			}
		}
		page.Rows = append(page.Rows, row)
	}
	return render("index.gohtml", page)
}
