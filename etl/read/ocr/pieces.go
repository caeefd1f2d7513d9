package ocr

import (
	"context"
	"image"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// How a figure is recognised: by the model for Latin script, which is far surer of digits than the Chinese one. It reads
// every figure twice, in another size and once told that there is nothing but digits.
var (
	chinese = []string{"-l", "chi_sim"}
	latin   = []string{"-l", "eng"}
)

// leastSure is the confidence, in per cent, below which what is read is not believed.
const leastSure = 60

// A figure counts where both readings of it are this certain, or likely and the Chinese model reads the same: 254,940 has
// been read as 294,940 twice, at 77 and at 65 per cent.
const (
	sureFigure   = 80
	likelyFigure = 70
)

// surer is how much a second reading in another size must be surer to take the place of the first.
const surer = 5

// shortWord is the number of characters below which an uncertain word may as well be a figure: 12 has been read as 巩, and 99 as 能 with
// great certainty, so that one or two characters are always held against the other model.
const shortWord = 4

// readPieces gives the text of each piece of a page: what is most likely for words, and for digits only what two readings
// agree on. A digit that is not certain is U+FFFD.
func readPieces(ctx context.Context, program string, picture *image.Gray, pieces []image.Rectangle, dotsPerInch int) ([]string, error) {
	enlarged := func(times float64) func(int) *image.Gray {
		return func(i int) *image.Gray { return cut(picture, pieces[i], times) }
	}
	all := make([]int, len(pieces))
	for i := range all {
		all[i] = i
	}
	words, err := pass(ctx, program, all, enlarged(1), chinese)
	if err != nil {
		return nil, err
	}
	var figures, again []int
	for i := range pieces {
		switch text := words[i].text; {
		case !mostlyHan(text), utf8.RuneCountInString(text) <= 2, words[i].sure < leastSure && utf8.RuneCountInString(text) < shortWord:
			figures = append(figures, i)
		case words[i].sure < leastSure || hasDigit(text):
			again = append(again, i)
		}
	}
	second, err := pass(ctx, program, again, enlarged(1.5), chinese)
	if err != nil {
		return nil, err
	}
	large, err := pass(ctx, program, figures, enlarged(1.5), latin)
	if err != nil {
		return nil, err
	}
	plain, err := pass(ctx, program, figures, enlarged(1), latin)
	if err != nil {
		return nil, err
	}
	texts := make([]string, len(pieces))
	r := rasterOf(picture)
	for i := range pieces {
		if _, ok := large[i]; ok {
			texts[i] = figureOf(large[i], plain[i], words[i], r.separatorsIn(pieces[i]), isFlat(pieces[i], dotsPerInch))
		} else {
			texts[i] = wordsOf(words[i], second[i])
		}
	}
	return texts, nil
}

// pass reads some of the pieces, cut out in some way.
func pass(ctx context.Context, program string, which []int, cut func(int) *image.Gray, options []string) (map[int]said, error) {
	pictures := make([]*image.Gray, len(which))
	for i, piece := range which {
		pictures[i] = cut(piece)
	}
	read, err := tesseract(ctx, program, pictures, options...)
	if err != nil {
		return nil, err
	}
	byPiece := map[int]said{}
	for i, piece := range which {
		byPiece[piece] = read[i]
	}
	return byPiece, nil
}

// wordsOf gives the words of a piece that was read once or twice.
func wordsOf(first, second said) string {
	text := first.text
	if first.sure < leastSure && second.sure > first.sure+surer && mostlyHan(second.text) {
		text = second.text
	}
	if digits(first.text) != digits(second.text) || max(first.sure, second.sure) < leastSure {
		text = strings.Map(doubtful, text)
	}
	if text == "" {
		return unread
	}
	return mended(text)
}

// figure is the form of a figure, a code or a share. Three decimals are not printed in a budget: they are a separator of
// thousands that was taken for a point.
var figure = regexp.MustCompile(`^-?(\d{1,3}(,\d{3})+|\d+)(\.(\d|\d\d|\d{4}))?%?$`)

// figureOf gives the figure that two readings agree on and whose separators are as many as are seen; else what stands there
// without its digits.
func figureOf(large, plain, words said, separators int, flat bool) string {
	text := large.text
	sure := min(large.sure, plain.sure)
	agreed := text == plain.text && (sure >= sureFigure || sure >= likelyFigure && text == words.text)
	if agreed && figure.MatchString(text) && strings.Count(text, ",")+strings.Count(text, ".") == separators {
		return text
	}
	contested := figure.MatchString(large.text) && figure.MatchString(plain.text) && min(large.sure, plain.sure) >= leastSure
	switch {
	case flat:
		return "—"
	case !contested && mostlyHan(words.text) && words.sure >= leastSure/2:
		return mended(words.text)
	case !hasDigit(large.text) && !hasDigit(plain.text) && !hasDigit(words.text):
		return signOf(words)
	}
	for _, read := range []said{large, plain, words} {
		if hasDigit(read.text) {
			return strings.Map(doubtful, read.text)
		}
	}
	return unread
}

// unread is what stands for ink that nothing was read in.
const unread = string(unicode.ReplacementChar)

// signOf gives what is neither word nor figure, where it was read with certainty.
func signOf(words said) string {
	if words.sure < leastSure || strings.Trim(words.text, "一-—_~=") == "" {
		return unread
	}
	return words.text
}

// isFlat reports whether a piece is a dash: long, and no higher than a stroke.
func isFlat(piece image.Rectangle, dotsPerInch int) bool {
	return piece.Dx() > 3*piece.Dy() && float64(piece.Dy())*72 < 2.5*float64(dotsPerInch)
}

// misread are words of the field that the Chinese model is known to write otherwise. None of the wrong ones occurs in a
// budget.
var misread = []struct {
	wrong *regexp.Regexp
	right string
}{
	{regexp.MustCompile(`文出`), "支出"},
	{regexp.MustCompile(`收文(预算|决算|总)`), "收支$1"},
	{regexp.MustCompile(`拨秋`), "拨款"},
	{regexp.MustCompile(`财政拨(和天|[^款付入给和])`), "财政拨款"},
	{regexp.MustCompile(`机.运行经`), "机关运行经"},
	{regexp.MustCompile(`[一二]公([”"?]?经费)`), "三公$1"},
	{regexp.MustCompile(`秒购`), "采购"},
	{regexp.MustCompile(`[篆笛]委会`), "常委会"},
	{regexp.MustCompile(`(预算|支出|基本)了`), "$1"},
	{regexp.MustCompile(`经[讲阐放挤鹿](科目|分类)`), "经济$1"},
	{regexp.MustCompile(`[《〈【]*[〈【]`), "（"},
	{regexp.MustCompile(`〉`), "）"},
	{regexp.MustCompile(`(单位|部门)[;；]`), "$1："},
	{regexp.MustCompile(`^合[讲汁]$`), "合计"},
	{regexp.MustCompile(`^[-—]、`), "一、"},
	{regexp.MustCompile(`^([1-9])，`), "$1."},
}

// mended gives words with what is known to be misread set right. Figures are never mended.
func mended(words string) string {
	for _, known := range misread {
		words = known.wrong.ReplaceAllString(words, known.right)
	}
	return words
}

func mostlyHan(text string) bool {
	han, all := 0, 0
	for _, r := range text {
		all++
		if unicode.Is(unicode.Han, r) {
			han++
		}
	}
	return han*2 > all
}

func hasDigit(text string) bool { return strings.ContainsFunc(text, unicode.IsDigit) }

func digits(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, text)
}

// doubtful gives U+FFFD for a digit.
func doubtful(r rune) rune {
	if unicode.IsDigit(r) {
		return unicode.ReplacementChar
	}
	return r
}

// separatorsIn counts the points and commas of a figure: small ink at its foot, apart from the digits.
func (r *raster) separatorsIn(piece image.Rectangle) int {
	count := 0
	end := func(blob image.Rectangle) {
		if !blob.Empty() && blob.Dy()*2 < piece.Dy() && blob.Min.Y > piece.Min.Y+piece.Dy()/2 {
			count++
		}
	}
	open := image.Rectangle{}
	for x := piece.Min.X; x < piece.Max.X; x++ {
		column := r.inkOfColumn(x, piece.Min.Y, piece.Max.Y)
		if column.Empty() {
			end(open)
			open = image.Rectangle{}
			continue
		}
		open = open.Union(column)
	}
	end(open)
	return count
}
