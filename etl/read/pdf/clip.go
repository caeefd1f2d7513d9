package pdf

import (
	"math"
	"slices"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/responses"

	"tongbi/etl/doc"
)

// mostClipPaths bounds how much of a clip is looked at.
const mostClipPaths = 64

// dropHidden takes out characters that are drawn but cut away. Some office programs draw the whole text of a merged cell
// on every page that the cell spans, each time cut to the part on that page; and text too long for its cell runs on
// invisibly over the next one, where it would be read as that cell's. Asking for the clip of every character is dear,
// so only those are looked at that stand where no printed text should: beside the tables of a page that has some, across
// a ruled line, or on top of other text.
func (s *sheet) dropHidden(tables []*ruled) {
	suspects := s.suspects(tables)
	hidden := make([]bool, len(s.glyphs))
	for start := 0; start < len(s.glyphs); {
		end := start + 1
		suspect := suspects[start]
		for end < len(s.glyphs) && sameRun(&s.glyphs[end-1], &s.glyphs[end]) {
			suspect = suspect || suspects[end]
			end++
		}
		if suspect {
			s.clipRun(s.glyphs[start:end], hidden[start:end])
		}
		start = end
	}
	kept := s.glyphs[:0]
	for i, g := range s.glyphs {
		if !hidden[i] {
			kept = append(kept, g)
		}
	}
	s.glyphs = kept
}

// sameRun reports whether two characters follow each other on a line without a gap.
func sameRun(a, b *glyph) bool {
	size := max(a.box.Bottom-a.box.Top, b.box.Bottom-b.box.Top)
	gap := b.box.Left - a.box.Right
	return math.Abs(a.y-b.y) < 0.5 && gap > -0.5*size && gap < 1.2*size
}

// suspects tells which characters stand where no printed text should.
func (s *sheet) suspects(tables []*ruled) []bool {
	suspects := make([]bool, len(s.glyphs))
	type square struct{ x, y int }
	taken := map[square]int{}
	for i := range s.glyphs {
		g := &s.glyphs[i]
		x, y := g.center()
		suspects[i] = crossesLine(tables, g, x, y)
		at := square{int(x / 3), int(y / 3)}
		for dx := -1; dx <= 1; dx++ {
			for dy := -1; dy <= 1; dy++ {
				if other, ok := taken[square{at.x + dx, at.y + dy}]; ok && covers(&s.glyphs[other], g) {
					suspects[i], suspects[other] = true, true
				}
			}
		}
		taken[at] = i
	}
	return suspects
}

// covers reports whether a character is printed over another one.
func covers(a, b *glyph) bool {
	ax, ay := a.center()
	bx, by := b.center()
	near := 0.3 * min(a.box.Bottom-a.box.Top, b.box.Bottom-b.box.Top)
	return a.rune != b.rune && math.Abs(ax-bx) < near && math.Abs(ay-by) < near
}

// crossesLine reports whether a character stands outside of all tables, or reaches over the border of its cell.
func crossesLine(tables []*ruled, g *glyph, x, y float64) bool {
	const reach = 1.0
	for _, t := range tables {
		if index, ok := t.cellAt(x, y); ok {
			box := t.cells[index].Box
			return g.box.Left < box.Left-reach || g.box.Right > box.Right+reach ||
				g.box.Top < box.Top-reach || g.box.Bottom > box.Bottom+reach
		}
	}
	return len(tables) > 0
}

// clipRun marks what of a run of characters is cut away. What is cut off sideways from text that is partly seen belongs
// to the cell where it is seen.
func (s *sheet) clipRun(run []glyph, hidden []bool) {
	first, clipped := s.clipOf(run[0])
	last, alike := s.clipOf(run[len(run)-1])
	alike = alike == clipped && first == last
	if alike && !clipped {
		return
	}
	seen := false
	for i := range run {
		clip, ok := first, clipped
		if !alike {
			clip, ok = s.clipOf(run[i])
		}
		x, y := run[i].center()
		switch {
		case !ok:
		case y < clip.Top || y >= clip.Bottom:
			hidden[i] = true
		case x < clip.Left+1:
			run[i].pull = clip.Left + 1 - x
		case x > clip.Right-1:
			run[i].pull = clip.Right - 1 - x
		}
		seen = seen || !hidden[i] && run[i].pull == 0
	}
	if !seen {
		for i := range hidden {
			hidden[i] = true
		}
	}
}

// dropUnseen takes out text that nobody sees: drawn without ink, or in white where nothing is behind it. Without ink behind a
// scan, it is what a program made out of the picture, and nobody knows how well.
func (s *sheet) dropUnseen() {
	s.glyphs = slices.DeleteFunc(s.glyphs, func(g glyph) bool {
		object, err := s.instance.FPDFText_GetTextObject(&requests.FPDFText_GetTextObject{TextPage: s.text, Index: g.index})
		if err != nil {
			return false
		}
		return s.inkless(object.TextObject) || s.white(object.TextObject) && !s.backed(g)
	})
}

// inkless reports whether a text is drawn without ink.
func (s *sheet) inkless(text references.FPDF_PAGEOBJECT) bool {
	mode, err := s.instance.FPDFTextObj_GetTextRenderMode(&requests.FPDFTextObj_GetTextRenderMode{PageObject: text})
	return err == nil && mode.TextRenderMode == enums.FPDF_TEXTRENDERMODE_INVISIBLE
}

// backed reports whether something is behind a character that white shows on.
func (s *sheet) backed(g glyph) bool {
	x, y := g.center()
	return slices.ContainsFunc(s.fills, func(b doc.Box) bool { return b.Left <= x && x <= b.Right && b.Top <= y && y <= b.Bottom })
}

// drawnAt reports whether the bounds of an object are where its character is: within a form that is moved or scaled they
// are not, and neither is its clip.
func (s *sheet) drawnAt(bounds *responses.FPDFPageObj_GetBounds, at glyph) bool {
	const near = 3.0
	box := s.view.box(float64(bounds.Left), float64(bounds.Bottom), float64(bounds.Right), float64(bounds.Top))
	x, y := at.center()
	return box.Left-near < x && x < box.Right+near && box.Top-near < y && y < box.Bottom+near
}

// clipOf gives the rectangle that a character is cut to.
func (s *sheet) clipOf(at glyph) (doc.Box, bool) {
	object, err := s.instance.FPDFText_GetTextObject(&requests.FPDFText_GetTextObject{TextPage: s.text, Index: at.index})
	if err != nil {
		return doc.Box{}, false
	}
	bounds, err := s.instance.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: object.TextObject})
	if err != nil || !s.drawnAt(bounds, at) {
		return doc.Box{}, false
	}
	path, err := s.instance.FPDFPageObj_GetClipPath(&requests.FPDFPageObj_GetClipPath{PageObject: object.TextObject})
	if err != nil {
		return doc.Box{}, false
	}
	count, err := s.instance.FPDFClipPath_CountPaths(&requests.FPDFClipPath_CountPaths{ClipPath: path.ClipPath})
	if err != nil || count.Count < 1 || count.Count > mostClipPaths {
		return doc.Box{}, false
	}
	clip := doc.Box{Left: math.Inf(-1), Top: math.Inf(-1), Right: math.Inf(1), Bottom: math.Inf(1)}
	for i := range count.Count {
		part, ok := s.clipPart(path.ClipPath, i)
		if !ok {
			return doc.Box{}, false
		}
		clip.Left, clip.Right = max(clip.Left, part.Left), min(clip.Right, part.Right)
		clip.Top, clip.Bottom = max(clip.Top, part.Top), min(clip.Bottom, part.Bottom)
	}
	return clip, true
}

// clipPart gives the bounds of one of the paths that make up a clip.
func (s *sheet) clipPart(path references.FPDF_CLIPPATH, index int) (doc.Box, bool) {
	points, err := s.instance.FPDFClipPath_CountPathSegments(&requests.FPDFClipPath_CountPathSegments{ClipPath: path, PathIndex: index})
	if err != nil || points.Count < 1 || points.Count > mostClipPaths {
		return doc.Box{}, false
	}
	part := doc.Box{Left: math.Inf(1), Top: math.Inf(1), Right: math.Inf(-1), Bottom: math.Inf(-1)}
	for i := range points.Count {
		segment, err := s.instance.FPDFClipPath_GetPathSegment(&requests.FPDFClipPath_GetPathSegment{
			ClipPath: path, PathIndex: index, SegmentIndex: i,
		})
		if err != nil {
			return doc.Box{}, false
		}
		point, err := s.instance.FPDFPathSegment_GetPoint(&requests.FPDFPathSegment_GetPoint{PathSegment: segment.PathSegment})
		if err != nil {
			return doc.Box{}, false
		}
		x, y := s.view.point(float64(point.X), float64(point.Y))
		part.Left, part.Right = min(part.Left, x), max(part.Right, x)
		part.Top, part.Bottom = min(part.Top, y), max(part.Bottom, y)
	}
	return part, true
}
