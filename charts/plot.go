package charts

import (
	"encoding/json"
	"fmt"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"tongbi/etl/fact"
)

// The colours are names of the page's style sheet, so that light, dark and paper need no second drawing.
const (
	ink     = "var(--ink)"
	muted   = "var(--muted)"
	current = "var(--cur)"
	past    = "var(--py)"
	none    = "transparent"
)

// Plot is the options of one chart as ECharts takes them.
type Plot map[string]any

// chart is what go-echarts has in common of its kinds.
type chart interface {
	Validate()
	JSON() map[string]any
}

// plot takes the options out of a go-echarts chart, without the components that this report never draws.
func plot(from chart) Plot {
	from.Validate()
	options := from.JSON()
	for _, unused := range []string{"title", "legend", "tooltip", "toolbox", "color"} {
		delete(options, unused)
	}
	return Plot(options)
}

// JSON is the chart as text for a <script type="application/json">: angle brackets and ampersands are escaped, so that
// no label can end the element.
func (p Plot) JSON() (string, error) {
	text, err := json.Marshal(p)
	if err != nil {
		return "", fmt.Errorf("writing chart options: %w", err)
	}
	return string(text), nil
}

// described gives a chart the words that a screen reader says in its place; the words that ECharts makes up read
// coordinates aloud.
func described(text string) charts.GlobalOpts {
	return charts.WithAriaOpts(&opts.Aria{Enabled: opts.Bool(true), Label: &opts.AriaLabel{Enabled: opts.Bool(true), Description: text}})
}

// bareX is a horizontal axis without labels, ticks and lines.
func bareX(low, high float64) opts.XAxis {
	hidden := opts.Bool(false)
	return opts.XAxis{
		Type: "value", Min: low, Max: high, AxisLabel: &opts.AxisLabel{Show: hidden}, AxisTick: &opts.AxisTick{Show: hidden},
		AxisLine: &opts.AxisLine{Show: hidden}, SplitLine: &opts.SplitLine{Show: hidden},
	}
}

// tenThousands is an amount as the length of a bar in 万元: for drawing only.
func tenThousands(amount fact.Fen) float64 {
	return fact.Ratio(int64(amount), int64(fact.TenThousandYuan)).Float()
}
