package xlsx

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"path"
	"strings"
)

// book is an opened workbook: its sheets by their tabs, the texts that cells share, and how figures are shown.
type book struct {
	files  map[string]*zip.File
	limits Limits
	sheets []entry
	texts  []string
	styles *styles
}

// entry is one sheet as the list of tabs names it.
type entry struct {
	name   string
	part   string
	hidden bool
}

func openBook(ctx context.Context, content []byte, limits Limits) (*book, error) {
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, err
	}
	book := &book{files: map[string]*zip.File{}, limits: limits}
	for _, file := range archive.File {
		book.files[file.Name] = file
	}
	const main = "xl/workbook.xml"
	dated1904, err := book.listSheets(main)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", main, err)
	}
	if err := book.readTexts(ctx); err != nil {
		return nil, fmt.Errorf("shared texts: %w", err)
	}
	look, err := book.part("xl/styles.xml")
	if err != nil {
		return nil, fmt.Errorf("styles: %w", err)
	}
	book.styles, err = newStyles(look, dated1904)
	if err != nil {
		return nil, fmt.Errorf("styles: %w", err)
	}
	return book, nil
}

func (b *book) close() { b.styles.close() }

// open gives a part; nil where the workbook has none of that name. Reading past the limit fails.
func (b *book) open(name string) (io.ReadCloser, error) {
	file := b.files[name]
	if file == nil {
		return nil, nil
	}
	content, err := file.Open()
	if err != nil {
		return nil, err
	}
	return &bounded{content, name, b.limits.Unpacked}, nil
}

// part gives a part whole; nil where there is none.
func (b *book) part(name string) ([]byte, error) {
	content, err := b.open(name)
	if content == nil || err != nil {
		return nil, err
	}
	defer content.Close()
	return io.ReadAll(content)
}

// listSheets reads the tabs and the parts that they lead to; true where dates count from 1904.
func (b *book) listSheets(main string) (bool, error) {
	var book struct {
		Properties struct {
			Date1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Name  string     `xml:"name,attr"`
			State string     `xml:"state,attr"`
			Attr  []xml.Attr `xml:",any,attr"`
		} `xml:"sheets>sheet"`
	}
	var relations struct {
		Relationship []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		}
	}
	if err := b.decode(main, &book); err != nil {
		return false, err
	}
	if err := b.decode("xl/_rels/workbook.xml.rels", &relations); err != nil {
		return false, err
	}
	if len(book.Sheets) > b.limits.Sheets {
		return false, excess(fmt.Sprintf("%d sheets > %d", len(book.Sheets), b.limits.Sheets))
	}
	targets := map[string]string{}
	for _, relation := range relations.Relationship {
		target := path.Join("/xl", relation.Target)
		if strings.HasPrefix(relation.Target, "/") {
			target = path.Clean(relation.Target)
		}
		targets[relation.ID] = strings.TrimPrefix(target, "/")
	}
	for _, sheet := range book.Sheets {
		entry := entry{name: sheet.Name, hidden: sheet.State == "hidden" || sheet.State == "veryHidden"}
		for _, attribute := range sheet.Attr {
			if attribute.Name.Local == "id" {
				entry.part = targets[attribute.Value]
			}
		}
		b.sheets = append(b.sheets, entry)
	}
	return book.Properties.Date1904 == "1" || book.Properties.Date1904 == "true", nil
}

func (b *book) decode(name string, into any) error {
	content, err := b.open(name)
	if err != nil {
		return err
	}
	if content == nil {
		return fmt.Errorf("no part %s", name)
	}
	defer content.Close()
	return xml.NewDecoder(content).Decode(into)
}

// readTexts reads the texts that cells refer to by number.
func (b *book) readTexts(ctx context.Context) error {
	content, err := b.open("xl/sharedStrings.xml")
	if content == nil || err != nil {
		return err
	}
	defer content.Close()
	decoder := xml.NewDecoder(content)
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != "si" {
			continue
		}
		if len(b.texts)%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		var text richText
		if err := decoder.DecodeElement(&text, &start); err != nil {
			return err
		}
		b.texts = append(b.texts, text.String())
	}
}

// richText is a text in one piece or in several of different looks; phonetic guides are no part of it.
type richText struct {
	Text  string   `xml:"t"`
	Parts []string `xml:"r>t"`
}

func (t richText) String() string { return t.Text + strings.Join(t.Parts, "") }

// bounded fails where more is read than allowed, so that a part that unpacks to gigabytes costs little.
type bounded struct {
	io.ReadCloser
	name string
	left int
}

// Read reads on, up to the bound.
func (b *bounded) Read(into []byte) (int, error) {
	if b.left <= 0 {
		return 0, excess(b.name + " is too large after unpacking")
	}
	n, err := b.ReadCloser.Read(into[:min(len(into), b.left)])
	b.left -= n
	return n, err
}
