package cmd

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"image/png"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"tongbi/charts/page"
	"tongbi/etl/read/pdf"
	"tongbi/etl/read/zip"
	"tongbi/queries"
)

// pictureDPI is how fine the pictures of pages are: enough to read the figures of a table.
const pictureDPI = 110

// pictures draws the pages that a report gives as evidence.
type pictures struct {
	engine    *pdf.Engine
	documents map[string]queries.DocumentStatus
}

// newPictures gives pictures of the pages of documents; close it at the end.
func newPictures(console *console, documents []queries.DocumentStatus) *pictures {
	p := &pictures{documents: map[string]queries.DocumentStatus{}}
	p.engine = pdf.New(pdf.Options{Workers: min(runtime.NumCPU(), 4), OnCompile: console.compiling})
	for _, document := range documents {
		if document.Refused == "" {
			p.documents[document.Document] = document
		}
	}
	return p
}

func (p *pictures) close() error { return p.engine.Close() }

// draw gives the pictures of pages in their order; a page that cannot be drawn says why.
func (p *pictures) draw(ctx context.Context, pages []page.PageOf) ([]page.Picture, error) {
	drawn := make([]page.Picture, len(pages))
	contents := map[string][]byte{}
	var working sync.WaitGroup
	for i, one := range pages {
		if _, known := contents[one.Document]; !known {
			contents[one.Document] = contentOf(p.documents[one.Document])
		}
		content := contents[one.Document]
		if content == nil {
			drawn[i].Missing = documentNotFound(p.documents[one.Document].Path)
			continue
		}
		working.Go(func() { drawn[i] = p.page(ctx, content, one.Page) })
	}
	working.Wait()
	return drawn, ctx.Err()
}

// page draws one page.
func (p *pictures) page(ctx context.Context, content []byte, number int) page.Picture {
	picture, err := p.engine.Render(ctx, content, number, pictureDPI)
	if err != nil {
		return page.Picture{Missing: pageNotDrawn}
	}
	size, err := png.DecodeConfig(bytes.NewReader(picture))
	if err != nil {
		return page.Picture{Missing: pageNotDrawn}
	}
	points := func(dots int) float64 { return float64(dots) * 72 / pictureDPI }
	return page.Picture{PNG: picture, Width: points(size.Width), Height: points(size.Height)}
}

// pageNotDrawn stands in a report for the picture of a page that the PDF engine cannot draw.
const pageNotDrawn = "这一页画不出图像，请打开原文件对照。"

// documentNotFound stands in a report for the picture of a page whose file is gone or another one.
func documentNotFound(path string) string {
	if path == "" {
		return "没有这份文件的路径，因此没有页面图像，请打开原文件对照。"
	}
	return "生成报告时，装入时的位置上没有这份文件，或者内容已经不同，因此没有页面图像。请把原文件放回原处后重新生成，或打开原文件对照。"
}

// contentOf is the file that a document was loaded from, nil where it is no longer there or no longer the same. A document
// of an archive is looked for in the archive.
func contentOf(document queries.DocumentStatus) []byte {
	for path := document.Path; path != "" && path != filepath.Dir(path); path = filepath.Dir(path) {
		info, err := os.Stat(path)
		if err != nil {
			continue
		}
		if !info.Mode().IsRegular() { // the path may come from another machine's export
			return nil
		}
		content, err := os.ReadFile(path)
		switch {
		case err != nil:
			return nil
		case isDocument(document, content):
			return content
		case path == document.Path:
			return nil
		}
		for file := range zip.Files(content, zip.Limits{}) {
			if isDocument(document, file.Content) {
				return file.Content
			}
		}
		return nil
	}
	return nil
}

func isDocument(document queries.DocumentStatus, content []byte) bool {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:]) == document.SHA256
}
