package cmd

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"tongbi/charts"
	"tongbi/charts/sheet"
	"tongbi/etl/fact"
	"tongbi/queries"
)

// A workbook has charts of at most so many tables, and a chart so many lines: what is more is in the rows.
const (
	mostCharts  = 20
	mostChanged = 15
	mostLines   = 8
)

// The colours of what rose and fell, of what is grave and less grave.
const (
	risen, fallen       = "C0563B", "2F6E8E"
	grave, less, slight = "A83232", "D9A441", "9AA5AD"
)

// wan is an amount as the data of a chart: in 万元, a number that looks as printed.
func wan(fen fact.Fen) any { return sheet.Printed(fen.TenThousands()) }

// groups gathers rows by a key, in the order in which the keys first come.
func groups[Row any, Key comparable](rows []Row, key func(Row) Key) [][]Row {
	at := map[Key]int{}
	var all [][]Row
	for _, row := range rows {
		i, known := at[key(row)]
		if !known {
			i = len(all)
			at[key(row)] = i
			all = append(all, nil)
		}
		all[i] = append(all[i], row)
	}
	return all
}

// changeTable is what the changes of one chart have in common.
type changeTable struct {
	organization string
	scope        fact.Scope
	from, to     fact.Year
	fromStage    fact.Stage
	toStage      fact.Stage
}

// changeCharts draw the largest changes of each table: what rose to the right, what fell to the left.
func changeCharts(changes []queries.Change) []sheet.Chart {
	var drawn []sheet.Chart
	tables := groups(changes, func(c queries.Change) changeTable {
		return changeTable{c.Organization, c.Scope, c.FromYear, c.ToYear, c.FromStage, c.ToStage}
	})
	for _, table := range tables {
		shown := slices.DeleteFunc(slices.Clone(table), func(c queries.Change) bool {
			return c.Change == nil || *c.Change == 0 || !drawnMeasure(c.Code, c.Measure)
		})
		shown = deepest(shown)
		slices.SortStableFunc(shown, func(a, b queries.Change) int {
			return cmp.Compare(max(*b.Change, -*b.Change), max(*a.Change, -*a.Change))
		})
		shown = shown[:min(len(shown), mostChanged)]
		if len(shown) == 0 || len(drawn) == mostCharts {
			continue
		}
		first := shown[0]
		chart := sheet.Chart{
			Kind:   sheet.Bars,
			Title:  fmt.Sprintf("%s　%d年%s至%d年%s的增减额（万元）", first.Organization, first.FromYear, charts.StageName(first.FromStage), first.ToYear, charts.StageName(first.ToStage)),
			Series: []sheet.Series{{Name: "增加", Color: risen}, {Name: "减少", Color: fallen}},
		}
		for _, c := range shown {
			chart.Categories = append(chart.Categories, c.Label)
			up, down := any(nil), any(nil)
			if *c.Change > 0 {
				up = wan(*c.Change)
			} else {
				down = wan(*c.Change)
			}
			chart.Series[0].Values, chart.Series[1].Values = append(chart.Series[0].Values, up), append(chart.Series[1].Values, down)
		}
		drawn = append(drawn, chart)
	}
	return drawn
}

// drawnMeasure tells whether a line is drawn: of a coded one the whole, not its parts.
func drawnMeasure(code fact.Code, measure fact.Measure) bool {
	return code == "" || measure == fact.Total || measure == fact.AmountOnly
}

// deepest keeps the classes where codes of several depths are together: an item is part of its class.
func deepest(changes []queries.Change) []queries.Change {
	levels := map[fact.Level]bool{}
	for _, c := range changes {
		levels[c.Code.Level()] = true
	}
	if len(levels) < 2 || !levels[fact.Class] {
		return changes
	}
	return slices.DeleteFunc(changes, func(c queries.Change) bool { return c.Code != "" && c.Code.Level() != fact.Class })
}

// lineTable is what the lines of one chart have in common.
type lineTable struct {
	organization string
	scope        fact.Scope
	stage        fact.Stage
	by           string
}

// lineCharts draw the largest lines of each table over its years; a year that a line lacks is a gap.
func lineCharts(lines []queries.Line) []sheet.Chart {
	var drawn []sheet.Chart
	tables := groups(lines, func(l queries.Line) lineTable { return lineTable{l.Organization, l.Scope, l.Stage, l.By} })
	for _, table := range tables {
		classes := slices.ContainsFunc(table, func(l queries.Line) bool { return l.Code.Level() == fact.Class })
		shown := slices.DeleteFunc(slices.Clone(table), func(l queries.Line) bool {
			return !drawnMeasure(l.Code, l.Measure) || classes && l.Code != "" && l.Code.Level() != fact.Class
		})
		slices.SortStableFunc(shown, func(a, b queries.Line) int { return cmp.Compare(largest(b), largest(a)) })
		shown = shown[:min(len(shown), mostLines)]
		years := yearsOf(shown)
		if len(years) < 2 || len(drawn) == mostCharts {
			continue
		}
		chart := sheet.Chart{Kind: sheet.Lines, Title: fmt.Sprintf("%s　%s　%s（万元）", shown[0].Organization, charts.ViewName(shown[0].By), charts.StageName(shown[0].Stage))}
		for _, year := range years {
			chart.Categories = append(chart.Categories, fmt.Sprintf("%d年", year))
		}
		for _, line := range shown {
			series := sheet.Series{Name: line.Label}
			for _, year := range years {
				value := any(nil)
				if figure := figureOf(line, year); figure != nil {
					value = wan(figure.Amount)
				}
				series.Values = append(series.Values, value)
			}
			chart.Series = append(chart.Series, series)
		}
		drawn = append(drawn, chart)
	}
	return drawn
}

func largest(line queries.Line) fact.Fen {
	most := fact.Fen(0)
	for figure := range maps.Values(line.Figures) {
		most = max(most, figure.Amount)
	}
	return most
}

// findingCharts count the findings of each document by their severity.
func findingCharts(findings []queries.Finding) []sheet.Chart {
	return counted("各文件对不上的地方（处）", findings, func(f queries.Finding) string { return f.Document }, func(f queries.Finding) string { return charts.SeverityName(f.Severity) },
		[]string{charts.SeverityName(queries.Error), charts.SeverityName(queries.Warn), charts.SeverityName(queries.Info)})
}

// questionCharts count the questions of each theme by their priority.
func questionCharts(questions []queries.Question) []sheet.Chart {
	return counted("各主题的问题（个）", questions, func(q queries.Question) string { return q.Theme }, func(q queries.Question) string { return charts.PriorityName(q.Priority) },
		[]string{charts.PriorityName(queries.High), charts.PriorityName(queries.Medium), charts.PriorityName(queries.Low)})
}

// counted counts rows by category and grade, the category with most first.
func counted[Row any](title string, rows []Row, category, grade func(Row) string, grades []string) []sheet.Chart {
	all := groups(rows, category)
	slices.SortStableFunc(all, func(a, b []Row) int { return cmp.Compare(len(b), len(a)) })
	all = all[:min(len(all), mostChanged)]
	if len(all) == 0 {
		return nil
	}
	chart := sheet.Chart{Title: title, Kind: sheet.Bars}
	for i, name := range grades {
		chart.Series = append(chart.Series, sheet.Series{Name: name, Color: []string{grave, less, slight}[i]})
	}
	for _, group := range all {
		chart.Categories = append(chart.Categories, category(group[0]))
		for i, name := range grades {
			count := 0
			for _, row := range group {
				if grade(row) == name {
					count++
				}
			}
			value := any(nil)
			if count > 0 {
				value = count
			}
			chart.Series[i].Values = append(chart.Series[i].Values, value)
		}
	}
	return []sheet.Chart{chart}
}
