package page

import (
	"fmt"
	"strings"

	"tongbi/charts"
	"tongbi/etl/fact"
	"tongbi/queries"
)

// structure is one table of shares with its chart.
type structure struct {
	Title  string
	Years  []fact.Year
	Legend []legend
	Rows   []shareRow
	Plot   string
	Bars   int
	Moves  string // which years the column of changes compares, empty where nothing can be compared
}

type legend struct {
	Label string
	Shade int
}

type shareRow struct {
	Label  string
	Shares []cell
	Move   cell
}

func (b *builder) addStructures(pane *pane, c charts.Comparison) {
	classes := c.ByClass()
	pane.StructureTitle = c.StructureHeading(classes)
	for _, shown := range []charts.Structure{classes, c.ByNature()} {
		if len(shown.Parts) > 1 && len(shown.Years) > 0 {
			pane.Structures = append(pane.Structures, b.structure(c, shown))
		}
	}
}

func (b *builder) structure(c charts.Comparison, s charts.Structure) structure {
	shown := structure{Title: s.Title, Years: s.Years, Bars: len(s.Years)}
	var cites [][]string // of each part's bars
	for i, part := range s.Drawn() {
		var bars []string
		for _, year := range s.Years {
			bars = append(bars, b.share(part, year).Evidence)
		}
		cites = append(cites, bars)
		shown.Legend = append(shown.Legend, legend{part.Label, charts.Shade(i, part)})
	}
	shown.Plot = b.plots.add(map[string]any{"option": s.Plot(), "cites": cites})
	_, before := s.Whole[c.From]
	if before {
		shown.Moves = pairLabel(c)
	}
	for _, part := range s.Parts {
		row := shareRow{Label: part.Label}
		for _, year := range s.Years {
			row.Shares = append(row.Shares, b.share(part, year))
		}
		if move, ok := part.Move(c.From, c.To); ok {
			row.Move = cell{Text: points(move), Tone: toneOf(move), Quiet: true, Evidence: strings.TrimSpace(b.share(part, c.To).Evidence + " " + b.share(part, c.From).Evidence)}
		}
		shown.Rows = append(shown.Rows, row)
	}
	return shown
}

func (b *builder) share(part charts.Part, year fact.Year) cell {
	share, known := part.Shares[year]
	if !known {
		return cell{Text: "—", Note: "合计为零，不计算占比"}
	}
	if part.Rest {
		return cell{Text: share.String()}
	}
	figure, stated := part.Line.Figures[year]
	if !stated {
		return cell{Text: "—", Note: fmt.Sprintf("%d年文件未列", year)}
	}
	return cell{Text: share.String(), Evidence: b.evidence.cite(charts.Cited{Subject: subject(part.Line), Year: year, Figure: &figure})}
}

func subject(line queries.Line) string {
	if line.Code == "" {
		return line.Label
	}
	return string(line.Code) + " " + line.Label
}

func points(move charts.Share) string {
	if move == 0 {
		return "持平"
	}
	return move.Points()
}

func toneOf(move charts.Share) charts.Tone {
	switch {
	case move > 0:
		return charts.Up
	case move < 0:
		return charts.Down
	}
	return charts.Plain
}

// trend is one of the small charts.
type trend struct {
	Label  string
	Code   string
	Plot   string
	Points []point
	Breaks []string // what changed in which year
}

// point is one figure of a small chart as text.
type point struct {
	Year fact.Year
	Cell cell
}

// trends are small charts with the figures that they show.
func (b *builder) trends(taken []charts.Trend) []trend {
	var trends []trend
	for _, t := range taken {
		shown := trend{Label: t.Line.Label, Code: string(t.Line.Code)}
		var bars []string
		for _, year := range t.Years {
			figure, stated := t.Line.Figures[year]
			if !stated {
				bars = append(bars, "")
				continue
			}
			cell := b.amount(b.subject(t.Line), year, &figure)
			bars, shown.Points = append(bars, cell.Evidence), append(shown.Points, point{year, cell})
		}
		for _, at := range t.Break {
			shown.Breaks = append(shown.Breaks, fmt.Sprintf("%d年起不可与以前直接相比：%s", at.Year, at.Note))
		}
		shown.Plot = b.plots.add(map[string]any{"option": t.Plot(), "cites": [][]string{bars}})
		trends = append(trends, shown)
	}
	return trends
}

// span is every year that the small charts show, those without figures too.
func span(trends []charts.Trend) []fact.Year {
	if len(trends) == 0 {
		return nil
	}
	return trends[0].Years
}

// trendNote says what the marks of the small charts mean, as far as they occur.
func trendNote(trends []charts.Trend) string {
	note := "万元；各图纵轴从零起，互不相同。"
	implied, gap, broken := false, false, false
	for _, t := range trends {
		for _, year := range t.Years {
			figure, known := t.Line.Figures[year]
			implied, gap = implied || known && figure.Implied, gap || !known
		}
		broken = broken || len(t.Break) > 0
	}
	if implied {
		note += "空心柱取自或推算自其他年度的文件。"
	}
	if broken {
		note += "虚线处科目有调整，其前后不可直接相比。"
	}
	if gap {
		note += "空缺处该年没有数。"
	}
	return note
}
