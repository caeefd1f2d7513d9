package page

import (
	"encoding/json"
	"fmt"
	"html/template"
	"math"
	"strconv"
	"strings"

	"tongbi/charts"
	"tongbi/etl/fact"
	"tongbi/queries"
)

// evidence collects the place of every figure that the page shows, each once; the page's figures carry its number.
type evidence struct {
	entries []entry
	numbers map[entry]int
	pages   []PageOf       // of which the reader may want a picture; nil where none are to be had
	places  map[PageOf]int // their places in pages
}

// entry is what the panel shows of one figure.
type entry struct {
	Subject  string `json:"s"`
	Amount   string `json:"a"`
	Document string `json:"d"`
	Place    string `json:"p"`
	Title    string `json:"t,omitempty"`
	Heading  string `json:"h,omitempty"`
	Raw      string `json:"w,omitempty"`
	Sentence string `json:"q,omitempty"`
	Implied  bool   `json:"i,omitempty"`
	Doubt    bool   `json:"x,omitempty"`
	Inferred bool   `json:"n,omitempty"`
	Picture  int    `json:"g,omitempty"` // number of the page's picture, from 1
	Box      box    `json:"b,omitzero"`  // the cell on that page, in points
	Finding  bool   `json:"f,omitempty"` // something that does not add up: Raw is what is written, Expected what it should be
	Expected string `json:"o,omitempty"`
}

// box is a rectangle from the left, the top, the right and the bottom.
type box [4]float64

// newEvidence gives an empty collection; pictured says whether its entries name the pictures of their pages.
func newEvidence(pictured bool) *evidence {
	e := &evidence{numbers: map[entry]int{}}
	if pictured {
		e.places = map[PageOf]int{}
	}
	return e
}

// cite gives the numbers of figures for a data-e attribute: "12 15", empty for none.
func (e *evidence) cite(cited ...charts.Cited) string {
	var numbers []string
	for _, c := range cited {
		if c.Figure != nil {
			numbers = append(numbers, strconv.Itoa(e.number(c)))
		}
	}
	return strings.Join(numbers, " ")
}

func (e *evidence) number(c charts.Cited) int {
	figure := c.Figure
	entry := entry{
		Subject: fmt.Sprintf("%d年 %s", c.Year, c.Subject), Amount: charts.Amount(figure.Amount), Document: figure.Document,
		Place: place(*figure), Title: figure.Source.Title, Heading: figure.Source.Heading, Raw: figure.Raw,
		Sentence: figure.Sentence, Implied: figure.Implied, Doubt: figure.SelfTest == fact.Failed, Inferred: figure.Inferred,
	}
	if e.places != nil {
		entry.Box = box{tenths(figure.Source.Left), tenths(figure.Source.Top), tenths(figure.Source.Right), tenths(figure.Source.Bottom)}
	}
	return e.add(entry, figure.Format, figure.Source.Page)
}

// tenths keeps a length to a tenth of a point.
func tenths(points float64) float64 { return math.Round(points*10) / 10 }

// finding gives the number of the place of something that does not add up.
func (e *evidence) finding(finding queries.Finding) string {
	entry := entry{
		Finding: true, Subject: finding.Subject, Document: finding.Document, Place: pageName(finding.Format, finding.Page),
		Raw: finding.Stated, Expected: finding.Expected, Sentence: finding.Detail,
	}
	return strconv.Itoa(e.add(entry, finding.Format, finding.Page))
}

// add gives the number of an entry, a new one for one that is not there yet, and notes the page that it stands on.
func (e *evidence) add(entry entry, format string, page int) int {
	if e.places != nil && format == "pdf" && page > 0 {
		entry.Picture = e.picture(PageOf{entry.Document, page})
	}
	if number, known := e.numbers[entry]; known {
		return number
	}
	e.numbers[entry] = len(e.entries)
	e.entries = append(e.entries, entry)
	return len(e.entries) - 1
}

// picture gives the number of a page's picture, from 1.
func (e *evidence) picture(page PageOf) int {
	if _, known := e.places[page]; !known {
		e.pages = append(e.pages, page)
		e.places[page] = len(e.pages)
	}
	return e.places[page]
}

// place says where in its document a figure stands, in the words of the document's format.
func place(figure queries.Figure) string {
	source, parts := figure.Source, []string(nil)
	if name := pageName(figure.Format, source.Page); source.Page > 0 && name != "" {
		parts = append(parts, name)
	}
	for _, part := range []struct {
		number int
		format string
	}{{source.Table, "表%d"}, {source.Row, "第%d行"}, {source.Col, "第%d列"}} {
		if part.number > 0 {
			parts = append(parts, fmt.Sprintf(part.format, part.number))
		}
	}
	return strings.Join(parts, " ")
}

// pageName says what a page number counts in a format; nothing where a format has no pages.
func pageName(format string, page int) string {
	if format == "txt" {
		return "文本" + charts.PageName(format, page)
	}
	return charts.PageName(format, page)
}

// data is the collected evidence as JSON for an inert script element.
func (e *evidence) data() (template.JS, error) {
	content, err := json.Marshal(e.entries)
	if err != nil {
		return "", fmt.Errorf("writing the evidence: %w", err)
	}
	return template.JS(content), nil // json.Marshal escapes <, > and &
}
