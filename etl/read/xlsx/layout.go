package xlsx

import (
	"fmt"
	"strings"

	"tongbi/etl/doc"
)

// layOut splits a sheet into text and grids. A grid is a run of rows with ruled cells, together with the unruled rows of
// figures that touch it; on a sheet without lines it is a run of rows with several cells. A row of one cell over the
// whole width at its top is its title. A grid may take at most so many cells, empty ones included.
func layOut(sheet *sheet, page, limit int) ([]doc.Block, error) {
	anchors := map[[2]int]area{}
	for _, merged := range sheet.merged {
		anchors[[2]int{merged.top, merged.left}] = merged
	}
	bands := bands(sheet.rows)
	var blocks []doc.Block
	number := 0
	for _, band := range bands {
		if !band.grid {
			for _, row := range band.rows {
				blocks = append(blocks, paragraphs(row, page)...)
			}
			continue
		}
		frame := band.frame()
		for len(band.rows) > 1 && isTitle(band.rows[0], frame, anchors) {
			blocks = append(blocks, paragraphs(band.rows[0], page)...)
			band.rows = band.rows[1:]
			frame.top = band.rows[0].number
		}
		if size := (frame.bottom - frame.top + 1) * (frame.right - frame.left + 1); size > limit {
			return nil, excess(fmt.Sprintf("a table of %d cells > %d", size, limit))
		}
		number++
		grid := band.set(frame, anchors, page)
		grid.Number = number
		blocks = append(blocks, grid)
	}
	return blocks, nil
}

// band is a run of rows that are all text or all one grid.
type band struct {
	grid bool
	rows []row
}

// bands cuts the rows into runs. Rows of a grid follow each other without a gap.
func bands(rows []row) []band {
	lined := false
	for _, row := range rows {
		lined = lined || row.isRuled()
	}
	var bands []band
	for _, row := range rows {
		last := len(bands) - 1
		touches := last >= 0 && bands[last].grid && row.number == bands[last].rows[len(bands[last].rows)-1].number+1
		inGrid := row.isRuled() || row.isTabular() && (touches || !lined)
		if !lined && touches && row.filled() == 1 && len([]rune(row.firstText())) <= labelLength {
			inGrid = true // a line without figures
		}
		if last >= 0 && bands[last].grid == inGrid && (!inGrid || touches) {
			bands[last].rows = append(bands[last].rows, row)
			continue
		}
		bands = append(bands, band{grid: inGrid})
		bands[last+1].rows = append(bands[last+1].rows, row)
	}
	return bands
}

// labelLength is how many characters the name of a line may have; what is longer is a note.
const labelLength = 25

func (r row) isRuled() bool {
	for _, cell := range r.cells {
		if cell.ruled {
			return true
		}
	}
	return false
}

// filled counts the cells with a text.
func (r row) filled() int {
	filled := 0
	for _, cell := range r.cells {
		if cell.text != "" {
			filled++
		}
	}
	return filled
}

func (r row) firstText() string {
	for _, cell := range r.cells {
		if cell.text != "" {
			return cell.text
		}
	}
	return ""
}

// isTabular reports whether a row without lines looks like one of a table: several cells, none of which is a “name：
// value” pair as stands above a table (“编制部门：…”, “单位：元”).
func (r row) isTabular() bool {
	for _, cell := range r.cells {
		if strings.ContainsAny(cell.text, "：:") {
			return false
		}
	}
	return r.filled() > 1
}

// frame is the area that the band's cells take.
func (b band) frame() area {
	frame := area{top: b.rows[0].number, left: maxCol, bottom: b.rows[len(b.rows)-1].number}
	for _, row := range b.rows {
		for _, cell := range row.cells {
			frame.left, frame.right = min(frame.left, cell.col), max(frame.right, cell.col)
		}
	}
	return frame
}

// isTitle reports whether the row's one text spans the whole frame.
func isTitle(row row, frame area, anchors map[[2]int]area) bool {
	if row.filled() != 1 || frame.left == frame.right {
		return false
	}
	for _, cell := range row.cells {
		if cell.text != "" {
			merged := anchors[[2]int{row.number, cell.col}]
			return merged.left == frame.left && merged.right >= frame.right
		}
	}
	return false
}

// set puts the band's cells into a grid, merged ones with their spans and every place taken once.
func (b band) set(frame area, anchors map[[2]int]area, page int) *doc.Grid {
	grid := &doc.Grid{
		Page: page, Ruled: true, Rows: frame.bottom - frame.top + 1, Cols: frame.right - frame.left + 1,
		FirstRow: frame.top, FirstCol: frame.left,
	}
	texts := map[[2]int]string{}
	for _, row := range b.rows {
		for _, cell := range row.cells {
			texts[[2]int{row.number, cell.col}] = cell.text
		}
	}
	taken := make([]bool, grid.Rows*grid.Cols)
	for r := frame.top; r <= frame.bottom; r++ {
		for c := frame.left; c <= frame.right; c++ {
			if taken[(r-frame.top)*grid.Cols+c-frame.left] {
				continue
			}
			merged, isMerged := anchors[[2]int{r, c}]
			if !isMerged {
				merged = area{r, c, r, c}
			}
			bottom, right := min(merged.bottom, frame.bottom), min(merged.right, frame.right)
			for i := r; i <= bottom; i++ {
				for j := c; j <= right; j++ {
					taken[(i-frame.top)*grid.Cols+j-frame.left] = true
				}
			}
			grid.Cells = append(grid.Cells, doc.Cell{
				Row: r - frame.top + 1, Col: c - frame.left + 1, RowSpan: bottom - r + 1, ColSpan: right - c + 1,
				Page: page, Text: texts[[2]int{r, c}],
			})
		}
	}
	return grid
}

// paragraphs gives the texts of a row outside a grid: one for each line of each cell.
func paragraphs(row row, page int) []doc.Block {
	var blocks []doc.Block
	for _, cell := range row.cells {
		for line := range strings.Lines(cell.text) {
			if line = strings.TrimSpace(line); line != "" {
				blocks = append(blocks, &doc.Paragraph{Lines: []doc.Line{{Text: line, Page: page}}})
			}
		}
	}
	return blocks
}
