package ocr

import (
	"image"
	"math"

	"tongbi/etl/doc"
)

// cellInset is the part of a cell along its border that is not looked at, in points: what is left of its lines.
const cellInset = 0.7

// lineGap is the room, in points, that sets two lines of a cell apart; the strokes of one character are closer.
const lineGap = 1.2

// speck is the height and width, in points, below which ink is dirt. A point of a decimal is bigger.
const speck = 0.5

// linesIn gives the lines of text in a cell, each as the box of its ink, from the top.
func (r *raster) linesIn(cell image.Rectangle, dotsPerInch int) []image.Rectangle {
	dots := func(points float64) int { return int(math.Ceil(points * float64(dotsPerInch) / 72)) }
	cell = cell.Inset(dots(cellInset)).Intersect(image.Rect(0, 0, r.width, r.height))
	var lines []image.Rectangle
	open, empty := image.Rectangle{}, 0
	for y := cell.Min.Y; y < cell.Max.Y; y++ {
		row := r.inkOf(y, cell.Min.X, cell.Max.X)
		if row.Empty() {
			empty++
			continue
		}
		if !open.Empty() && empty >= dots(lineGap) {
			lines = append(lines, open)
			open = image.Rectangle{}
		}
		open, empty = open.Union(row), 0
	}
	if !open.Empty() {
		lines = append(lines, open)
	}
	kept := lines[:0]
	for _, line := range lines {
		if line.Dx() >= dots(speck) && line.Dy() >= dots(speck) {
			kept = append(kept, line)
		}
	}
	return kept
}

// inkOf gives the extent of the ink in a row of points.
func (r *raster) inkOf(y, from, to int) image.Rectangle {
	first, last := -1, -1
	for x := from; x < to; x++ {
		if r.dark[y*r.width+x] {
			if first < 0 {
				first = x
			}
			last = x
		}
	}
	if first < 0 {
		return image.Rectangle{}
	}
	return image.Rect(first, y, last+1, y+1)
}

// cut gives a line as a picture of its own, enlarged so many times, with paper around it.
func cut(picture *image.Gray, line image.Rectangle, times float64) *image.Gray {
	paper := 10 + int(0.8*float64(line.Dy())*times)
	width, height := int(float64(line.Dx()+4)*times), int(float64(line.Dy()+4)*times)
	out := image.NewGray(image.Rect(0, 0, width+2*paper, height+2*paper))
	for i := range out.Pix {
		out.Pix[i] = 255
	}
	for y := range height {
		for x := range width {
			from := at(picture, float64(line.Min.X-2)+(float64(x)+0.5)/times-0.5, float64(line.Min.Y-2)+(float64(y)+0.5)/times-0.5)
			out.SetGray(x+paper, y+paper, from)
		}
	}
	return out
}

// clear takes the ink out of a place.
func (r *raster) clear(place image.Rectangle) {
	place = place.Intersect(image.Rect(0, 0, r.width, r.height))
	for y := place.Min.Y; y < place.Max.Y; y++ {
		clear(r.dark[y*r.width+place.Min.X : y*r.width+place.Max.X])
	}
}

// apart is the room, in heights of a line, that sets two pieces of it apart.
const apart = 1.8

// piecesBeside gives the lines of text outside of the cells, cut where they are set apart: a unit stands on the line of
// the name of the organisation.
func (r *raster) piecesBeside(dotsPerInch int) []image.Rectangle {
	var pieces []image.Rectangle
	for _, line := range r.linesIn(image.Rect(0, 0, r.width, r.height), dotsPerInch) {
		pieces = append(pieces, r.cutApart(line)...)
	}
	return pieces
}

// cutApart cuts a line at its wide gaps.
func (r *raster) cutApart(line image.Rectangle) []image.Rectangle {
	gap := int(apart * float64(line.Dy()))
	var pieces []image.Rectangle
	open, last := image.Rectangle{}, 0
	for x := line.Min.X; x < line.Max.X; x++ {
		column := r.inkOfColumn(x, line.Min.Y, line.Max.Y)
		if column.Empty() {
			continue
		}
		if !open.Empty() && x-last > gap {
			pieces = append(pieces, open)
			open = image.Rectangle{}
		}
		open, last = open.Union(column), x
	}
	return append(pieces, open)
}

func (r *raster) inkOfColumn(x, from, to int) image.Rectangle {
	first, last := -1, -1
	for y := from; y < to; y++ {
		if r.dark[y*r.width+x] {
			if first < 0 {
				first = y
			}
			last = y
		}
	}
	if first < 0 {
		return image.Rectangle{}
	}
	return image.Rect(x, first, x+1, last+1)
}

// inDots gives a place of the page as a place of the picture.
func inDots(box doc.Box, dotsPerInch int) image.Rectangle {
	scale := float64(dotsPerInch) / 72
	round := func(points float64) int { return int(math.Round(points * scale)) }
	return image.Rect(round(box.Left), round(box.Top), round(box.Right), round(box.Bottom))
}
