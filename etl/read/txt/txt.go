// Package txt reads plain text: lines are paragraphs, runs of lines with tabs are tables, and so are those of Markdown.
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
	Cells int // cells of one table, empty ones included; default 1 million
}

func (l Limits) orDefault() Limits {
	if l.Bytes == 0 {
		l.Bytes = 50 << 20
	}
	if l.Cells == 0 {
		l.Cells = 1_000_000
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
	document.Blocks, document.Issues = blocks(tabulated(lines), limits)
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
		end, columns := table(lines, at)
		if columns < 2 { // text, with stray tabs perhaps
			for end = max(end, at+1); at < end; at++ {
				if !blank(lines[at]) {
					all = append(all, paragraph(lines[at], at+1))
				}
			}
			continue
		}
		tables++
		if grid, ok := grid(lines, at, end, limits.Cells); ok {
			grid.Number = tables
			all = append(all, grid)
		} else {
			issues = append(issues, doc.Issue{
				Pos: doc.Pos{Page: at + 1, Table: tables}, Code: doc.TooLarge, Detail: fmt.Sprintf("table of more than %d cells", limits.Cells),
			})
		}
		at = end
	}
	return all, issues
}

// table gives the line after the rows that begin at a line, and the most cells that are filled in one of them. A blank
// line within a table does not end it where the next line goes on with as many cells.
func table(lines []string, start int) (end, columns int) {
	end = start
	for at := start; at < len(lines); at++ {
		switch {
		case begins(lines[at]), end > start && sameWidth(lines[end-1], lines[at]):
			end, columns = at+1, max(columns, filled(lines[at]))
		case end > start && blank(lines[at]) && strings.Contains(lines[at], "\t"): // a row of empty cells
		case end > start && blank(lines[at]) && at+1 < len(lines) && sameWidth(lines[end-1], lines[at+1]):
		default:
			return end, columns
		}
	}
	return end, columns
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

// grid makes the table of some lines, where it has no more cells than the limit; blank lines are no rows.
func grid(lines []string, start, end, limit int) (*doc.Grid, bool) {
	table := &doc.Grid{Page: start + 1, Ruled: true}
	for _, line := range lines[start:end] {
		if !blank(line) {
			table.Rows++
			table.Cols = max(table.Cols, strings.Count(line, "\t")+1)
		}
	}
	if table.Rows*table.Cols > limit {
		return nil, false
	}
	row := 0
	for at := start; at < end; at++ {
		if blank(lines[at]) {
			continue
		}
		row++
		texts := strings.Split(lines[at], "\t")
		for col := range table.Cols {
			cell := doc.Cell{Row: row, Col: col + 1, RowSpan: 1, ColSpan: 1, Page: at + 1}
			if col < len(texts) {
				cell.Text = strings.TrimSpace(texts[col])
			}
			table.Cells = append(table.Cells, cell)
		}
	}
	return table, true
}
