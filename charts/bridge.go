package charts

import (
	"fmt"
	"slices"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"tongbi/etl/fact"
	"tongbi/queries"
)

// bridgeRows is how many lines a bridge names before it sums up the rest; every line stands in the full table.
const bridgeRows = 12

// Step is one row of a bridge: what one line adds to the change or takes from it.
type Step struct {
	Label  string
	Code   fact.Code // empty for the rest and the sum
	Change fact.Fen
	Share  string          // of the sum of the bridge, empty where that is zero
	Of     *queries.Change // nil for the rest, and for a sum that the documents do not state
	Opens  bool            // there is a level below
	Sum    bool            // the last row: the whole change
	from   fact.Fen
}

// Bridge is a change taken apart, on an axis of change: one level of one comparison.
type Bridge struct {
	Of        fact.Code // what is taken apart; empty for the total
	Label     string
	Steps     []Step
	Unchanged int      // lines of the level without any change, which are not drawn
	Refused   int      // lines of the level that cannot be compared
	Gap       fact.Fen // what the documents state for the whole beyond the sum of its lines
}

// Bridges takes the change of the total apart by class, and every class and section that moved in its turn; the
// first is the total. There is none where the years have no lines to compare.
func (c Comparison) Bridges() []Bridge {
	changes := c.Functions()
	tops := Top(changes)
	if len(compared(tops)) == 0 || c.Alone() {
		return nil
	}
	whole := c.Total()
	if whole != nil && whole.Fund != tops[0].Fund {
		whole = nil // the total of another fund
	}
	bridges := []Bridge{newBridge("", "合计", whole, tops, changes)}
	for _, change := range changes {
		below := Under(change.Code, changes)
		if change.Change != nil && len(Moved(below)) > 0 {
			bridges = append(bridges, newBridge(change.Code, change.Label, &change, below, changes))
		}
	}
	return bridges
}

// newBridge takes a whole apart into the lines of one level; whole is nil where the documents do not state it.
func newBridge(of fact.Code, label string, whole *queries.Change, level, all []queries.Change) Bridge {
	moved := Moved(level)
	total := sum(moved)
	bridge := Bridge{Of: of, Label: label}
	if whole != nil && whole.Change != nil {
		bridge.Gap = *whole.Change - total
	}
	if !flat(bridge.Gap) {
		whole = nil
	}
	for _, change := range level {
		switch {
		case change.Change == nil || change.Status == queries.NotComparable:
			bridge.Refused++
		case *change.Change == 0:
			bridge.Unchanged++
		}
	}
	for _, change := range inOrder(moved, total) {
		below := Under(change.Code, all)
		bridge.Steps = append(bridge.Steps, Step{
			Label: change.Label, Code: change.Code, Change: *change.Change, Of: &change, Opens: len(Moved(below)) > 0,
		})
	}
	bridge.Steps = summedUp(bridge.Steps)
	at := fact.Fen(0)
	for i := range bridge.Steps {
		step := &bridge.Steps[i]
		step.from, step.Share = at, shareOfChange(step.Change, total)
		at += step.Change
	}
	if len(bridge.Steps) > 0 {
		bridge.Steps = append(bridge.Steps, Step{Label: label + "变化", Change: total, Share: shareOfChange(total, total), Of: whole, Sum: true})
	}
	return bridge
}

// inOrder puts what carries the change first, what works against it after, each side from large to small; moved
// comes sorted by size.
func inOrder(moved []queries.Change, total fact.Fen) []queries.Change {
	up, down := split(moved)
	if total < 0 {
		return slices.Concat(down, up)
	}
	return slices.Concat(up, down)
}

// summedUp keeps the largest steps in their order and sums up the rest.
func summedUp(steps []Step) []Step {
	if len(steps) <= bridgeRows {
		return steps
	}
	sizes := make([]fact.Fen, len(steps))
	for i, step := range steps {
		sizes[i] = magnitudeOf(step.Change)
	}
	slices.Sort(sizes)
	smallest := sizes[len(sizes)-bridgeRows+1]
	var kept []Step
	rest, count := fact.Fen(0), 0
	for _, step := range steps {
		if magnitudeOf(step.Change) < smallest || len(kept) == bridgeRows-1 {
			rest, count = rest+step.Change, count+1
			continue
		}
		kept = append(kept, step)
	}
	return append(kept, Step{Label: fmt.Sprintf("其余%d个科目", count), Change: rest})
}

func shareOfChange(change, total fact.Fen) string {
	if total == 0 {
		return ""
	}
	return Percent(fact.Ratio(int64(change), int64(total)))
}

// Describe says the bridge in words.
func (b Bridge) Describe() string {
	text := b.Label + "变化的构成（万元）："
	for i, step := range b.Steps {
		if i > 0 {
			text += "；"
		}
		text += step.Label + Signed(step.Change)
	}
	return text
}

// Level is what the page's script needs to draw one level of a bridge with the options of another one.
type Level struct {
	Low         float64           `json:"low"`
	High        float64           `json:"high"`
	Data        []opts.CustomData `json:"data"`
	Description string            `json:"description"`
}

// Level gives the bars of the bridge: each from where the steps before it have come to, in 万元.
func (b Bridge) Level() Level {
	level := Level{Description: b.Describe()}
	for i, step := range b.Steps {
		from, to := tenThousands(step.from), tenThousands(step.from+step.Change)
		if step.Sum {
			from, to = 0, tenThousands(step.Change)
		}
		level.Low, level.High = min(level.Low, to), max(level.High, to)
		level.Data = append(level.Data, opts.CustomData{Name: step.Label, Value: []any{from, to, i}, ItemStyle: &opts.ItemStyle{Color: step.color()}})
	}
	return level
}

// Plot is the bridge's chart. The page's rows carry the words and figures; the script named by renderItem sets each bar
// into its row.
func (b Bridge) Plot() Plot {
	level := b.Level()
	custom := charts.NewCustom()
	custom.SetGlobalOptions(
		charts.WithAnimation(false), described(level.Description),
		charts.WithGridOpts(opts.Grid{Left: "2", Right: "2", Top: "0", Bottom: "0"}),
		charts.WithXAxisOpts(bareX(level.Low, level.High)),
		charts.WithYAxisOpts(opts.YAxis{Type: "value", Show: opts.Bool(false), Min: 0, Max: 1}),
	)
	custom.AddSeries("变化", level.Data, charts.WithCustomChartOpts(opts.CustomChart{RenderItem: "bridge"}))
	return plot(custom)
}

func (s Step) color() string {
	switch {
	case s.Sum:
		return current
	case s.Change < 0:
		return "var(--dn)"
	}
	return "var(--up)"
}
