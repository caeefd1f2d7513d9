package txt

import (
	"regexp"
	"strings"

	"tongbi/etl/doc"
)

// The marks of Markdown, in which people write briefings.
var (
	tableRule   = regexp.MustCompile(`^\s*\|(?:\s*:?-{3,}:?\s*\|)+\s*$`)
	tableRow    = regexp.MustCompile(`^\s*\|.*\|\s*$`)
	headingMark = regexp.MustCompile(`^#{1,6}\s+`)
)

// tabulated gives the lines with the tables of Markdown as rows of tabs, so that they are read as any other table. The rule
// below a header becomes a blank line.
func tabulated(lines []string) []string {
	for i := 1; i < len(lines); i++ {
		if !tableRule.MatchString(lines[i]) || !tableRow.MatchString(lines[i-1]) {
			continue
		}
		lines[i-1], lines[i] = cells(lines[i-1]), ""
		for i++; i < len(lines) && tableRow.MatchString(lines[i]); i++ {
			lines[i] = cells(lines[i])
		}
	}
	return lines
}

// cells separates the cells of a row with tabs; \| is a bar within a cell.
func cells(row string) string {
	const bar = "\x00"
	row = strings.ReplaceAll(strings.TrimSpace(row), `\|`, bar)
	parts := strings.Split(strings.Trim(row, "|"), "|")
	for i, part := range parts {
		parts[i] = strings.TrimSpace(strings.ReplaceAll(strings.ReplaceAll(part, "\t", " "), bar, "|"))
	}
	return strings.Join(parts, "\t")
}

// paragraph is one line of text, a heading where Markdown marks it as one.
func paragraph(text string, number int) *doc.Paragraph {
	text = strings.TrimSpace(text)
	rest := headingMark.ReplaceAllString(text, "")
	return &doc.Paragraph{Heading: rest != text, Lines: []doc.Line{{Text: rest, Page: number}}}
}
