package charts

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"tongbi/etl/fact"
	"tongbi/queries"
)

// Trend is one line over all years: one of several small charts of the same make.
type Trend struct {
	Line  queries.Line
	Years []fact.Year // every year from the first to the last that any of the charts has, those without a document too
	Break []Break     // where what the line covers changed
}

// Break is a year from which on a line does not cover what it covered before: its code took in or gave away another one.
type Break struct {
	Year fact.Year
	Note string // Chinese: what the crosswalk says
}

// trendCharts is how many lines get a chart; all lines stand in the full table.
const trendCharts = 9

// Trends gives the lines that are worth a chart over the years: the total, its nature and its classes, the largest of
// the latest year first. There are none where only one year is known.
func Trends(dossier queries.Dossier) []Trend {
	comparisons := Comparisons(dossier)
	if len(comparisons) == 0 || comparisons[0].Alone() {
		return nil
	}
	latest := comparisons[Latest(comparisons)]
	var lines []queries.Line
	if total := totalOf(dossier); total != nil {
		lines = append(lines, *total)
	}
	for _, part := range slices.Concat(latest.ByNature().Parts, latest.ByClass().Parts) {
		lines = append(lines, part.Line)
	}
	lines = slices.DeleteFunc(lines, func(line queries.Line) bool { return len(line.Figures) < 2 })
	lines = lines[:min(len(lines), trendCharts)]
	return trendsOf(dossier, lines)
}

// SpecialTrends gives “三公”经费, 机关运行经费 and 政府采购 over the years, those that two years state.
func SpecialTrends(dossier queries.Dossier) []Trend {
	var lines []queries.Line
	for _, measure := range []fact.Measure{fact.ThreePublic, fact.AdminOperating, fact.Procurement} {
		for _, line := range dossier.Lines {
			if line.Code == "" && line.Measure == measure && (line.By == "three-public" || line.By == "procurement") && len(line.Figures) > 1 {
				lines = append(lines, line)
				break
			}
		}
	}
	return trendsOf(dossier, lines)
}

// trendsOf sets lines over the same years.
func trendsOf(dossier queries.Dossier, lines []queries.Line) []Trend {
	var years []fact.Year
	for _, line := range lines {
		years = slices.AppendSeq(years, maps.Keys(line.Figures))
	}
	var trends []Trend
	for _, line := range lines {
		trends = append(trends, Trend{Line: line, Years: span(years), Break: breaks(dossier, line)})
	}
	return trends
}

// breaks are the years in which the crosswalk keeps a line from being compared with the year before.
func breaks(dossier queries.Dossier, line queries.Line) []Break {
	if line.Code == "" {
		return nil
	}
	var breaks []Break
	for i := range dossier.Changes {
		change := &dossier.Changes[i]
		if change.Status != queries.NotComparable || len(change.Crosswalk) == 0 || change.Code != line.Code || change.By != line.By || change.Fund != line.Fund || change.Measure != line.Measure {
			continue
		}
		if !slices.ContainsFunc(dossier.Years, func(year fact.Year) bool { return change.FromYear < year && year < change.ToYear }) {
			breaks = append(breaks, Break{change.ToYear, change.Note})
		}
	}
	return breaks
}

// span is every year from the first to the last.
func span(years []fact.Year) []fact.Year {
	var all []fact.Year
	for year := slices.Min(years); year <= slices.Max(years); year++ {
		all = append(all, year)
	}
	return all
}

// Describe says the trend in words.
func (t Trend) Describe() string {
	var points []string
	for _, year := range t.Years {
		if figure, ok := t.Line.Figures[year]; ok {
			points = append(points, fmt.Sprintf("%d年%s", year, Amount(figure.Amount)))
		} else {
			points = append(points, fmt.Sprintf("%d年无数", year))
		}
	}
	text := t.Line.Label + "（万元）：" + strings.Join(points, "，")
	for _, at := range t.Break {
		text += fmt.Sprintf("；%d年起科目有调整，与以前不可直接相比", at.Year)
	}
	return text
}

// Plot is the trend's chart: a bar a year with its figure, the latest year solid, a year that is known only from a later
// document's sentence in outline, a year without a figure as a gap.
func (t Trend) Plot() Plot {
	hidden := opts.Bool(false)
	bar := charts.NewBar()
	bar.SetGlobalOptions(
		charts.WithAnimation(false), described(t.Describe()),
		charts.WithGridOpts(opts.Grid{Left: "2", Right: "2", Top: "20", Bottom: "22"}),
		charts.WithXAxisOpts(opts.XAxis{
			Type: "category", AxisTick: &opts.AxisTick{Show: hidden}, AxisLabel: &opts.AxisLabel{Color: muted, FontSize: 11, Interval: "0"},
			AxisLine: &opts.AxisLine{LineStyle: &opts.LineStyle{Color: muted}},
		}),
		charts.WithYAxisOpts(opts.YAxis{Type: "value", Show: hidden}),
	)
	var years []string
	var data []opts.BarData
	for i, year := range t.Years {
		years = append(years, fmt.Sprint(year))
		data = append(data, t.bar(year, i == len(t.Years)-1))
	}
	bar.SetXAxis(years).AddSeries(t.Line.Label, data, charts.WithBarChartOpts(opts.BarChart{BarCategoryGap: "36%"}),
		charts.WithLabelOpts(opts.Label{Show: opts.Bool(true), Position: "top", Color: ink, FontSize: 11, Formatter: "figure"}))
	if len(t.Break) > 0 {
		bar.Overlap(t.lines())
	}
	return plot(bar)
}

// lines are the dashed lines before the years in which the classification changed; the script named by renderItem knows where
// they stand.
func (t Trend) lines() *charts.Custom {
	var data []opts.CustomData
	for _, at := range t.Break {
		data = append(data, opts.CustomData{Name: fmt.Sprint(at.Year), Value: []any{slices.Index(t.Years, at.Year), 0}})
	}
	custom := charts.NewCustom()
	custom.AddSeries("科目调整", data, charts.WithCustomChartOpts(opts.CustomChart{RenderItem: "break"}))
	return custom
}

func (t Trend) bar(year fact.Year, last bool) opts.BarData {
	figure, ok := t.Line.Figures[year]
	if !ok {
		return opts.BarData{Value: "-"} // ECharts' word for no value
	}
	style := &opts.ItemStyle{Color: past}
	if last {
		style.Color = current
	}
	if figure.Implied {
		style = &opts.ItemStyle{Color: none, BorderColor: muted, BorderWidth: 1}
	}
	return opts.BarData{Name: Amount(figure.Amount), Value: tenThousands(figure.Amount), ItemStyle: style}
}
