package html

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"tongbi/etl/doc"
)

// reader goes through the elements of a page once.
type reader struct {
	ctx    context.Context
	limits Limits
	places int // taken by table cells
	issues []doc.Issue
}

func (r *reader) document(page *goquery.Selection) *doc.Document {
	var flow flow
	for _, node := range page.Nodes {
		r.walk(node, &flow)
	}
	flow.endParagraph()
	number := 0
	for _, block := range flow.blocks {
		if grid, ok := block.(*doc.Grid); ok {
			number++
			grid.Number = number
		}
	}
	if len(flow.blocks) == 0 && len(r.issues) == 0 {
		r.issues = append(r.issues, doc.Issue{Code: doc.EmptyFile})
	}
	return &doc.Document{Format: doc.Page, Pages: 1, Blocks: flow.blocks, Issues: r.issues}
}

// flow collects the blocks of the page or of a table cell.
type flow struct {
	blocks  []doc.Block
	line    strings.Builder
	heading bool
}

// endParagraph closes the paragraph where one is open.
func (f *flow) endParagraph() {
	text := strings.TrimSpace(f.line.String())
	f.line.Reset()
	if text != "" {
		f.blocks = append(f.blocks, &doc.Paragraph{Heading: f.heading, Lines: []doc.Line{{Text: text, Page: 1}}})
	}
}

// write adds text; white space of any length is one blank, as a browser shows it.
func (f *flow) write(text string) {
	words := strings.Fields(text)
	if len(words) == 0 || startsBlank(text) {
		f.line.WriteByte(' ')
	}
	f.line.WriteString(strings.Join(words, " "))
	if len(words) > 0 && endsBlank(text) {
		f.line.WriteByte(' ')
	}
}

func startsBlank(text string) bool { return strings.TrimLeft(text, " \t\r\n\u00a0\u3000") != text }
func endsBlank(text string) bool   { return strings.TrimRight(text, " \t\r\n\u00a0\u3000") != text }

// separate are the elements that stand apart from the text around them.
var separate = map[string]bool{
	"address": true, "article": true, "aside": true, "blockquote": true, "body": true, "center": true, "dd": true,
	"div": true, "dl": true, "dt": true, "fieldset": true, "figcaption": true, "figure": true, "footer": true,
	"form": true, "h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true, "header": true, "hr": true,
	"li": true, "main": true, "nav": true, "ol": true, "p": true, "pre": true, "section": true, "ul": true, "br": true,
	"caption": true, "legend": true,
}

var headings = map[string]bool{"h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true}

// walk reads an element into the flow. A forced line break ends a paragraph: pages copied from office programs set whole
// documents that way.
func (r *reader) walk(node *html.Node, flow *flow) {
	if r.ctx.Err() != nil || isHidden(node) || node.Data == "svg" && node.Type == html.ElementNode { // the labels of a drawing are no sentences
		return
	}
	if node.Type == html.TextNode {
		flow.write(node.Data)
		return
	}
	if node.Type == html.ElementNode && node.Data == "table" {
		flow.endParagraph()
		flow.blocks = append(flow.blocks, r.table(node)...)
		return
	}
	apart := node.Type == html.ElementNode && separate[node.Data]
	outer := flow.heading
	if apart {
		flow.endParagraph()
		flow.heading = outer || headings[node.Data]
	}
	for child := node.FirstChild; child != nil; child = child.NextSibling {
		r.walk(child, flow)
	}
	if apart {
		flow.endParagraph()
		flow.heading = outer
	}
}

// isHidden reports whether the element's own style hides it.
func isHidden(node *html.Node) bool {
	style := strings.ToLower(strings.Join(strings.Fields(attribute(node, "style")), ""))
	return strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden")
}

func attribute(node *html.Node, name string) string {
	for _, attribute := range node.Attr {
		if attribute.Key == name {
			return attribute.Val
		}
	}
	return ""
}

// cell is one cell with what stands in it.
type cell struct {
	rows, cols int // spans as written; 0 rows: to the end of the group
	blocks     []doc.Block
}

// table reads a table: its caption, then a grid with the tables of its cells behind it, or, where the table is only a
// frame for others or for text, what stands in it.
func (r *reader) table(node *html.Node) []doc.Block {
	var caption flow
	var groups, feet [][][]cell // groups of rows, each of rows of cells
	for child := node.FirstChild; child != nil; child = child.NextSibling {
		switch {
		case isHidden(child) || child.Type != html.ElementNode:
		case child.Data == "caption":
			r.walk(child, &caption)
		case child.Data == "tfoot":
			feet = append(feet, r.group(child))
		case child.Data == "thead", child.Data == "tbody":
			groups = append(groups, r.group(child))
		}
	}
	caption.endParagraph()
	return append(caption.blocks, r.settle(append(groups, feet...))...)
}

func (r *reader) group(node *html.Node) [][]cell {
	var rows [][]cell
	for row := node.FirstChild; row != nil; row = row.NextSibling {
		if row.Type != html.ElementNode || row.Data != "tr" || isHidden(row) {
			continue
		}
		var cells []cell
		for child := row.FirstChild; child != nil; child = child.NextSibling {
			if child.Type != html.ElementNode || child.Data != "td" && child.Data != "th" || isHidden(child) {
				continue
			}
			var flow flow
			for inner := child.FirstChild; inner != nil; inner = inner.NextSibling {
				r.walk(inner, &flow)
			}
			flow.endParagraph()
			cells = append(cells, cell{span(child, "rowspan", 0), span(child, "colspan", 1), flow.blocks})
		}
		rows = append(rows, cells)
	}
	return rows
}

// maxSpan is the widest column span that the HTML standard allows; a wider one counts as 1.
const maxSpan = 1000

// span reads a span attribute.
func span(node *html.Node, name string, least int) int {
	n, err := strconv.Atoi(strings.TrimSpace(attribute(node, name)))
	if err != nil || n < least || name == "colspan" && n > maxSpan {
		return 1
	}
	return n
}

// settle turns the rows into blocks.
func (r *reader) settle(groups [][][]cell) []doc.Block {
	own, nested := 0, 0
	var inside, grids []doc.Block
	for _, group := range groups {
		for _, row := range group {
			for _, cell := range row {
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
	}
	if own <= 1 || nested >= own {
		return inside
	}
	grid, err := r.grid(groups)
	if err != nil {
		r.issues = append(r.issues, doc.Issue{Code: doc.TooLarge, Detail: err.Error()})
		return inside
	}
	return append([]doc.Block{grid}, grids...)
}

// grid sets the cells into rows and columns: each into the first place that no cell from above reaches into.
func (r *reader) grid(groups [][][]cell) (*doc.Grid, error) {
	grid := &doc.Grid{Page: 1, Ruled: true}
	for _, group := range groups {
		var until []int // by column: the last row that a cell from above takes
		end := grid.Rows + len(group)
		for i, row := range group {
			number, col := grid.Rows+i+1, 0
			for _, cell := range row {
				for col < len(until) && until[col] >= number {
					col++
				}
				cols := free(until, col, number, cell.cols)
				rows := cell.rows
				if rows == 0 || rows > end-number+1 {
					rows = end - number + 1 // a span ends with its group
				}
				if col+cols > r.limits.Cols {
					return nil, fmt.Errorf("table columns > %d", r.limits.Cols)
				}
				if r.places += cols; r.places > r.limits.Cells {
					return nil, fmt.Errorf("table cells > %d", r.limits.Cells)
				}
				for len(until) < col+cols {
					until = append(until, 0)
				}
				for c := col; c < col+cols; c++ {
					until[c] = number + rows - 1
				}
				grid.Cells = append(grid.Cells, doc.Cell{
					Row: number, Col: col + 1, RowSpan: rows, ColSpan: cols, Page: 1, Text: text(cell.blocks),
				})
				col += cols
			}
			grid.Cols = max(grid.Cols, len(until))
		}
		grid.Rows = end
	}
	return grid, nil
}

// free is how many of the wanted columns are free before a cell from above is in the way.
func free(until []int, col, row, wanted int) int {
	for n := range wanted {
		if col+n < len(until) && until[col+n] >= row {
			return max(n, 1)
		}
	}
	return wanted
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
