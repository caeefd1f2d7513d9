package pdf

import (
	"math"
	"regexp"
	"slices"

	"tongbi/etl/doc"
)

// number matches an amount as it is printed.
var number = regexp.MustCompile(`^[-－−(（]?\d{1,3}([,，]?\d{3})*(\.\d+)?%?[)）]?$`)

// mendBreaks gives a table the row that stands beyond its last line at a page break. Where a table is cut by a page, some
// programs leave out the line at the cut, so that the first row of the next page stands above its first line (or the
// last row of the page below its last), outside of everything that is drawn.
func mendBreaks(pages []*page) {
	for i := 1; i < len(pages); i++ {
		above, below := pages[i-1], pages[i]
		if len(above.grids) == 0 || len(below.grids) == 0 {
			continue
		}
		last, first := above.grids[len(above.grids)-1], below.grids[0]
		if !sameSides(last, first) {
			continue
		}
		below.takeRow(first, func(l line) bool { return l.box.Bottom <= first.Box.Top+1 }, true)
		above.takeRow(last, func(l line) bool { return l.box.Top >= last.Box.Bottom-1 }, false)
	}
}

// sameSides reports whether two grids begin and end at the same places; the rows of one table may differ in between.
func sameSides(a, b *doc.Grid) bool {
	return math.Abs(a.Box.Left-b.Box.Left) <= joinGap && math.Abs(a.Box.Right-b.Box.Right) <= joinGap
}

// takeRow moves the row next to a grid into it, where its pieces stand in the grid's columns, one of them is a figure,
// and it is no further away than a row.
func (p *page) takeRow(g *doc.Grid, beside func(line) bool, atTop bool) {
	near := p.nearest(beside, atTop)
	if len(near) == 0 {
		return
	}
	var glyphs []glyph
	top, bottom := math.Inf(1), math.Inf(-1)
	for _, l := range near {
		glyphs = append(glyphs, l.glyphs...)
		top, bottom = min(top, l.box.Top), max(bottom, l.box.Bottom)
	}
	columns, ok := intoColumns(glyphs, g.Edges)
	if !ok {
		return
	}
	height := (g.Box.Bottom - g.Box.Top) / float64(g.Rows)
	if distance := max(g.Box.Top-bottom, top-g.Box.Bottom); distance > height {
		return
	}
	row := make([]doc.Cell, g.Cols)
	for col := range row {
		row[col] = doc.Cell{
			Col: col + 1, RowSpan: 1, ColSpan: 1, Page: p.number, Text: cellText(columns[col]),
			Box: doc.Box{Left: g.Edges[col], Top: top, Right: g.Edges[col+1], Bottom: bottom},
		}
	}
	if !slices.ContainsFunc(row, func(c doc.Cell) bool { return number.MatchString(c.Text) }) {
		return
	}
	g.Rows++
	g.Box.Top, g.Box.Bottom = min(g.Box.Top, top), max(g.Box.Bottom, bottom)
	for i := range row {
		row[i].Row = g.Rows
	}
	if atTop {
		for i := range g.Cells {
			g.Cells[i].Row++
		}
		for i := range row {
			row[i].Row = 1
		}
		g.Cells = append(row, g.Cells...)
	} else {
		g.Cells = append(g.Cells, row...)
	}
	taken := near[0].row
	p.lines = slices.DeleteFunc(p.lines, func(l line) bool { return l.row == taken })
}

// beside reports whether a line can belong to the row next to a grid, above or below it: two rows away at most, where
// takeRow takes those within one.
func beside(g *doc.Grid, l line) bool {
	height := 2 * (g.Box.Bottom - g.Box.Top) / float64(g.Rows)
	return max(g.Box.Top-l.box.Bottom, l.box.Top-g.Box.Bottom) <= height
}

// nearest gives the lines of the row next to a grid.
func (p *page) nearest(beside func(line) bool, above bool) []line {
	var near []line
	for _, l := range p.lines {
		if !beside(l) || !above && len(near) > 0 && l.row != near[0].row {
			continue
		}
		if above && len(near) > 0 && l.row != near[0].row {
			near = nil
		}
		near = append(near, l)
	}
	return near
}

// intoColumns deals characters out to columns; not where they fill but one, or where text runs across a border.
func intoColumns(glyphs []glyph, edges []float64) ([][]glyph, bool) {
	columns := make([][]glyph, len(edges)-1)
	filled := 0
	for i, g := range ordered(slices.Clone(glyphs)) {
		x, _ := g.center()
		col := gapOf(edges, x)
		if col < 0 {
			return nil, false
		}
		if i > 0 && len(columns[col]) == 0 && col > 0 && len(columns[col-1]) > 0 {
			before := columns[col-1][len(columns[col-1])-1]
			if size := g.box.Bottom - g.box.Top; g.box.Left-before.box.Right < 0.4*size {
				return nil, false
			}
		}
		if len(columns[col]) == 0 {
			filled++
		}
		columns[col] = append(columns[col], g)
	}
	return columns, filled > 1
}
