package word

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"tongbi/charts/briefing"
)

// Briefing writes a briefing as a Word document.
func Briefing(out io.Writer, b briefing.Briefing) error {
	d := New(strings.Join(b.Title, "\n"), b.Header)
	parted := slices.ContainsFunc(b.Blocks, func(block briefing.Block) bool { return block.Heading != nil && block.Heading.Level == 1 })
	for _, block := range b.Blocks {
		switch {
		case block.Heading != nil:
			d.briefingHeading(*block.Heading, parted)
		case block.Paragraph != nil:
			d.spans(paragraphStyles[block.Paragraph.Kind], block.Paragraph.Spans)
		case block.Table != nil:
			d.briefingTable(*block.Table)
		case block.Chart != nil:
			if err := d.briefingChart(*block.Chart); err != nil {
				return err
			}
		}
	}
	return d.Write(out)
}

// paragraphStyles are the styles of the kinds of paragraphs.
var paragraphStyles = map[briefing.Kind]Style{briefing.Body: bodyText, briefing.Note: Note, briefing.Signature: signature}

// headingStyles are the styles of the levels of headings: a part, then 一、 （一） 1．.
var headingStyles = []Style{partTitle, Heading1, Heading2, Heading3}

// briefingHeading adds a heading. Parts are the highest level of the navigation where there are any.
func (d *Document) briefingHeading(heading briefing.Heading, parted bool) {
	outline := heading.Level - 2
	if parted {
		outline++
	}
	level := min(max(heading.Level, 1), len(headingStyles))
	d.body.WriteString(paragraph(headingStyles[level-1], fmt.Sprintf(`<w:outlineLvl w:val="%d"/>`, max(outline, 0)), heading.Text))
}

// spans adds a paragraph of pieces: strong ones in 黑体, sources smaller and grey.
func (d *Document) spans(style Style, spans []briefing.Span) {
	var runs strings.Builder
	for _, span := range spans {
		properties := ""
		switch {
		case span.Source:
			properties = `<w:rPr><w:rStyle w:val="Source"/></w:rPr>`
		case span.Strong:
			properties = `<w:rPr><w:rStyle w:val="Strong"/></w:rPr>`
		}
		runs.WriteString(`<w:r>` + properties + `<w:t xml:space="preserve">` + escaped(span.Text) + `</w:t></w:r>`)
	}
	d.body.WriteString(`<w:p><w:pPr><w:pStyle w:val="` + string(style) + `"/></w:pPr>` + runs.String() + `</w:p>`)
}

// shades are the colours of a heat table, from the deepest decrease over nothing to the deepest increase.
var shades = map[int]string{-3: "9FC2DA", -2: "C5DAE8", -1: "E6F0F6", 1: "F8E9E1", 2: "F0CDBB", 3: "E5AA8C"}

// briefingTable adds a table with its caption and unit above and its notes below it.
func (d *Document) briefingTable(table briefing.Table) {
	d.body.WriteString(paragraph(caption, "", table.Caption()))
	if table.Unit != "" {
		d.body.WriteString(paragraph(unitLine, "", "单位："+table.Unit))
	}
	made := Table{Widths: widths(table), Small: true}
	for _, column := range table.Columns {
		made.Headings = append(made.Headings, column.Heading)
	}
	for _, row := range table.Rows {
		one := Row{}
		for i, cell := range row.Cells {
			one.Cells = append(one.Cells, Cell{Text: cell.Text, Right: table.Columns[i].Right, Strong: row.Strong, Fill: shades[cell.Shade]})
		}
		made.Rows = append(made.Rows, one)
	}
	made.Together = len(table.Rows) <= 14
	d.tableOnly(made)
	d.notes(table.Notes)
}

// notes adds the lines below a table or chart; the last one keeps its distance from what follows.
func (d *Document) notes(notes []string) {
	for i, note := range notes {
		style := tableNote
		if i == 0 {
			note = "注：" + note
		}
		d.body.WriteString(paragraph(style, "", note))
	}
	d.body.WriteString(paragraph(tableNote, "", ""))
}

// widths give every column of figures or codes the room of its longest one, so that none is broken, and share what is left out
// among the others by their weights.
func widths(table briefing.Table) []int {
	all := make([]int, len(table.Columns))
	left, weights, last := Width, 0, len(table.Columns)-1
	for i, column := range table.Columns {
		if !column.Right && !isCoded(table, i) {
			weights += max(column.Weight, 1)
			last = i
			continue
		}
		all[i] = (room(column.Heading) + margins) / 2 // on two lines at most
		for _, row := range table.Rows {
			all[i] = max(all[i], room(row.Cells[i].Text))
		}
		if heading := room(column.Heading); all[i] < heading && heading-all[i] < margins {
			all[i] = heading // rather than a single character on the second line
		}
		left -= all[i]
	}
	shared := max(left, 0)
	for i, column := range table.Columns {
		if all[i] == 0 {
			all[i] = shared * max(column.Weight, 1) / weights
			left -= all[i]
		}
	}
	all[last] += max(left, 0)
	return all
}

// isCoded reports whether a column holds codes and nothing else.
func isCoded(table briefing.Table, column int) bool {
	return !slices.ContainsFunc(table.Rows, func(row briefing.Row) bool { return strings.Trim(row.Cells[column].Text, "0123456789") != "" })
}

// margins are those of a cell, with a little room to spare for another font.
const margins = 2*90 + 40

// room is what a figure takes in a small cell with its margins, in twentieths of a point: nine points high, in Times New Roman.
func room(text string) int {
	const em = 180
	width := margins
	for _, r := range text {
		switch {
		case r == ',' || r == '.':
			width += em / 4
		case r == '%':
			width += em * 5 / 6
		case r == '+' || r == '−':
			width += em * 4 / 7
		case r < 0x2000:
			width += em / 2
		default:
			width += em
		}
	}
	return width
}
