package briefing

import (
	"fmt"
	"html/template"
	"math"
	"strings"
)

// The page draws its charts as SVG: static, sharp on paper, its colours those of the style sheet. A unit is a pixel of a
// drawing 640 wide.
const (
	drawingWidth = 640.0
	lettering    = 13.0 // size of the letters
	rowHeight    = 30.0
)

// drawing collects the elements of a chart.
type drawing struct {
	body   strings.Builder
	height float64
}

// svg draws a chart; the numbers stand in the table below it too.
func svg(c Chart) template.HTML {
	d := &drawing{}
	switch c.Kind {
	case Columns, Stacked:
		d.columns(c)
	case Bars:
		d.bars(c)
	case Waterfall:
		d.waterfall(c)
	case Ring:
		d.ring(c)
	}
	head := fmt.Sprintf(`<div class="plot"><svg viewBox="0 0 %.0f %.0f" role="img" aria-label="%s">`, drawingWidth, d.height, template.HTMLEscapeString(c.Describe()))
	return template.HTML(head + d.body.String() + "</svg></div>") // all text in it is escaped
}

func (d *drawing) rect(class string, x, y, width, height float64) {
	fmt.Fprintf(&d.body, `<rect class="%s" x="%.1f" y="%.1f" width="%.1f" height="%.1f"/>`, class, x, y, max(width, 0.8), max(height, 0.8))
}

func (d *drawing) line(class string, x1, y1, x2, y2 float64) {
	fmt.Fprintf(&d.body, `<line class="%s" x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f"/>`, class, x1, y1, x2, y2)
}

// text writes at a point; anchor is start, middle or end.
func (d *drawing) text(class, anchor string, x, y float64, text string) {
	fmt.Fprintf(&d.body, `<text class="%s" text-anchor="%s" x="%.1f" y="%.1f">%s</text>`, class, anchor, x, y, template.HTMLEscapeString(text))
}

// widthOf estimates how wide a text is: Chinese characters are as wide as high, others a little over half of it.
func widthOf(text string) float64 {
	width := 0.0
	for _, r := range text {
		if r > 0x2e80 {
			width += lettering
		} else {
			width += 0.56 * lettering
		}
	}
	return width
}

// legend lists the series below the drawing, in as many rows as they need.
func (d *drawing) legend(names, classes []string) {
	x, y := 4.0, d.height+16
	for i, name := range names {
		width := 26 + widthOf(name)
		if x+width > drawingWidth && x > 4 {
			x, y = 4, y+22
		}
		d.rect(classes[i], x, y-10, 11, 11)
		d.text("label", "start", x+16, y, name)
		x += width
	}
	d.height = y + 10
}

// columns draws columns beside each other or on top of each other, and the line of rates over them.
func (d *drawing) columns(c Chart) {
	top, bottom := 26.0, 250.0
	if c.Line != nil {
		top = 96
	}
	d.height = bottom + 30
	low, high := heights(c)
	scale := (bottom - top) / max(high-low, 1e-9)
	zero := bottom + low*scale
	slot := drawingWidth / float64(len(c.Categories))
	for i, category := range c.Categories {
		center := slot * (float64(i) + 0.5)
		if c.Kind == Stacked {
			d.stack(c, i, center, slot, zero, scale)
		} else {
			d.group(c, i, center, slot, zero, scale)
		}
		d.text("label", "middle", center, bottom+20, category)
	}
	d.line("axis", 0, zero, drawingWidth, zero)
	for _, at := range c.Breaks {
		d.line("break", slot*float64(at), 4, slot*float64(at), bottom)
		d.text("remark", "middle", slot*float64(at), bottom+38, "科目调整")
		d.height = bottom + 46
	}
	if c.Line != nil {
		d.rates(*c.Line, slot)
	}
	var names, classes []string
	for i, series := range c.Series {
		names, classes = append(names, series.Name), append(classes, seriesClass(c, i))
	}
	if c.Line != nil {
		names, classes = append(names, c.Line.Name), append(classes, "up")
	}
	if len(names) > 1 {
		d.legend(names, classes)
	}
}

// heights is the range of the columns, zero included.
func heights(c Chart) (low, high float64) {
	for i := range c.Categories {
		above, below := 0.0, 0.0
		for _, series := range c.Series {
			value := series.Points[i].Value
			switch {
			case c.Kind != Stacked:
				above, below = max(above, value), min(below, value)
			case value > 0:
				above += value
			default:
				below += value
			}
		}
		low, high = min(low, below), max(high, above)
	}
	return low, high
}

// seriesClass is the tint of a series: neighbours that stand beside each other are further apart.
func seriesClass(c Chart, i int) string {
	switch {
	case len(c.Series) == 1:
		return "s2"
	case c.Kind == Columns:
		return fmt.Sprintf("s%d", min(i*2, 5)+1)
	}
	return fmt.Sprintf("s%d", min(i, 5)+1)
}

func (d *drawing) group(c Chart, i int, center, slot, zero, scale float64) {
	width := min(slot*0.72/float64(len(c.Series)), 84)
	for s, series := range c.Series {
		point := series.Points[i]
		x := center + (float64(s)-float64(len(c.Series))/2)*width
		if !point.Known {
			continue
		}
		class := seriesClass(c, s)
		if point.Behind {
			class = "behind"
		}
		size := math.Abs(point.Value) * scale
		y, label := zero-size, zero-size-6
		if point.Value < 0 {
			y, label = zero, zero+size+14
		}
		d.rect(class, x+2, y, width-4, size)
		d.text("number", "middle", x+width/2, label, point.Label)
	}
}

func (d *drawing) stack(c Chart, i int, center, slot, zero, scale float64) {
	width := min(slot*0.56, 110)
	above, below := zero, zero
	for s, series := range c.Series {
		point := series.Points[i]
		size := math.Abs(point.Value) * scale
		if !point.Known || size == 0 {
			continue
		}
		y := above - size
		if point.Value < 0 {
			y, below = below, below+size
		} else {
			above = y
		}
		d.rect(seriesClass(c, s)+" part", center-width/2, y, width, size)
		if size > 16 {
			d.text(fmt.Sprintf("number t%d", min(s, 5)+1), "middle", center, y+size/2+4.5, point.Label)
		}
	}
}

// rates draws the line of rates in the room above the columns.
func (d *drawing) rates(line Series, slot float64) {
	low, high := math.Inf(1), math.Inf(-1)
	for _, point := range line.Points {
		if point.Known {
			low, high = min(low, point.Value), max(high, point.Value)
		}
	}
	var path []string
	begun := false
	for i, point := range line.Points {
		if !point.Known {
			begun = false
			continue
		}
		x, y := slot*(float64(i)+0.5), 62-36*(point.Value-low)/max(high-low, 1e-9)
		path = append(path, fmt.Sprintf("%s%.1f %.1f", map[bool]string{true: "L", false: "M"}[begun], x, y))
		begun = true
		fmt.Fprintf(&d.body, `<circle class="up" cx="%.1f" cy="%.1f" r="3.5"/>`, x, y)
		d.text("number rate", "middle", x, y-9, point.Label)
	}
	fmt.Fprintf(&d.body, `<path class="rates" d="%s"/>`, strings.Join(path, " "))
}

// named writes the names of rows at the left, long ones in two lines, and gives how wide they are.
func (d *drawing) named(categories []string) float64 {
	width := 0.0
	for _, category := range categories {
		width = max(width, min(widthOf(category), 15*lettering))
	}
	for i, category := range categories {
		y := rowHeight*(float64(i)+0.5) + 4.5
		letters := []rune(category)
		if widthOf(category) > 15*lettering {
			if len(letters) > 29 {
				letters = append(letters[:28:28], '…') // the table has all of it
			}
			half := (len(letters) + 1) / 2
			d.text("label", "end", width, y-7.5, string(letters[:half]))
			d.text("label", "end", width, y+7.5, string(letters[half:]))
			continue
		}
		d.text("label", "end", width, y, category)
	}
	return width
}

// bars draws a bar a row, to the right of zero or to its left, with its label at its end.
func (d *drawing) bars(c Chart) {
	d.height = rowHeight*float64(len(c.Categories)) + 4
	left := d.named(c.Categories) + 10
	points := c.Series[0].Points
	low, high, before, behind := 0.0, 0.0, 0.0, 0.0
	for _, point := range points {
		low, high = min(low, point.Value), max(high, point.Value)
		if point.Value < 0 {
			before = max(before, widthOf(point.Label)+8)
		} else {
			behind = max(behind, widthOf(point.Label)+8)
		}
	}
	scale := (drawingWidth - left - before - behind) / max(high-low, 1e-9)
	zero := left + before - low*scale
	for i, point := range points {
		y := rowHeight*float64(i) + 7
		size := math.Abs(point.Value) * scale
		if point.Value < 0 {
			d.rect("down", zero-size, y, size, rowHeight-14)
			d.text("number", "end", zero-size-6, y+12.5, point.Label)
			continue
		}
		class := "up"
		if c.Unit == "%" {
			class = "s2"
		}
		d.rect(class, zero, y, size, rowHeight-14)
		d.text("number", "start", zero+size+6, y+12.5, point.Label)
	}
	d.line("axis", zero, 0, zero, d.height)
}

// waterfall draws each step where the one before it ended, its amount beside its name.
func (d *drawing) waterfall(c Chart) {
	d.height = rowHeight*float64(len(c.Categories)) + 4
	left := d.named(c.Categories) + 12
	points := c.Series[0].Points
	amounts := 0.0
	for _, point := range points {
		amounts = max(amounts, widthOf(point.Label))
	}
	from, to := c.Base()
	low, high := math.Inf(1), math.Inf(-1)
	for i := range points {
		low, high = min(low, to[i]), max(high, to[i])
		if !points[i].Whole {
			low, high = min(low, from[i]), max(high, from[i])
		}
	}
	floor := min(0, low)
	if low > 0 {
		floor = max(0, low-0.5*(high-low))
	}
	start := left + amounts + 12
	scale := (drawingWidth - start - 4) / max(high-floor, 1e-9)
	at := func(value float64) float64 { return start + (max(value, floor)-floor)*scale }
	for i, point := range points {
		y := rowHeight*float64(i) + 6
		class := map[bool]string{true: "down", false: "up"}[point.Value < 0]
		if point.Whole {
			class = "s1"
		}
		d.text("number", "end", left+amounts, y+13.5, point.Label)
		d.rect(class, min(at(from[i]), at(to[i])), y, math.Abs(at(to[i])-at(from[i])), rowHeight-12)
		if i+1 < len(points) {
			d.line("link", at(to[i]), y+rowHeight-12, at(to[i]), y+rowHeight)
		}
	}
}

// ring draws shares as pieces of a ring from the top on, with their names at the right.
func (d *drawing) ring(c Chart) {
	points := c.Series[0].Points
	const centerX, centerY, outer, inner = 150.0, 118.0, 108.0, 62.0
	d.height = max(236, 26*float64(len(points))+30)
	whole := 0.0
	for _, point := range points {
		whole += point.Value
	}
	angle := -math.Pi / 2
	on := func(radius, angle float64) string {
		return fmt.Sprintf("%.2f %.2f", centerX+radius*math.Cos(angle), centerY+radius*math.Sin(angle))
	}
	first := (d.height-26*float64(len(points)))/2 + 16
	for i, point := range points {
		turn := min(2*math.Pi*point.Value/max(whole, 1e-9), 2*math.Pi-1e-4)
		large := map[bool]int{true: 1, false: 0}[turn > math.Pi]
		fmt.Fprintf(&d.body, `<path class="s%d part" d="M%s A%.0f %.0f 0 %d 1 %s L%s A%.0f %.0f 0 %d 0 %s Z"/>`, min(i, 5)+1,
			on(outer, angle), outer, outer, large, on(outer, angle+turn), on(inner, angle+turn), inner, inner, large, on(inner, angle))
		angle += turn
		y := first + 26*float64(i)
		d.rect(fmt.Sprintf("s%d", min(i, 5)+1), 318, y-10, 11, 11)
		d.text("label", "start", 336, y, c.Categories[i])
		d.text("number", "end", drawingWidth-30, y, point.Label)
	}
}
