// Package word makes Word documents: A4, Chinese styles, headings that Word's navigation shows, tables whose headings are
// repeated on every page, a header, page numbers. Text from elsewhere is text and never markup or a field.
//
// A document is written as OOXML directly: its fixed parts lie in the folder parts, and only paragraphs and tables are
// made. The parts use nothing but what Word 2007, WPS and LibreOffice share.
package word

import (
	"archive/zip"
	"bytes"
	"embed"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
)

//go:embed parts/*
var parts embed.FS

// Style is the look of a paragraph, by the ids of parts/styles.xml.
type Style string

// The styles.
const (
	Normal       Style = "Normal"
	Title        Style = "Title"
	Heading1     Style = "Heading1"
	Heading2     Style = "Heading2"
	Heading3     Style = "Heading3"
	QuestionText Style = "Question" // stays with the table below it
	Note         Style = "Note"
	cellText     Style = "Cell"
	cellHead     Style = "CellHead"
	smallText    Style = "CellSmall"
	smallHead    Style = "CellSmallHead"
	bodyText     Style = "Body"
	partTitle    Style = "Part"
	caption      Style = "Caption"
	unitLine     Style = "Unit"
	tableNote    Style = "TableNote"
	signature    Style = "Signature"
	chartLine    Style = "Chart"
	chartCaption Style = "ChartCaption"
)

// Width is what a table may take between the margins, in twentieths of a point.
const Width = 9070

// Document is a Word document that is being written.
type Document struct {
	title  string
	header string
	body   strings.Builder
	charts chartParts
}

// New gives a document with its title, which may have several lines; header stands on every page at the right, the title at
// the left.
func New(title, header string) *Document {
	d := &Document{title: strings.ReplaceAll(title, "\n", ""), header: header}
	d.Paragraph(Title, title)
	return d
}

// Paragraph adds a paragraph.
func (d *Document) Paragraph(style Style, text string) {
	d.body.WriteString(paragraph(style, "", text))
}

// Table is a table of cells with fixed widths of its columns, which add up to Width.
type Table struct {
	Widths   []int
	Headings []string // of the columns, repeated on every page; nil for none
	Rows     []Row
	Together bool // kept on one page where it fits
	Small    bool // many columns: smaller type
}

// Row is one row. Its cells' spans add up to the number of columns.
type Row struct {
	Cells  []Cell
	Height int // at least, in twentieths of a point; 0: by the text
}

// Cell is one cell.
type Cell struct {
	Text  string
	Span  int // columns; 0 is 1
	Head  bool
	Right bool // numbers stand to the right

	Strong bool
	Fill   string // colour behind the text as RRGGBB; empty for none
}

// Table adds a table.
func (d *Document) Table(table Table) {
	d.tableOnly(table)
	d.body.WriteString(paragraph(Note, "", "")) // Word joins tables that touch
}

// tableOnly adds a table that a paragraph must follow.
func (d *Document) tableOnly(table Table) {
	fmt.Fprintf(&d.body, `<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="%d" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`, Width)
	for _, width := range table.Widths {
		fmt.Fprintf(&d.body, `<w:gridCol w:w="%d"/>`, width)
	}
	d.body.WriteString(`</w:tblGrid>`)
	if table.Headings != nil {
		heading := Row{}
		for _, text := range table.Headings {
			heading.Cells = append(heading.Cells, Cell{Text: text, Head: true})
		}
		d.row(table, heading, `<w:tblHeader/>`, true)
	}
	for i, row := range table.Rows {
		d.row(table, row, "", table.Together && i < len(table.Rows)-1)
	}
	d.body.WriteString(`</w:tbl>`)
}

func (d *Document) row(table Table, row Row, properties string, withNext bool) {
	height := ""
	if row.Height > 0 {
		height = fmt.Sprintf(`<w:trHeight w:val="%d" w:hRule="atLeast"/>`, row.Height)
	}
	d.body.WriteString(`<w:tr><w:trPr><w:cantSplit/>` + height + properties + `</w:trPr>`)
	column := 0
	for _, cell := range row.Cells {
		span, width := max(cell.Span, 1), 0
		for _, one := range table.Widths[column : column+span] {
			width += one
		}
		column += span
		d.body.WriteString(cellMarkup(cell, width, span, table.Small, withNext))
	}
	d.body.WriteString(`</w:tr>`)
}

func cellMarkup(cell Cell, width, span int, small, withNext bool) string {
	style, properties, shade := cellText, "", ""
	if cell.Head {
		style, cell.Fill = cellHead, "F2F2F2"
	}
	if small {
		style = map[Style]Style{cellText: smallText, cellHead: smallHead}[style]
	}
	if cell.Fill != "" {
		shade = `<w:shd w:val="clear" w:color="auto" w:fill="` + cell.Fill + `"/>`
	}
	if withNext {
		properties += `<w:keepNext/>`
	}
	if cell.Right {
		properties += `<w:jc w:val="right"/>`
	}
	spanned := ""
	if span > 1 {
		spanned = fmt.Sprintf(`<w:gridSpan w:val="%d"/>`, span)
	}
	return fmt.Sprintf(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>%s%s<w:vAlign w:val="center"/></w:tcPr>`, width, spanned, shade) +
		paragraphOf(style, properties, cell.Text, cell.Strong) + `</w:tc>`
}

// paragraph is one paragraph; a line break of the text is one of the paragraph.
func paragraph(style Style, properties, text string) string {
	return paragraphOf(style, properties, text, false)
}

func paragraphOf(style Style, properties, text string, strong bool) string {
	emphasis := ""
	if strong {
		emphasis = `<w:rPr><w:rStyle w:val="Strong"/></w:rPr>`
	}
	var run strings.Builder
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			run.WriteString(`<w:br/>`)
		}
		run.WriteString(`<w:t xml:space="preserve">` + escaped(line) + `</w:t>`)
	}
	return `<w:p><w:pPr><w:pStyle w:val="` + string(style) + `"/>` + properties + `</w:pPr><w:r>` + emphasis + run.String() + `</w:r></w:p>`
}

// escaped is text as text: markup is none, and characters that XML lacks or that turn the direction of what follows are gone.
func escaped(text string) string {
	var out strings.Builder
	_ = xml.EscapeText(&out, []byte(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) || unicode.IsControl(r) || r == unicode.ReplacementChar || r == '\ufffe' || r == '\uffff' {
			return -1
		}
		return r
	}, text))) // a strings.Builder takes everything
	return out.String()
}

const (
	xmlHead    = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	namespaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"`
	section    = `<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:footerReference w:type="default" r:id="rId5"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1418" w:bottom="1304" w:left="1418" w:header="794" w:footer="680" w:gutter="0"/></w:sectPr>`
)

// part is one part of the document: made here, or fixed with more before its last end tag.
type part struct{ name, fixed, more, made string }

// declared gives what the parts of charts are called in the lists of parts, and these parts.
func (c chartParts) declared() (types, relations string, all []part) {
	if len(c.drawings) == 0 {
		return "", "", nil
	}
	types = `<Default Extension="xlsx" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/>`
	for i, drawing := range c.drawings {
		name := fmt.Sprintf("chart%d", i+1)
		types += `<Override PartName="/word/charts/` + name + `.xml" ContentType="application/vnd.openxmlformats-officedocument.drawingml.chart+xml"/>`
		relations += `<Relationship Id="` + chartID(i+1) + `" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart" Target="charts/` + name + `.xml"/>`
		all = append(all,
			part{name: "word/charts/" + name + ".xml", made: drawing},
			part{name: "word/charts/_rels/" + name + ".xml.rels", made: xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/package" Target="../embeddings/` + name + `.xlsx"/></Relationships>`},
			part{name: "word/embeddings/" + name + ".xlsx", made: string(c.workbooks[i])})
	}
	return types, relations, all
}

// Write writes the document. The same document gives the same bytes.
func (d *Document) Write(out io.Writer) error {
	document := xmlHead + `<w:document ` + namespaces + `><w:body>` + d.body.String() + section + `</w:body></w:document>`
	header := xmlHead + `<w:hdr ` + namespaces + `><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr><w:r><w:t>` + escaped(d.title) +
		`</w:t></w:r><w:r><w:tab/><w:t>` + escaped(d.header) + `</w:t></w:r></w:p></w:hdr>`
	core := xmlHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>` +
		escaped(d.title) + `</dc:title><dc:creator>tongbi</dc:creator><dc:language>zh-CN</dc:language></cp:coreProperties>`
	types, relations, charts := d.charts.declared()
	archive := zip.NewWriter(out)
	for _, one := range append([]part{
		{name: "[Content_Types].xml", fixed: "content_types.xml", more: types}, {name: "_rels/.rels", fixed: "package.rels"},
		{name: "word/document.xml", made: document}, {name: "word/_rels/document.xml.rels", fixed: "document.rels", more: relations},
		{name: "word/styles.xml", fixed: "styles.xml"}, {name: "word/settings.xml", fixed: "settings.xml"}, {name: "word/fontTable.xml", fixed: "fontTable.xml"},
		{name: "word/header.xml", made: header}, {name: "word/footer.xml", fixed: "footer.xml"}, {name: "docProps/core.xml", made: core},
	}, charts...) {
		content := []byte(one.made)
		if one.fixed != "" {
			var err error
			if content, err = parts.ReadFile("parts/" + one.fixed); err != nil {
				return fmt.Errorf("read part %s: %w", one.fixed, err)
			}
			if at := bytes.LastIndex(content, []byte("</")); one.more != "" {
				content = slices.Concat(content[:at], []byte(one.more), content[at:])
			}
		}
		file, err := archive.CreateHeader(&zip.FileHeader{Name: one.name, Method: zip.Deflate})
		if err == nil {
			_, err = file.Write(content)
		}
		if err != nil {
			return fmt.Errorf("write part %s: %w", one.name, err)
		}
	}
	if err := archive.Close(); err != nil {
		return fmt.Errorf("write document: %w", err)
	}
	return nil
}
