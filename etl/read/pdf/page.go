package pdf

import (
	"math"
	"slices"
	"unicode"

	"tongbi/etl/doc"
)

// page is what was read of one page: tables, and the lines outside of them.
type page struct {
	number        int
	width, height float64
	lines         []line
	grids         []*doc.Grid
	issues        []doc.Issue
	glyphs        int
	scan          bool // recognised in its picture
}

// lay sorts the characters of a page into its tables and lines.
func (s *sheet) lay(number int) *page {
	p := &page{number: number, glyphs: len(s.glyphs)}
	p.width, p.height = s.view.size()
	tables := tablesOf(s.segments)
	if !s.scan {
		s.dropHidden(tables)
	}
	outside := s.assign(tables)
	for _, t := range tables {
		p.grids = append(p.grids, t.complete().grid(number))
	}
	rows, aligned := rowsOf(outside), []*doc.Grid(nil)
	if !s.scan { // to guess columns from guessed characters would be one guess too many
		rows, aligned = alignedTables(rows)
	}
	for _, g := range aligned {
		g.Page = number
		for i := range g.Cells {
			g.Cells[i].Page = number
		}
		p.grids = append(p.grids, g)
	}
	p.lines = linesOf(rows)
	slices.SortStableFunc(p.grids, func(a, b *doc.Grid) int {
		return compare(math.Round(a.Box.Top)*1e4+a.Box.Left, math.Round(b.Box.Top)*1e4+b.Box.Left)
	})
	for i, g := range p.grids {
		g.Number = i + 1
		g.Landscape = s.view.turns != 0
		if s.scan {
			g.Ruled = false // the page's own issue says why
			continue
		}
		if !g.Ruled {
			p.issues = append(p.issues, doc.Issue{Pos: doc.Pos{Page: number, Table: g.Number}, Code: doc.UnruledTable})
		}
	}
	p.scan = s.scan
	p.forget()
	return p
}

// forget lets go of the characters of the lines that no table can take over a page break: a page is kept until the last
// one of the document is read.
func (p *page) forget() {
	kept := map[int]bool{}
	for _, l := range p.lines {
		if len(p.grids) > 0 && (beside(p.grids[0], l) || beside(p.grids[len(p.grids)-1], l)) {
			kept[l.row] = true
		}
	}
	for i := range p.lines {
		if l := &p.lines[i]; kept[l.row] {
			l.glyphs = slices.Clone(l.glyphs)
		} else {
			l.glyphs = nil
		}
	}
}

// tablesOf finds the ruled tables, the smallest first: a table within a cell of another one has its text.
func tablesOf(segments []segment) []*ruled {
	var tables []*ruled
	for _, m := range meshes(rulesOf(segments)) {
		if t, ok := ruledFrom(m); ok {
			tables = append(tables, t)
		}
	}
	area := func(t *ruled) float64 { b := t.box(); return (b.Right - b.Left) * (b.Bottom - b.Top) }
	slices.SortStableFunc(tables, func(a, b *ruled) int { return compare(area(a), area(b)) })
	return tables
}

// assign puts each character into the first table that has a cell for it, and gives those that stand in none.
func (s *sheet) assign(tables []*ruled) []glyph {
	var outside []glyph
	for _, g := range s.glyphs {
		if !slices.ContainsFunc(tables, func(t *ruled) bool { return t.take(g) }) {
			outside = append(outside, g)
		}
	}
	return outside
}

// scanShare is the part of a page that a picture covers when the page is a scan.
const scanShare = 0.3

// drawnText is the number of filled shapes that a page without text must have for its writing to be drawn as curves.
const drawnText = 50

// scanned reports whether a picture takes up much of the page.
func (s *sheet) scanned() bool {
	width, height := s.view.size()
	return s.pictures > scanShare*width*height
}

// unread says why a page gives no text, or not all of it; the code is empty where nothing is wrong.
func (s *sheet) unread() doc.Issue {
	if len(s.glyphs) < 20 && (s.scanned() || s.shapes > drawnText) {
		return doc.Issue{Code: doc.PageWithoutText}
	}
	for _, g := range s.glyphs {
		if g.rune == unicode.ReplacementChar {
			return doc.Issue{Code: doc.UnreadableText, Detail: string(g.rune)}
		}
	}
	return doc.Issue{}
}
