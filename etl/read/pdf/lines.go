package pdf

import (
	"slices"
	"strings"
	"unicode"

	"tongbi/etl/doc"
)

// line is what stands on one baseline without a wide gap.
type line struct {
	text  string
	box   doc.Box
	base  float64 // y of the baseline
	size  float64 // height of its tallest character
	row   int     // lines of the same baseline share it
	first float64 // width of what must stay together at its start
	wide  bool    // has Chinese characters, so that size is that of the font

	glyphs []glyph
}

// rowsOf groups characters by baseline, from the top; each row is ordered from the left and freed of overprinting.
func rowsOf(glyphs []glyph) [][]glyph {
	glyphs = slices.Clone(glyphs)
	slices.SortStableFunc(glyphs, func(a, b glyph) int { return compare(a.y, b.y) })
	var rows [][]glyph
	size, base := 0.0, 0.0
	for _, g := range glyphs {
		height := g.box.Bottom - g.box.Top
		if len(rows) > 0 && g.y-base <= 0.4*max(size, height) {
			last := len(rows) - 1
			rows[last] = append(rows[last], g)
			if height > size {
				size, base = height, g.y
			}
			continue
		}
		rows = append(rows, []glyph{g})
		size, base = height, g.y
	}
	for i, row := range rows {
		rows[i] = ordered(row)
	}
	return rows
}

// ordered sorts a row from the left and drops characters printed twice on the same spot, as some programs do for bold.
func ordered(row []glyph) []glyph {
	slices.SortStableFunc(row, func(a, b glyph) int { return compare(a.x, b.x) })
	size := tallest(row)
	kept := row[:0]
	for _, g := range row {
		if !overprints(kept, g, 0.15*size) {
			kept = append(kept, g)
		}
	}
	return kept
}

func overprints(row []glyph, g glyph, near float64) bool {
	for i := len(row) - 1; i >= 0 && g.x-row[i].x <= near; i-- {
		if row[i].rune == g.rune {
			return true
		}
	}
	return false
}

func tallest(row []glyph) float64 {
	size := 0.0
	for i := range row {
		size = max(size, row[i].box.Bottom-row[i].box.Top)
	}
	return size
}

// textOf writes a row of characters. Blanks are kept between Latin words and numbers only: those within Chinese are
// letter spacing. A blank that is narrower than 0.3 of the height is no blank but the room between two digits, which the
// engine takes for one where a page of a browser's PDF has few words.
func textOf(row []glyph) string {
	var text strings.Builder
	size := tallest(row)
	for i, g := range row {
		if i > 0 && g.spaced && latin(g.rune) && latin(row[i-1].rune) && g.box.Left-row[i-1].box.Right > 0.3*size {
			text.WriteByte(' ')
		}
		text.WriteRune(g.rune)
	}
	return text.String()
}

// cellText writes what stands in a cell. Its lines run on without a break, as Chinese does; Latin words stay apart.
func cellText(glyphs []glyph) string {
	var text strings.Builder
	last := rune(0)
	for _, row := range rowsOf(glyphs) {
		if latin(last) && !unicode.IsDigit(last) && latin(row[0].rune) && !unicode.IsDigit(row[0].rune) {
			text.WriteByte(' ')
		}
		text.WriteString(textOf(row))
		last = row[len(row)-1].rune
	}
	return text.String()
}

// latin reports a letter or digit of a word that blanks set apart.
func latin(r rune) bool { return !wide(r) && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

// wide reports whether a character fills a square, as Chinese and its punctuation do.
func wide(r rune) bool {
	return r >= 0x2E80 && r <= 0x9FFF || r >= 0xF900 && r <= 0xFAFF || r >= 0xFE30 && r <= 0xFE4F ||
		r >= 0xFF00 && r <= 0xFFEF || r >= 0x20000 && r <= 0x3FFFF || strings.ContainsRune("“”‘’—…·", r)
}

// linesOf gives the lines of rows that stand in no table, in reading order. What is set apart on the same baseline
// by a wide gap is a line of its own; letter-spaced titles are not torn.
func linesOf(rows [][]glyph) []line {
	var all []line
	for number, row := range rows {
		for _, piece := range pieces(row, wideGap) {
			all = append(all, lineOf(piece, number))
		}
	}
	return all
}

// wideGap is the distance, in heights of a character, that sets two pieces of a line apart.
const wideGap = 2.2

// pieces cuts a row at its gaps wider than so many heights of a character.
func pieces(row []glyph, wide float64) [][]glyph {
	size := tallest(row)
	var all [][]glyph
	start := 0
	for i := 1; i < len(row); i++ {
		if gap := row[i].box.Left - row[i-1].box.Right; gap > wide*size && !letterSpaced(row, size) {
			all = append(all, row[start:i])
			start = i
		}
	}
	return append(all, row[start:])
}

// letterSpaced reports whether every character of a short row stands apart from the next: “目   录”.
func letterSpaced(row []glyph, size float64) bool {
	for i := 1; i < len(row); i++ {
		if row[i].box.Left-row[i-1].box.Right < 0.5*size {
			return false
		}
	}
	return len(row) < 12 && row[0].rune != row[len(row)-1].rune
}

func lineOf(row []glyph, number int) line {
	l := line{text: textOf(row), box: row[0].box, base: row[0].y, size: tallest(row), row: number, glyphs: row}
	for _, g := range row {
		l.wide = l.wide || unicode.Is(unicode.Han, g.rune)
		l.box.Left, l.box.Right = min(l.box.Left, g.box.Left), max(l.box.Right, g.box.Right)
		l.box.Top, l.box.Bottom = min(l.box.Top, g.box.Top), max(l.box.Bottom, g.box.Bottom)
	}
	l.first = row[inseparable(row)].box.Right - row[0].box.Left
	return l
}

// inseparable gives the last character that cannot stand on another line than the first: the rest of a word or a number,
// a short bracket, the punctuation behind.
func inseparable(row []glyph) int {
	end := 0
	if strings.ContainsRune("（(“《", row[0].rune) {
		for i := range min(len(row), 4) {
			if closing(row[i].rune) {
				end = i
			}
		}
	}
	for end+1 < len(row) && (!wide(row[end].rune) && !wide(row[end+1].rune) || closing(row[end+1].rune)) {
		end++
	}
	return end
}

// closing reports punctuation that may not begin a line.
func closing(r rune) bool {
	return strings.ContainsRune("，。、；：！？）》”’】,.;:!?)%", r)
}
