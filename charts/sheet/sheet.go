// Package sheet makes Excel workbooks of typed rows: numbers are numbers, text is text and never a formula, the headings
// are Chinese and stay in sight.
package sheet

import (
	"fmt"
	"io"
	"math"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"tongbi/etl/fact"
)

// Column is one column of a sheet.
type Column struct {
	Heading string
	Width   float64 // in characters of the usual font; 0: by the heading
}

func (c Column) width() float64 {
	if c.Width > 0 {
		return c.Width
	}
	return max(10, float64(2*utf8.RuneCountInString(c.Heading)+2))
}

// Wrapped is text that runs on in further lines of its cell.
type Wrapped string

// Printed is a figure as a document prints it: a number in the cell that looks as printed, with its separators, decimals
// and per cent sign. What is no number is text.
type Printed string

// Sheet is one table: a title, what the reader must know of it, headings and rows.
type Sheet struct {
	Name    string // of the tab; characters that Excel refuses are replaced, and what is too long is cut
	Title   string // first line of the sheet: what it shows, unit, 口径
	Columns []Column
	Charts  []Chart // of the rows; they stand on a sheet of their own behind the others
	Rows    [][]any // fact.Fen in yuan, *fact.Fen, fact.Rate, *fact.Rate in per cent, Printed, int, string, Wrapped; nil is an empty cell
}

// The rows of a sheet: the title, the headings, then the data.
const (
	titleRow   = 1
	headingRow = 2
	firstRow   = 3
)

// maxRows is what a sheet can hold.
const maxRows = 1_048_576 - firstRow

// Write writes a workbook of the sheets. Errors: more rows than a sheet can hold; what out returns.
func Write(out io.Writer, sheets ...Sheet) (err error) {
	book := excelize.NewFile()
	defer func() {
		if closing := book.Close(); err == nil {
			err = closing
		}
	}()
	styles, err := newStyles(book)
	if err != nil {
		return fmt.Errorf("make styles: %w", err)
	}
	var charts []Chart
	for i, one := range sheets {
		charts = append(charts, one.Charts...)
		name := tab(one.Name, i)
		if i == 0 {
			err = book.SetSheetName(book.GetSheetName(0), name)
		} else {
			_, err = book.NewSheet(name)
		}
		if err != nil {
			return fmt.Errorf("add sheet %s: %w", name, err)
		}
		if err := fill(book, name, styles, one); err != nil {
			return fmt.Errorf("fill sheet %s: %w", name, err)
		}
	}
	if err := addCharts(book, styles, charts); err != nil {
		return err
	}
	if err := book.Write(out); err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	return nil
}

// tab is a name that Excel takes: no []:*?/\ and quotation marks, at most 31 characters, never empty.
func tab(name string, at int) string {
	name = strings.NewReplacer("[", "（", "]", "）", ":", "：", "*", "＊", "?", "？", "/", "／", `\`, "＼", "'", "’").Replace(name)
	if name == "" {
		name = fmt.Sprintf("表%d", at+1)
	}
	if runes := []rune(name); len(runes) > 31 {
		name = string(runes[:31])
	}
	return name
}

// styles are the looks of cells by what they hold.
type styles struct {
	title, heading, amount, percent, whole, text, wrapped int
	printed                                               map[string]int // by number format
}

func newStyles(book *excelize.File) (styles, error) {
	amount, percent := "#,##0.00", "0.00%"
	made := styles{printed: map[string]int{}}
	for _, one := range []struct {
		id    *int
		style excelize.Style
	}{
		{&made.title, excelize.Style{Font: &excelize.Font{Bold: true, Size: 12}}},
		{&made.heading, excelize.Style{
			Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{Vertical: "center", WrapText: true},
			Border: []excelize.Border{{Type: "bottom", Style: 1, Color: "808080"}},
		}},
		{&made.amount, excelize.Style{CustomNumFmt: &amount, Alignment: &excelize.Alignment{Vertical: "top"}}},
		{&made.percent, excelize.Style{CustomNumFmt: &percent, Alignment: &excelize.Alignment{Vertical: "top"}}},
		{&made.text, excelize.Style{NumFmt: 49, Alignment: &excelize.Alignment{Vertical: "top"}}}, // text: what is typed over it stays text, too
		{&made.whole, excelize.Style{Alignment: &excelize.Alignment{Vertical: "top"}}},
		{&made.wrapped, excelize.Style{NumFmt: 49, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}}},
	} {
		id, err := book.NewStyle(&one.style)
		if err != nil {
			return made, err
		}
		*one.id = id
	}
	return made, nil
}

// fill writes title, headings and rows, and freezes what is above the rows.
func fill(book *excelize.File, name string, styles styles, sheet Sheet) error {
	if len(sheet.Rows) > maxRows {
		return fmt.Errorf("%d rows are more than a sheet holds", len(sheet.Rows))
	}
	if err := head(book, name, styles, sheet); err != nil {
		return err
	}
	for r, row := range sheet.Rows {
		if err := book.SetRowHeight(name, firstRow+r, lineHeight*float64(lines(sheet.Columns, row))); err != nil {
			return err
		}
		for c, value := range row {
			cell, err := excelize.CoordinatesToCellName(c+1, firstRow+r)
			if err != nil {
				return err
			}
			if err := put(book, name, cell, styles, value); err != nil {
				return err
			}
		}
	}
	if len(sheet.Columns) == 0 {
		return nil
	}
	last, err := excelize.CoordinatesToCellName(len(sheet.Columns), headingRow+len(sheet.Rows))
	if err != nil {
		return err
	}
	if err := book.AutoFilter(name, fmt.Sprintf("A%d:%s", headingRow, last), nil); err != nil {
		return err
	}
	return paper(book, name, sheet.Columns)
}

// paperWidth is how many characters across a sheet of A4 stay legible.
const paperWidth = 260

// paper makes a sheet print on A4 across, as few sheets wide as stay legible, the headings on every page.
func paper(book *excelize.File, name string, columns []Column) error {
	total := 0.0
	for _, column := range columns {
		total += column.width()
	}
	across, size, wide, high, fit := "landscape", 9, int(math.Ceil(max(total, 1)/paperWidth)), 0, true
	if err := book.SetPageLayout(name, &excelize.PageLayoutOptions{Orientation: &across, Size: &size, FitToWidth: &wide, FitToHeight: &high}); err != nil {
		return err
	}
	if err := book.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	titles := fmt.Sprintf("'%s'!$%d:$%d", name, headingRow, headingRow)
	return book.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: titles, Scope: name})
}

// lineHeight is the height of a line of text in points.
const lineHeight = 16

// lines is how many lines the longest wrapped text of a row takes; programs do not measure them when they open a file.
func lines(columns []Column, row []any) int {
	most := 1
	for c, value := range row {
		text, wrapped := value.(Wrapped)
		if !wrapped {
			continue
		}
		width := 0.0
		for _, r := range text {
			if width++; r > unicode.MaxLatin1 {
				width++
			}
		}
		most = max(most, int(math.Ceil(width/(columns[c].width()-1))))
	}
	return min(most, 27) // a row holds 409 points
}

// head writes the title and the headings, and keeps them in sight.
func head(book *excelize.File, name string, styles styles, sheet Sheet) error {
	title := fmt.Sprintf("A%d", titleRow)
	if err := book.SetCellStr(name, title, sheet.Title); err != nil {
		return err
	}
	if err := book.SetCellStyle(name, title, title, styles.title); err != nil {
		return err
	}
	for c, column := range sheet.Columns {
		cell, err := excelize.CoordinatesToCellName(c+1, headingRow)
		if err != nil {
			return err
		}
		if err := book.SetCellStr(name, cell, column.Heading); err != nil {
			return err
		}
		if err := book.SetCellStyle(name, cell, cell, styles.heading); err != nil {
			return err
		}
		letter := strings.TrimRight(cell, "0123456789")
		if err := book.SetColWidth(name, letter, letter, column.width()); err != nil {
			return err
		}
	}
	return book.SetPanes(name, &excelize.Panes{Freeze: true, YSplit: headingRow, TopLeftCell: fmt.Sprintf("A%d", firstRow), ActivePane: "bottomLeft"})
}

// printedNumber is a number as documents print it: grouped or plain digits, decimals, a per cent sign.
var printedNumber = regexp.MustCompile(`^(-?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.([0-9]+))?(%?)$`)

// exactDigits is how many digits a spreadsheet keeps.
const exactDigits = 15

// number is the figure's value as decimal text and the number format that shows it as printed; false where it is no number
// or has more digits than a spreadsheet keeps.
func (p Printed) number() (text, format string, ok bool) {
	part := printedNumber.FindStringSubmatch(string(p))
	if part == nil {
		return "", "", false
	}
	whole, decimals, percent := strings.ReplaceAll(part[2], ",", ""), part[3], part[4]
	if len(whole)+len(decimals) > exactDigits || len(whole) > 1 && whole[0] == '0' {
		return "", "", false
	}
	format = "0"
	if strings.Contains(part[2], ",") {
		format = "#,##0"
	}
	if decimals != "" {
		format += "." + strings.Repeat("0", len(decimals))
	}
	if percent != "" { // the cell holds the share
		digits := strings.Repeat("0", max(0, 3-len(whole))) + whole
		whole, decimals = digits[:len(digits)-2], digits[len(digits)-2:]+decimals
	}
	if text = part[1] + whole; decimals != "" {
		text += "." + decimals
	}
	return text, format + percent, true
}

// put writes one value. Amounts and rates go in as their decimal text, so that none passes through a float here.
func put(book *excelize.File, name, cell string, styles styles, value any) error {
	number, style := "", styles.amount
	switch value := value.(type) {
	case nil:
		return nil
	case *fact.Fen:
		if value == nil {
			return nil
		}
		number = value.String()
	case fact.Fen:
		number = value.String()
	case *fact.Rate:
		if value == nil {
			return nil
		}
		number, style = value.Round(6), styles.percent
	case fact.Rate:
		number, style = value.Round(6), styles.percent
	case int:
		if err := book.SetCellInt(name, cell, int64(value)); err != nil {
			return err
		}
		return book.SetCellStyle(name, cell, cell, styles.whole)
	case Printed:
		text, format, ok := value.number()
		if !ok {
			return put(book, name, cell, styles, Wrapped(value))
		}
		var err error
		if number = text; styles.printed[format] == 0 {
			styles.printed[format], err = book.NewStyle(&excelize.Style{CustomNumFmt: &format, Alignment: &excelize.Alignment{Horizontal: "right", Vertical: "top"}})
		}
		if style = styles.printed[format]; err != nil {
			return err
		}
	case string:
		if value == "" {
			return nil
		}
		if err := book.SetCellStr(name, cell, value); err != nil {
			return err
		}
		return book.SetCellStyle(name, cell, cell, styles.text)
	case Wrapped:
		if err := put(book, name, cell, styles, string(value)); err != nil || value == "" {
			return err
		}
		return book.SetCellStyle(name, cell, cell, styles.wrapped)
	default:
		return fmt.Errorf("cell %s: no cell can hold a %T", cell, value)
	}
	if err := book.SetCellDefault(name, cell, number); err != nil {
		return err
	}
	return book.SetCellStyle(name, cell, cell, style)
}
