package word

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strings"

	"tongbi/charts/briefing"
	"tongbi/charts/sheet"
)

// A chart of a Word document is a part of its own in DrawingML, with the workbook of its numbers inside the document, so
// that Word can edit its data. Every number stands twice: in the workbook, and in the chart for programs that only draw.

// chartParts are the parts that charts add to a document.
type chartParts struct {
	drawings  []string // word/charts/chartN.xml
	workbooks [][]byte // word/embeddings/chartN.xlsx
}

// The size of charts in EMU, 36,000 a millimetre.
const (
	millimetre  = 36_000
	chartWidth  = 158 * millimetre
	chartHeight = 76 * millimetre
)

// The colours of charts: this is the page's palette in print.
var (
	tints       = []string{"27364A", "4D6785", "7D98B3", "A9BCCD", "CFD9E2", "D8D2C4"}
	risingTint  = "A84B24"
	fallingTint = "2C6A8D"
	inkTint     = "1D2329"
	mutedTint   = "7A828A"
)

// briefingChart adds a native chart with its caption below it; one that cannot be drawn is a table.
func (d *Document) briefingChart(chart briefing.Chart) error {
	plan, ok := planOf(chart)
	if !ok {
		table := chart.Table()
		table.Number = chart.Number
		d.briefingTable(table)
		return nil
	}
	var workbook bytes.Buffer
	if err := sheet.WriteGrid(&workbook, plan.rows()); err != nil {
		return fmt.Errorf("write the data of a chart: %w", err)
	}
	d.charts.workbooks = append(d.charts.workbooks, workbook.Bytes())
	d.charts.drawings = append(d.charts.drawings, plan.markup())
	number := len(d.charts.drawings)
	fmt.Fprintf(&d.body, `<w:p><w:pPr><w:pStyle w:val="%s"/></w:pPr><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="%d" cy="%d"/><wp:docPr id="%d" name="%s" descr="%s"/><wp:cNvGraphicFramePr/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="%s"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`,
		chartLine, chartWidth, plan.height, number, escaped(fmt.Sprintf("图%d", chart.Number)), escaped(chart.Describe()), chartID(number))
	d.body.WriteString(paragraph(chartCaption, "", chart.Caption()))
	d.notes(chart.Notes)
	return nil
}

func chartID(number int) string { return fmt.Sprintf("rIdChart%d", number) }

// plan is a chart as DrawingML wants it: series of numbers over categories, and how they are drawn.
type plan struct {
	kind       briefing.ChartKind
	categories []string
	series     []planSeries
	line       *planSeries
	low, high  *float64 // of the axis of the columns
	lineLow    float64
	lineHigh   float64
	height     int
	legend     string // its place; empty for none
	lineFormat string
}

// planSeries is one series.
type planSeries struct {
	name   string
	points []briefing.Point
	tint   string         // empty: nothing is drawn, the base of a waterfall
	tints  map[int]string // of single points
	format string         // of the labels; empty for none
	silent []bool         // points without a label, since it has no room
	white  bool           // labels stand on dark
}

const (
	amountFormat  = `#,##0.00`
	signedFormat  = `+#,##0.00;−#,##0.00;0.00`
	percentFormat = `0.00"%"`
	rateFormat    = `+0.00"%";−0.00"%";0.00"%"`
)

// planOf plans a chart; false where it cannot be drawn so.
func planOf(chart briefing.Chart) (plan, bool) {
	p := plan{kind: chart.Kind, height: chartHeight, categories: slices.Clone(chart.Categories)}
	for _, at := range chart.Breaks {
		p.categories[at] += "（科目调整）"
	}
	switch chart.Kind {
	case briefing.Columns:
		p.columns(chart)
	case briefing.Stacked:
		p.stacked(chart)
	case briefing.Bars:
		p.bars(chart)
	case briefing.Waterfall:
		return p, p.waterfall(chart)
	case briefing.Ring:
		p.ring(chart)
	}
	return p, len(p.series) > 0
}

func (p *plan) columns(chart briefing.Chart) {
	for i, series := range chart.Series {
		one := planSeries{name: series.Name, points: series.Points, tint: tints[min(i*2, len(tints)-1)], format: amountFormat}
		if len(chart.Series) == 1 {
			one.tint = tints[1]
		}
		p.series = append(p.series, one)
	}
	if len(chart.Series) > 1 {
		p.legend = "b"
	}
	if chart.Line == nil {
		return
	}
	p.legend = "b"
	p.line = &planSeries{name: chart.Line.Name + "（%）", points: chart.Line.Points, tint: risingTint}
	p.lineFormat = rateFormat
	low, high := extent([]briefing.Series{*chart.Line})
	spread := max(high-low, 1)
	p.lineLow, p.lineHigh = low-3.4*spread, high+0.5*spread
	columnLow, columnHigh := extent(chart.Series)
	zero, top := min(columnLow*1.1, 0), columnHigh*1.5
	if columnHigh > 0 {
		p.low, p.high = &zero, &top
	}
}

// extent is the range of the known points.
func extent(all []briefing.Series) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, series := range all {
		for _, point := range series.Points {
			if point.Known {
				low, high = min(low, point.Value), max(high, point.Value)
			}
		}
	}
	if low > high {
		return 0, 0
	}
	return low, high
}

func (p *plan) stacked(chart briefing.Chart) {
	p.legend, p.height = "b", 86*millimetre
	for i, series := range chart.Series {
		one := planSeries{name: series.Name, points: series.Points, tint: tints[min(i, len(tints)-1)], format: amountFormat, white: i < 2}
		for c, point := range series.Points {
			whole := 0.0
			for _, other := range chart.Series {
				whole += math.Abs(other.Points[c].Value)
			}
			one.silent = append(one.silent, whole == 0 || math.Abs(point.Value) < 0.07*whole)
		}
		p.series = append(p.series, one)
	}
}

func (p *plan) bars(chart briefing.Chart) {
	p.height = (14 + 9*len(chart.Categories)) * millimetre
	one := planSeries{name: chart.Series[0].Name, points: chart.Series[0].Points, tint: tints[1], format: signedFormat, tints: map[int]string{}}
	if chart.Unit == "%" {
		one.format = percentFormat
	}
	for i, point := range one.points {
		if _, rate, rated := strings.Cut(point.Label, "（"); rated {
			p.categories[i] += "（" + rate
		}
		if chart.Unit != "%" {
			one.tints[i] = map[bool]string{true: fallingTint, false: risingTint}[point.Value < 0]
		}
	}
	low, high := extent(chart.Series)
	spread := max(high, 0) - min(low, 0)
	low, high = min(low, 0)-0.16*spread, max(high, 0)+0.16*spread
	if chart.Unit == "%" {
		low = 0
	}
	p.low, p.high = &low, &high
	p.series = []planSeries{one}
}

// waterfall draws every bar on an invisible base. Below zero there is no base to stand on: then it is not drawn.
func (p *plan) waterfall(chart briefing.Chart) bool {
	from, to := chart.Base()
	points := chart.Series[0].Points
	empty := make([]briefing.Point, len(points))
	base := planSeries{name: "（底）", points: slices.Clone(empty)}
	whole := planSeries{name: "合计", points: slices.Clone(empty), tint: tints[0]}
	rise := planSeries{name: "增加", points: slices.Clone(empty), tint: risingTint}
	fall := planSeries{name: "减少", points: slices.Clone(empty), tint: fallingTint}
	low, high := math.Inf(1), math.Inf(-1)
	for i, point := range points {
		if from[i] < 0 || to[i] < 0 {
			return false
		}
		high = max(high, from[i], to[i])
		p.categories[i] += "　" + point.Label
		size := briefing.Point{Known: true, Value: math.Abs(point.Value), Exact: strings.TrimPrefix(point.Exact, "-"), Label: point.Label}
		bottom := min(from[i], to[i])
		switch {
		case point.Whole:
			whole.points[i] = size
			low = min(low, to[i])
			continue
		case point.Value < 0:
			fall.points[i] = size
		default:
			rise.points[i] = size
		}
		low = min(low, bottom)
		base.points[i] = briefing.Point{Known: true, Value: bottom, Exact: fmt.Sprintf("%.6f", bottom)}
	}
	floor := niceFloor(low-0.5*(high-low), high-low)
	top := high + 0.03*(high-floor)
	p.low, p.high = &floor, &top
	p.height = (18 + 8*len(points)) * millimetre
	p.series = []planSeries{base, whole, rise, fall}
	return true
}

// niceFloor is a round number at or below a value, never below zero.
func niceFloor(value, spread float64) float64 {
	if value <= 0 || spread <= 0 {
		return 0
	}
	step := math.Pow(10, math.Floor(math.Log10(spread)))
	return math.Floor(value/step) * step
}

func (p *plan) ring(chart briefing.Chart) {
	p.legend, p.height = "r", 66*millimetre
	one := planSeries{name: chart.Series[0].Name, points: chart.Series[0].Points, tints: map[int]string{}, tint: tints[0]}
	for i, point := range one.points {
		p.categories[i] += "　" + point.Label
		one.tints[i] = tints[min(i, len(tints)-1)]
	}
	p.series = []planSeries{one}
}

// rows are the workbook's cells: the names of the series above, the categories at the left.
func (p plan) rows() [][]any {
	head := []any{"项目"}
	all := p.all()
	for _, series := range all {
		head = append(head, series.name)
	}
	rows := [][]any{head}
	for i, category := range p.categories {
		row := []any{category}
		for _, series := range all {
			if point := series.points[i]; point.Known {
				row = append(row, sheet.Decimal(point.Exact))
			} else {
				row = append(row, nil)
			}
		}
		rows = append(rows, row)
	}
	return rows
}

func (p plan) all() []planSeries {
	if p.line == nil {
		return p.series
	}
	return append(slices.Clone(p.series), *p.line)
}

// markup is the chart's part.
func (p plan) markup() string {
	var x strings.Builder
	x.WriteString(xmlHead + `<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><c:date1904 val="0"/><c:lang val="zh-CN"/><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>`)
	if p.kind == briefing.Ring {
		x.WriteString(`<c:doughnutChart><c:varyColors val="1"/>` + p.serieses() + `<c:firstSliceAng val="0"/><c:holeSize val="58"/></c:doughnutChart>`)
	} else {
		p.axes(&x)
	}
	x.WriteString(`<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr></c:plotArea>`)
	if p.legend != "" {
		x.WriteString(`<c:legend><c:legendPos val="` + p.legend + `"/>`)
		x.WriteString(`<c:overlay val="0"/>` + textStyle(900, inkTint) + `</c:legend>`)
	}
	x.WriteString(`<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>` + textStyle(900, inkTint) + `<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>`)
	return x.String()
}

// textStyle is the type of a chart's text, in hundredths of a point.
func textStyle(size int, tint string) string {
	return fmt.Sprintf(`<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="%d"><a:solidFill><a:srgbClr val="%s"/></a:solidFill><a:latin typeface="Times New Roman"/><a:ea typeface="宋体"/></a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>`, size, tint)
}

// axes writes columns or bars, the line over them, and their axes.
func (p plan) axes(x *strings.Builder) {
	direction, grouping, overlap, gap := "col", "clustered", -5, 60
	switch p.kind {
	case briefing.Bars:
		direction, gap = "bar", 45
	case briefing.Waterfall:
		direction, gap, grouping, overlap = "bar", 30, "stacked", 100
	case briefing.Stacked:
		grouping, overlap = "stacked", 100
	}
	fmt.Fprintf(x, `<c:barChart><c:barDir val="%s"/><c:grouping val="%s"/><c:varyColors val="0"/>%s<c:gapWidth val="%d"/><c:overlap val="%d"/><c:axId val="111"/><c:axId val="112"/></c:barChart>`, direction, grouping, p.serieses(), gap, overlap)
	if p.line != nil {
		fmt.Fprintf(x, `<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>%s<c:marker val="1"/><c:axId val="113"/><c:axId val="114"/></c:lineChart>`, p.lineSeries())
	}
	order, places := "minMax", [2]string{"b", "l"}
	if p.kind == briefing.Bars || p.kind == briefing.Waterfall {
		order, places = "maxMin", [2]string{"l", "t"}
	}
	fmt.Fprintf(x, `<c:catAx><c:axId val="111"/><c:scaling><c:orientation val="%s"/></c:scaling><c:delete val="0"/><c:axPos val="%s"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>%s%s<c:crossAx val="112"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="60"/><c:noMultiLvlLbl val="1"/></c:catAx>`,
		order, places[0], hairline(mutedTint), textStyle(900, inkTint))
	x.WriteString(valueAxis(112, 111, places[1], p.low, p.high, "autoZero"))
	if p.line != nil {
		x.WriteString(`<c:catAx><c:axId val="113"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="1"/><c:axPos val="b"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="none"/><c:crossAx val="114"/><c:crosses val="autoZero"/></c:catAx>`)
		x.WriteString(valueAxis(114, 113, "r", &p.lineLow, &p.lineHigh, "max"))
	}
}

func hairline(tint string) string {
	return `<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="` + tint + `"/></a:solidFill></a:ln></c:spPr>`
}

// valueAxis is an axis of numbers that is not shown: every bar and point carries its own.
func valueAxis(id, cross int, place string, low, high *float64, crosses string) string {
	scaling := `<c:orientation val="minMax"/>`
	if high != nil {
		scaling += fmt.Sprintf(`<c:max val="%s"/>`, plainNumber(*high))
	}
	if low != nil {
		scaling += fmt.Sprintf(`<c:min val="%s"/>`, plainNumber(*low))
	}
	return fmt.Sprintf(`<c:valAx><c:axId val="%d"/><c:scaling>%s</c:scaling><c:delete val="0"/><c:axPos val="%s"/><c:numFmt formatCode="#,##0" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="none"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr><c:crossAx val="%d"/><c:crosses val="%s"/><c:crossBetween val="between"/></c:valAx>`,
		id, scaling, place, cross, crosses)
}

func plainNumber(value float64) string { return fmt.Sprintf("%.4f", value) }

func (p plan) serieses() string {
	var x strings.Builder
	for i, series := range p.series {
		x.WriteString(p.oneSeries(i, series))
	}
	return x.String()
}

func (p plan) oneSeries(i int, series planSeries) string {
	var x strings.Builder
	x.WriteString(`<c:ser>` + seriesHead(i, series.name) + fill(series.tint))
	if p.kind != briefing.Ring {
		x.WriteString(`<c:invertIfNegative val="0"/>`)
	}
	for c, point := range series.points {
		tint, own := series.tints[c]
		switch {
		case point.Behind && point.Known:
			fmt.Fprintf(&x, `<c:dPt><c:idx val="%d"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/><c:spPr><a:noFill/><a:ln w="9525"><a:solidFill><a:srgbClr val="%s"/></a:solidFill><a:prstDash val="dash"/></a:ln></c:spPr></c:dPt>`, c, mutedTint)
		case own && p.kind == briefing.Ring:
			fmt.Fprintf(&x, `<c:dPt><c:idx val="%d"/><c:bubble3D val="0"/>%s</c:dPt>`, c, fill(tint))
		case own:
			fmt.Fprintf(&x, `<c:dPt><c:idx val="%d"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>%s</c:dPt>`, c, fill(tint))
		}
	}
	x.WriteString(p.labels(series))
	x.WriteString(p.numbers(i, series) + `</c:ser>`)
	return x.String()
}

// labels are the numbers at the bars.
func (p plan) labels(series planSeries) string {
	const shown = `<c:showLegendKey val="0"/><c:showVal val="%d"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>`
	if series.format == "" {
		return `<c:dLbls>` + fmt.Sprintf(shown, 0) + `</c:dLbls>`
	}
	var x strings.Builder
	x.WriteString(`<c:dLbls>`)
	for c, silent := range series.silent {
		if silent {
			fmt.Fprintf(&x, `<c:dLbl><c:idx val="%d"/><c:delete val="1"/></c:dLbl>`, c)
		}
	}
	tint, place := inkTint, `<c:dLblPos val="outEnd"/>`
	if p.kind == briefing.Stacked {
		place = `<c:dLblPos val="ctr"/>`
		if series.white {
			tint = "FFFFFF"
		}
	}
	fmt.Fprintf(&x, `<c:numFmt formatCode="%s" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>%s%s`, escaped(series.format), textStyle(850, tint), place)
	x.WriteString(fmt.Sprintf(shown, 1) + `</c:dLbls>`)
	return x.String()
}

func (p plan) lineSeries() string {
	i := len(p.series)
	labels := `<c:dLbls><c:numFmt formatCode="` + escaped(p.lineFormat) + `" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>` + textStyle(850, p.line.tint) +
		`<c:dLblPos val="t"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>`
	return `<c:ser>` + seriesHead(i, p.line.name) + `<c:spPr><a:ln w="19050"><a:solidFill><a:srgbClr val="` + p.line.tint + `"/></a:solidFill></a:ln></c:spPr><c:marker><c:symbol val="circle"/><c:size val="5"/>` + fill(p.line.tint) + `</c:marker>` +
		labels + p.numbers(i, *p.line) + `<c:smooth val="0"/></c:ser>`
}

func seriesHead(i int, name string) string {
	return fmt.Sprintf(`<c:idx val="%d"/><c:order val="%d"/><c:tx><c:strRef><c:f>Sheet1!$%s$1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>%s</c:v></c:pt></c:strCache></c:strRef></c:tx>`, i, i, columnName(i+1), escaped(name))
}

func fill(tint string) string {
	if tint == "" {
		return `<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>`
	}
	return `<c:spPr><a:solidFill><a:srgbClr val="` + tint + `"/></a:solidFill><a:ln w="6350"><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></a:ln></c:spPr>`
}

// numbers are the categories and values of a series, as references into the workbook with what stands there.
func (p plan) numbers(i int, series planSeries) string {
	last := len(p.categories) + 1
	var x strings.Builder
	fmt.Fprintf(&x, `<c:cat><c:strRef><c:f>Sheet1!$A$2:$A$%d</c:f><c:strCache><c:ptCount val="%d"/>`, last, len(p.categories))
	for c, category := range p.categories {
		fmt.Fprintf(&x, `<c:pt idx="%d"><c:v>%s</c:v></c:pt>`, c, escaped(category))
	}
	column := columnName(i + 1)
	fmt.Fprintf(&x, `</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>Sheet1!$%s$2:$%s$%d</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="%d"/>`, column, column, last, len(p.categories))
	for c, point := range series.points {
		if point.Known {
			fmt.Fprintf(&x, `<c:pt idx="%d"><c:v>%s</c:v></c:pt>`, c, point.Exact)
		}
	}
	x.WriteString(`</c:numCache></c:numRef></c:val>`)
	return x.String()
}

// columnName is the letter of a column of the workbook, from 0.
func columnName(i int) string { return string(rune('A' + i)) }
