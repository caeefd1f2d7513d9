package ocr

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"slices"
	"testing"
)

const dots = 300

// paper is an empty sheet of 1,200 by 800 dots.
func paper() *image.Gray {
	sheet := image.NewGray(image.Rect(0, 0, 1200, 800))
	draw.Draw(sheet, sheet.Bounds(), image.NewUniform(color.Gray{Y: 240}), image.Point{}, draw.Src)
	return sheet
}

func ink(sheet *image.Gray, x0, y0, x1, y1 int) {
	draw.Draw(sheet, image.Rect(x0, y0, x1, y1), image.NewUniform(color.Gray{Y: 30}), image.Point{}, draw.Src)
}

// table rules two columns and two rows, 3 dots thick.
func table() *image.Gray {
	sheet := paper()
	for _, y := range []int{100, 300, 500} {
		ink(sheet, 100, y, 1003, y+3)
	}
	for _, x := range []int{100, 600, 1000} {
		ink(sheet, x, 100, x+3, 503)
	}
	return sheet
}

// lines gives the places of the lines found: the y of the horizontal ones, the x of the vertical ones.
func lines(sheet *image.Gray) (across, down []int) {
	for _, line := range rules(sheet, dots) {
		if line.Dx() > line.Dy() {
			across = append(across, line.Min.Y)
		} else {
			down = append(down, line.Min.X)
		}
	}
	slices.Sort(across)
	slices.Sort(down)
	return across, down
}

func TestRulesOfATable(t *testing.T) {
	across, down := lines(table())
	if !slices.Equal(across, []int{100, 300, 500}) || !slices.Equal(down, []int{100, 600, 1000}) {
		t.Errorf("across %v, down %v", across, down)
	}
}

func TestRulesAcrossDropoutsOfTheScan(t *testing.T) {
	sheet := table()
	for x := 150; x < 1000; x += 90 {
		draw.Draw(sheet, image.Rect(x, 0, x+mostGap, 800), image.White, image.Point{}, draw.Src)
	}
	if across, _ := lines(sheet); !slices.Equal(across, []int{100, 300, 500}) {
		t.Errorf("across %v", across)
	}
}

func TestStrokesOfCharactersAndStampsAreNoRules(t *testing.T) {
	sheet := paper()
	ink(sheet, 100, 100, 150, 104) // 一
	ink(sheet, 200, 80, 204, 125)  // 丨
	ink(sheet, 300, 300, 500, 340) // a shaded area
	ink(sheet, 700, 200, 800, 206) // a title's 十
	ink(sheet, 748, 150, 754, 250)
	if across, down := lines(sheet); len(across)+len(down) > 0 {
		t.Errorf("across %v, down %v", across, down)
	}
}

func TestATiltedPageIsPutStraight(t *testing.T) {
	for _, degrees := range []float64{-1.5, -0.4, 0.7, 1.2} {
		slope := math.Tan(degrees * math.Pi / 180)
		tilted := straightened(table(), -slope)
		found := skew(tilted)
		if math.Abs(found-slope) > 0.002 {
			t.Errorf("%g degrees: slope %.4f, found %.4f", degrees, slope, found)
		}
		across, down := lines(straightened(tilted, found))
		if len(across) != 3 || len(down) != 3 {
			t.Errorf("%g degrees: across %v, down %v", degrees, across, down)
		}
	}
}

func TestAStraightPageIsLeftAsItIs(t *testing.T) {
	if found := skew(table()); found != 0 {
		t.Errorf("slope %g", found)
	}
}

func TestErasedRulesLeaveTheFigures(t *testing.T) {
	sheet := table()
	ink(sheet, 300, 200, 320, 230)
	erase(sheet, rules(sheet, dots))
	if sheet.GrayAt(500, 101).Y < 200 || sheet.GrayAt(601, 200).Y < 200 {
		t.Error("a line is left")
	}
	if sheet.GrayAt(310, 215).Y > 100 {
		t.Error("the figure is gone")
	}
}
