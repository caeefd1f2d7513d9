// Package txt reads plain text: lines are paragraphs, runs of lines with tabs are tables.
//
// This is what remains of a disclosure when its tables are copied out of a page: every cell ended by a tab, merged
// header cells followed by the empty places they once covered.
package txt

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"tongbi/etl/doc"
)

// Limits bounds what one text may cost. A zero field means its default.
type Limits struct {
	Bytes int // size of the file; default 50 MiB
	Cells int // cells of one line; default 1000
}

func (l Limits) orDefault() Limits {
	if l.Bytes == 0 {
		l.Bytes = 50 << 20
	}
	if l.Cells == 0 {
		l.Cells = 1000
	}
	return l
}

// Byte order marks that Windows programs put before a text.
var (
	utf8Mark  = []byte("\xEF\xBB\xBF")
	utf16Mark = [][]byte{[]byte("\xFF\xFE"), []byte("\xFE\xFF")} // Excel's “Unicode 文本”
)

// Sniff reports whether the content is text: UTF-16 by its mark, else UTF-8 or GB18030 without control characters other
// than blanks.
func Sniff(content []byte) bool {
	if isUTF16(content) {
		return true
	}
	head := bytes.TrimPrefix(content, utf8Mark)
	head = head[:min(len(head), 4096)]
	for _, b := range head {
		if b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f' {
			return false
		}
	}
	return len(head) > 0
}

// Read gives the text's paragraphs and grids in reading order. The page of everything is the number of its line.
// What cannot be read is an Issue; a text never fails.
func Read(content []byte, limits Limits) *doc.Document {
	limits = limits.orDefault()
	document := &doc.Document{Format: doc.Text}
	if len(content) > limits.Bytes {
		document.Issues = []doc.Issue{{Code: doc.TooLarge, Detail: fmt.Sprintf("%d bytes > %d", len(content), limits.Bytes)}}
		return document
	}
	text, issue := decode(content)
	if issue.Code != "" {
		document.Issues = []doc.Issue{issue}
		return document
	}
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\f", "\n").Replace(text)
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	document.Pages = len(lines)
	document.Blocks, document.Issues = blocks(lines, limits)
	if len(document.Blocks) == 0 && len(document.Issues) == 0 {
		document.Issues = []doc.Issue{{Code: doc.EmptyFile}}
	}
	return document
}

func isUTF16(content []byte) bool {
	return bytes.HasPrefix(content, utf16Mark[0]) || bytes.HasPrefix(content, utf16Mark[1])
}

// decode gives the text of UTF-8 or UTF-16 or, where it is neither, of GB18030.
func decode(content []byte) (string, doc.Issue) {
	var decoder encoding.Encoding = simplifiedchinese.GB18030
	if isUTF16(content) {
		decoder = unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM)
	}
	content = bytes.TrimPrefix(content, utf8Mark)
	if utf8.Valid(content) {
		return string(content), doc.Issue{}
	}
	decoded, err := decoder.NewDecoder().Bytes(content)
	if at := bytes.IndexRune(decoded, utf8.RuneError); err == nil && at < 0 {
		return string(decoded), doc.Issue{}
	}
	line, piece := firstInvalid(content)
	return "", doc.Issue{Pos: doc.Pos{Page: line}, Code: doc.UnreadableText, Detail: fmt.Sprintf("%q", piece)}
}

// firstInvalid gives the line and the bytes where a text stops being UTF-8.
func firstInvalid(content []byte) (int, []byte) {
	line := 1
	for rest := content; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		if r == utf8.RuneError && size == 1 {
			return line, rest[:min(len(rest), 8)]
		}
		if r == '\n' {
			line++
		}
		rest = rest[size:]
	}
	return line, nil
}

// blocks goes through the lines: a run of lines with tabs is a grid, every other line a paragraph.
func blocks(lines []string, limits Limits) ([]doc.Block, []doc.Issue) {
	var all []doc.Block
	var issues []doc.Issue
	tables := 0
	for at := 0; at < len(lines); {
		end := tableEnd(lines, at)
		if end == at {
			if !blank(lines[at]) {
				line := doc.Line{Text: strings.TrimSpace(lines[at]), Page: at + 1}
				all = append(all, &doc.Paragraph{Lines: []doc.Line{line}})
			}
			at++
			continue
		}
		tables++
		table, wide := grid(lines, at, end, limits.Cells)
		table.Number = tables
		all = append(all, table)
		if wide > 0 {
			issues = append(issues, doc.Issue{
				Pos: doc.Pos{Page: wide, Table: tables}, Code: doc.TooLarge, Detail: fmt.Sprintf("more than %d cells", limits.Cells),
			})
		}
		at = end
	}
	return all, issues
}

// tableEnd gives the line after the table that begins at a line; the line itself where none does. A blank line within a
// table does not end it where the next line goes on with as many cells.
func tableEnd(lines []string, start int) int {
	end, columns := start, 0
	for at := start; at < len(lines); at++ {
		switch {
		case begins(lines[at]), end > start && sameWidth(lines[end-1], lines[at]):
			end, columns = at+1, max(columns, filled(lines[at]))
		case end > start && blank(lines[at]) && at+1 < len(lines) && sameWidth(lines[end-1], lines[at+1]):
		default:
			at = len(lines)
		}
	}
	if columns < 2 {
		return start // text with stray tabs
	}
	return end
}

func blank(line string) bool { return strings.TrimSpace(line) == "" }

// begins reports whether a line is a row wherever it stands: a tab follows its first word. A tab before it is an indent.
func begins(line string) bool { return strings.Contains(strings.TrimLeft(line, " \u3000\t"), "\t") }

// sameWidth reports whether a line has as many tabs as the row above it and so belongs to the same table.
func sameWidth(above, line string) bool {
	return !blank(line) && strings.Contains(line, "\t") && strings.Count(above, "\t") == strings.Count(line, "\t")
}

// filled counts the cells of a row that are not empty.
func filled(line string) int {
	count := 0
	for text := range strings.SplitSeq(line, "\t") {
		if !blank(text) {
			count++
		}
	}
	return count
}

// grid makes the table of some lines; blank ones are no rows. It gives the line of the first row too wide to keep.
func grid(lines []string, start, end, limit int) (*doc.Grid, int) {
	table := &doc.Grid{Page: start + 1, Ruled: true}
	var rows [][]string
	var numbers []int
	wide := 0
	for at := start; at < end; at++ {
		if blank(lines[at]) {
			continue
		}
		row := strings.Split(lines[at], "\t")
		if len(row) > limit {
			row, wide = row[:limit], at+1
		}
		rows, numbers = append(rows, row), append(numbers, at+1)
		table.Cols = max(table.Cols, len(row))
	}
	table.Rows = len(rows)
	for i, row := range rows {
		for col := range table.Cols {
			cell := doc.Cell{Row: i + 1, Col: col + 1, RowSpan: 1, ColSpan: 1, Page: numbers[i]}
			if col < len(row) {
				cell.Text = strings.TrimSpace(row[col])
			}
			table.Cells = append(table.Cells, cell)
		}
	}
	return table, wide
}
