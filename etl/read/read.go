// Package read turns files into documents: it tells the format by the content and hands it to that format's reader.
package read

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"time"

	"tongbi/etl/doc"
	"tongbi/etl/read/docx"
	"tongbi/etl/read/html"
	"tongbi/etl/read/ocr"
	"tongbi/etl/read/office"
	"tongbi/etl/read/pdf"
	"tongbi/etl/read/txt"
	"tongbi/etl/read/xlsx"
	"tongbi/etl/read/zip"
)

// Options says how a Reader works. The zero value reads one PDF at a time within the default limits.
type Options struct {
	Workers   int             // PDFs read at a time; at least 1
	OnCompile func(kept bool) // called when the PDF engine has to be compiled first, which takes seconds, once per machine where it is kept
	Scans     bool            // pages of a PDF without text are recognised, by tesseract, which takes seconds a page
	Limits    Limits
}

// Reader reads files of every format. It is safe for concurrent use; Close frees the PDF engine.
type Reader struct {
	options Options
	engine  *pdf.Engine
}

// New gives a reader. Nothing is started until a file needs it.
func New(options Options) *Reader {
	how := pdf.Options{Workers: options.Workers, OnCompile: options.OnCompile}
	if options.Scans {
		how.Recognise = recognise
		if options.Limits.Time == 0 {
			options.Limits.Time = scanTime
		}
	}
	return &Reader{options: options, engine: pdf.New(how)}
}

// scanTime is what a document may take where its pages are recognised, unless a person says otherwise.
const scanTime = time.Hour

// recognise reads the picture of a page of a PDF.
func recognise(ctx context.Context, picture *image.Gray, dotsPerInch int, cells func([]doc.Box) []doc.Box) ([]doc.Box, []doc.Line, *doc.Issue, error) {
	page, issue, err := ocr.Read(ctx, picture, dotsPerInch, cells)
	return page.Rules, page.Words, issue, err
}

// Close frees what the reader holds.
func (r *Reader) Close() error { return r.engine.Close() }

// format is one kind of file: how its content is known, and how it is read.
type format struct {
	sniff func(content []byte) bool
	read  func(r *Reader, ctx context.Context, name string, content []byte) ([]*doc.Document, error)
}

// formats in the order they are tried: certain marks first, then archives, which office documents are too, and last
// plain text, which has no mark.
var formats = []format{
	{pdf.Sniff, (*Reader).readPDF},
	{docx.Sniff, (*Reader).readWord},
	{xlsx.Sniff, (*Reader).readBook},
	{office.Sniff, (*Reader).readOffice},
	{html.Sniff, (*Reader).readPage},
	{txt.Sniff, (*Reader).readText},
}

// Read gives the documents of a file: one, or those of an archive. Whatever is wrong with the file is an Issue of its
// document; an error means that the program cannot go on (the PDF engine failed, or ctx ended).
func (r *Reader) Read(ctx context.Context, name string, content []byte) ([]*doc.Document, error) {
	if len(content) == 0 {
		return one(name, content, refused(doc.EmptyFile)), nil
	}
	if zip.Sniff(content) && zip.IsCrowded(content) {
		return one(name, content, refused(doc.TooLarge)), nil
	}
	if isArchive(content) {
		return r.readArchive(ctx, name, content)
	}
	return r.readFile(ctx, name, content)
}

// readFile reads a file that is no archive of files.
func (r *Reader) readFile(ctx context.Context, name string, content []byte) ([]*doc.Document, error) {
	for _, format := range formats {
		if format.sniff(content) {
			return format.read(r, ctx, name, content)
		}
	}
	return one(name, content, refused(doc.UnknownFormat)), nil
}

func refused(code doc.Code) *doc.Document {
	return &doc.Document{Issues: []doc.Issue{{Code: code}}}
}

// one gives a file that is a single document its identity.
func one(name string, content []byte, document *doc.Document) []*doc.Document {
	sum := sha256.Sum256(content)
	document.Name, document.SHA256 = name, hex.EncodeToString(sum[:])
	return []*doc.Document{document}
}

func (r *Reader) readPDF(ctx context.Context, name string, content []byte) ([]*doc.Document, error) {
	document, err := r.engine.Read(ctx, content, r.options.Limits.pdf())
	if err != nil {
		return nil, err
	}
	return one(name, content, document), nil
}

func (r *Reader) readText(_ context.Context, name string, content []byte) ([]*doc.Document, error) {
	return one(name, content, txt.Read(content, r.options.Limits.text())), nil
}

func (r *Reader) readWord(ctx context.Context, name string, content []byte) ([]*doc.Document, error) {
	document, err := docx.Read(ctx, content, r.options.Limits.word())
	if err != nil {
		return nil, err
	}
	return one(name, content, document), nil
}

func (r *Reader) readBook(ctx context.Context, name string, content []byte) ([]*doc.Document, error) {
	document, err := xlsx.Read(ctx, content, r.options.Limits.book())
	if err != nil {
		return nil, err
	}
	return one(name, content, document), nil
}

func (r *Reader) readPage(ctx context.Context, name string, content []byte) ([]*doc.Document, error) {
	document, err := html.Read(ctx, content, r.options.Limits.page())
	if err != nil {
		return nil, err
	}
	return one(name, content, document), nil
}

// readOffice reads what LibreOffice makes of a file in an old format. The document keeps the identity of the old file.
func (r *Reader) readOffice(ctx context.Context, name string, content []byte) ([]*doc.Document, error) {
	converted, format, issue, err := office.Convert(ctx, content, r.options.Limits.office())
	if err != nil {
		return nil, err
	}
	if issue != nil {
		return one(name, content, &doc.Document{Format: format, Issues: []doc.Issue{*issue}}), nil
	}
	var document *doc.Document
	switch format {
	case doc.Word:
		document, err = docx.Read(ctx, converted, r.options.Limits.word())
	case doc.Book:
		document, err = xlsx.Read(ctx, converted, r.options.Limits.book())
	}
	if err != nil {
		return nil, err
	}
	return one(name, content, document), nil
}
