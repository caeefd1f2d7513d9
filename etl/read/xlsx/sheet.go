package xlsx

import (
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"tongbi/etl/doc"
)

// The bounds of the format.
const (
	maxRow = 1_048_576
	maxCol = 16_384
)

// sheet is what one sheet shows: its cells that hold a text or a border, by row and column.
type sheet struct {
	rows      []row
	merged    []area
	kept      int      // cells
	hidden    []string // rows and columns with texts that are not shown: “5:7”, “C:C”
	unsettled []unsettled
}

// row is one row of the sheet, its cells from left to right.
type row struct {
	number int
	cells  []cell
}

type cell struct {
	col   int
	text  string
	ruled bool
}

// area is a rectangle of cells, both corners within.
type area struct{ top, left, bottom, right int }

// unsettled is a formula without a stored result.
type unsettled struct {
	row, col int
	formula  string
}

// storedCell is a cell as the file has it.
type storedCell struct {
	Ref     string   `xml:"r,attr"`
	Style   int      `xml:"s,attr"`
	Type    string   `xml:"t,attr"`
	Formula *string  `xml:"f"`
	Value   string   `xml:"v"`
	Inline  richText `xml:"is"`
}

// sheetReader goes through the part of one sheet once.
type sheetReader struct {
	book       *book
	xml        *xml.Decoder
	sheet      *sheet
	limit      int    // cells that may be kept
	hiddenCols []area // only left and right count
	row        int
	rowHidden  bool
	col        int
	missed     map[string]bool
}

// read reads a sheet; at most so many cells may hold something.
func (b *book) read(ctx context.Context, entry entry, limit int) (*sheet, error) {
	content, err := b.open(entry.part)
	if err != nil {
		return nil, err
	}
	if content == nil {
		return nil, fmt.Errorf("no part %q", entry.part)
	}
	defer content.Close()
	reader := &sheetReader{book: b, xml: xml.NewDecoder(content), sheet: &sheet{}, limit: limit, missed: map[string]bool{}}
	for elements := 0; ; elements++ {
		if elements%1024 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		token, err := reader.xml.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		if start, ok := token.(xml.StartElement); ok {
			if err := reader.element(start); err != nil {
				return nil, err
			}
		}
	}
	slices.SortStableFunc(reader.sheet.rows, func(a, b row) int { return a.number - b.number })
	return reader.sheet, nil
}

func (r *sheetReader) element(start xml.StartElement) error {
	switch start.Name.Local {
	case "col":
		if isOff(start) {
			first, last := number(start, "min"), number(start, "max")
			r.hiddenCols = append(r.hiddenCols, area{left: first, right: last})
		}
	case "row":
		r.row++
		if n := number(start, "r"); n > 0 {
			r.row = n
		}
		r.col, r.rowHidden = 0, isOff(start)
		if r.row > maxRow {
			return fmt.Errorf("row %d", r.row)
		}
	case "c":
		return r.cell(start)
	case "mergeCell":
		return r.merge(attribute(start, "ref"))
	}
	return nil
}

// cell reads one cell and keeps it where it shows something.
func (r *sheetReader) cell(start xml.StartElement) error {
	var stored storedCell
	if err := r.xml.DecodeElement(&stored, &start); err != nil {
		return err
	}
	r.col++
	if stored.Ref != "" {
		col, row, err := excelize.CellNameToCoordinates(stored.Ref)
		if err != nil {
			return err
		}
		r.col, r.row = col, row
	}
	if r.col > maxCol || r.row > maxRow {
		return fmt.Errorf("cell %s", stored.Ref)
	}
	text, err := r.text(stored)
	if err != nil {
		return err
	}
	cell := cell{col: r.col, text: text, ruled: r.book.styles.isRuled(stored.Style)}
	if text != "" && r.isHidden() {
		cell.text = ""
	}
	if cell.text == "" && !cell.ruled {
		return nil
	}
	if r.sheet.kept++; r.sheet.kept > r.limit {
		return excess(fmt.Sprintf("cells of the workbook > %d", r.book.limits.Cells))
	}
	if n := len(r.sheet.rows); n == 0 || r.sheet.rows[n-1].number != r.row {
		r.sheet.rows = append(r.sheet.rows, row{number: r.row})
	}
	last := &r.sheet.rows[len(r.sheet.rows)-1]
	last.cells = append(last.cells, cell)
	return nil
}

// text gives what the cell shows.
func (r *sheetReader) text(stored storedCell) (string, error) {
	switch stored.Type {
	case "s":
		index, err := strconv.Atoi(strings.TrimSpace(stored.Value))
		if err != nil || index < 0 || index >= len(r.book.texts) {
			return "", fmt.Errorf("cell %s: no shared text %q", stored.Ref, stored.Value)
		}
		return strings.TrimSpace(r.book.texts[index]), nil
	case "inlineStr":
		return strings.TrimSpace(stored.Inline.String()), nil
	case "str", "e", "d":
		return strings.TrimSpace(stored.Value), nil
	case "b":
		return map[bool]string{true: "TRUE", false: "FALSE"}[stored.Value == "1"], nil
	}
	if stored.Value == "" {
		if stored.Formula != nil {
			r.sheet.unsettled = append(r.sheet.unsettled, unsettled{r.row, r.col, "=" + *stored.Formula})
		}
		return "", nil
	}
	shown, err := r.book.styles.show(stored.Style, stored.Value)
	return strings.TrimSpace(shown), err
}

// isHidden notes a text that stands in a hidden row or column.
func (r *sheetReader) isHidden() bool {
	name := ""
	if r.rowHidden {
		name = fmt.Sprintf("%d:%d", r.row, r.row)
	}
	for _, cols := range r.hiddenCols {
		if name == "" && r.col >= cols.left && r.col <= cols.right {
			letters, _ := excelize.ColumnNumberToName(r.col) // within bounds
			name = letters + ":" + letters
		}
	}
	if name == "" {
		return false
	}
	if !r.missed[name] {
		r.missed[name] = true
		r.sheet.hidden = append(r.sheet.hidden, name)
	}
	return true
}

// merge notes an area of cells merged into one.
func (r *sheetReader) merge(ref string) error {
	first, last, found := strings.Cut(ref, ":")
	if !found {
		last = first
	}
	left, top, err := excelize.CellNameToCoordinates(first)
	if err != nil {
		return err
	}
	right, bottom, err := excelize.CellNameToCoordinates(last)
	if err != nil {
		return err
	}
	if len(r.sheet.merged) >= r.limit {
		return excess(fmt.Sprintf("merged cells > %d", r.limit))
	}
	r.sheet.merged = append(r.sheet.merged, area{min(top, bottom), min(left, right), max(top, bottom), max(left, right)})
	return nil
}

// issues tells what the sheet keeps from its reader.
func (s *sheet) issues(page int) []doc.Issue {
	var issues []doc.Issue
	if len(s.hidden) > 0 {
		issues = append(issues, doc.Issue{Pos: doc.Pos{Page: page}, Code: doc.HiddenContent, Detail: strings.Join(s.hidden, ", ")})
	}
	for _, cell := range s.unsettled {
		issues = append(issues, doc.Issue{Pos: doc.Pos{Page: page, Row: cell.row, Col: cell.col}, Code: doc.MissingResult, Detail: cell.formula})
	}
	return issues
}

// isOff reports whether a row or column is hidden or squeezed to nothing.
func isOff(start xml.StartElement) bool {
	for _, name := range []string{"ht", "width"} {
		if size, err := strconv.ParseFloat(attribute(start, name), 64); err == nil && size == 0 {
			return true
		}
	}
	hidden := attribute(start, "hidden")
	return hidden == "1" || hidden == "true"
}

func attribute(start xml.StartElement, name string) string {
	for _, attribute := range start.Attr {
		if attribute.Name.Local == name {
			return attribute.Value
		}
	}
	return ""
}

// number is a counting attribute; 0 where it is absent or no number.
func number(start xml.StartElement, name string) int {
	n, _ := strconv.Atoi(attribute(start, name))
	return max(n, 0)
}
