// Package zip unpacks archives: the files inside, those of archives inside archives too, one at a time.
package zip

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"iter"
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"tongbi/etl/doc"
)

// Limits bounds what one archive may cost, all archives inside it included. A zero field means its default.
type Limits struct {
	Bytes   int // of one file after unpacking; default 200 MiB
	Total   int // of all files after unpacking; default 2 GiB
	Entries int // files and folders; default 10,000
	Depth   int // archives within each other; default 4
}

// orDefault fills what is zero.
func (l Limits) orDefault() Limits {
	set := func(field *int, value int) {
		if *field == 0 {
			*field = value
		}
	}
	set(&l.Bytes, 200<<20)
	set(&l.Total, 2<<30)
	set(&l.Entries, 10_000)
	set(&l.Depth, 4)
	return l
}

// File is one file of an archive, or one that could not be unpacked.
type File struct {
	Name    string // with its folders inside the archive, and the archives inside the archive as folders
	Content []byte
	Issue   *doc.Issue // why there is no content
}

// Sniff reports whether the content is a zip archive. Office documents are such archives too, so they are asked first.
func Sniff(content []byte) bool {
	return bytes.HasPrefix(content, []byte("PK\x03\x04")) || bytes.HasPrefix(content, []byte("PK\x05\x06"))
}

// IsCrowded reports whether an archive lists more entries than any that holds documents. Each costs memory as soon as the
// archive is opened, so this is asked first.
func IsCrowded(content []byte) bool {
	const most = 100_000
	return bytes.Count(content, []byte("PK\x01\x02")) > most
}

// Files gives the files in the order of the archive. Folders, hidden files and what systems leave behind (__MACOSX,
// Thumbs.db) are passed over. A file that cannot be unpacked is given with its Issue and does not keep the others back;
// where a limit is passed the last one says so.
func Files(content []byte, limits Limits) iter.Seq[File] {
	limits = limits.orDefault()
	return func(yield func(File) bool) {
		unpacker := &unpacker{limits: limits, yield: yield}
		unpacker.archive("", content, 1)
	}
}

// unpacker goes through an archive and those inside it.
type unpacker struct {
	limits  Limits
	yield   func(File) bool
	entries int
	total   int
}

// archive gives the files of one archive; false where no more are wanted.
func (u *unpacker) archive(folder string, content []byte, depth int) bool {
	if depth > u.limits.Depth {
		return u.fail(folder, doc.TooLarge, fmt.Sprintf("archives within each other > %d", u.limits.Depth))
	}
	if IsCrowded(content) {
		return u.fail(folder, doc.TooLarge, "files in the archive")
	}
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return u.fail(folder, doc.BrokenFile, err.Error())
	}
	for _, entry := range archive.File {
		if u.entries++; u.entries > u.limits.Entries {
			u.fail(folder, doc.TooLarge, fmt.Sprintf("files in the archive > %d", u.limits.Entries))
			return false
		}
		name := clean(entryName(entry))
		if name == "" || entry.FileInfo().IsDir() || isLeftover(name) {
			continue
		}
		if !u.file(path.Join(folder, name), entry, depth) {
			return false
		}
	}
	return true
}

// file gives one file, or the files inside it where it is an archive itself.
func (u *unpacker) file(name string, entry *zip.File, depth int) bool {
	const encrypted = 0x1
	if entry.Flags&encrypted != 0 {
		return u.fail(name, doc.EncryptedFile, "")
	}
	content, err := u.unpack(entry)
	if errors.Is(err, errTotal) {
		u.fail(name, doc.TooLarge, err.Error())
		return false
	}
	if errors.Is(err, errSize) {
		return u.fail(name, doc.TooLarge, err.Error())
	}
	if err != nil {
		return u.fail(name, doc.BrokenFile, err.Error())
	}
	if Sniff(content) && !isOffice(content) {
		return u.archive(name, content, depth+1)
	}
	return u.yield(File{Name: name, Content: content})
}

func (u *unpacker) fail(name string, code doc.Code, detail string) bool {
	return u.yield(File{Name: name, Issue: &doc.Issue{Code: code, Detail: detail}})
}

var (
	errSize  = errors.New("file is too large after unpacking")
	errTotal = errors.New("archive is too large after unpacking")
)

// unpack reads one file. One that says itself that it is too large is not unpacked; what another one says of its size is
// not believed.
func (u *unpacker) unpack(entry *zip.File) ([]byte, error) {
	if entry.UncompressedSize64 > uint64(u.limits.Bytes) {
		return nil, errSize
	}
	packed, err := entry.Open()
	if err != nil {
		return nil, err
	}
	defer packed.Close()
	bound := min(u.limits.Bytes, u.limits.Total-u.total)
	content, err := io.ReadAll(io.LimitReader(packed, int64(bound)+1))
	if err != nil {
		return nil, err
	}
	if len(content) > bound && bound < u.limits.Bytes {
		return nil, errTotal
	}
	if len(content) > bound {
		u.total += len(content)
		return nil, errSize
	}
	u.total += len(content)
	return content, nil
}

// isOffice reports whether an archive is an office document: it names the kinds of its parts, or its own.
func isOffice(content []byte) bool {
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return false
	}
	for _, file := range archive.File {
		if file.Name == "[Content_Types].xml" || file.Name == "mimetype" {
			return true
		}
	}
	return false
}

// entryName is the name of an entry. Chinese versions of Windows write names in GBK without saying so; some programs add
// the name in UTF-8 in a field of its own.
func entryName(entry *zip.File) string {
	if name, found := unicodeName(entry); found {
		return name
	}
	if utf8.ValidString(entry.Name) {
		return entry.Name
	}
	name, err := simplifiedchinese.GB18030.NewDecoder().String(entry.Name)
	if err != nil || strings.ContainsRune(name, utf8.RuneError) {
		return strings.ToValidUTF8(entry.Name, "_")
	}
	return name
}

// unicodeName reads the Info-ZIP Unicode Path field (0x7075): a version byte, the checksum of the plain name, the name.
func unicodeName(entry *zip.File) (string, bool) {
	const unicodePath = 0x7075
	for extra := entry.Extra; len(extra) >= 4; {
		id, size := binary.LittleEndian.Uint16(extra), int(binary.LittleEndian.Uint16(extra[2:]))
		if len(extra) < 4+size {
			return "", false
		}
		field := extra[4 : 4+size]
		if id == unicodePath && size > 5 && binary.LittleEndian.Uint32(field[1:]) == crc32.ChecksumIEEE([]byte(entry.Name)) {
			return string(field[5:]), utf8.Valid(field[5:])
		}
		extra = extra[4+size:]
	}
	return "", false
}

// clean makes a name one below the archive: Windows separators turned, no way up or out.
func clean(name string) string {
	name = strings.ReplaceAll(name, `\`, "/")
	return strings.TrimPrefix(path.Clean("/"+name), "/")
}

// isLeftover reports whether a file is no one's document.
func isLeftover(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if part == "__MACOSX" || strings.HasPrefix(part, ".") || strings.HasPrefix(part, "~$") {
			return true
		}
	}
	return strings.EqualFold(path.Base(name), "Thumbs.db") || strings.EqualFold(path.Base(name), "desktop.ini")
}
