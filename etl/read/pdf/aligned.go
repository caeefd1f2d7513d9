package pdf

import (
	"regexp"
	"slices"
	"strings"

	"tongbi/etl/doc"
)

// columnGap is the distance, in heights of a character, that parts the columns of a table without lines.
const columnGap = 1.0

// fewestRows is the number of rows with figures from which aligned text is a table.
const fewestRows = 3

// amount matches a figure that is more than an ordinal: decimals, grouped thousands, three digits, or zero.
var amount = regexp.MustCompile(`^[-－−(（]?(\d{1,3}([,，]\d{3})+(\.\d+)?|\d+\.\d+%?|\d{3,}|0|\d+%)[)）]?$`)

// bits is a row cut into the pieces that may be cells.
type bits struct {
	glyphs [][]glyph
	texts  []string
	box    doc.Box
}

// alignedTables finds tables without lines: rows one after the other whose pieces stand under each other, with figures
// in them. It gives the rows that are left, and the tables, whose columns are less certain than ruled ones.
func alignedTables(rows [][]glyph) (rest [][]glyph, tables []*doc.Grid) {
	all := make([]bits, len(rows))
	for i, row := range rows {
		all[i] = bitsOf(row)
	}
	for at := 0; at < len(rows); {
		end := blockEnd(all, at)
		if table, ok := alignedTable(all[at:end]); ok {
			tables = append(tables, table)
			at = end
			continue
		}
		rest = append(rest, rows[at])
		at++
	}
	return rest, tables
}

func bitsOf(row []glyph) bits {
	var b bits
	for _, piece := range pieces(row, columnGap) {
		l := lineOf(piece, 0)
		if len(b.texts) == 0 {
			b.box = l.box
		}
		b.glyphs, b.texts = append(b.glyphs, piece), append(b.texts, l.text)
		b.box.Left, b.box.Right = min(b.box.Left, l.box.Left), max(b.box.Right, l.box.Right)
		b.box.Top, b.box.Bottom = min(b.box.Top, l.box.Top), max(b.box.Bottom, l.box.Bottom)
	}
	return b
}

// figures counts the amounts of a row beside its first piece.
func (b bits) figures() int {
	count := 0
	for _, text := range b.texts[1:] {
		if amount.MatchString(text) {
			count++
		}
	}
	return count
}

// mostNamed is how many rows in a table may have a name and no figure: 二、上级补助收入, 三、事业收入 …
const mostNamed = 5

// beginsAlike reports whether a row stands where the rows of a table begin.
func beginsAlike(row bits, table []bits) bool {
	return slices.ContainsFunc(table, func(other bits) bool { return within(row.box.Left-other.box.Left, 2) })
}

// blockEnd gives the end of the rows that may be one table: each has several pieces, or stands between two that have.
func blockEnd(all []bits, start int) int {
	end := start
	for at := start; at < len(all); at++ {
		if at > start && all[at].box.Top-all[at-1].box.Bottom > 2.5*(all[at].box.Bottom-all[at].box.Top) {
			break
		}
		labelled := strings.ContainsAny(strings.Join(all[at].texts, ""), "：:")
		if len(all[at].texts) > 1 && !labelled {
			end = at + 1
		} else if at == start || at-end > mostNamed || at-end > 1 && !beginsAlike(all[at], all[start:end]) || labelled && len(all[at].texts) == 1 {
			break // 编制部门：… 单位：元 belongs to the next table
		}
	}
	return end
}

// alignedTable makes the table of some rows, where they are one.
func alignedTable(rows []bits) (*doc.Grid, bool) {
	var figured []bits
	several := 0
	for _, row := range rows {
		if row.figures() > 0 {
			figured = append(figured, row)
		}
		if len(row.texts) > 1 {
			several++
		}
	}
	if len(figured) < fewestRows || len(figured)*2 < several || len(figured)*(mostNamed-1) < len(rows) {
		return nil, false
	}
	edges := columnEdges(figured, rows)
	if len(edges) < 3 || listsPages(figured) {
		return nil, false
	}
	grid := &doc.Grid{Rows: len(rows), Cols: len(edges) - 1, Edges: edges, Box: rows[0].box}
	for i, row := range rows {
		cells, ok := alignedRow(row, edges, i+1)
		if !ok {
			return nil, false
		}
		grid.Cells = append(grid.Cells, cells...)
		grid.Box.Bottom = row.box.Bottom
	}
	grid.Box.Left, grid.Box.Right = edges[0], edges[len(edges)-1]
	return grid, true
}

// columnEdges gives borders halfway between the columns that the pieces of the rows with figures stand in.
func columnEdges(figured, rows []bits) []float64 {
	type span struct{ left, right float64 }
	var spans []span
	for _, row := range figured {
		for _, piece := range row.glyphs {
			spans = append(spans, span{piece[0].box.Left, piece[len(piece)-1].box.Right})
		}
	}
	slices.SortFunc(spans, func(a, b span) int { return compare(a.left, b.left) })
	columns := spans[:1]
	for _, s := range spans[1:] {
		if last := &columns[len(columns)-1]; s.left <= last.right {
			last.right = max(last.right, s.right)
			continue
		}
		columns = append(columns, s)
	}
	left, right := rows[0].box.Left, rows[0].box.Right
	for _, row := range rows {
		left, right = min(left, row.box.Left), max(right, row.box.Right)
	}
	edges := []float64{left}
	for i := 1; i < len(columns); i++ {
		edges = append(edges, (columns[i-1].right+columns[i].left)/2)
	}
	return append(edges, right)
}

// alignedRow deals the pieces of a row out to the columns; a piece over several columns spans them. Two pieces in one
// column mean that it is no table.
func alignedRow(row bits, edges []float64, number int) ([]doc.Cell, bool) {
	var cells []doc.Cell
	next := 0
	empty := func(until int) {
		for ; next < until; next++ {
			cells = append(cells, alignedCell(row, edges, number, next, next, ""))
		}
	}
	for i, piece := range row.glyphs {
		first, last := columnOf(edges, piece[0].box.Left+0.5), columnOf(edges, piece[len(piece)-1].box.Right-0.5)
		if first < next {
			return nil, false
		}
		empty(first)
		cells = append(cells, alignedCell(row, edges, number, first, last, row.texts[i]))
		next = last + 1
	}
	empty(len(edges) - 1)
	return cells, true
}

func columnOf(edges []float64, x float64) int {
	return min(max(gapOf(edges, min(max(x, edges[0]), edges[len(edges)-1])), 0), len(edges)-2)
}

func alignedCell(row bits, edges []float64, number, first, last int, text string) doc.Cell {
	return doc.Cell{
		Row: number, Col: first + 1, RowSpan: 1, ColSpan: last - first + 1, Text: text,
		Box: doc.Box{Left: edges[first], Top: row.box.Top, Right: edges[last+1], Bottom: row.box.Bottom},
	}
}

// listsPages reports whether the only figures are whole numbers that never fall: the pages of a table of contents.
func listsPages(rows []bits) bool {
	last := 0
	for _, row := range rows {
		if row.figures() > 1 {
			return false
		}
		text := row.texts[len(row.texts)-1]
		value, ok := printedNumber(text)
		if !ok || value < last || value == 0 {
			return false
		}
		last = value
	}
	return true
}
