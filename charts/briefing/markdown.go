package briefing

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// Markdown writes a briefing as Markdown; a chart is a table of its numbers.
func Markdown(out io.Writer, b Briefing) error {
	var text strings.Builder
	fmt.Fprintf(&text, "# %s\n\n> %s\n\n", escapeMarkdown(strings.Join(b.Title, " ")), escapeMarkdown(b.Header))
	deeper := 0 // chapters stand one level above sections
	if slices.ContainsFunc(b.Blocks, func(block Block) bool { return block.Heading != nil && block.Heading.Level == 1 }) {
		deeper = 1
	}
	for _, block := range b.Blocks {
		switch {
		case block.Heading != nil:
			fmt.Fprintf(&text, "%s %s\n\n", strings.Repeat("#", block.Heading.Level+deeper), escapeMarkdown(block.Heading.Text))
		case block.Paragraph != nil:
			text.WriteString(markdownParagraph(*block.Paragraph) + "\n\n")
		case block.Table != nil:
			text.WriteString(markdownTable(block.Table.Caption(), *block.Table))
		case block.Chart != nil:
			text.WriteString(markdownTable(block.Chart.Caption(), block.Chart.Table()))
		}
	}
	_, err := io.WriteString(out, strings.TrimRight(text.String(), "\n")+"\n")
	return err
}

func markdownParagraph(p Paragraph) string {
	var text strings.Builder
	for _, span := range p.Spans {
		piece := escapeMarkdown(span.Text)
		if span.Strong {
			piece = "**" + piece + "**"
		}
		text.WriteString(piece)
	}
	return text.String()
}

func markdownTable(caption string, table Table) string {
	var text strings.Builder
	if table.Unit != "" {
		caption += "（单位：" + table.Unit + "）"
	}
	text.WriteString("**" + escapeMarkdown(caption) + "**\n\n")
	row := func(cells []string) {
		text.WriteString("| " + strings.Join(cells, " | ") + " |\n")
	}
	var headings, rules []string
	for _, column := range table.Columns {
		headings = append(headings, escapeCell(column.Heading))
		rules = append(rules, map[bool]string{true: "---:", false: "---"}[column.Right])
	}
	row(headings)
	row(rules)
	for _, one := range table.Rows {
		var cells []string
		for _, cell := range one.Cells {
			shown := escapeCell(cell.Text)
			if one.Strong && shown != "" {
				shown = "**" + shown + "**"
			}
			cells = append(cells, shown)
		}
		row(cells)
	}
	text.WriteString("\n")
	for _, note := range table.Notes {
		text.WriteString("注：" + escapeMarkdown(note) + "\n\n")
	}
	return text.String()
}

// Caption is the table's number and title.
func (t Table) Caption() string { return fmt.Sprintf("表%d　%s", t.Number, t.Title) }

// Caption is the chart's number and title.
func (c Chart) Caption() string { return fmt.Sprintf("图%d　%s", c.Number, c.Title) }

// Table is the chart as a table: a row a category, a column a series.
func (c Chart) Table() Table {
	table := Table{Title: c.Title, Unit: c.Unit, Columns: []Column{{Heading: "项目", Weight: 20}}, Notes: c.Notes}
	all := append(slices.Clone(c.Series), c.lines()...)
	for _, series := range all {
		table.Columns = append(table.Columns, Column{Heading: series.Name, Weight: 12, Right: true})
	}
	for i, category := range c.Categories {
		if slices.Contains(c.Breaks, i) {
			category += "（科目调整）"
		}
		row := Row{Cells: []Cell{{Text: category}}}
		for _, series := range all {
			row.Cells = append(row.Cells, Cell{Text: series.Points[i].Label})
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

var markdownMarks = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", "&lt;", ">", "&gt;", "#", `\#`, "\n", " ")

// escapeMarkdown keeps the text of documents from being markup.
func escapeMarkdown(text string) string { return markdownMarks.Replace(text) }

func escapeCell(text string) string { return strings.ReplaceAll(escapeMarkdown(text), "|", `\|`) }
