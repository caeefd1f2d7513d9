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
)

// greys are the colours of a picture: enough for text and lines, and a quarter of the size of full colour.
var greys = func() color.Palette {
	var shades color.Palette
	for level := range 16 {
		shades = append(shades, color.Gray{Y: uint8(level * 17)})
	}
	return shades
}()

// Render gives a page, counted from 1, as a PNG picture in shades of grey held the way it is read, so that the boxes that
// Read gives lie on it. Fonts that the document does not carry show as squares.
func (e *Engine) Render(ctx context.Context, content []byte, page, dotsPerInch int) ([]byte, error) {
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
	var out bytes.Buffer
	if err := png.Encode(&out, grey(picture)); err != nil {
		return nil, fmt.Errorf("write picture of page %d: %w", page, err)
	}
	return out.Bytes(), nil
}

// grey gives a picture in shades of grey.
func grey(from *image.RGBA) *image.Paletted {
	to := image.NewPaletted(from.Bounds(), greys)
	for i := range to.Pix { // both pictures are packed: a byte a point here, four there
		red, green, blue := int(from.Pix[4*i]), int(from.Pix[4*i+1]), int(from.Pix[4*i+2])
		to.Pix[i] = uint8((299*red + 587*green + 114*blue) / 1000 / 16)
	}
	return to
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
