package briefing

import (
	"fmt"
	"slices"
	"strings"

	"tongbi/charts"
	"tongbi/etl/fact"
)

// ChartKind is how a chart is drawn.
type ChartKind string

// The kinds of charts.
const (
	Columns   ChartKind = "columns"   // beside each other, by category; with a line of rates above them
	Stacked   ChartKind = "stacked"   // on top of each other
	Bars      ChartKind = "bars"      // lying, one a category, from zero to either side
	Waterfall ChartKind = "waterfall" // from one total to another
	Ring      ChartKind = "ring"      // shares of one whole
)

// Chart is a chart with its data; every renderer draws it, or shows it as a table.
type Chart struct {
	Number     int // counted through the briefing, from 1
	Kind       ChartKind
	Title      string // what it shows
	Unit       string // of the series; a line is in per cent
	Categories []string
	Series     []Series
	Line       *Series // of Columns: rates on an axis of their own
	Breaks     []int   // the categories before which the classification changed
	Notes      []string
}

// Series is one row of numbers, a point a category.
type Series struct {
	Name   string
	Points []Point
}

// Point is one number of a series.
type Point struct {
	Known  bool
	Value  float64 // for drawing only
	Exact  string  // the number as a decimal, in the chart's unit
	Label  string  // as people read it
	Whole  bool    // of Waterfall: it stands on zero, a total
	Behind bool    // not this year's own document: drawn in outline
}

// pointOf is an amount in 万元.
func pointOf(amount fact.Fen) Point {
	ratio := fact.Ratio(int64(amount), int64(fact.TenThousandYuan))
	return Point{Known: true, Value: ratio.Float(), Exact: ratio.Round(6), Label: charts.Amount(amount)}
}

// changePoint is a change in 万元 whose label carries its sign.
func changePoint(amount fact.Fen, rate *fact.Rate) Point {
	point := pointOf(amount)
	point.Label = charts.Signed(amount)
	if rate != nil {
		point.Label += fmt.Sprintf("（%s）", charts.SignedRate(*rate))
	}
	return point
}

// ratePoint is a rate in per cent.
func ratePoint(rate fact.Rate) Point {
	return Point{Known: true, Value: rate.Float() * 100, Exact: rate.Times(100).Round(4), Label: charts.SignedRate(rate)}
}

// Describe says the chart in words, for those who do not see it.
func (c Chart) Describe() string {
	var parts []string
	for i, category := range c.Categories {
		var values []string
		for _, series := range append(slices.Clone(c.Series), c.lines()...) {
			label := series.Points[i].Label
			if len(c.Series) > 1 || c.Line != nil {
				label = series.Name + label
			}
			values = append(values, label)
		}
		parts = append(parts, category+"："+strings.Join(values, "，"))
	}
	return c.Title + "（" + c.Unit + "）。" + strings.Join(parts, "；")
}

func (c Chart) lines() []Series {
	if c.Line == nil {
		return nil
	}
	return []Series{*c.Line}
}

// Base is the invisible part under each bar of a waterfall, and where the bar ends, in the chart's unit. A bar that
// crosses zero is drawn from zero to either side.
func (c Chart) Base() (from, to []float64) {
	at := 0.0
	for _, point := range c.Series[0].Points {
		start := at
		if point.Whole {
			start, at = 0, point.Value
		} else {
			at += point.Value
		}
		from, to = append(from, start), append(to, at)
	}
	return from, to
}
