package pdf

import (
	"bytes"
	"encoding/binary"
	"testing/fstest"
)

// standInFonts is the only file system the engine sees: one font, made here, where the engine looks for those of the
// machine. Many published documents do not carry their Chinese fonts. Without any font the engine takes their characters
// for ones without ink, and leaves out those that are drawn singly: 类, 款 and 项 above the code columns, among others.
// With the stand-in each character has the extent of a square, and what is read does not depend on the machine.
func standInFonts() fstest.MapFS {
	return fstest.MapFS{"usr/share/fonts/stand-in.ttf": {Data: standIn()}}
}

// glyphs of the stand-in font
const (
	noGlyph = iota
	fullSquare
	halfSquare
	glyphCount
)

// standIn makes a TrueType font in which every character is a filled square, Latin ones half as wide.
func standIn() []byte {
	outlines := square(60, 940)
	half := len(outlines)
	outlines = append(outlines, square(30, 470)...)
	tables := []struct {
		tag  string
		body []byte
	}{
		{"OS/2", codePages()},
		{"cmap", characterMap()},
		{"glyf", outlines},
		{"head", pack(uint32(0x10000), uint32(0), uint32(0), uint32(0x5F0F3CF5), uint16(0), uint16(1000), uint64(0), uint64(0),
			int16(0), int16(-120), int16(1000), int16(880), uint16(0), uint16(8), int16(2), int16(0), int16(0))},
		{"hhea", pack(uint32(0x10000), int16(880), int16(-120), int16(0), uint16(1000), int16(30), int16(30), int16(940),
			int16(1), int16(0), int16(0), uint64(0), int16(0), uint16(glyphCount))},
		{"hmtx", pack(uint16(1000), int16(0), uint16(1000), int16(60), uint16(500), int16(30))},
		{"loca", pack(uint16(0), uint16(0), uint16(half/2), uint16(len(outlines)/2))},
		{"maxp", pack(uint32(0x10000), uint16(glyphCount), uint16(4), uint16(1), [11]uint16{2: 2})},
		{"name", names("Stand-in", "Regular")},
		{"post", pack(uint32(0x30000), [7]uint32{})},
	}
	font := bytes.NewBuffer(pack(uint32(0x10000), uint16(len(tables)), uint16(128), uint16(3), uint16(len(tables)*16-128)))
	var bodies []byte
	for _, table := range tables {
		place := 12 + 16*len(tables) + len(bodies)
		font.WriteString(table.tag)
		font.Write(pack(uint32(0), uint32(place), uint32(len(table.body))))
		bodies = append(bodies, table.body...)
		bodies = append(bodies, make([]byte, -len(bodies)&3)...)
	}
	font.Write(bodies)
	return font.Bytes()
}

// pack writes numbers in the byte order of fonts.
func pack(numbers ...any) []byte {
	var out []byte
	for _, number := range numbers {
		out, _ = binary.Append(out, binary.BigEndian, number) // fixed-size numbers only
	}
	return out
}

// square is the outline of a glyph from x to x, as high as Chinese characters are.
func square(left, right int16) []byte {
	const bottom, top = -80, 830
	return pack(int16(1), left, int16(bottom), right, int16(top), uint16(3), uint16(0), [4]uint8{1, 1, 1, 1},
		left, right-left, int16(0), left-right, int16(bottom), int16(0), int16(top-bottom), int16(0))
}

// characterMap gives many characters the same glyph.
func characterMap() []byte {
	groups := [][3]uint32{
		{0x21, 0x7E, halfSquare}, {0xA1, 0xFF, halfSquare}, {0x100, 0xD7FF, fullSquare}, {0xE000, 0xFFFD, fullSquare},
		{0x20000, 0x3FFFF, fullSquare},
	}
	table := pack(uint16(0), uint16(1), uint16(3), uint16(10), uint32(12),
		uint16(13), uint16(0), uint32(16+12*len(groups)), uint32(0), uint32(len(groups)))
	return append(table, pack(groups)...)
}

// codePages says that the font serves Japanese, Simplified Chinese, Korean and Traditional Chinese.
func codePages() []byte {
	table := make([]byte, 86)
	table[1] = 1 // version
	binary.BigEndian.PutUint32(table[78:], 0b1111<<17)
	return table
}

func names(family, style string) []byte {
	return append(pack(uint16(0), uint16(2), uint16(6+2*12),
		[6]uint16{1, 0, 0, 1, uint16(len(family)), 0},
		[6]uint16{1, 0, 0, 2, uint16(len(style)), uint16(len(family))}), family+style...)
}
