package cmd

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/mattn/go-runewidth"
)

// grid is a table as people see it: Chinese headings, and cells as text.
type grid struct {
	headings []string
	right    []bool
	rows     [][]string
}

// gridOf shows rows through the columns that have a heading.
func gridOf[Row any](columns []column[Row], rows []Row) grid {
	shown := grid{rows: make([][]string, len(rows))}
	for _, column := range columns {
		if column.heading == "" {
			continue
		}
		shown.headings, shown.right = append(shown.headings, column.heading), append(shown.right, column.right)
		for i, row := range rows {
			shown.rows[i] = append(shown.rows[i], oneLine(column.cell(row)))
		}
	}
	return shown
}

// compact leaves out the columns in which no row has anything.
func (g grid) compact() grid {
	kept := grid{rows: make([][]string, len(g.rows))}
	for i, heading := range g.headings {
		if !slices.ContainsFunc(g.rows, func(row []string) bool { return row[i] != "" }) {
			continue
		}
		kept.headings, kept.right = append(kept.headings, heading), append(kept.right, g.right[i])
		for number, row := range g.rows {
			kept.rows[number] = append(kept.rows[number], row[i])
		}
	}
	return kept
}

func (c column[Row]) cell(row Row) string {
	if c.shown != nil {
		return c.shown(row)
	}
	return plain(c.value(row))
}

// oneLine keeps a cell in its row, and control characters of a document off the terminal.
func oneLine(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case r < ' ' || r >= 0x7f && r < 0xa0, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			return -1
		}
		return r
	}, text)
}

// printAs prints the table for a terminal or as Markdown.
func (g grid) printAs(format string, out io.Writer, style lipgloss.Style) error {
	if format == formatMarkdown {
		return g.printMarkdown(out)
	}
	return g.print(out, style)
}

// print aligns the columns by the width that characters take on a screen, where a Chinese one takes two.
func (g grid) print(out io.Writer, style lipgloss.Style) error {
	widths := make([]int, len(g.headings))
	for i, heading := range g.headings {
		widths[i] = runewidth.StringWidth(heading)
		for _, row := range g.rows {
			widths[i] = max(widths[i], runewidth.StringWidth(row[i]))
		}
	}
	if _, err := fmt.Fprintln(out, style.Render(g.line(g.headings, widths))); err != nil {
		return err
	}
	for _, row := range g.rows {
		if _, err := fmt.Fprintln(out, g.line(row, widths)); err != nil {
			return err
		}
	}
	return nil
}

func (g grid) line(cells []string, widths []int) string {
	var line strings.Builder
	for i, cell := range cells {
		if i > 0 {
			line.WriteString("  ")
		}
		if g.right[i] {
			line.WriteString(runewidth.FillLeft(cell, widths[i]))
		} else {
			line.WriteString(runewidth.FillRight(cell, widths[i]))
		}
	}
	return strings.TrimRight(line.String(), " ")
}

// printMarkdown writes the same table for a text that people go on writing.
func (g grid) printMarkdown(out io.Writer) error {
	rule := make([]string, len(g.right))
	for i, right := range g.right {
		rule[i] = map[bool]string{false: "---", true: "---:"}[right]
	}
	for _, row := range append([][]string{g.headings, rule}, g.rows...) {
		cells := make([]string, len(row))
		for i, cell := range row {
			cells[i] = strings.ReplaceAll(cell, "|", "\\|")
		}
		if _, err := fmt.Fprintf(out, "| %s |\n", strings.Join(cells, " | ")); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintln(out)
	return err
}
