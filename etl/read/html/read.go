// Package html reads a web page, or a page in the MIME wrapping that office programs save, as paragraphs and grids:
// headings, paragraphs, and tables with their row and column spans. What a browser hides is left out. A page is one
// long page, so everything stands on page 1.
package html

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"tongbi/etl/doc"
)

// Limits bounds what one page may cost. A zero field means its default.
type Limits struct {
	Bytes    int // size of the file; default 32 MiB
	Elements int // beginnings of elements; default 400,000: each costs half a kilobyte
	Cells    int // places of all tables, spans counted; default 300,000
	Cols     int // columns of one table; default 500
}

// orDefault fills what is zero.
func (l Limits) orDefault() Limits {
	set := func(field *int, value int) {
		if *field == 0 {
			*field = value
		}
	}
	set(&l.Bytes, 32<<20)
	set(&l.Elements, 400_000)
	set(&l.Cells, 300_000)
	set(&l.Cols, 500)
	return l
}

// marks begin the elements that make a text a page.
var marks = []string{"<!doctype html", "<html", "<head", "<body", "<meta", "<table", "<div", "<p>", "<p ", "<h1", "<center"}

// Sniff reports whether the content is a web page: it begins with an element or a comment, and one of a page's own
// elements stands within the first kilobyte; or it is such a page in MIME wrapping.
func Sniff(content []byte) bool {
	if isWrapped(content) {
		return true
	}
	head, _ := unmark(content[:min(len(content), 4096)])
	text := strings.ToLower(strings.TrimSpace(string(head[:min(len(head), 1024)])))
	if !strings.HasPrefix(text, "<") || strings.Contains(text, "<?mso-application") {
		return false
	}
	for _, mark := range marks {
		if strings.Contains(text, mark) {
			return true
		}
	}
	return false
}

// Read gives the page in reading order. What is wrong with it is an Issue of the document; an error means that ctx ended.
func Read(ctx context.Context, content []byte, limits Limits) (*doc.Document, error) {
	limits = limits.orDefault()
	if len(content) > limits.Bytes {
		return refused(doc.TooLarge, fmt.Sprintf("%d bytes > %d", len(content), limits.Bytes)), nil
	}
	label := ""
	if isWrapped(content) {
		var err error
		if content, label, err = unwrap(content, limits.Bytes); err != nil {
			return refused(doc.BrokenFile, err.Error()), nil
		}
	}
	text, unreadable := decode(content, label)
	if elements := bytes.Count(text, []byte("<")); elements > limits.Elements {
		return refused(doc.TooLarge, fmt.Sprintf("%d elements > %d", elements, limits.Elements)), nil
	}
	page, err := parse(text)
	if err != nil {
		return refused(doc.BrokenFile, err.Error()), nil
	}
	reader := &reader{ctx: ctx, limits: limits}
	document := reader.document(page)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if unreadable != "" {
		document.Issues = append(document.Issues, doc.Issue{Code: doc.UnreadableText, Detail: unreadable})
	}
	return document, nil
}

// parse gives the page without what a browser doesn't show. It fails where elements are nested too deep.
func parse(text []byte) (*goquery.Selection, error) {
	parsed, err := goquery.NewDocumentFromReader(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	parsed.Find("head, script, style, noscript, template, select, textarea, iframe, object, svg, [hidden]").Remove()
	return parsed.Selection, nil
}

// refused is a page that was not read.
func refused(code doc.Code, detail string) *doc.Document {
	return &doc.Document{Format: doc.Page, Pages: 1, Issues: []doc.Issue{{Code: code, Detail: detail}}}
}
