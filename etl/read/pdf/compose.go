package pdf

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"tongbi/etl/doc"
)

// compose puts the pages together: paragraphs that run over page breaks, grids between them, in reading order. Page
// numbers and running headers and footers are left out.
func compose(pages []*page) *doc.Document {
	withoutFurniture(pages)
	mendBreaks(pages)
	flow := flow{document: &doc.Document{Format: doc.PDF}, columns: columnsOf(pages)}
	for _, p := range pages {
		flow.page(p)
	}
	flow.end()
	if len(flow.document.Blocks) == 0 && len(flow.document.Issues) == 0 {
		flow.document.Issues = []doc.Issue{{Code: doc.EmptyFile}}
	}
	return flow.document
}

// flow is the document so far and the paragraph that may still go on.
type flow struct {
	document  *doc.Document
	columns   map[format]column
	paragraph *doc.Paragraph
	before    float64 // distance of its first line from the line above
	last      line    // its last line
	lastPage  *page
}

func (f *flow) page(p *page) {
	f.document.Issues = append(f.document.Issues, p.issues...)
	next := 0
	for i, l := range p.lines {
		for next < len(p.grids) && p.grids[next].Box.Top < l.box.Top {
			f.grid(p.grids[next])
			next++
		}
		f.line(p, l, alone(p.lines, i))
	}
	for ; next < len(p.grids); next++ {
		f.grid(p.grids[next])
	}
}

// alone reports whether a line has its baseline for itself.
func alone(lines []line, i int) bool {
	return (i == 0 || lines[i-1].row != lines[i].row) && (i+1 == len(lines) || lines[i+1].row != lines[i].row)
}

func (f *flow) grid(g *doc.Grid) {
	f.end()
	f.document.Blocks = append(f.document.Blocks, g)
}

func (f *flow) line(p *page, l line, alone bool) {
	printed := doc.Line{Text: l.text, Page: p.number, Box: l.box, Scanned: p.scan}
	if f.paragraph != nil && alone && f.goesOn(p, l) {
		f.paragraph.Lines = append(f.paragraph.Lines, printed)
	} else {
		f.end()
		f.paragraph = &doc.Paragraph{Lines: []doc.Line{printed}}
		f.before = l.base - f.last.base
	}
	f.last, f.lastPage = l, p
	if !alone {
		f.end()
	}
}

func (f *flow) end() {
	if f.paragraph != nil {
		f.document.Blocks = append(f.document.Blocks, f.paragraph)
	}
	f.paragraph = nil
}

// leading is the greatest distance of the baselines of one paragraph, in heights of a character.
const leading = 3.2

// begins matches the numbering that starts a paragraph: 一、 （一） 1. 1、 （1） 第一条.
var begins = regexp.MustCompile(`^(第?[一二三四五六七八九十百]+[、条章．.]|（[一二三四五六七八九十]+）|\([一二三四五六七八九十]+\)|\d{1,2}[、．]|\d{1,2}\.\D|（\d{1,2}）)`)

// ends matches the end of a sentence, and of an entry in a table of contents.
var ends = regexp.MustCompile(`([。；：:！？]|[…．.·]{3}\s*\d*)$`)

// unfinished reports whether a line is part of a sentence, not a heading, and does not end it.
func unfinished(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(text)
	return strings.Contains(text, "，") && !strings.ContainsRune("。；：！？”）》;:.…·", last)
}

// goesOn reports whether a line continues the paragraph: the line before was full, and this one is not indented.
func (f *flow) goesOn(p *page, l line) bool {
	above, column := f.last, f.columns[p.format()].on(p)
	size := max(above.size, l.size)
	if min(above.size, l.size) < 0.75*size && above.wide && l.wide {
		return false
	}
	if p == f.lastPage && l.base-above.base > leading*size {
		return false
	}
	if begins.MatchString(l.text) && (ends.MatchString(above.text) || begins.MatchString(f.paragraph.Lines[0].Text)) {
		return false
	}
	width := above.box.Right - above.box.Left
	if size > 1.15*column.size && column.centers(l, size) { // a title over two lines
		return p == f.lastPage && above.wide && width > 0.7*(column.right-column.left)
	}
	slack := 0.6 * size
	if f.paragraph.Lines[0].Box.Left > column.left+1.2*size {
		slack = 2.5 * size // where paragraphs begin indented, only headings stand at the margin, and those are short
	}
	if p == f.lastPage && f.before > 1.4*(l.base-above.base) {
		slack = 8 * size // where paragraphs are set apart, a line that is not belongs to the one above
	}
	room := column.right - above.box.Right
	if width < 0.4*p.width {
		return false
	}
	if room < 0.12*(column.right-column.left) && within(l.box.Left-above.box.Left, 0.5*size) && unfinished(above.text) {
		return true // broken by hand within a sentence, whatever the indent
	}
	return room < l.first+slack && l.box.Left < column.left+size
}

func within(distance, limit float64) bool { return -limit <= distance && distance <= limit }

// format is the size of pages that share their margins.
type format struct{ width, height int }

func (p *page) format() format { return format{int(p.width + 0.5), int(p.height + 0.5)} }

// column is where the running text of pages stands.
type column struct{ left, right, size float64 }

// centers reports whether a line stands in the middle between the margins without filling them.
func (c column) centers(l line, size float64) bool {
	before, after := l.box.Left-c.left, c.right-l.box.Right
	return within(before-after, size) && before > size
}

// columnsOf finds the margins of each page format: the outermost places where several lines begin and end.
func columnsOf(pages []*page) map[format]column {
	lines := map[format][]line{}
	for _, p := range pages {
		lines[p.format()] = append(lines[p.format()], p.lines...)
	}
	columns := map[format]column{}
	for format, all := range lines {
		var lefts, rights, sizes []float64
		if len(all) == 0 {
			continue
		}
		for _, l := range all {
			lefts, rights, sizes = append(lefts, l.box.Left), append(rights, -l.box.Right), append(sizes, l.size)
		}
		slices.Sort(sizes)
		left, _ := margin(lefts)
		right, _ := margin(rights)
		columns[format] = column{left: left, right: -right, size: sizes[len(sizes)/2]}
	}
	return columns
}

// on narrows the column to a page whose own lines end before the margin of the others.
func (c column) on(p *page) column {
	var rights []float64
	for _, l := range p.lines {
		rights = append(rights, -l.box.Right)
	}
	right, lines := margin(rights)
	if wide := -right - c.left; lines >= 3 && wide > 0.85*(c.right-c.left) {
		c.right = min(c.right, -right)
	}
	return c
}

// margin gives the smallest place that is shared by a fair part of the lines, and by how many.
func margin(places []float64) (float64, int) {
	slices.Sort(places)
	const near = 4.0
	shared, most := make([]int, len(places)), 0
	end := 0
	for start := range places {
		for end < len(places) && places[end] <= places[start]+near {
			end++
		}
		shared[start] = end - start
		most = max(most, shared[start])
	}
	for i, count := range shared {
		if count*6 >= most {
			return places[i], count
		}
	}
	return 0, 0
}

// pageNumber matches what a page number can look like.
var pageNumber = regexp.MustCompile(`^[-—–－―─━~·\s]*第?\s*(\d{1,4})\s*页?([/／,，、\s]*共?\s*\d{1,4}\s*页?)?[-—–－―─━~·\s]*$`)

// edge is the part of a page's height at its top and bottom where page numbers, headers and footers stand.
const edge = 0.13

// withoutFurniture drops page numbers and the lines that stand at the edge of most pages.
func withoutFurniture(pages []*page) {
	offsets := map[int]int{} // printed number − page → how often
	repeats := map[string]*repeat{}
	outermost(pages, func(p *page, l line) bool {
		if number, ok := printedNumber(l.text); ok {
			offsets[number-p.number]++
			return false
		}
		if repeats[l.text] == nil {
			repeats[l.text] = &repeat{}
		}
		repeats[l.text].add(p, l)
		return false
	})
	outermost(pages, func(p *page, l line) bool {
		if number, ok := printedNumber(l.text); ok {
			return offsets[number-p.number] > 1 || strings.Trim(l.text, "0123456789") != ""
		}
		return repeats[l.text].runs(len(pages))
	})
}

func printedNumber(text string) (int, bool) {
	found := pageNumber.FindStringSubmatch(text)
	if found == nil {
		return 0, false
	}
	number := 0
	for _, digit := range found[1] {
		number = number*10 + int(digit-'0')
	}
	return number, true
}

// repeat is a text found at the edge of pages.
type repeat struct {
	pages, last int
	prose       bool // also on a page without a table, so it does not belong to one
}

func (r *repeat) add(p *page, _ line) {
	if r.last != p.number {
		r.pages++
		r.last = p.number
	}
	r.prose = r.prose || len(p.grids) == 0
}

// runs reports whether the text is a running header or footer of the document.
func (r *repeat) runs(pages int) bool { return r.pages >= 3 && r.prose && r.pages*10 >= pages*4 }

// outermost shows the lines of the first and the last row of each page, where they stand at its edge and outside of its
// tables, and drops those that are to be dropped.
func outermost(pages []*page, drop func(*page, line) bool) {
	for _, p := range pages {
		if len(p.lines) == 0 {
			continue
		}
		first, last := p.lines[0].row, p.lines[len(p.lines)-1].row
		p.lines = slices.DeleteFunc(p.lines, func(l line) bool {
			top := l.row == first && l.box.Bottom < edge*p.height && !below(p.grids, l)
			bottom := l.row == last && l.box.Top > (1-edge)*p.height && !above(p.grids, l)
			return (top || bottom) && drop(p, l)
		})
	}
}

// below reports whether a line stands under a table, above whether it stands over one.
func below(grids []*doc.Grid, l line) bool {
	return slices.ContainsFunc(grids, func(g *doc.Grid) bool { return g.Box.Top < l.box.Top })
}

func above(grids []*doc.Grid, l line) bool {
	return slices.ContainsFunc(grids, func(g *doc.Grid) bool { return g.Box.Bottom > l.box.Bottom })
}
