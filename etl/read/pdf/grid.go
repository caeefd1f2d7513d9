package pdf

import (
	"slices"

	"tongbi/etl/doc"
)

// mostCells bounds a table: a mesh with more is a drawing.
const mostCells = 100_000

// ruled is a table found by its lines, not yet filled.
type ruled struct {
	mesh   mesh
	xs, ys []float64 // column and row borders
	owner  [][]int   // row, column → index of the cell that covers it
	cells  []doc.Cell
	glyphs [][]glyph // of each cell
}

// ruledFrom makes the table of a mesh. A mesh of a single cell is a frame around text and no table.
func ruledFrom(m mesh) (*ruled, bool) {
	t := &ruled{
		mesh: m,

		xs: withOpenEnds(positions(m.vertical), m.horizontal),
		ys: withOpenEnds(positions(m.horizontal), m.vertical),
	}
	rows, cols := len(t.ys)-1, len(t.xs)-1
	if rows < 1 || cols < 1 || rows*cols < 2 || rows*cols > mostCells {
		return nil, false
	}
	t.span(m)
	return t, len(t.cells) > 1
}

// complete gives the table with the lines between its rows that are not drawn.
func (t *ruled) complete() *ruled {
	missing := t.missingLines()
	if len(missing) == 0 {
		return t
	}
	full, ok := ruledFrom(mesh{append(slices.Clone(t.mesh.horizontal), missing...), t.mesh.vertical})
	if !ok {
		return t
	}
	for _, glyphs := range t.glyphs {
		for _, g := range glyphs {
			if !full.take(g) { // the lines added make other cells: rather a row too few than a character lost
				return t
			}
		}
	}
	return full
}

// take puts a character into the cell that its middle stands in.
func (t *ruled) take(g glyph) bool {
	x, y := g.center()
	cell, ok := t.cellAt(x+g.pull, y)
	if ok {
		t.glyphs[cell] = append(t.glyphs[cell], g)
	}
	return ok
}

// positions gives the distinct places of lines.
func positions(rules []rule) []float64 {
	rules = slices.Clone(rules)
	slices.SortFunc(rules, func(a, b rule) int { return compare(a.at, b.at) })
	var all []float64
	for _, r := range rules {
		if len(all) == 0 || r.at-all[len(all)-1] > sameLine {
			all = append(all, r.at)
		}
	}
	return all
}

// openEnd is how far lines must run on beyond the last one across them for a border to be missing there.
const openEnd = 6.0

// withOpenEnds adds the border that is not drawn but that at least two crossing lines run up to: tables open at their
// sides, and rows at a page break whose line stands on the other page.
func withOpenEnds(places []float64, across []rule) []float64 {
	if len(places) < 1 {
		return places
	}
	first, last := places[0], places[len(places)-1]
	var starts, ends []float64
	for _, r := range across {
		if r.from < first-openEnd {
			starts = append(starts, r.from)
		}
		if r.to > last+openEnd {
			ends = append(ends, r.to)
		}
	}
	slices.Sort(starts)
	slices.Sort(ends)
	if len(starts) > 1 && starts[1]-starts[0] <= openEnd {
		places = slices.Insert(places, 0, starts[0])
	}
	if n := len(ends); n > 1 && ends[n-1]-ends[n-2] <= openEnd {
		places = append(places, ends[n-1])
	}
	return places
}

// span finds the cells: a cell goes on to the right and below where no line is drawn.
func (t *ruled) span(m mesh) {
	rows, cols := len(t.ys)-1, len(t.xs)-1
	right := borders(m.vertical, t.xs, t.ys)
	below := borders(m.horizontal, t.ys, t.xs)
	t.owner = make([][]int, rows)
	for row := range t.owner {
		t.owner[row] = slices.Repeat([]int{-1}, cols)
	}
	for row := range rows {
		for col := range cols {
			if t.owner[row][col] >= 0 {
				continue
			}
			endCol := col
			for endCol+1 < cols && !right[endCol+1][row] && t.owner[row][endCol+1] < 0 {
				endCol++
			}
			endRow := row
			for endRow+1 < rows && t.goesOn(right, below, endRow, col, endCol) {
				endRow++
			}
			for r := row; r <= endRow; r++ {
				for c := col; c <= endCol; c++ {
					t.owner[r][c] = len(t.cells)
				}
			}
			t.cells = append(t.cells, doc.Cell{
				Row: row + 1, Col: col + 1, RowSpan: endRow - row + 1, ColSpan: endCol - col + 1,
				Box: doc.Box{Left: t.xs[col], Top: t.ys[row], Right: t.xs[endCol+1], Bottom: t.ys[endRow+1]},
			})
		}
	}
	t.glyphs = make([][]glyph, len(t.cells))
}

// goesOn reports whether a cell over some columns takes in the row below: no line between, none within, none missing at
// its sides.
func (t *ruled) goesOn(right, below [][]bool, row, col, endCol int) bool {
	for c := col; c <= endCol; c++ {
		if below[row+1][c] || c < endCol && right[c+1][row+1] || t.owner[row+1][c] >= 0 {
			return false
		}
	}
	return (col == 0 || right[col][row+1]) && (endCol+2 == len(t.xs) || right[endCol+1][row+1])
}

// borders tells for each place of lines, and each gap between the crossing places, whether a line is drawn there.
func borders(rules []rule, places, across []float64) [][]bool {
	drawn := make([][]bool, len(places))
	for i := range drawn {
		drawn[i] = make([]bool, len(across)-1)
	}
	for _, r := range rules {
		i := nearest(places, r.at)
		for j := range drawn[i] {
			if middle := (across[j] + across[j+1]) / 2; r.from <= middle && middle <= r.to {
				drawn[i][j] = true
			}
		}
	}
	return drawn
}

func nearest(places []float64, at float64) int {
	i, _ := slices.BinarySearch(places, at)
	if i == len(places) || i > 0 && at-places[i-1] < places[i]-at {
		i--
	}
	return i
}

// box is the outside of the table.
func (t *ruled) box() doc.Box {
	return doc.Box{Left: t.xs[0], Top: t.ys[0], Right: t.xs[len(t.xs)-1], Bottom: t.ys[len(t.ys)-1]}
}

// cellAt gives the index of the cell at a place.
func (t *ruled) cellAt(x, y float64) (int, bool) {
	col, row := gapOf(t.xs, x), gapOf(t.ys, y)
	if col < 0 || row < 0 {
		return 0, false
	}
	return t.owner[row][col], true
}

// gapOf gives which gap between places something stands in, or −1.
func gapOf(places []float64, at float64) int {
	if at < places[0] || at > places[len(places)-1] {
		return -1
	}
	i, found := slices.BinarySearch(places, at)
	if found && i < len(places)-1 {
		return i
	}
	return i - 1
}

// grid gives the filled table.
func (t *ruled) grid(page int) *doc.Grid {
	g := &doc.Grid{
		Page: page, Rows: len(t.ys) - 1, Cols: len(t.xs) - 1, Edges: t.xs, Ruled: true, Box: t.box(), Cells: t.cells,
	}
	for i := range g.Cells {
		g.Cells[i].Page = page
		g.Cells[i].Text = cellText(t.glyphs[i])
	}
	return g
}
