package pdf

import (
	"context"
	"fmt"
	"image"
	"image/draw"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium/requests"

	"tongbi/etl/doc"
)

// Recognise reads the picture of a page: its ruled lines, as the narrow rectangles they fill, and its words, in points from
// the top left corner. An issue says why there is nothing.
type Recognise func(ctx context.Context, picture *image.Gray, dotsPerInch int, cells func(rules []doc.Box) []doc.Box) (rules []doc.Box, words []doc.Line, issue *doc.Issue, err error)

// scanDots is the dots per inch in which a page without text is drawn to be recognised: what tesseract was trained on.
const scanDots = 300

// recognise puts what is seen in the picture of the page in the place of its characters and lines. What goes wrong is the
// issue of the page, except where ctx ends.
func (s *sheet) recognise(ctx context.Context, recognise Recognise) (doc.Issue, error) {
	drawn, err := s.instance.RenderPageInDPI(&requests.RenderPageInDPI{Page: s.page, DPI: scanDots})
	if err != nil {
		return doc.Issue{}, fmt.Errorf("draw page: %w", err)
	}
	picture := image.NewGray(drawn.Result.Image.Bounds())
	draw.Draw(picture, picture.Bounds(), drawn.Result.Image, picture.Bounds().Min, draw.Src)
	drawn.Cleanup()
	rules, words, issue, err := recognise(ctx, picture, scanDots, cellsOf)
	switch {
	case ctx.Err() != nil:
		return doc.Issue{}, ctx.Err()
	case err != nil:
		return doc.Issue{Code: doc.PageWithoutText, Detail: err.Error()}, nil
	case issue != nil:
		return *issue, nil
	case len(words) == 0:
		return doc.Issue{Code: doc.PageWithoutText}, nil
	}
	s.scan, s.view.turns = true, s.rotation
	s.glyphs, s.segments = nil, segmentsOf(rules)
	for _, word := range words {
		s.glyphs = append(s.glyphs, glyphsOf(word)...)
	}
	return doc.Issue{Code: doc.ScannedPage}, nil
}

// cellsOf gives the places of the cells of all tables that ruled lines make.
func cellsOf(rules []doc.Box) []doc.Box {
	var cells []doc.Box
	for _, table := range tablesOf(segmentsOf(rules)) {
		for _, cell := range table.cells {
			cells = append(cells, cell.Box)
		}
	}
	return cells
}

func segmentsOf(rules []doc.Box) []segment {
	var segments []segment
	for _, rule := range rules {
		segments = append(segments, segment{rule.Left, rule.Top, rule.Right, rule.Bottom})
	}
	return segments
}

// glyphsOf gives the characters of a word that was seen as a whole: Latin ones take half the room of Chinese ones.
func glyphsOf(word doc.Line) []glyph {
	share := func(r rune) float64 {
		if wide(r) {
			return 2
		}
		return 1
	}
	total := 0.0
	for _, r := range word.Text {
		total += share(r)
	}
	glyphs := make([]glyph, 0, utf8.RuneCountInString(word.Text))
	left := word.Box.Left
	for _, r := range word.Text {
		right := left + (word.Box.Right-word.Box.Left)*share(r)/total
		box := doc.Box{Left: left, Top: word.Box.Top, Right: right, Bottom: word.Box.Bottom}
		glyphs = append(glyphs, glyph{rune: r, box: box, x: left, y: word.Box.Bottom, spaced: len(glyphs) == 0})
		left = right
	}
	return glyphs
}
