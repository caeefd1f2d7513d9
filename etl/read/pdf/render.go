package pdf

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"

	"github.com/klippa-app/go-pdfium/requests"

	"tongbi/etl/doc"
)

// mark is the colour of the frame around a place.
var mark = color.RGBA{R: 0xD0, G: 0x20, B: 0x20, A: 0xFF}

// Render gives a page, counted from 1, as a PNG picture held the way it is read. A box that is not zero is framed: a
// cell, a row, a line, as Read gives them. Fonts that the document does not carry show as squares.
func (e *Engine) Render(ctx context.Context, content []byte, page, dotsPerInch int, box doc.Box) ([]byte, error) {
	free, err := e.take(ctx)
	if err != nil {
		return nil, err
	}
	defer free()
	file, err := e.open(ctx, content)
	if err != nil {
		return nil, err
	}
	defer file.close()
	if page < 1 || page > file.pages {
		return nil, fmt.Errorf("render page %d of %d", page, file.pages)
	}
	picture, err := file.picture(page-1, dotsPerInch)
	if err != nil {
		return nil, fmt.Errorf("render page %d: %w", page, err)
	}
	if !box.IsZero() {
		frame(picture, box, float64(dotsPerInch)/72)
	}
	var out bytes.Buffer
	if err := png.Encode(&out, picture); err != nil {
		return nil, fmt.Errorf("write picture of page %d: %w", page, err)
	}
	return out.Bytes(), nil
}

// picture draws a page and turns it the way its text is read.
func (f *file) picture(index, dotsPerInch int) (*image.RGBA, error) {
	s, err := f.sheet(index)
	if err != nil {
		return nil, err
	}
	defer s.close()
	if err := s.readGlyphs(); err != nil {
		return nil, err
	}
	drawn, err := f.instance.RenderPageInDPI(&requests.RenderPageInDPI{Page: s.page, DPI: dotsPerInch})
	if err != nil {
		return nil, err
	}
	defer drawn.Cleanup()
	picture := image.NewRGBA(drawn.Result.Image.Bounds())
	draw.Draw(picture, picture.Bounds(), drawn.Result.Image, drawn.Result.Image.Bounds().Min, draw.Src)
	for range (s.view.turns - s.rotation + 4) % 4 {
		picture = turn(picture)
	}
	return picture, nil
}

// turn gives a picture turned clockwise by a quarter.
func turn(from *image.RGBA) *image.RGBA {
	width, height := from.Bounds().Dx(), from.Bounds().Dy()
	to := image.NewRGBA(image.Rect(0, 0, height, width))
	for y := range height {
		for x := range width {
			to.SetRGBA(height-1-y, x, from.RGBAAt(x, y))
		}
	}
	return to
}

// frame draws a frame around a box given in points.
func frame(picture *image.RGBA, box doc.Box, scale float64) {
	thick := max(2, int(scale*2))
	outer := image.Rect(int(box.Left*scale)-thick, int(box.Top*scale)-thick, int(box.Right*scale)+thick+1, int(box.Bottom*scale)+thick+1)
	for _, side := range []image.Rectangle{
		{outer.Min, image.Pt(outer.Max.X, outer.Min.Y+thick)},
		{image.Pt(outer.Min.X, outer.Max.Y-thick), outer.Max},
		{outer.Min, image.Pt(outer.Min.X+thick, outer.Max.Y)},
		{image.Pt(outer.Max.X-thick, outer.Min.Y), outer.Max},
	} {
		draw.Draw(picture, side, image.NewUniform(mark), image.Point{}, draw.Src)
	}
}
