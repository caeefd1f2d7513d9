package pdf

import (
	"context"
	"errors"
	"fmt"
	"math"
	"unicode"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/structs"
	"golang.org/x/text/unicode/norm"

	"tongbi/etl/doc"
)

var errTooManyObjects = errors.New("too many objects on the page")

// glyph is one printed character. Coordinates are those of the page as it is read: points from its top left corner.
type glyph struct {
	rune   rune
	box    doc.Box // of the ink
	x, y   float64 // where it stands on its baseline
	spaced bool    // a blank stands before it in the text
	index  int     // its place in the engine's text of the page
	pull   float64 // how far to the side the text it belongs to is seen, where it is cut off itself
}

// center gives the middle of the ink.
func (g *glyph) center() (x, y float64) {
	return (g.box.Left + g.box.Right) / 2, (g.box.Top + g.box.Bottom) / 2
}

// segment is a piece of a drawn line, horizontal or vertical, as the narrow rectangle it fills.
type segment struct{ x0, y0, x1, y1 float64 }

// view turns what the engine says (from the bottom left, before rotation) into the page as it is read.
type view struct {
	left, bottom, right, top float64
	turns                    int // quarter turns clockwise
}

func (v view) size() (width, height float64) {
	if v.turns%2 == 1 {
		return v.top - v.bottom, v.right - v.left
	}
	return v.right - v.left, v.top - v.bottom
}

func (v view) point(x, y float64) (float64, float64) {
	switch v.turns {
	case 1:
		return y - v.bottom, x - v.left
	case 2:
		return v.right - x, y - v.bottom
	case 3:
		return v.top - y, v.right - x
	}
	return x - v.left, v.top - y
}

func (v view) box(left, bottom, right, top float64) doc.Box {
	x0, y0 := v.point(left, bottom)
	x1, y1 := v.point(right, top)
	return doc.Box{Left: min(x0, x1), Top: min(y0, y1), Right: max(x0, x1), Bottom: max(y0, y1)}
}

// sheet is an open page of a file and what is drawn on it.
type sheet struct {
	*file
	page     requests.Page
	text     references.FPDF_TEXTPAGE
	view     view
	rotation int // quarter turns clockwise that the file asks for
	glyphs   []glyph
	segments []segment
	pictures float64   // area of the largest picture
	shapes   int       // filled areas that are no lines
	fills    []doc.Box // what is filled with ink or a picture: white text is seen there
	unseen   bool      // some text is drawn without ink, or in white
	objects  int
	limit    int
	scan     bool // what stands on it was recognised in its picture
}

// sheet opens a page, counted from 0.
func (f *file) sheet(index int) (*sheet, error) {
	loaded, err := f.instance.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: f.document, Index: index})
	if err != nil {
		return nil, fmt.Errorf("load page: %w", err)
	}
	s := &sheet{file: f, page: requests.Page{ByReference: &loaded.Page}}
	text, err := f.instance.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: s.page})
	if err != nil {
		return nil, fmt.Errorf("load text: %w", err)
	}
	s.text = text.TextPage
	return s, nil
}

func (s *sheet) close() {
	_, _ = s.instance.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: s.text})
	_, _ = s.instance.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: *s.page.ByReference})
}

// page reads one page, counted from 0.
func (f *file) page(ctx context.Context, index int, limits Limits, recognise Recognise) (*page, error) {
	s, err := f.sheet(index)
	if err != nil {
		return nil, err
	}
	defer s.close()
	s.limit = limits.Objects
	if err := s.readGlyphs(); err != nil {
		return nil, err
	}
	if err := s.readObjects(); err != nil {
		return nil, err
	}
	if s.unseen {
		s.dropUnseen()
	}
	issue := s.unread()
	if issue.Code == doc.PageWithoutText && recognise != nil {
		if issue, err = s.recognise(ctx, recognise); err != nil {
			return nil, err
		}
	}
	p := s.lay(index + 1)
	if issue.Code != "" {
		issue.Pos.Page = p.number
		p.issues = append([]doc.Issue{issue}, p.issues...)
	}
	return p, nil
}

// readGlyphs takes the characters and, from the direction most of them are written in, how the page is to be held.
func (s *sheet) readGlyphs() error {
	bounds, err := s.instance.FPDF_GetPageBoundingBox(&requests.FPDF_GetPageBoundingBox{Page: s.page})
	if err != nil {
		return fmt.Errorf("page bounds: %w", err)
	}
	rotation, err := s.instance.FPDFPage_GetRotation(&requests.FPDFPage_GetRotation{Page: s.page})
	if err != nil {
		return fmt.Errorf("page rotation: %w", err)
	}
	structured, err := s.instance.GetPageTextStructured(&requests.GetPageTextStructured{
		Page: s.page, Mode: requests.GetPageTextStructuredModeChars,
	})
	if err != nil {
		return fmt.Errorf("page text: %w", err)
	}
	s.rotation = int(rotation.PageRotation) & 3
	s.view = view{
		left: float64(bounds.Rect.Left), bottom: float64(bounds.Rect.Bottom),
		right: float64(bounds.Rect.Right), top: float64(bounds.Rect.Top),
		turns: s.rotation,
	}
	var directions [4]int
	for _, char := range structured.Chars {
		if turns, straight := quarterTurns(char.Angle); straight && char.Text != " " {
			directions[turns]++
		}
	}
	for turns, count := range directions {
		if count > directions[s.view.turns] {
			s.view.turns = turns
		}
	}
	width, height := s.view.size()
	spaced := false
	for index, char := range structured.Chars {
		printed := printedRune(char.Text)
		if unicode.IsSpace(printed) {
			spaced = true
			continue
		}
		turns, straight := quarterTurns(char.Angle)
		if printed == 0 || !straight || turns != s.view.turns {
			continue // a watermark across the page, or a note along its edge
		}
		at, err := s.instance.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: s.text, Index: index})
		if err != nil {
			return fmt.Errorf("character position: %w", err)
		}
		unknown, err := s.instance.FPDFText_HasUnicodeMapError(&requests.FPDFText_HasUnicodeMapError{TextPage: s.text, Index: index})
		if err != nil {
			return fmt.Errorf("character meaning: %w", err)
		}
		if unknown.HasUnicodeMapError {
			printed = unicode.ReplacementChar // what the engine gives is the number of the glyph, which may look like a digit
		}
		p := char.PointPosition
		g := glyph{rune: printed, box: s.view.box(p.Left, p.Bottom, p.Right, p.Top), spaced: spaced, index: index}
		g.x, g.y = s.view.point(at.X, at.Y)
		spaced = false
		if x, y := g.center(); x < 0 || y < 0 || x > width || y > height {
			continue
		}
		s.glyphs = append(s.glyphs, g)
	}
	return nil
}

// quarterTurns gives how far the page has to be turned clockwise for a character to stand upright, and whether quarter
// turns can do that.
func quarterTurns(angle float64) (int, bool) {
	quarters := angle / (math.Pi / 2)
	whole := math.Round(quarters)
	return (4 - int(whole)%4) % 4, math.Abs(quarters-whole) < 0.1
}

// printedRune gives the character as a reader sees it: zero for a mark without ink, U+FFFD for a glyph that the font does
// not say the meaning of (never dropped: it may be a digit). Hyphens that the engine took for line-end hyphens are
// minus signs here, and radicals that fonts give for whole characters are those characters.
func printedRune(text string) rune {
	for _, r := range text {
		switch {
		case r == 0x02, r == 0xFFFE, r == 0xAD:
			return '-'
		case unicode.IsSpace(r):
			return ' '
		case unicode.Is(unicode.Cf, r), unicode.IsControl(r):
			return 0
		case r >= 0x2E80 && r <= 0x2FDF, r >= 0xF900 && r <= 0xFAFF:
			for _, composed := range norm.NFKC.String(string(r)) {
				return composed
			}
		}
		return r
	}
	return unicode.ReplacementChar
}

// readObjects walks what is drawn: lines, pictures, and the forms that contain them.
func (s *sheet) readObjects() error {
	count, err := s.instance.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: s.page})
	if err != nil {
		return fmt.Errorf("count objects: %w", err)
	}
	for index := range count.Count {
		object, err := s.instance.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: s.page, Index: index})
		if err != nil {
			return fmt.Errorf("object %d: %w", index, err)
		}
		if err := s.readObject(object.PageObject, identity, 0); err != nil {
			return err
		}
	}
	return nil
}

// formDepth is how deep forms within forms are followed.
const formDepth = 8

func (s *sheet) readObject(object references.FPDF_PAGEOBJECT, outer matrix, depth int) error {
	if s.objects++; s.objects > s.limit {
		return fmt.Errorf("%w: more than %d", errTooManyObjects, s.limit)
	}
	kind, err := s.instance.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: object})
	if err != nil {
		return fmt.Errorf("object type: %w", err)
	}
	switch kind.Type {
	case enums.FPDF_PAGEOBJ_PATH:
		return s.readPath(object, outer)
	case enums.FPDF_PAGEOBJ_TEXT:
		s.unseen = s.unseen || s.inkless(object) || s.white(object)
	case enums.FPDF_PAGEOBJ_IMAGE:
		return s.readPicture(object)
	case enums.FPDF_PAGEOBJ_FORM:
		if depth < formDepth {
			return s.readForm(object, outer, depth)
		}
	}
	return nil
}

func (s *sheet) readForm(object references.FPDF_PAGEOBJECT, outer matrix, depth int) error {
	inner := s.matrixOf(object).times(outer)
	count, err := s.instance.FPDFFormObj_CountObjects(&requests.FPDFFormObj_CountObjects{PageObject: object})
	if err != nil {
		return fmt.Errorf("count form objects: %w", err)
	}
	for index := range count.Count {
		part, err := s.instance.FPDFFormObj_GetObject(&requests.FPDFFormObj_GetObject{PageObject: object, Index: uint64(index)})
		if err != nil {
			return fmt.Errorf("form object %d: %w", index, err)
		}
		if err := s.readObject(part.PageObject, inner, depth+1); err != nil {
			return err
		}
	}
	return nil
}

func (s *sheet) readPicture(object references.FPDF_PAGEOBJECT) error {
	b, err := s.instance.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: object})
	if err != nil {
		return nil // a picture without size is not seen
	}
	s.pictures = max(s.pictures, float64((b.Right-b.Left)*(b.Top-b.Bottom)))
	s.fills = append(s.fills, s.view.box(float64(b.Left), float64(b.Bottom), float64(b.Right), float64(b.Top)))
	return nil
}

// readPath takes the horizontal and vertical lines of a path: strokes, and filled rectangles too thin to be areas.
func (s *sheet) readPath(object references.FPDF_PAGEOBJECT, outer matrix) error {
	mode, err := s.instance.FPDFPath_GetDrawMode(&requests.FPDFPath_GetDrawMode{PageObject: object})
	if err != nil {
		return fmt.Errorf("draw mode: %w", err)
	}
	filled := mode.FillMode != enums.FPDF_FILLMODE_NONE
	if !mode.Stroke && !filled {
		return nil
	}
	outlines, err := s.outlines(object, s.matrixOf(object).times(outer))
	if err != nil {
		return err
	}
	for _, outline := range outlines {
		if thin, ok := outline.thin(); ok {
			if mode.Stroke || !s.white(object) {
				s.segments = append(s.segments, thin)
			}
			continue
		}
		if mode.Stroke {
			s.segments = append(s.segments, outline.straight()...)
		}
		if filled {
			s.shapes++
			if !s.white(object) {
				s.fills = append(s.fills, outline.bounds())
			}
		}
	}
	return nil
}

// white reports whether an area is filled with the colour of paper.
func (s *sheet) white(object references.FPDF_PAGEOBJECT) bool {
	fill, err := s.instance.FPDFPageObj_GetFillColor(&requests.FPDFPageObj_GetFillColor{PageObject: object})
	if err != nil {
		return false
	}
	c := fill.FillColor
	return c.A == 0 || (c.R > 250 && c.G > 250 && c.B > 250)
}

// outline is one connected part of a path.
type outline [][2]float64

// outlines gives the parts of a path in the coordinates of the page as it is read.
func (s *sheet) outlines(object references.FPDF_PAGEOBJECT, m matrix) ([]outline, error) {
	count, err := s.instance.FPDFPath_CountSegments(&requests.FPDFPath_CountSegments{PageObject: object})
	if err != nil {
		return nil, fmt.Errorf("count path segments: %w", err)
	}
	if s.objects += count.Count; s.objects > s.limit {
		return nil, fmt.Errorf("%w: more than %d", errTooManyObjects, s.limit)
	}
	var all []outline
	for index := range count.Count {
		part, err := s.instance.FPDFPath_GetPathSegment(&requests.FPDFPath_GetPathSegment{PageObject: object, Index: index})
		if err != nil {
			return nil, fmt.Errorf("path segment %d: %w", index, err)
		}
		kind, err := s.instance.FPDFPathSegment_GetType(&requests.FPDFPathSegment_GetType{PathSegment: part.PathSegment})
		if err != nil {
			return nil, fmt.Errorf("path segment %d: %w", index, err)
		}
		point, err := s.instance.FPDFPathSegment_GetPoint(&requests.FPDFPathSegment_GetPoint{PathSegment: part.PathSegment})
		if err != nil {
			return nil, fmt.Errorf("path segment %d: %w", index, err)
		}
		x, y := s.view.point(m.apply(float64(point.X), float64(point.Y)))
		if kind.Type == enums.FPDF_SEGMENT_MOVETO || len(all) == 0 {
			all = append(all, nil)
		}
		last := len(all) - 1
		all[last] = append(all[last], [2]float64{x, y})
		closes, err := s.instance.FPDFPathSegment_GetClose(&requests.FPDFPathSegment_GetClose{PathSegment: part.PathSegment})
		if err == nil && closes.IsClose {
			all[last] = append(all[last], all[last][0])
		}
	}
	return all, nil
}

// lineWidth is the widest a filled rectangle can be and still be a ruled line, in points.
const lineWidth = 3.0

// thin gives the line that an outline too narrow to be an area stands for.
func (o outline) thin() (segment, bool) {
	box := o.bounds()
	narrow := box.Right-box.Left <= lineWidth || box.Bottom-box.Top <= lineWidth
	return segment{box.Left, box.Top, box.Right, box.Bottom}, narrow && len(o) > 1
}

// bounds gives the extent of an outline.
func (o outline) bounds() doc.Box {
	box := doc.Box{Left: math.Inf(1), Top: math.Inf(1), Right: math.Inf(-1), Bottom: math.Inf(-1)}
	for _, p := range o {
		box.Left, box.Right = min(box.Left, p[0]), max(box.Right, p[0])
		box.Top, box.Bottom = min(box.Top, p[1]), max(box.Bottom, p[1])
	}
	return box
}

// straight gives the horizontal and vertical sides of an outline.
func (o outline) straight() []segment {
	var all []segment
	for i := 1; i < len(o); i++ {
		if side, ok := (outline{o[i-1], o[i]}).thin(); ok {
			all = append(all, side)
		}
	}
	return all
}

// matrix places what a form or a path draws.
type matrix struct{ a, b, c, d, e, f float64 }

var identity = matrix{a: 1, d: 1}

func (m matrix) apply(x, y float64) (float64, float64) {
	return m.a*x + m.c*y + m.e, m.b*x + m.d*y + m.f
}

// times gives the matrix that does m first and then n.
func (m matrix) times(n matrix) matrix {
	return matrix{
		a: m.a*n.a + m.b*n.c, b: m.a*n.b + m.b*n.d,
		c: m.c*n.a + m.d*n.c, d: m.c*n.b + m.d*n.d,
		e: m.e*n.a + m.f*n.c + n.e, f: m.e*n.b + m.f*n.d + n.f,
	}
}

func (s *sheet) matrixOf(object references.FPDF_PAGEOBJECT) matrix {
	got, err := s.instance.FPDFPageObj_GetMatrix(&requests.FPDFPageObj_GetMatrix{PageObject: object})
	if err != nil {
		return identity
	}
	return matrixFrom(got.Matrix)
}

func matrixFrom(m structs.FPDF_FS_MATRIX) matrix {
	return matrix{float64(m.A), float64(m.B), float64(m.C), float64(m.D), float64(m.E), float64(m.F)}
}
