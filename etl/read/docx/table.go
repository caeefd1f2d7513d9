package docx

import (
	"encoding/xml"
	"fmt"
	"strings"

	"tongbi/etl/doc"
)

// cell is one cell as the file has it: a merged cell is there once for each row.
type cell struct {
	span      int
	continued bool // goes on from the row above
	appended  bool // goes on from the cell to the left
	blocks    []doc.Block
}

// row is one row; before is the number of columns left free in front of its first cell.
type row struct {
	before int
	cells  []cell
	gone   bool // deleted or hidden
}

// table reads a table and adds it to the flow: as a grid with the tables of its cells behind it, or, where the table is
// only a frame for others or for text, as what stands in it.
func (r *reader) table(flow *flow) error {
	var rows []row
	err := r.rows(&rows)
	flow.blocks = append(flow.blocks, r.settle(rows)...)
	return err
}

// rows reads the rows of the open table, those within content controls too.
func (r *reader) rows(rows *[]row) error {
	return r.within(func(child xml.StartElement) error {
		switch {
		case child.Name.Local == "tr":
			row, err := r.row()
			if !row.gone {
				*rows = append(*rows, row)
			}
			return err
		case unseen[child.Name.Local]:
			return r.xml.Skip()
		}
		return r.rows(rows)
	})
}

func (r *reader) row() (row, error) {
	var row row
	err := r.rowCells(&row)
	return row, err
}

func (r *reader) rowCells(row *row) error {
	return r.within(func(child xml.StartElement) error {
		switch name := child.Name.Local; {
		case name == "tc":
			cell, err := r.cell()
			row.cells = append(row.cells, cell)
			return err
		case name == "trPr":
			var read struct {
				Before value     `xml:"gridBefore"`
				Del    *struct{} `xml:"del"`
				Hidden *value    `xml:"hidden"`
			}
			err := r.xml.DecodeElement(&read, &child)
			row.before = read.Before.number(0, r.limits.Cols)
			row.gone = read.Del != nil || read.Hidden != nil && read.Hidden.on()
			return err
		case unseen[name]:
			return r.xml.Skip()
		}
		return r.rowCells(row)
	})
}

func (r *reader) cell() (cell, error) {
	cell := cell{span: 1}
	if r.cells++; r.cells > r.limits.Cells {
		return cell, excess(fmt.Sprintf("table cells > %d", r.limits.Cells))
	}
	var flow flow
	err := r.within(func(child xml.StartElement) error {
		if child.Name.Local != "tcPr" {
			return r.visit(child, &flow)
		}
		var read struct {
			Span       value  `xml:"gridSpan"`
			Vertical   *value `xml:"vMerge"`
			Horizontal *value `xml:"hMerge"`
		}
		err := r.xml.DecodeElement(&read, &child)
		cell.span = read.Span.number(1, r.limits.Cols)
		cell.continued = read.Vertical != nil && read.Vertical.Val != "restart"
		cell.appended = read.Horizontal != nil && read.Horizontal.Val != "restart"
		return err
	})
	flow.endParagraph()
	cell.blocks = flow.blocks
	return cell, err
}

// settle turns the rows into blocks.
func (r *reader) settle(rows []row) []doc.Block {
	own, nested := 0, 0
	var inside []doc.Block // everything that stands in the cells
	var grids []doc.Block  // the tables among it
	for _, row := range rows {
		for _, cell := range row.cells {
			own++
			inside = append(inside, cell.blocks...)
			for _, block := range cell.blocks {
				if grid, ok := block.(*doc.Grid); ok {
					nested += len(grid.Cells)
					grids = append(grids, grid)
				}
			}
		}
	}
	if own <= 1 || nested >= own {
		return inside
	}
	grid := r.grid(rows)
	if grid == nil {
		return inside
	}
	return append([]doc.Block{grid}, grids...)
}

// grid sets the cells into rows and columns and joins merged ones; nil where the table has too many columns.
func (r *reader) grid(rows []row) *doc.Grid {
	grid := &doc.Grid{Page: 1, Ruled: true, Rows: len(rows)}
	above := map[int]int{} // by first column: the cell that a vertical merge would go on with
	for i, row := range rows {
		merged := map[int]int{}
		col := 1
		if row.before > 0 {
			grid.Cells = append(grid.Cells, doc.Cell{Row: i + 1, Col: 1, RowSpan: 1, ColSpan: row.before, Page: 1})
			col += row.before
		}
		for j, cell := range row.cells {
			last := len(grid.Cells) - 1
			index, open := above[col]
			switch {
			case cell.appended && j > 0 && grid.Cells[last].Row == i+1:
				grid.Cells[last].ColSpan += cell.span
			case cell.continued && open && grid.Cells[index].ColSpan == cell.span:
				grid.Cells[index].RowSpan++
				merged[col] = index
			default:
				merged[col] = len(grid.Cells)
				grid.Cells = append(grid.Cells, doc.Cell{
					Row: i + 1, Col: col, RowSpan: 1, ColSpan: cell.span, Page: 1, Text: text(cell.blocks),
				})
			}
			col += cell.span
		}
		above = merged
		grid.Cols = max(grid.Cols, col-1)
		if grid.Cols > r.limits.Cols {
			r.issue(doc.TooLarge, fmt.Sprintf("table columns > %d", r.limits.Cols))
			return nil
		}
	}
	return grid
}

// text is the text of a cell, a line for each paragraph.
func text(blocks []doc.Block) string {
	var lines []string
	for _, block := range blocks {
		if paragraph, ok := block.(*doc.Paragraph); ok {
			lines = append(lines, paragraph.Text())
		}
	}
	return strings.Join(lines, "\n")
}
