package pdf

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf16"
)

// canvas is a page being drawn for a test. Places are in points from the top left corner of the page as it is read.
type canvas struct {
	content                 strings.Builder
	width, height           float64
	paperWidth, paperHeight float64 // as the file has it
	rotate                  int
	entries                 string // more entries of the page's dictionary
}

// upright is an A4 page.
func upright() *canvas { return &canvas{width: 595, height: 842, paperWidth: 595, paperHeight: 842} }

// sideways is a wide page written from the bottom up on upright paper, and nothing says that it is to be turned.
func sideways() *canvas {
	c := &canvas{width: 842, height: 595, paperWidth: 595, paperHeight: 842}
	return c.raw("0 1 -1 0 595 0 cm\n")
}

// turned is a page written sideways that is shown the right way by /Rotate.
func turned() *canvas {
	c := sideways()
	c.rotate = 90
	return c
}

func (c *canvas) raw(operators string) *canvas {
	c.content.WriteString(operators)
	return c
}

// text writes on a baseline; Latin characters are half as wide as Chinese ones.
func (c *canvas) text(x, y, size float64, text string) *canvas {
	for _, r := range text {
		advance := size
		if r < 0x80 {
			advance = size / 2
		}
		if r != ' ' {
			fmt.Fprintf(&c.content, "BT /F0 %g Tf 1 0 0 1 %g %g Tm <%04X> Tj ET\n", size, x, c.height-y, utf16.Encode([]rune{r})[0])
		}
		x += advance
	}
	return c
}

func (c *canvas) line(x0, y0, x1, y1 float64) *canvas {
	fmt.Fprintf(&c.content, "0.5 w %g %g m %g %g l S\n", x0, c.height-y0, x1, c.height-y1)
	return c
}

// bar fills a rectangle.
func (c *canvas) bar(x0, y0, x1, y1 float64) *canvas {
	fmt.Fprintf(&c.content, "%g %g %g %g re f\n", x0, c.height-y1, x1-x0, y1-y0)
	return c
}

// clipped draws within a rectangle only.
func (c *canvas) clipped(x0, y0, x1, y1 float64, draw func()) *canvas {
	fmt.Fprintf(&c.content, "q %g %g %g %g re W n\n", x0, c.height-y1, x1-x0, y1-y0)
	draw()
	return c.raw("Q\n")
}

// table rules columns and rows.
func (c *canvas) table(xs, ys []float64) *canvas {
	for _, y := range ys {
		c.line(xs[0], y, xs[len(xs)-1], y)
	}
	for _, x := range xs {
		c.line(x, ys[0], x, ys[len(ys)-1])
	}
	return c
}

// write gives the pages as a PDF.
func write(pages ...*canvas) []byte {
	var out bytes.Buffer
	var places []int
	object := func(body string) {
		places = append(places, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", len(places), body)
	}
	out.WriteString("%PDF-1.4\n")
	object("<< /Type /Catalog /Pages 2 0 R >>")
	var kids strings.Builder
	for i := range pages {
		fmt.Fprintf(&kids, "%d 0 R ", 6+2*i)
	}
	object(fmt.Sprintf("<< /Type /Pages /Count %d /Kids [%s] >>", len(pages), kids.String()))
	object("<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>")
	object("<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 5 0 R /DW 1000 /W [1 95 500]" +
		" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>")
	object("<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -120 1000 880] /ItalicAngle 0" +
		" /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>")
	for i, page := range pages {
		object(fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %g %g] /Rotate %d /Contents %d 0 R"+
			" /Resources << /Font << /F0 3 0 R >> >> %s >>", page.paperWidth, page.paperHeight, page.rotate, 7+2*i, page.entries))
		object(fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", page.content.Len(), page.content.String()))
	}
	start := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(places)+1)
	for _, place := range places {
		fmt.Fprintf(&out, "%010d 00000 n \n", place)
	}
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(places)+1, start)
	return out.Bytes()
}
