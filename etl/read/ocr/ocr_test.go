package ocr

import (
	"image"
	"image/color"
	"testing"

	"tongbi/etl/doc"
)

const heading = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"

func TestTheTableOfTesseractIsDealtOutToThePictures(t *testing.T) {
	read, err := readTable([]byte(heading+
		"4\t1\t1\t1\t1\t0\t0\t0\t300\t30\t-1\t\n"+
		"5\t1\t1\t1\t1\t1\t300\t600\t150\t75\t96.1\t1,205.30\r\n"+
		"5\t3\t1\t1\t1\t1\t500\t600\t150\t75\t91.5\t单位:\n"+
		"5\t3\t1\t1\t1\t2\t700\t600\t150\t75\t41.7\t万元\n"), 3)
	want := []said{{"1,205.30", 96.1}, {}, {"单位:万元", 41.7}}
	if err != nil || len(read) != 3 || read[0] != want[0] || read[1] != want[1] || read[2] != want[2] {
		t.Error(read, err)
	}
	if _, err := readTable([]byte(heading+"5\t4\t1\t1\t1\t1\t0\t0\t1\t1\t96\t7\n"), 3); err == nil {
		t.Error("a fourth picture of three")
	}
}

func TestAFigureIsReadOnlyWhereTwoReadingsAndItsSeparatorsAgree(t *testing.T) {
	sure := func(text string) said { return said{text, 90} }
	for _, c := range []struct {
		name                string
		large, plain, words said
		separators          int
		want                string
	}{
		{"agreed", sure("22,186,440.80"), sure("22,186,440.80"), sure("22,180,440.80"), 3, "22,186,440.80"},
		{"another digit", sure("22,186,440.80"), sure("22,180,440.80"), sure("22,180,440.80"), 3, "��,���,���.��"},
		{"a point lost in both", sure("233100"), sure("233100"), sure("233100"), 1, "������"},
		{"a comma taken for a point", sure("1.205"), sure("1.205"), sure("1,205"), 1, "�.���"},
		{"not sure", said{"301", 41}, sure("301"), sure("301"), 0, "���"},
		{"twice the same, not sure", said{"294,940", 77}, said{"294,940", 75}, sure("204,940"), 1, "���,���"},
		{"likely, and a third reading agrees", said{"254,940", 77}, said{"254,940", 75}, said{"254,940", 20}, 1, "254,940"},
		{"a code taken for a word", sure("99"), sure("99"), sure("能"), 0, "99"},
		{"a word", said{"474", 0}, said{"4", 0}, sure("合计"), 0, "合计"},
		{"a word that may be a code", sure("11"), sure("12"), said{"巩", 20}, 0, "��"},
		{"nothing", said{}, said{}, said{}, 0, "�"},
	} {
		if got := figureOf(c.large, c.plain, c.words, c.separators, false); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	if got := figureOf(said{}, said{}, said{"一", 80}, 0, true); got != "—" {
		t.Errorf("a dash: %q", got)
	}
}

func TestDigitsWithinWordsAreReadTwice(t *testing.T) {
	if got := wordsOf(said{"2025年收入预算总表", 80}, said{"2026年收入预算总表", 90}); got != "����年收入预算总表" {
		t.Error(got)
	}
	if got := wordsOf(said{"一般公共预算基本文出预算表", 45}, said{}); got != "一般公共预算基本支出预算表" {
		t.Error(got)
	}
}

func TestLinesOfACellAndPiecesBesideThem(t *testing.T) {
	const dots = 72
	picture := image.NewGray(image.Rect(0, 0, 200, 100))
	for i := range picture.Pix {
		picture.Pix[i] = 255
	}
	ink := func(x0, y0, x1, y1 int) image.Rectangle {
		place := image.Rect(x0, y0, x1, y1)
		for y := y0; y < y1; y++ {
			for x := x0; x < x1; x++ {
				picture.SetGray(x, y, color.Gray{Y: 10})
			}
		}
		return place
	}
	first, second := ink(10, 10, 60, 20), ink(10, 30, 40, 40)
	title, unit := ink(10, 60, 40, 70), ink(150, 60, 190, 70)
	got := piecesOf(picture, []doc.Box{{Left: 5, Top: 5, Right: 100, Bottom: 50}}, dots)
	want := []image.Rectangle{first, second, title, unit}
	if len(got) != len(want) {
		t.Fatal(got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%v, want %v", got[i], want[i])
		}
	}
}

func TestSeparatorsAreSeenAtTheFoot(t *testing.T) {
	r := &raster{width: 60, height: 20, dark: make([]bool, 60*20)}
	blob := func(x0, y0, x1, y1 int) {
		for y := y0; y < y1; y++ {
			for x := x0; x < x1; x++ {
				r.dark[y*r.width+x] = true
			}
		}
	}
	blob(0, 0, 8, 16)    // a digit
	blob(12, 14, 15, 19) // a comma
	blob(20, 0, 28, 16)
	blob(30, 13, 33, 16) // a point
	blob(40, 7, 50, 9)   // a dash stands higher
	if got := r.separatorsIn(image.Rect(0, 0, 60, 19)); got != 2 {
		t.Errorf("%d separators", got)
	}
}

func FuzzTable(f *testing.F) {
	f.Add([]byte(heading + "5\t1\t1\t1\t1\t1\t300\t600\t150\t75\t96.1\t1,205.30\n"))
	f.Fuzz(func(t *testing.T, table []byte) {
		read, err := readTable(table, 2)
		if err == nil && len(read) != 2 {
			t.Errorf("%d of 2", len(read))
		}
	})
}
