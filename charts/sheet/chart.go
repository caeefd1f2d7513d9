package sheet

import (
	"errors"
	"fmt"

	"github.com/xuri/excelize/v2"
)

// Kind is how a chart draws its series.
type Kind string

// The kinds.
const (
	Bars    Kind = "bars"    // lying, one above the other; series of one category in one bar
	Columns Kind = "columns" // standing, series of one category in one column
	Lines   Kind = "lines"   // one line a series
)

// Chart is a chart of its own data, which stands beside it on the sheet of charts and can be changed there.
type Chart struct {
	Title      string // what it shows, with the unit
	Kind       Kind
	Categories []string
	Series     []Series
}

// Series is one row of values of a chart, one a category: Printed, int, or nil where there is none.
type Series struct {
	Name   string
	Color  string // RRGGBB; empty: the program's own
	Values []any
}

// chartsTab is the name of the sheet of charts.
const chartsTab = "图表"

// The place of a chart on its sheet: below the data of the one before, to the right of its own.
const (
	chartWidth  = 720
	chartHeight = 380
	blockRows   = 22 // how many rows a chart covers at least
	rowPixels   = 26 // that a category of a lying chart needs
)

// addCharts adds the sheet of charts; nothing where there are none.
func addCharts(book *excelize.File, styles styles, charts []Chart) error {
	if len(charts) == 0 {
		return nil
	}
	if _, err := book.NewSheet(chartsTab); err != nil {
		return err
	}
	top, widest := 1, 1
	for _, chart := range charts {
		widest = max(widest, len(chart.Series))
	}
	last, err := excelize.ColumnNumberToName(1 + widest)
	if err != nil {
		return err
	}
	if err := errors.Join(book.SetColWidth(chartsTab, "A", "A", 36), book.SetColWidth(chartsTab, "B", last, 16)); err != nil {
		return err
	}
	for _, chart := range charts {
		if err := chart.put(book, styles, top, widest+3); err != nil {
			return fmt.Errorf("add chart %s: %w", chart.Title, err)
		}
		top += max(blockRows, len(chart.Categories)+4, chart.height()/20+2)
	}
	across, size, wide, high, fit := "landscape", 9, 1, 0, true
	if err := book.SetPageLayout(chartsTab, &excelize.PageLayoutOptions{Orientation: &across, Size: &size, FitToWidth: &wide, FitToHeight: &high}); err != nil {
		return err
	}
	return book.SetSheetProps(chartsTab, &excelize.SheetPropsOptions{FitToPage: &fit})
}

// height is how high a chart is drawn, in pixels: lying bars need room for each.
func (c Chart) height() int {
	if c.Kind == Bars {
		return max(chartHeight, 120+rowPixels*len(c.Categories))
	}
	return chartHeight
}

// put writes the data of a chart from a row on and the chart itself into a column.
func (c Chart) put(book *excelize.File, styles styles, top, column int) error {
	write := func(col, row int, value any) error {
		cell, err := excelize.CoordinatesToCellName(col, row)
		if err != nil {
			return err
		}
		return put(book, chartsTab, cell, styles, value)
	}
	if err := write(1, top, c.Title); err != nil {
		return err
	}
	for r, category := range c.Categories {
		if err := write(1, top+2+r, category); err != nil {
			return err
		}
	}
	for s, series := range c.Series {
		if err := write(2+s, top+1, series.Name); err != nil {
			return err
		}
		for r, value := range series.Values {
			if err := write(2+s, top+2+r, value); err != nil {
				return err
			}
		}
	}
	at, err := excelize.CoordinatesToCellName(column, top)
	if err != nil {
		return err
	}
	return book.AddChart(chartsTab, at, c.drawn(top))
}

// kinds are the types of the chart library.
var kinds = map[Kind]excelize.ChartType{Bars: excelize.BarStacked, Columns: excelize.ColStacked, Lines: excelize.Line}

// drawn is the chart as the library takes it, its data standing from a row on.
func (c Chart) drawn(top int) *excelize.Chart {
	first, last, gap := top+2, top+1+len(c.Categories), uint(60)
	small := excelize.Font{Size: 9, Color: "404040"}
	drawn := &excelize.Chart{
		Type: kinds[c.Kind], ShowBlanksAs: "gap", GapWidth: &gap,
		Title:     excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: c.Title, Font: &excelize.Font{Bold: true, Size: 12}}}},
		Legend:    excelize.ChartLegend{Position: "bottom"},
		Dimension: excelize.ChartDimension{Width: chartWidth, Height: uint(c.height())},
		XAxis:     excelize.ChartAxis{ReverseOrder: c.Kind == Bars, TickLabelPosition: excelize.ChartTickLabelLow, Font: small},
		YAxis:     excelize.ChartAxis{MajorGridLines: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: "#,##0"}, Font: small},
		PlotArea:  excelize.ChartPlotArea{ShowVal: c.Kind == Bars},
	}
	for s, series := range c.Series {
		letter, _ := excelize.ColumnNumberToName(2 + s)
		one := excelize.ChartSeries{
			Name:       fmt.Sprintf("'%s'!$%s$%d", chartsTab, letter, top+1),
			Categories: fmt.Sprintf("'%s'!$A$%d:$A$%d", chartsTab, first, last),
			Values:     fmt.Sprintf("'%s'!$%s$%d:$%s$%d", chartsTab, letter, first, letter, last),
		}
		if series.Color != "" {
			one.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{series.Color}}
			one.Line = excelize.LineOptions{Width: 2, Fill: one.Fill}
		}
		if c.Kind == Lines {
			one.Marker = excelize.ChartMarker{Symbol: "circle", Size: 6}
		}
		drawn.Series = append(drawn.Series, one)
	}
	return drawn
}
