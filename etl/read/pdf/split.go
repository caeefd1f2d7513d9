package pdf

// missingLines gives the lines that are not drawn between rows: where figures stand under each other in one cell, with
// room beside them so that they are no figure wrapped over lines, and another cell has as many lines at their heights.
func (t *ruled) missingLines() []rule {
	var missing []rule
	for row := range t.owner {
		var cells [][][]glyph
		for col, index := range t.owner[row] {
			cell := t.cells[index]
			if cell.RowSpan > 1 {
				cells = nil
				break
			}
			if cell.Col == col+1 && len(t.glyphs[index]) > 0 {
				cells = append(cells, rowsOf(t.glyphs[index]))
			}
		}
		stack := figureStack(cells, t.xs)
		for i := 1; i < len(stack); i++ {
			at := (bottomOf(stack[i-1]) + topOf(stack[i])) / 2
			missing = append(missing, rule{at, t.xs[0], t.xs[len(t.xs)-1]})
		}
	}
	return missing
}

// figureStack gives the lines of the cell with the most figures under each other, where another cell agrees with it.
func figureStack(cells [][][]glyph, xs []float64) [][]glyph {
	var most [][]glyph
	for _, lines := range cells {
		if len(lines) > len(most) && onlyFigures(lines, xs) {
			most = lines
		}
	}
	if len(most) < 2 {
		return nil
	}
	agreeing := 0
	for _, lines := range cells {
		if agree(lines, most) {
			agreeing++
		}
	}
	if agreeing < 2 {
		return nil
	}
	return most
}

// onlyFigures reports whether every line is a whole figure that does not fill its cell.
func onlyFigures(lines [][]glyph, xs []float64) bool {
	for _, line := range lines {
		left, right := line[0].box.Left, line[len(line)-1].box.Right
		col := columnOf(xs, left)
		if !number.MatchString(textOf(line)) || right-left > 0.8*(xs[col+1]-xs[col]) {
			return false
		}
	}
	return true
}

// agree reports whether two cells have their lines at the same heights.
func agree(a, b [][]glyph) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !within(a[i][0].y-b[i][0].y, 0.5*tallest(b[i])) {
			return false
		}
	}
	return true
}

func topOf(row []glyph) float64 {
	top := row[0].box.Top
	for _, g := range row {
		top = min(top, g.box.Top)
	}
	return top
}

func bottomOf(row []glyph) float64 {
	bottom := row[0].box.Bottom
	for _, g := range row {
		bottom = max(bottom, g.box.Bottom)
	}
	return bottom
}
