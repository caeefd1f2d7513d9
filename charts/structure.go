package charts

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"tongbi/etl/fact"
	"tongbi/queries"
)

// structureParts is how many parts a structure draws before it sums up the rest.
const structureParts = 5

// Part is one line's share in the whole over the years.
type Part struct {
	Label   string
	Code    fact.Code
	Line    queries.Line
	Amounts map[fact.Year]fact.Fen
	Shares  map[fact.Year]Share // no entry where the year has no whole
	Rest    bool                // computed here: the parts that are not drawn, or what the parts lack of the whole
}

// Move is the change of the share in 个百分点; false where one year has no shares at all. A line that a year does not have
// has a share of zero there.
func (p Part) Move(from, to fact.Year) (Share, bool) {
	before, known := p.Shares[from]
	after, knownToo := p.Shares[to]
	return after - before, known && knownToo
}

// Structure is what a whole is made of, as shares, over all years that have its parts.
type Structure struct {
	Title string
	Years []fact.Year
	Parts []Part // all of them, the largest of the latest year first
	Whole map[fact.Year]fact.Fen
}

// ByClass is the structure of the expenditure by functional class.
func (c Comparison) ByClass() Structure {
	return c.StructureOf("各类支出占比", c.FunctionLines())
}

// StructureOf is the structure of what lines of one classification add up to, by those that stand under no other one.
func (c Comparison) StructureOf(title string, lines []queries.Line) Structure {
	tops := slices.DeleteFunc(slices.Clone(lines), func(line queries.Line) bool {
		return slices.ContainsFunc(lines, func(other queries.Line) bool { return above(other.Code, line.Code) })
	})
	return newStructure(title, tops)
}

// ByNature is the structure of the expenditure by 基本支出 and 项目支出. What a total holds beyond the two (单位预留,
// 结转 and the like) is a part of its own, so that their shares are shares of the total.
func (c Comparison) ByNature() Structure {
	var lines []queries.Line
	for _, measure := range []fact.Measure{fact.Basic, fact.Project} {
		if line := c.Line("nature", measure); line != nil {
			lines = append(lines, *line)
		}
	}
	structure := newStructure("基本支出与项目支出占比", lines)
	slices.SortStableFunc(structure.Parts, func(a, b Part) int { return cmp.Compare(a.Line.Measure, b.Line.Measure) })
	if total := c.TotalLine(); total != nil && len(lines) == 2 {
		structure.fillUp(*total)
	}
	return structure
}

// fillUp widens the whole to the total of each year and adds what the parts lack as the last part; years whose parts
// come to more than their total stay as they are.
func (s *Structure) fillUp(total queries.Line) {
	rest := Part{Label: "其余支出", Amounts: map[fact.Year]fact.Fen{}, Shares: map[fact.Year]Share{}, Rest: true}
	lacking := false
	for _, year := range s.Years {
		if figure, stated := total.Figures[year]; stated && figure.Amount > s.Whole[year] {
			rest.Amounts[year], s.Whole[year] = figure.Amount-s.Whole[year], figure.Amount
			lacking = lacking || !flat(rest.Amounts[year])
		}
	}
	if !lacking {
		return
	}
	s.Parts = append(s.Parts, rest)
	for _, part := range s.Parts {
		for _, year := range s.Years {
			if share, ok := shareOf(part.Amounts[year], s.Whole[year]); ok {
				part.Shares[year] = share
			}
		}
	}
}

func newStructure(title string, lines []queries.Line) Structure {
	structure := Structure{Title: title, Whole: map[fact.Year]fact.Fen{}}
	for _, line := range lines {
		for year, figure := range line.Figures {
			structure.Whole[year] += figure.Amount
		}
	}
	for year := range structure.Whole {
		structure.Years = append(structure.Years, year)
	}
	slices.Sort(structure.Years)
	for _, line := range lines {
		structure.Parts = append(structure.Parts, structure.part(line))
	}
	if len(structure.Years) > 0 {
		latest := structure.Years[len(structure.Years)-1]
		slices.SortStableFunc(structure.Parts, func(a, b Part) int { return cmp.Compare(b.Amounts[latest], a.Amounts[latest]) })
	}
	return structure
}

func (s Structure) part(line queries.Line) Part {
	part := Part{Label: line.Label, Code: line.Code, Line: line, Amounts: map[fact.Year]fact.Fen{}, Shares: map[fact.Year]Share{}}
	for _, year := range s.Years {
		part.Amounts[year] = line.Figures[year].Amount
		if share, ok := shareOf(part.Amounts[year], s.Whole[year]); ok {
			part.Shares[year] = share
		}
	}
	return part
}

// Drawn gives the parts that the chart shows: the largest, and the rest in one.
func (s Structure) Drawn() []Part {
	if len(s.Parts) <= structureParts+1 {
		return s.Parts
	}
	rest := Part{Label: fmt.Sprintf("其余%d类", len(s.Parts)-structureParts), Amounts: map[fact.Year]fact.Fen{}, Shares: map[fact.Year]Share{}, Rest: true}
	for _, year := range s.Years {
		for _, part := range s.Parts[structureParts:] {
			rest.Amounts[year] += part.Amounts[year]
		}
		if share, ok := shareOf(rest.Amounts[year], s.Whole[year]); ok {
			rest.Shares[year] = share
		}
	}
	return append(slices.Clone(s.Parts[:structureParts]), rest)
}

// Describe says the structure in words.
func (s Structure) Describe() string {
	var years []string
	for _, year := range s.Years {
		var shares []string
		for _, part := range s.Drawn() {
			if share, ok := part.Shares[year]; ok {
				shares = append(shares, part.Label+share.String())
			}
		}
		years = append(years, fmt.Sprintf("%d年：%s", year, strings.Join(shares, "，")))
	}
	return s.Title + "。" + strings.Join(years, "；")
}

// Plot is the structure's chart: one bar a year, cut into shares. Only shares with room enough carry their figure; all
// stand in the table below it.
func (s Structure) Plot() Plot {
	bar := charts.NewBar()
	bar.SetGlobalOptions(
		charts.WithAnimation(false), described(s.Describe()),
		charts.WithGridOpts(opts.Grid{Left: "44", Right: "0", Top: "0", Bottom: "0"}),
		charts.WithXAxisOpts(bareX(0, 100)),
		charts.WithYAxisOpts(opts.YAxis{
			Type: "category", Inverse: opts.Bool(true), AxisLine: &opts.AxisLine{Show: opts.Bool(false), LineStyle: &opts.LineStyle{Color: none}},
			AxisLabel: &opts.AxisLabel{Color: ink, FontSize: 13, Interval: "0"},
		}),
	)
	var years []string
	for _, year := range s.Years {
		years = append(years, fmt.Sprint(year))
	}
	bar.SetXAxis(years)
	for i, part := range s.Drawn() {
		bar.AddSeries(part.Label, s.bars(part), charts.WithBarChartOpts(opts.BarChart{Stack: "whole", BarCategoryGap: "32%"}),
			charts.WithItemStyleOpts(opts.ItemStyle{Color: fmt.Sprintf("var(--s%d)", Shade(i, part)), BorderColor: "var(--paper)", BorderWidth: 1}),
			charts.WithLabelOpts(opts.Label{Show: opts.Bool(true), Position: "insideLeft", Color: fmt.Sprintf("var(--t%d)", Shade(i, part)), FontSize: 12, Formatter: "share"}))
	}
	bar.XYReversal()
	return plot(bar)
}

// Shade numbers the tint of a drawn part, from dark to light; the rest has its own. The style sheet knows them as s1 to s6.
func Shade(i int, part Part) int {
	if part.Rest {
		return structureParts + 1
	}
	return i + 1
}

func (s Structure) bars(part Part) []opts.BarData {
	var data []opts.BarData
	for _, year := range s.Years {
		value := 0.0
		if whole := s.Whole[year]; whole > 0 {
			value = fact.Ratio(int64(part.Amounts[year]), int64(whole)).Float() * 100
		}
		data = append(data, opts.BarData{Name: part.Shares[year].String(), Value: value})
	}
	return data
}
