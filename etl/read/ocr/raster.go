package ocr

import (
	"image"
	"image/color"
	"math"
	"slices"

	"tongbi/etl/doc"
)

// Sizes in points, measured on scans of printed tables.
const (
	shortestAcross = 18.0 // a horizontal line; the longest stroke of a character of running text is 一
	shortestDown   = 12.0 // a vertical line: the height of a row
	longest        = 40.0 // the stroke of a character, those of titles too
	meeting        = 3.0  // a line ending this near another one meets it
	thickest       = 3.0  // a line; what is thicker is an area
)

// mostGap is the run of light points, in a dark one, that is a defect of the scan.
const mostGap = 3

// raster is a page as dark and light points.
type raster struct {
	dark          []bool
	width, height int
}

// rasterOf tells ink from paper: what is clearly darker than the most common brightness.
func rasterOf(picture *image.Gray) *raster {
	bounds := picture.Bounds()
	r := &raster{width: bounds.Dx(), height: bounds.Dy()}
	var counts [256]int
	for y := range r.height {
		for _, grey := range rowOf(picture, y) {
			counts[grey]++
		}
	}
	paper := 255
	for grey, count := range counts {
		if count > counts[paper] {
			paper = grey
		}
	}
	ink := uint8(float64(paper) * 0.7)
	r.dark = make([]bool, 0, r.width*r.height)
	for y := range r.height {
		for _, grey := range rowOf(picture, y) {
			r.dark = append(r.dark, grey < ink)
		}
	}
	return r
}

func rowOf(picture *image.Gray, y int) []uint8 {
	start := y * picture.Stride
	return picture.Pix[start : start+picture.Bounds().Dx()]
}

// flipped exchanges x and y, so that vertical lines are horizontal ones.
func (r *raster) flipped() *raster {
	f := &raster{dark: make([]bool, len(r.dark)), width: r.height, height: r.width}
	for y := range r.height {
		for x := range r.width {
			f.dark[x*r.height+y] = r.dark[y*r.width+x]
		}
	}
	return f
}

// across gives the horizontal lines: long dark runs of rows that lie on each other, no thicker than a line can be.
func (r *raster) across(shortest, thickest int) []image.Rectangle {
	var lines, open []image.Rectangle
	end := func(line image.Rectangle) {
		if line.Dy() <= thickest {
			lines = append(lines, line)
		}
	}
	for y := range r.height {
		runs := r.runs(y, shortest)
		for _, line := range open {
			grown := false
			for i, run := range runs {
				if run.Min.X < line.Max.X && line.Min.X < run.Max.X {
					runs[i] = run.Union(line)
					grown = true
				}
			}
			if !grown {
				end(line)
			}
		}
		open = runs
	}
	for _, line := range open {
		end(line)
	}
	return lines
}

// runs gives the dark runs of one row of points.
func (r *raster) runs(y, shortest int) []image.Rectangle {
	var runs []image.Rectangle
	row := r.dark[y*r.width : (y+1)*r.width]
	start, last := -1, -1
	end := func() {
		if start >= 0 && last+1-start >= shortest {
			runs = append(runs, image.Rect(start, y, last+1, y+1))
		}
	}
	for x, dark := range row {
		if !dark {
			continue
		}
		if start < 0 || x-last > mostGap+1 {
			end()
			start = x
		}
		last = x
	}
	end()
	return runs
}

// rules gives the ruled lines of a page in dots of the picture. A short one may be the stroke of a character in a title:
// it is a line where it meets a long one across it.
func rules(picture *image.Gray, dotsPerInch int) []image.Rectangle {
	dots := func(points float64) int { return int(math.Round(points * float64(dotsPerInch) / 72)) }
	r := rasterOf(picture)
	across := r.across(dots(shortestAcross), dots(thickest))
	down := r.flipped().across(dots(shortestDown), dots(thickest))
	for i, line := range down {
		down[i] = image.Rect(line.Min.Y, line.Min.X, line.Max.Y, line.Max.X)
	}
	return append(ruling(across, down, dots(longest), dots(meeting)), ruling(down, across, dots(longest), dots(meeting))...)
}

// ruling gives the lines that are long, or run from one long one of the other direction to the next, as the sides of a cell
// do. A stroke of a character near a border touches but one.
func ruling(lines, others []image.Rectangle, long, near int) []image.Rectangle {
	isLong := func(line image.Rectangle) bool { return max(line.Dx(), line.Dy()) > long }
	var all []image.Rectangle
	for _, line := range lines {
		start, end := line, line
		if line.Dx() > line.Dy() {
			start.Max.X, end.Min.X = line.Min.X+1, line.Max.X-1
		} else {
			start.Max.Y, end.Min.Y = line.Min.Y+1, line.Max.Y-1
		}
		meets := func(tip image.Rectangle) bool {
			return slices.ContainsFunc(others, func(other image.Rectangle) bool { return isLong(other) && other.Overlaps(tip.Inset(-near)) })
		}
		if isLong(line) || meets(start) && meets(end) {
			all = append(all, line)
		}
	}
	return all
}

// halo is the grey that a scanner leaves around a line, in dots.
const halo = 5

// erase takes lines out of the picture: beside one, a figure is read with a stroke too many.
func erase(picture *image.Gray, lines []image.Rectangle) {
	for _, line := range lines {
		line = line.Inset(-halo).Intersect(picture.Bounds())
		for y := line.Min.Y; y < line.Max.Y; y++ {
			row := picture.Pix[y*picture.Stride:]
			for x := line.Min.X; x < line.Max.X; x++ {
				row[x] = 255
			}
		}
	}
}

// Skew that is looked for and straightened, in degrees.
const (
	mostSkew = 2.0
	skewStep = 0.1
)

// skew gives how far a page's rows fall to the right, as a slope: along it, ink gathers in the fewest rows.
func skew(picture *image.Gray) float64 {
	const every = 3 // points that are looked at
	r := rasterOf(picture)
	var points []image.Point
	for y := 0; y < r.height; y++ {
		for x := y % every; x < r.width; x += every {
			if r.dark[y*r.width+x] {
				points = append(points, image.Pt(x, y))
			}
		}
	}
	best, most := 0.0, -1.0
	steps := int(math.Round(mostSkew / skewStep))
	for step := range 2*steps + 1 {
		number := (step + 1) / 2 // 0, 1, −1, 2, −2 …: of equals, the straightest
		if step%2 == 0 {
			number = -number
		}
		slope := math.Tan(float64(number) * skewStep * math.Pi / 180)
		if gathered := gatheredAlong(points, slope, r); gathered > most*1.001 {
			best, most = slope, gathered
		}
	}
	return best
}

func gatheredAlong(points []image.Point, slope float64, r *raster) float64 {
	margin := int(math.Abs(slope)*float64(r.width)) + 1
	rows := make([]float64, r.height+2*margin)
	for _, p := range points {
		rows[margin+int(math.Round(float64(p.Y)-slope*float64(p.X)))]++
	}
	sum := 0.0
	for _, count := range rows {
		sum += count * count
	}
	return sum
}

// straightened turns the picture about its middle so that its rows are level.
func straightened(picture *image.Gray, slope float64) *image.Gray {
	bounds := picture.Bounds()
	middleX, middleY := float64(bounds.Dx())/2, float64(bounds.Dy())/2
	sin, cos := math.Sincos(math.Atan(slope))
	level := image.NewGray(bounds)
	for y := range bounds.Dy() {
		for x := range bounds.Dx() {
			dx, dy := float64(x)-middleX, float64(y)-middleY
			level.SetGray(x, y, at(picture, middleX+dx*cos-dy*sin, middleY+dx*sin+dy*cos))
		}
	}
	return level
}

// at gives the brightness between four points; paper beyond the edge.
func at(picture *image.Gray, x, y float64) color.Gray {
	left, top := int(math.Floor(x)), int(math.Floor(y))
	right, low := x-float64(left), y-float64(top)
	if left < 0 || top < 0 || left+1 >= picture.Bounds().Dx() || top+1 >= picture.Bounds().Dy() {
		return color.Gray{Y: 255}
	}
	row := picture.Pix[top*picture.Stride+left:]
	next := row[picture.Stride:]
	above := float64(row[0])*(1-right) + float64(row[1])*right
	below := float64(next[0])*(1-right) + float64(next[1])*right
	return color.Gray{Y: uint8(above*(1-low) + below*low + 0.5)}
}

// inPoints gives a place of the picture as a place of the page.
func inPoints(place image.Rectangle, dotsPerInch int) doc.Box {
	scale := 72 / float64(dotsPerInch)
	return doc.Box{
		Left: float64(place.Min.X) * scale, Top: float64(place.Min.Y) * scale,
		Right: float64(place.Max.X) * scale, Bottom: float64(place.Max.Y) * scale,
	}
}
