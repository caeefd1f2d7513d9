package page

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"tongbi/charts"
	"tongbi/etl/fact"
	"tongbi/queries"
)

// seriesPage is everything that the template of one series shows.
type seriesPage struct {
	shell
	Back         string // link to the index; empty for none
	Eyebrow      string
	Organization string
	Subtitle     []string
	Coverage     coverage
	Panes        []pane
	Moved        bool // some pane has movers
	TrendHeading string
	TrendNote    string
	Span         []fact.Year // every year that the small charts show
	Trends       []trend
	Specials     []trend
	Special      bool // some pane has rows of “三公” and the like
	Review       *review
	LinesHeading string
	Tables       []table
	Sources      []source
	Rules        []string
	Crosswalk    []correspondence
	Notes        []string
	Beside       []File // pictures that lie beside the page
	Evidence     template.JS
	Pictures     template.JS
	Plots        template.JS

	builder *builder
}

// pane is what the page shows of one comparison; the reader switches between them.
type pane struct {
	Key, Label      string
	On              bool
	Alone           bool
	Sentence        []piece
	Figures         []figure
	BridgeHeading   string
	BridgeNote      string
	Bridges         []bridge
	BridgePlot      string
	BridgeSource    string
	MoversHeading   string
	MoversNote      string
	Movers          []mover
	FromYear        fact.Year
	ToYear          fact.Year
	StructureTitle  string
	StructureNote   string
	Structures      []structure
	StructureSource string
	SpecialHeading  string
	Specials        []special
}

// piece is a span of a sentence with the numbers of its evidence.
type piece struct {
	Text     string
	Tone     charts.Tone
	Strong   bool
	Evidence string
}

// builder carries what all parts of a page are made with.
type builder struct {
	dossier     queries.Dossier
	comparisons []charts.Comparison
	changes     map[changeKey]*queries.Change
	evidence    *evidence
	plots       plots
	options     Options
}

func newBuilder(dossier queries.Dossier, options Options) *builder {
	b := &builder{dossier: dossier, comparisons: charts.Comparisons(dossier), changes: make(map[changeKey]*queries.Change, len(dossier.Changes)), evidence: newEvidence(options.Pictures != nil), options: options}
	for i := range dossier.Changes {
		c := &dossier.Changes[i]
		b.changes[newChangeKey(c.FromYear, c.ToYear, c.By, c.Fund, c.Measure, c.Code, c.Line, c.Label)] = c
	}
	return b
}

// shownFirst reports whether a comparison is the one that the page opens with.
func (b *builder) shownFirst(c charts.Comparison) bool {
	first := b.comparisons[charts.Latest(b.comparisons)]
	return c.From == first.From && c.To == first.To
}

func pairKey(c charts.Comparison) string { return fmt.Sprintf("%d-%d", c.From, c.To) }

func pairLabel(c charts.Comparison) string {
	if c.Alone() {
		return fmt.Sprintf("%d年", c.To)
	}
	return fmt.Sprintf("%d→%d", c.From, c.To)
}

// newSeriesPage builds everything that stands on the page of one dossier.
func newSeriesPage(dossier queries.Dossier, options Options) (seriesPage, error) {
	b, trends := newBuilder(dossier, options), charts.Trends(dossier)
	page := seriesPage{
		Eyebrow: eyebrow(dossier.Series), Organization: dossier.Series.Organization, Subtitle: b.subtitle(), Coverage: b.coverage(),
		TrendHeading: charts.TrendHeading(dossier), Trends: b.trends(trends), Specials: b.trends(charts.SpecialTrends(dossier)), TrendNote: trendNote(trends), Span: span(trends),
		LinesHeading: b.linesHeading(), Sources: b.sources(), Rules: rules(dossier), Notes: notes(dossier), Crosswalk: correspondences(dossier), builder: b,
	}
	for _, comparison := range b.comparisons {
		pane := b.pane(comparison)
		page.Panes, page.Moved = append(page.Panes, pane), page.Moved || len(pane.Movers) > 0
		page.Special = page.Special || len(pane.Specials) > 0
	}
	page.Review = b.review()
	page.Tables = b.tables()
	var err error
	if page.Evidence, err = b.evidence.data(); err != nil {
		return page, err
	}
	if page.Pictures, page.Beside, err = b.pictures(); err != nil {
		return page, err
	}
	page.Plots, err = b.plots.data()
	return page, err
}

func title(dossier queries.Dossier) string {
	return fmt.Sprintf("%s %s%s逐年比较", dossier.Series.Organization, years(dossier.Series.Years), charts.StageName(dossier.Series.Stage))
}

func eyebrow(s queries.Series) string {
	kind := map[fact.Scope]string{fact.Department: "部门", fact.UnitScope: "单位"}[s.Scope]
	if s.Stage == fact.FinalAccounts {
		return kind + "决算 · 逐年比较"
	}
	return kind + "预算 · 逐年比较"
}

func (b *builder) subtitle() []string {
	s := b.dossier.Series
	parts := []string{years(s.Years), charts.ScopeName(s.Scope), charts.StageName(s.Stage)}
	if len(b.comparisons) > 0 {
		if lines := b.comparisons[charts.Latest(b.comparisons)].FunctionLines(); len(lines) > 0 {
			parts = append(parts, charts.FundName(lines[0].Fund))
		}
	}
	return append(parts, "单位：万元")
}

// years is “2023—2025年”, or the years one by one where some are missing between them.
func years(years []fact.Year) string {
	switch {
	case len(years) == 0:
		return "年度未定"
	case len(years) == 1:
		return fmt.Sprintf("%d年", years[0])
	case int(years[len(years)-1]-years[0]) == len(years)-1:
		return fmt.Sprintf("%d—%d年", years[0], years[len(years)-1])
	}
	var names []string
	for _, year := range years {
		names = append(names, fmt.Sprint(year))
	}
	return strings.Join(names, "、") + "年"
}

func (b *builder) pane(c charts.Comparison) pane {
	pane := pane{
		Key: pairKey(c), Label: pairLabel(c), On: b.shownFirst(c), Alone: c.Alone(), FromYear: c.From, ToYear: c.To,
		Sentence: b.pieces(c.Sentence()), Figures: b.figures(c), BridgeHeading: c.BridgeHeading(),
	}
	b.addBridges(&pane, c)
	b.addMovers(&pane, c)
	b.addStructures(&pane, c)
	b.addSpecials(&pane, c)
	return pane
}

func (b *builder) pieces(sentence charts.Sentence) []piece {
	var pieces []piece
	for _, span := range sentence {
		pieces = append(pieces, piece{Text: span.Text, Tone: span.Tone, Strong: span.Strong, Evidence: b.evidence.cite(span.Cited...)})
	}
	return pieces
}

// amount is the cell of a figure as the document states it; a dash or 无 is shown as printed.
func (b *builder) amount(subject string, year fact.Year, figure *queries.Figure) cell {
	if figure == nil {
		if slices.Contains(b.dossier.Series.Years, year) {
			return cell{Text: "—", Note: fmt.Sprintf("%d年文件未列", year)}
		}
		return cell{Note: fmt.Sprintf("没有%d年文件", year)}
	}
	text := charts.Amount(figure.Amount)
	if figure.Presence == fact.Dash || figure.Presence == fact.None {
		text = figure.Raw
	}
	return cell{Text: text, Evidence: b.evidence.cite(charts.Cited{Subject: subject, Year: year, Figure: figure}), Doubt: figure.SelfTest == fact.Failed}
}

// moved are the cells of a change, all resting on the figures of both years.
func (b *builder) moved(change *queries.Change) (size, rate, share cell) {
	cited := b.evidence.cite(charts.CitedBy(*change)...)
	size, rate = cell{Text: "不可比", Note: change.Note}, rateOf(change)
	if change.Change != nil {
		size = cell{Text: charts.Signed(*change.Change), Tone: charts.ToneOf(*change.Change), Evidence: cited}
	}
	rate.Quiet, rate.Evidence = true, cited
	if change.Contribution != nil {
		share = cell{Text: charts.Percent(*change.Contribution), Quiet: true, Evidence: cited}
	}
	return size, rate, share
}

// rateOf is a rate, or the word for a change that has none: 新增, 未安排, 持平, 科目调整.
func rateOf(change *queries.Change) cell {
	switch {
	case change.Change == nil:
		return cell{}
	case change.Status == queries.NotComparable:
		return cell{Text: "科目调整", Note: change.Note}
	case *change.Change == 0:
		return cell{Text: "持平"}
	case change.Rate != nil && (change.To != nil || change.From == nil):
		return cell{Text: charts.SignedRate(*change.Rate), Tone: charts.ToneOf(*change.Change)}
	case change.Status == queries.New || change.From == nil || change.From.Amount == 0 && *change.Change > 0:
		return cell{Text: "新增", Tone: charts.Up}
	case change.Status == queries.Ended || change.To == nil:
		return cell{Text: "未安排", Tone: charts.Down}
	}
	return cell{Text: "变号", Note: "基数与本年数符号不同，不计算百分比"}
}

// figure is one of the six figures on top.
type figure struct {
	Name   string
	Value  cell
	Change cell
	Rate   cell
	Note   string // instead of a change
	Spark  []sparkBar
	Words  string // the spark line in words
}

var headline = []struct {
	name    string
	by      string
	measure fact.Measure
}{
	{"支出合计", "total", fact.Total}, {"基本支出", "nature", fact.Basic}, {"项目支出", "nature", fact.Project},
	{"“三公”经费", "three-public", fact.ThreePublic}, {"机关运行经费", "three-public", fact.AdminOperating}, {"政府采购", "procurement", fact.Procurement},
}

func (b *builder) figures(c charts.Comparison) []figure {
	var figures []figure
	for _, h := range headline {
		line, change := c.Line(h.by, h.measure), c.Measure(h.by, h.measure)
		if h.by == "total" {
			line, change = c.TotalLine(), c.Total()
		}
		figures = append(figures, b.figure(c, h.name, line, change))
	}
	return figures
}

func (b *builder) figure(c charts.Comparison, name string, line *queries.Line, change *queries.Change) figure {
	shown := figure{Name: name}
	switch {
	case line == nil && change == nil:
		shown.Value, shown.Note = cell{Text: "—", Note: "未读到"}, "文件中未读到此项"
		return shown
	case line != nil:
		at := line.Figures[c.To]
		shown.Value = b.amount(name, c.To, &at)
		shown.Spark, shown.Words = spark(*line, b.dossier.Years, c.From, c.To)
	default:
		shown.Value = b.amount(name, c.To, change.To)
	}
	switch {
	case c.Alone():
		shown.Note = "只有一年"
	case change == nil, change.Change == nil && change.From == nil:
		shown.Note = fmt.Sprintf("%d年无数可比", c.From)
	default:
		shown.Change, shown.Rate, _ = b.moved(change)
		if change.Basis == queries.Implied {
			shown.Note = fmt.Sprintf("%d年数非其本年文件", c.From)
		}
		if line != nil && strings.Contains(change.Label, "财政拨款") && !strings.Contains(line.Label, "财政拨款") {
			shown.Note = strings.TrimSuffix("增减为财政拨款支出，"+shown.Note, "，")
		}
	}
	return shown
}

// sparkBar is one bar of a spark line in a box of 60 × 30.
type sparkBar struct {
	X, Y, Width, Height string
	Class               string
}

// spark draws a line over the years as small bars and says it in words; nothing for a single year or negative amounts.
func spark(line queries.Line, years []fact.Year, from, to fact.Year) ([]sparkBar, string) {
	highest := fact.Fen(0)
	for _, figure := range line.Figures {
		if figure.Amount < 0 {
			return nil, ""
		}
		highest = max(highest, figure.Amount)
	}
	if len(line.Figures) < 2 || highest == 0 {
		return nil, ""
	}
	first := slices.Min(years)
	step := 60 / float64(slices.Max(years)-first+1)
	var bars []sparkBar
	var words []string
	for _, year := range years {
		figure, known := line.Figures[year]
		if !known {
			continue
		}
		height := 28*fact.Ratio(int64(figure.Amount), int64(highest)).Float() + 1
		bars = append(bars, sparkBar{
			X: fmt.Sprintf("%.1f", float64(year-first)*step), Y: fmt.Sprintf("%.1f", 30-height),
			Width: fmt.Sprintf("%.1f", step*0.72), Height: fmt.Sprintf("%.1f", height), Class: sparkClass(year, to, figure.Implied),
		})
		words = append(words, fmt.Sprintf("%d年%s万元", year, charts.Amount(figure.Amount)))
	}
	return bars, strings.Join(words, "，")
}

func sparkClass(year, to fact.Year, implied bool) string {
	switch {
	case implied:
		return "implied"
	case year == to:
		return "cur"
	}
	return "py"
}
