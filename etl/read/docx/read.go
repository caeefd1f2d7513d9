// Package docx reads a Word document (Office Open XML) as paragraphs and grids: the text of the body with its headings,
// tables with merged cells, tables within cells, text boxes and content controls. Page headers and footers, notes,
// comments and deleted text are left out. The format has no pages, so everything stands on page 1.
package docx

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"time"

	"tongbi/etl/doc"
)

// Limits bounds what one document may cost. A zero field means its default.
type Limits struct {
	Bytes      int           // size of the file; default 200 MiB
	Unpacked   int           // size of the text part after unpacking; default 64 MiB
	Paragraphs int           // those in cells counted; default 500,000
	Cells      int           // cells of all tables; default 300,000
	Cols       int           // columns of one table; default 500
	Depth      int           // elements within each other; default 200
	Time       time.Duration // for the whole document; default 1 minute
}

// orDefault fills what is zero.
func (l Limits) orDefault() Limits {
	set := func(field *int, value int) {
		if *field == 0 {
			*field = value
		}
	}
	set(&l.Bytes, 200<<20)
	set(&l.Unpacked, 64<<20)
	set(&l.Paragraphs, 500_000)
	set(&l.Cells, 300_000)
	set(&l.Cols, 500)
	set(&l.Depth, 200)
	if l.Time == 0 {
		l.Time = time.Minute
	}
	return l
}

// Sniff reports whether the content is a Word document: a zip archive with a part below word/.
func Sniff(content []byte) bool {
	if !bytes.HasPrefix(content, []byte("PK\x03\x04")) {
		return false
	}
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return false
	}
	for _, file := range archive.File {
		if strings.HasPrefix(file.Name, "word/") {
			return true
		}
	}
	return false
}

// Read gives the document in reading order. What is wrong with the file is an Issue of the document, which then holds
// what stands before the defect; an error means that ctx ended.
func Read(ctx context.Context, content []byte, limits Limits) (*doc.Document, error) {
	limits = limits.orDefault()
	if len(content) > limits.Bytes {
		return refused(doc.TooLarge, fmt.Sprintf("%d bytes > %d", len(content), limits.Bytes)), nil
	}
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return refused(doc.BrokenFile, err.Error()), nil
	}
	timed, cancel := context.WithTimeout(ctx, limits.Time)
	defer cancel()

	parts := parts{files: map[string]*zip.File{}, limit: limits.Unpacked}
	for _, file := range archive.File {
		parts.files[file.Name] = file
	}
	body, err := parts.open(parts.main())
	if err != nil {
		return refused(doc.BrokenFile, err.Error()), nil
	}
	defer body.Close()

	reader := newReader(timed, body, parts, limits)
	document := reader.document()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return document, nil
}

// refused is a document that was not read.
func refused(code doc.Code, detail string) *doc.Document {
	return &doc.Document{Format: doc.Word, Pages: 1, Issues: []doc.Issue{{Code: code, Detail: detail}}}
}

// parts are the files inside a Word document.
type parts struct {
	files map[string]*zip.File
	limit int // bytes that one part may unpack to
}

var errUnpacked = errors.New("too large after unpacking")

// open gives a part. Reading past the limit fails with errUnpacked.
func (p parts) open(name string) (io.ReadCloser, error) {
	file := p.files[name]
	if file == nil {
		return nil, fmt.Errorf("no part %s", name)
	}
	content, err := file.Open()
	if err != nil {
		return nil, err
	}
	return &bounded{content, p.limit}, nil
}

// main is the name of the part with the text, as the package's relationships name it.
func (p parts) main() string {
	const usual = "word/document.xml"
	var relations struct {
		Relationship []struct {
			Type   string `xml:"Type,attr"`
			Target string `xml:"Target,attr"`
		}
	}
	if p.decode("_rels/.rels", &relations) != nil {
		return usual
	}
	for _, relation := range relations.Relationship {
		if strings.HasSuffix(relation.Type, "/officeDocument") {
			return strings.TrimPrefix(path.Clean("/"+relation.Target), "/")
		}
	}
	return usual
}

// decode reads a small part whole.
func (p parts) decode(name string, into any) error {
	content, err := p.open(name)
	if err != nil {
		return err
	}
	defer content.Close()
	return xml.NewDecoder(content).Decode(into)
}

// bounded fails where more is read than allowed, so that a part that unpacks to gigabytes costs little.
type bounded struct {
	io.ReadCloser
	left int
}

// Read reads on, up to the bound.
func (b *bounded) Read(into []byte) (int, error) {
	if b.left <= 0 {
		return 0, errUnpacked
	}
	n, err := b.ReadCloser.Read(into[:min(len(into), b.left)])
	b.left -= n
	return n, err
}
