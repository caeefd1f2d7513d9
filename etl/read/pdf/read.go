package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/klippa-app/go-pdfium"
	failure "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"tongbi/etl/doc"
)

// Limits bounds what one document may cost. A zero field means its default.
type Limits struct {
	Bytes   int           // size of the file; default 200 MiB
	Pages   int           // default 3000
	Glyphs  int           // characters in all pages; default 5 million
	Objects int           // drawn objects of one page; default 500,000
	Time    time.Duration // for the whole document; default 5 minutes
}

// orDefault fills what is zero.
func (l Limits) orDefault() Limits {
	set := func(field *int, value int) {
		if *field == 0 {
			*field = value
		}
	}
	set(&l.Bytes, 200<<20)
	set(&l.Pages, 3000)
	set(&l.Glyphs, 5_000_000)
	set(&l.Objects, 500_000)
	if l.Time == 0 {
		l.Time = 5 * time.Minute
	}
	return l
}

// replacements is how often a document may break the engine before the rest of it is given up.
const replacements = 3

// Sniff reports whether the content is a PDF: its mark stands within the first kilobyte.
func Sniff(content []byte) bool {
	return bytes.Contains(content[:min(len(content), 1024)], []byte("%PDF-"))
}

// Read gives the document in reading order. What is wrong with the file is an Issue of the document; an error means that
// the engine could not be started or that ctx ended.
func (e *Engine) Read(ctx context.Context, content []byte, limits Limits) (*doc.Document, error) {
	limits = limits.orDefault()
	if len(content) > limits.Bytes {
		return refused(doc.TooLarge, fmt.Sprintf("%d bytes > %d", len(content), limits.Bytes)), nil
	}
	free, err := e.take(ctx)
	if err != nil {
		return nil, err
	}
	defer free()
	timed, cancel := context.WithTimeout(ctx, limits.Time)
	defer cancel()

	// The engine cannot be interrupted within a call, so the work runs beside: where a call never comes back its
	// goroutine is left behind, and the document is refused.
	type outcome struct {
		document *doc.Document
		err      error
	}
	done := make(chan outcome, 1)
	go func() {
		defer func() {
			if trouble := recover(); trouble != nil {
				done <- outcome{refused(doc.BrokenFile, fmt.Sprint(trouble)), nil}
			}
		}()
		document, err := e.read(timed, content, limits)
		done <- outcome{document, err}
	}()
	select {
	case result := <-done:
		if result.err == nil || ctx.Err() != nil || timed.Err() == nil {
			return result.document, result.err
		}
	case <-timed.Done():
		e.abandoned.Store(true)
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return refused(doc.TooLarge, fmt.Sprintf("not read within %v", limits.Time)), nil
}

// refused is a document that was not read.
func refused(code doc.Code, detail string) *doc.Document {
	return &doc.Document{Format: doc.PDF, Issues: []doc.Issue{{Code: code, Detail: detail}}}
}

// sitting is how many pages one instance of the engine reads before a new one takes its place: an instance keeps the
// fonts and objects of every page it has seen.
const sitting = 150

// reading is the work on one document.
type reading struct {
	engine  *Engine
	content []byte
	limits  Limits
	total   int // pages of the document, 1 until it is opened
	glyphs  int
	broken  int // pages that the engine cannot read
	pages   []*page
}

// read goes through the pages. A page that breaks the engine is an Issue; the rest is read by a new instance.
func (e *Engine) read(ctx context.Context, content []byte, limits Limits) (*doc.Document, error) {
	r := &reading{engine: e, content: content, limits: limits, total: 1}
	for len(r.pages) < r.total && r.broken <= replacements {
		if refused, err := r.sit(ctx); refused != nil || err != nil {
			return refused, err
		}
	}
	document := compose(r.pages)
	document.Pages = r.total
	if len(r.pages) < r.total {
		document.Issues = append(document.Issues, doc.Issue{
			Pos: doc.Pos{Page: len(r.pages) + 1}, Code: doc.BrokenFile, Detail: "gave up on the pages from here on",
		})
	}
	return document, nil
}

// sit reads as many pages as one instance is good for. A document is given where the whole file is refused.
func (r *reading) sit(ctx context.Context) (*doc.Document, error) {
	file, err := r.engine.open(ctx, r.content)
	if code := refusal(err); code != "" {
		return refused(code, err.Error()), nil
	}
	if err != nil {
		return nil, err
	}
	defer file.close()
	r.total = file.pages
	if r.total > r.limits.Pages {
		return refused(doc.TooLarge, fmt.Sprintf("%d pages > %d", r.total, r.limits.Pages)), nil
	}
	start := len(r.pages)
	for len(r.pages) < min(r.total, start+sitting) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		next, err := file.page(ctx, len(r.pages), r.limits, r.engine.options.Recognise)
		if err != nil {
			if len(r.pages) == start || errors.Is(err, errTooManyObjects) { // else a fresh instance may have the memory for it
				r.pages = append(r.pages, brokenPage(len(r.pages)+1, err))
				r.broken++
			}
			return nil, nil
		}
		r.pages = append(r.pages, next)
		if r.glyphs += next.glyphs; r.glyphs > r.limits.Glyphs {
			return refused(doc.TooLarge, fmt.Sprintf("%d characters > %d", r.glyphs, r.limits.Glyphs)), nil
		}
	}
	return nil, nil
}

// file is an open PDF in its own engine instance.
type file struct {
	instance pdfium.Pdfium
	document references.FPDF_DOCUMENT
	pages    int
	close    func()
}

var errFile = errors.New("not a readable PDF")

// open gives a PDF its engine instance. The engine has started.
func (e *Engine) open(ctx context.Context, content []byte) (*file, error) {
	instance, err := e.pool.GetInstanceWithContext(ctx)
	if err != nil {
		return nil, fmt.Errorf("start pdf engine instance: %w", err)
	}
	// An instance that was trapped cannot close its documents; its memory is dropped all the same.
	end := func() { _ = instance.Close() }
	opened, err := instance.OpenDocument(&requests.OpenDocument{FileReader: bytes.NewReader(content), FileReaderSize: int64(len(content))})
	if err != nil {
		end()
		return nil, fmt.Errorf("%w: %w", errFile, err)
	}
	count, err := instance.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: opened.Document})
	if err != nil || count.PageCount == 0 {
		end()
		return nil, fmt.Errorf("%w: no pages", errFile)
	}
	return &file{instance: instance, document: opened.Document, pages: count.PageCount, close: end}, nil
}

// refusal says why a file cannot be opened; empty where the fault is not the file's.
func refusal(err error) doc.Code {
	switch {
	case errors.Is(err, failure.ErrPassword), errors.Is(err, failure.ErrSecurity):
		return doc.EncryptedFile
	case errors.Is(err, errFile):
		return doc.BrokenFile
	}
	return ""
}

func brokenPage(number int, err error) *page {
	issue := doc.Issue{Pos: doc.Pos{Page: number}, Code: doc.BrokenFile, Detail: err.Error()}
	if errors.Is(err, errTooManyObjects) {
		issue.Code = doc.TooLarge
	}
	return &page{number: number, issues: []doc.Issue{issue}}
}
