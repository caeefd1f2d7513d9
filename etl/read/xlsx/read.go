// Package xlsx reads an Excel workbook (Office Open XML) as paragraphs and grids, sheet by sheet: figures as the
// workbook shows them, with the decimals and separators of their number format; merged cells with their spans. What
// stands above or below the ruled part of a sheet is text. Hidden sheets, rows and columns are not shown to anyone who
// opens the file, so they are not read; an Issue says that they are there.
package xlsx

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"tongbi/etl/doc"
)

// Limits bounds what one workbook may cost. A zero field means its default.
type Limits struct {
	Bytes    int           // size of the file; default 200 MiB
	Unpacked int           // size of one part (a sheet, the texts, the styles) after unpacking; default 64 MiB
	Cells    int           // cells of all sheets that hold a text or a border; default 300,000
	Sheets   int           // default 500
	Time     time.Duration // for the whole workbook; default 1 minute
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
	set(&l.Cells, 300_000)
	set(&l.Sheets, 500)
	if l.Time == 0 {
		l.Time = time.Minute
	}
	return l
}

// Sniff reports whether the content is an Excel workbook: a zip archive with a part below xl/.
func Sniff(content []byte) bool {
	if !bytes.HasPrefix(content, []byte("PK\x03\x04")) {
		return false
	}
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return false
	}
	for _, file := range archive.File {
		if strings.HasPrefix(file.Name, "xl/") {
			return true
		}
	}
	return false
}

// Read gives the sheets in the order of their tabs. What is wrong with the file is an Issue of the document, and a sheet
// that cannot be read does not keep the others back; an error means that ctx ended.
func Read(ctx context.Context, content []byte, limits Limits) (*doc.Document, error) {
	limits = limits.orDefault()
	if len(content) > limits.Bytes {
		return refused(doc.TooLarge, fmt.Sprintf("%d bytes > %d", len(content), limits.Bytes)), nil
	}
	timed, cancel := context.WithTimeout(ctx, limits.Time)
	defer cancel()

	book, err := openBook(timed, content, limits)
	if err != nil {
		return refused(code(err), detail(err, limits)), ctx.Err()
	}
	defer book.close()
	document := &doc.Document{Format: doc.Book, Pages: len(book.sheets)}
	cells := limits.Cells
	for i, entry := range book.sheets {
		page := i + 1
		if entry.hidden {
			document.Issues = append(document.Issues, doc.Issue{Pos: doc.Pos{Page: page}, Code: doc.HiddenContent, Detail: entry.name})
			continue
		}
		sheet, err := book.read(timed, entry, cells)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil {
			document.Issues = append(document.Issues, doc.Issue{Pos: doc.Pos{Page: page}, Code: code(err), Detail: detail(err, limits)})
			continue
		}
		blocks, err := layOut(sheet, page, cells)
		if err != nil {
			document.Issues = append(document.Issues, doc.Issue{Pos: doc.Pos{Page: page}, Code: code(err), Detail: detail(err, limits)})
			continue
		}
		cells -= sheet.kept
		document.Blocks = append(document.Blocks, blocks...)
		document.Issues = append(document.Issues, sheet.issues(page)...)
	}
	if len(document.Blocks) == 0 && len(document.Issues) == 0 {
		document.Issues = []doc.Issue{{Code: doc.EmptyFile}}
	}
	return document, nil
}

// refused is a workbook that was not read.
func refused(code doc.Code, detail string) *doc.Document {
	return &doc.Document{Format: doc.Book, Issues: []doc.Issue{{Code: code, Detail: detail}}}
}

// excess is a limit that was passed.
type excess string

func (e excess) Error() string { return string(e) }

// code tells a limit from a damage.
func code(err error) doc.Code {
	var limit excess
	if errors.As(err, &limit) || errors.Is(err, context.DeadlineExceeded) {
		return doc.TooLarge
	}
	return doc.BrokenFile
}

// detail says what was wrong.
func detail(err error, limits Limits) string {
	if errors.Is(err, context.DeadlineExceeded) {
		return fmt.Sprintf("not read within %v", limits.Time)
	}
	return err.Error()
}
