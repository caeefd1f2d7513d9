package office

import (
	"encoding/binary"
	"errors"
	"unicode/utf16"
)

// compoundMark begins every OLE compound file: the old Word, Excel, WPS formats, and the wrapping of encrypted new ones.
const compoundMark = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"

var errCompound = errors.New("not a readable compound file")

// compound is an OLE compound file (MS-CFB): a small file system of sectors and chains. Only what tells the kind of a
// file is read: the names of its streams and the beginning of one.
type compound struct {
	content []byte
	sector  int      // size in bytes
	chains  []uint32 // by sector: the sector that follows
	first   uint32   // of the directory
}

// stream is an entry of the directory.
type stream struct {
	name  string
	start uint32
}

const (
	entrySize  = 128
	maxSectors = 4096 // sectors of a directory that are read
	endOfChain = 0xFFFFFFFE
)

func openCompound(content []byte) (*compound, error) {
	if len(content) < 512 {
		return nil, errCompound
	}
	file := &compound{content: content, sector: 512, first: binary.LittleEndian.Uint32(content[0x30:])}
	if binary.LittleEndian.Uint16(content[0x1E:]) == 12 {
		file.sector = 4096
	}
	for i := range 109 { // the header names the sectors of the chain table; files over 7 MB name more elsewhere
		at := binary.LittleEndian.Uint32(content[0x4C+4*i:])
		table := file.read(at)
		if table == nil {
			break
		}
		for ; len(table) >= 4; table = table[4:] {
			file.chains = append(file.chains, binary.LittleEndian.Uint32(table))
		}
	}
	if file.read(file.first) == nil {
		return nil, errCompound
	}
	return file, nil
}

// read gives one sector, a shorter one at the end of a cut file; nil where there is none.
func (c *compound) read(sector uint32) []byte {
	from := (int64(sector) + 1) * int64(c.sector)
	if from >= int64(len(c.content)) {
		return nil
	}
	return c.content[from:min(from+int64(c.sector), int64(len(c.content)))]
}

// streams lists the directory.
func (c *compound) streams() []stream {
	var streams []stream
	at := c.first
	for range maxSectors { // a chain of a forged file may lead back to its own beginning
		if at >= endOfChain {
			break
		}
		entries := c.read(at)
		if entries == nil {
			break
		}
		for ; len(entries) >= entrySize; entries = entries[entrySize:] {
			length := int(binary.LittleEndian.Uint16(entries[64:]))
			name := make([]uint16, 0, 32)
			for i := 0; i+2 < min(length, 64); i += 2 {
				name = append(name, binary.LittleEndian.Uint16(entries[i:]))
			}
			streams = append(streams, stream{string(utf16.Decode(name)), binary.LittleEndian.Uint32(entries[116:])})
		}
		if int64(at) >= int64(len(c.chains)) {
			break
		}
		at = c.chains[at]
	}
	return streams
}
