package docx

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"tongbi/etl/doc"
)

// reader goes through the text part once, element by element.
type reader struct {
	ctx        context.Context
	xml        *xml.Decoder
	limits     Limits
	headings   map[string]bool // style ids
	lists      *lists
	elements   int
	depth      int
	paragraphs int
	cells      int
	pictures   int
	issues     []doc.Issue
}

func newReader(ctx context.Context, body io.Reader, parts parts, limits Limits) *reader {
	return &reader{ctx: ctx, xml: xml.NewDecoder(body), limits: limits, headings: headings(parts), lists: readLists(parts)}
}

// excess is a limit that was passed.
type excess string

func (e excess) Error() string { return string(e) }

// document reads the body to its end or to its first defect.
func (r *reader) document() *doc.Document {
	var flow flow
	err := r.walk(&flow)
	flow.endParagraph()
	document := &doc.Document{Format: doc.Word, Pages: 1, Blocks: flow.blocks}
	number := 0
	for _, block := range document.Blocks {
		if grid, ok := block.(*doc.Grid); ok {
			number++
			grid.Number = number
		}
	}
	var limit excess
	switch {
	case errors.As(err, &limit):
		r.issue(doc.TooLarge, limit.Error())
	case errors.Is(err, errUnpacked):
		r.issue(doc.TooLarge, fmt.Sprintf("text part > %d bytes", r.limits.Unpacked))
	case errors.Is(err, context.DeadlineExceeded):
		r.issue(doc.TooLarge, fmt.Sprintf("not read within %v", r.limits.Time))
	case err != nil && !errors.Is(err, io.EOF):
		r.issue(doc.BrokenFile, err.Error())
	case len(document.Blocks) == 0 && r.pictures > 0:
		r.issues = append(r.issues, doc.Issue{Pos: doc.Pos{Page: 1}, Code: doc.PageWithoutText})
	case len(document.Blocks) == 0:
		r.issue(doc.EmptyFile, "")
	}
	document.Issues = r.issues
	return document
}

func (r *reader) issue(code doc.Code, detail string) {
	r.issues = append(r.issues, doc.Issue{Code: code, Detail: detail})
}

// flow collects the blocks of the body, of a cell or of a text box.
type flow struct {
	blocks  []doc.Block
	line    strings.Builder
	heading bool
	boxes   []doc.Block // text boxes anchored in the paragraph; they follow it
}

// endParagraph closes the paragraph where one is open. Empty paragraphs are only white space and are left out.
func (f *flow) endParagraph() {
	f.endLine()
	f.blocks = append(f.blocks, f.boxes...)
	f.boxes, f.heading = nil, false
}

// endLine closes the line. A forced line break separates lines that are paragraphs to the eye (a title from its unit),
// so each becomes a paragraph of its own.
func (f *flow) endLine() {
	text := strings.TrimSpace(f.line.String())
	f.line.Reset()
	if text != "" {
		f.blocks = append(f.blocks, &doc.Paragraph{Heading: f.heading, Lines: []doc.Line{{Text: text, Page: 1}}})
	}
}

// unseen are the elements that hold no visible text of the body: properties, deleted or moved-away text, field codes,
// the spare copy of a drawing for old programs, the phonetic guide above a character.
var unseen = map[string]bool{
	"rPr": true, "tblPr": true, "tblPrEx": true, "tblGrid": true, "sectPr": true, "sdtPr": true, "sdtEndPr": true,
	"customXmlPr": true, "smartTagPr": true, "del": true, "moveFrom": true, "delText": true, "instrText": true,
	"delInstrText": true, "Fallback": true, "rt": true,
}

// next gives the next start element within the open element; false at its end.
func (r *reader) next() (xml.StartElement, bool, error) {
	for {
		token, err := r.xml.Token()
		if err != nil {
			return xml.StartElement{}, false, err
		}
		switch token := token.(type) {
		case xml.StartElement:
			r.elements++
			if r.elements%1024 == 0 && r.ctx.Err() != nil {
				return token, false, r.ctx.Err()
			}
			return token, true, nil
		case xml.EndElement:
			return xml.StartElement{}, false, nil
		}
	}
}

// within calls visit for each child of the open element; visit reads the child to its end.
func (r *reader) within(visit func(xml.StartElement) error) error {
	r.depth++
	defer func() { r.depth-- }()
	if r.depth > r.limits.Depth {
		return excess(fmt.Sprintf("elements within each other > %d", r.limits.Depth))
	}
	for {
		child, found, err := r.next()
		if err != nil || !found {
			return err
		}
		if err := visit(child); err != nil {
			return err
		}
	}
}

// walk reads the open element into the flow. Elements that it does not know are passed through, so that text in content
// controls, hyperlinks, insertions and drawings is not lost.
func (r *reader) walk(flow *flow) error {
	return r.within(func(child xml.StartElement) error { return r.visit(child, flow) })
}

func (r *reader) visit(element xml.StartElement, flow *flow) error {
	switch name := element.Name.Local; name {
	case "p":
		return r.paragraph(flow)
	case "tbl":
		flow.endParagraph()
		return r.table(flow)
	case "r":
		return r.run(flow)
	case "t":
		return r.text(flow)
	case "tab", "ptab":
		flow.line.WriteByte('\t')
	case "noBreakHyphen":
		flow.line.WriteByte('-')
	case "br", "cr":
		flow.endLine()
	case "sym":
		flow.line.WriteString(symbol(element))
	case "txbxContent":
		return r.textBox(flow)
	case "AlternateContent":
		return r.alternate(flow)
	case "OLEObject":
		r.issue(doc.EmbeddedObject, attribute(element, "ProgID"))
	case "blip", "imagedata":
		r.pictures++
	default:
		if !unseen[name] {
			return r.walk(flow)
		}
	}
	return r.xml.Skip()
}

// paragraph reads one paragraph with its style and list number.
func (r *reader) paragraph(flow *flow) error {
	flow.endParagraph()
	if r.paragraphs++; r.paragraphs > r.limits.Paragraphs {
		return excess(fmt.Sprintf("paragraphs > %d", r.limits.Paragraphs))
	}
	err := r.within(func(child xml.StartElement) error {
		if child.Name.Local != "pPr" {
			return r.visit(child, flow)
		}
		properties, err := r.paragraphProperties(child)
		flow.heading = properties.heading
		flow.line.WriteString(r.lists.number(properties.list, properties.level))
		return err
	})
	flow.endParagraph()
	return err
}

type paragraphProperties struct {
	heading     bool
	list, level string // of numbering.xml; list empty where the paragraph is not numbered
}

func (r *reader) paragraphProperties(element xml.StartElement) (paragraphProperties, error) {
	var read struct {
		Style   value `xml:"pStyle"`
		Outline value `xml:"outlineLvl"`
		List    value `xml:"numPr>numId"`
		Level   value `xml:"numPr>ilvl"`
	}
	err := r.xml.DecodeElement(&read, &element)
	heading := r.headings[read.Style.Val] || isOutline(read.Outline.Val)
	return paragraphProperties{heading, read.List.Val, read.Level.Val}, err
}

// run reads a piece of text of one appearance; hidden text is passed over.
func (r *reader) run(flow *flow) error {
	hidden := false
	return r.within(func(child xml.StartElement) error {
		if child.Name.Local == "rPr" {
			var read struct {
				Vanish *value `xml:"vanish"`
			}
			err := r.xml.DecodeElement(&read, &child)
			hidden = read.Vanish != nil && read.Vanish.on()
			return err
		}
		if hidden {
			return r.xml.Skip()
		}
		return r.visit(child, flow)
	})
}

// text reads the characters of a text element.
func (r *reader) text(flow *flow) error {
	for {
		token, err := r.xml.Token()
		if err != nil {
			return err
		}
		switch token := token.(type) {
		case xml.CharData:
			flow.line.Write(token)
		case xml.StartElement:
			if err := r.xml.Skip(); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

// textBox keeps the blocks of a text box to set them after the paragraph it is anchored in.
func (r *reader) textBox(outer *flow) error {
	var inner flow
	err := r.walk(&inner)
	inner.endParagraph()
	outer.boxes = append(outer.boxes, inner.blocks...)
	return err
}

// alternate reads the first of several forms of the same drawing.
func (r *reader) alternate(flow *flow) error {
	chosen := false
	return r.within(func(child xml.StartElement) error {
		if chosen {
			return r.xml.Skip()
		}
		chosen = true
		return r.walk(flow)
	})
}

// value is an element whose content is its val attribute.
type value struct {
	Val string `xml:"val,attr"`
}

// on reads a switch: present without a value means on.
func (v value) on() bool { return v.Val != "0" && v.Val != "false" && v.Val != "off" }

// number is the value as a count within the bounds.
func (v value) number(least, most int) int {
	n, err := strconv.Atoi(v.Val)
	if err != nil {
		return least
	}
	return min(max(n, least), most)
}

func attribute(element xml.StartElement, name string) string {
	for _, attribute := range element.Attr {
		if attribute.Name.Local == name {
			return attribute.Value
		}
	}
	return ""
}

// symbol is a character given by its code. Symbol fonts keep theirs in the private area, which says nothing without
// the font: such a character is left out.
func symbol(element xml.StartElement) string {
	code, err := strconv.ParseUint(attribute(element, "char"), 16, 32)
	if err != nil || code < 0x20 || code >= 0xE000 && code < 0xF900 || code > 0x10FFFF {
		return ""
	}
	return string(rune(code))
}
