package sheet

import (
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"
)

// Decimal is a number as decimal text: it goes into a cell as it is, through no float.
type Decimal string

// gridName is the name of the sheet of a grid, which formulas of other files speak of.
const gridName = "Sheet1"

// WriteGrid writes a bare workbook: one sheet named Sheet1, the rows from A1 on, as a chart in another document takes its
// data from it. Cells are a string, a Decimal, or nil for an empty one.
func WriteGrid(out io.Writer, rows [][]any) (err error) {
	book := excelize.NewFile()
	defer func() {
		if closing := book.Close(); err == nil {
			err = closing
		}
	}()
	for r, row := range rows {
		for c, value := range row {
			cell, err := excelize.CoordinatesToCellName(c+1, r+1)
			if err != nil {
				return err
			}
			switch value := value.(type) {
			case nil:
			case string:
				err = book.SetCellStr(gridName, cell, value)
			case Decimal:
				err = book.SetCellDefault(gridName, cell, string(value))
			default:
				err = fmt.Errorf("cell %s: no cell of a grid can hold a %T", cell, value)
			}
			if err != nil {
				return err
			}
		}
	}
	if err := book.SetColWidth(gridName, "A", "A", 34); err != nil {
		return err
	}
	if err := book.Write(out); err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	return nil
}
