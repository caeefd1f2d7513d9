package pdf

import (
	"testing"

	"tongbi/etl/doc"
)

// FuzzTables draws lines and characters at will: every table that comes out covers each of its places once, and every
// character is in a cell or left over.
func FuzzTables(f *testing.F) {
	f.Add([]byte{0, 0, 9, 0, 0, 5, 9, 5, 0, 0, 0, 5, 9, 0, 9, 5}, []byte{2, 2, 7, 3})
	f.Add([]byte{0, 0, 90, 0, 0, 50, 90, 50, 0, 0, 0, 60, 30, 0, 30, 70, 90, 0, 90, 50, 30, 20, 90, 20}, []byte{2, 2, 40, 30, 40, 37})
	f.Fuzz(func(t *testing.T, lines, places []byte) {
		var segments []segment
		for ; len(lines) >= 4; lines = lines[4:] {
			segments = append(segments, segment{
				3 * float64(lines[0]), 3 * float64(lines[1]), 3 * float64(max(lines[0], lines[2])), 3 * float64(max(lines[1], lines[3])),
			})
		}
		s := &sheet{segments: segments}
		for i := 0; i+1 < len(places); i += 2 {
			x, y := 3*float64(places[i]), 3*float64(places[i+1])
			s.glyphs = append(s.glyphs, glyph{rune: rune('0' + i%10), x: x, y: y, box: doc.Box{Left: x, Top: y - 7, Right: x + 5, Bottom: y}})
		}
		tables := tablesOf(s.segments)
		outside := s.assign(tables)
		kept := len(outside)
		for _, table := range tables {
			full := table.complete()
			for _, glyphs := range full.glyphs {
				kept += len(glyphs)
			}
			checkGrid(t, full.grid(1))
		}
		if kept != len(s.glyphs) {
			t.Errorf("%d characters kept of %d", kept, len(s.glyphs))
		}
		_, aligned := alignedTables(rowsOf(outside))
		for _, grid := range aligned {
			checkGrid(t, grid)
		}
	})
}
