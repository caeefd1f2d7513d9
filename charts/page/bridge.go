package page

import (
	"encoding/json"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"tongbi/charts"
	"tongbi/etl/fact"
	"tongbi/queries"
)

// plots collects the charts of a page; an element's data-plot names the one it shows.
type plots struct {
	all map[string]any
}

func (p *plots) add(plot any) string {
	if p.all == nil {
		p.all = map[string]any{}
	}
	name := fmt.Sprintf("c%d", len(p.all)+1)
	p.all[name] = plot
	return name
}

// data is the collected charts as JSON for an inert script element.
func (p *plots) data() (template.JS, error) {
	if p.all == nil {
		return "{}", nil
	}
	content, err := json.Marshal(p.all)
	if err != nil {
		return "", fmt.Errorf("writing the charts: %w", err)
	}
	return template.JS(content), nil // json.Marshal escapes <, > and &
}

// bridge is one level of the bridge: rows with words and figures, behind which the script draws the bars.
type bridge struct {
	Of    string
	Label string
	Steps []step
	Note  string
}

type step struct {
	Label  string
	Code   string
	Opens  bool
	Sum    bool
	Change cell
	Share  cell
}

func (b *builder) addBridges(pane *pane, c charts.Comparison) {
	bridges := c.Bridges()
	if len(bridges) == 0 || len(bridges[0].Steps) == 0 {
		return
	}
	levels := map[string]charts.Level{}
	for _, taken := range bridges {
		pane.Bridges = append(pane.Bridges, b.bridge(taken))
		levels[string(taken.Of)] = taken.Level()
	}
	pane.BridgePlot = b.plots.add(map[string]any{"option": bridges[0].Plot(), "levels": levels})
	functions := c.Functions()
	pane.BridgeNote = fmt.Sprintf("%d→%d年，按支出功能分类，%s，万元；百分数是占合计变化的比重。", c.From, c.To, charts.FundName(functions[0].Fund))
	pane.BridgeSource = b.origin(functions)
}

func (b *builder) bridge(taken charts.Bridge) bridge {
	shown := bridge{Of: string(taken.Of), Label: taken.Label}
	for _, s := range taken.Steps {
		change := cell{Text: charts.Signed(s.Change), Tone: charts.ToneOf(s.Change)}
		if s.Of != nil {
			change, _, _ = b.moved(s.Of)
		}
		shown.Steps = append(shown.Steps, step{Label: s.Label, Code: string(s.Code), Opens: s.Opens, Sum: s.Sum, Change: change, Share: cell{Text: s.Share, Quiet: true, Evidence: change.Evidence}})
	}
	var notes []string
	if taken.Unchanged > 0 {
		notes = append(notes, fmt.Sprintf("另有%d个科目无变动，未画出", taken.Unchanged))
	}
	if taken.Refused > 0 {
		notes = append(notes, fmt.Sprintf("另有%d个科目两年不可比，未计入", taken.Refused))
	}
	if taken.Gap > 0 {
		notes = append(notes, fmt.Sprintf("文件所列%s的变化比以上各行之和多%s元", taken.Label, taken.Gap.In(fact.Yuan, 2)))
	}
	if taken.Gap < 0 {
		notes = append(notes, fmt.Sprintf("文件所列%s的变化比以上各行之和少%s元", taken.Label, (-taken.Gap).In(fact.Yuan, 2)))
	}
	if len(notes) > 0 {
		shown.Note = strings.Join(notes, "；") + "。"
	}
	return shown
}

// origin says which pages of which tables changes were read from: “2024年文件第20—22页”.
func (b *builder) origin(changes []queries.Change) string {
	pages := map[fact.Year][]int{}
	for _, change := range changes {
		for _, c := range charts.CitedBy(change) {
			if c.Figure.Source.Page > 0 {
				pages[c.Year] = append(pages[c.Year], c.Figure.Source.Page)
			}
		}
	}
	return origin(pages)
}

func origin(pages map[fact.Year][]int) string {
	var years []fact.Year
	for year := range pages {
		years = append(years, year)
	}
	slices.Sort(years)
	var parts []string
	for _, year := range years {
		first, last := slices.Min(pages[year]), slices.Max(pages[year])
		if first == last {
			parts = append(parts, fmt.Sprintf("%d年文件第%d页", year, first))
		} else {
			parts = append(parts, fmt.Sprintf("%d年文件第%d—%d页", year, first, last))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return "来源：" + strings.Join(parts, "，")
}
