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
	numbers map[place]int
	pages   []PageOf       // of which the reader may want a picture; nil where none are to be had
	places  map[PageOf]int // their places in pages
}

// entry is what the panel shows of one figure.
type entry struct {
	Year     fact.Year // 0 for a finding
	Subject  string
	Amount   string
	Document string
	Place    string // without the column, so that figures of one row have the same
	Col      int    // 0 where there is none
	Title    string
	Heading  string
	Raw      string
	Sentence string
	Implied  bool
	Doubt    bool
	Inferred bool
	Picture  int    // number of the page's picture, from 1
	Box      box    // the cell on that page, in points
	Finding  bool   // something that does not add up: Raw is what is written, Expected what it should be
	Expected string // of a finding
}

// shownEntry is an entry as the script takes it: texts that many figures share are numbers of a list, 0 is none.
type shownEntry struct {
	Year     fact.Year `json:"y,omitempty"`
	Subject  int       `json:"s,omitempty"`
	Amount   string    `json:"a,omitempty"`
	Document int       `json:"d"`
	Place    int       `json:"p,omitempty"`
	Col      int       `json:"c,omitempty"`
	Title    int       `json:"t,omitempty"`
	Heading  int       `json:"h,omitempty"`
	Raw      string    `json:"w,omitempty"`
	Sentence int       `json:"q,omitempty"`
	Implied  bool      `json:"i,omitempty"`
	Doubt    bool      `json:"x,omitempty"`
	Inferred bool      `json:"n,omitempty"`
	Picture  int       `json:"g,omitempty"`
	Box      box       `json:"b,omitzero"`
	Finding  bool      `json:"f,omitempty"`
	Expected string    `json:"o,omitempty"`
}

// box is a rectangle from the left, the top, the right and the bottom.
type box [4]float64

// place is what tells one entry from another.
type place struct {
	year                                fact.Year
	subject, document, sentence, stated string
	page, table, row, col               int
	amount                              fact.Fen
	implied                             bool
}

// newEvidence gives an empty collection; pictured says whether its entries name the pictures of their pages.
func newEvidence(pictured bool) *evidence {
	e := &evidence{numbers: map[place]int{}}
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
	source := figure.Source
	at := place{
		year: c.Year, subject: c.Subject, document: figure.Document, sentence: figure.Sentence, page: source.Page, table: source.Table, row: source.Row, col: source.Col,
		amount: figure.Amount, implied: figure.Implied,
	}
	if number, known := e.numbers[at]; known {
		return number
	}
	entry := entry{
		Year: c.Year, Subject: c.Subject, Amount: charts.Amount(figure.Amount), Document: figure.Document,
		Place: placeName(*figure), Col: source.Col, Title: source.Title, Heading: source.Heading, Raw: figure.Raw,
		Sentence: figure.Sentence, Implied: figure.Implied, Doubt: figure.SelfTest == fact.Failed, Inferred: figure.Inferred,
	}
	if e.places != nil {
		entry.Box = box{tenths(source.Left), tenths(source.Top), tenths(source.Right), tenths(source.Bottom)}
	}
	return e.add(at, entry, figure.Format, source.Page)
}

// tenths keeps a length to a tenth of a point.
func tenths(points float64) float64 { return math.Round(points*10) / 10 }

// finding gives the number of the place of something that does not add up.
func (e *evidence) finding(finding queries.Finding) string {
	entry := entry{
		Finding: true, Subject: finding.Subject, Document: finding.Document, Place: pageName(finding.Format, finding.Page),
		Raw: finding.Stated, Expected: finding.Expected, Sentence: finding.Detail,
	}
	at := place{subject: finding.Subject, document: finding.Document, sentence: finding.Detail, page: finding.Page, stated: finding.Stated + "→" + finding.Expected}
	if number, known := e.numbers[at]; known {
		return strconv.Itoa(number)
	}
	return strconv.Itoa(e.add(at, entry, finding.Format, finding.Page))
}

// add gives a new entry its number, and notes the page that it stands on.
func (e *evidence) add(at place, entry entry, format string, page int) int {
	if e.places != nil && format == "pdf" && page > 0 {
		entry.Picture = e.picture(PageOf{entry.Document, page})
	}
	e.numbers[at] = len(e.entries)
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

// placeName says in which row of its document a figure stands, in the words of the document's format.
func placeName(figure queries.Figure) string {
	source, parts := figure.Source, []string(nil)
	if name := pageName(figure.Format, source.Page); source.Page > 0 && name != "" {
		parts = append(parts, name)
	}
	for _, part := range []struct {
		number int
		format string
	}{{source.Table, "表%d"}, {source.Row, "第%d行"}} {
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
	words, numbers := []string{""}, map[string]int{"": 0}
	word := func(text string) int {
		if _, known := numbers[text]; !known {
			numbers[text] = len(words)
			words = append(words, text)
		}
		return numbers[text]
	}
	figures := make([]shownEntry, len(e.entries))
	for i, one := range e.entries {
		figures[i] = shownEntry{
			Year: one.Year, Subject: word(one.Subject), Amount: one.Amount, Document: word(one.Document), Place: word(one.Place), Col: one.Col,
			Title: word(one.Title), Heading: word(one.Heading), Raw: one.Raw, Sentence: word(one.Sentence), Implied: one.Implied, Doubt: one.Doubt,
			Inferred: one.Inferred, Picture: one.Picture, Box: one.Box, Finding: one.Finding, Expected: one.Expected,
		}
	}
	content, err := json.Marshal(map[string]any{"words": words, "figures": figures})
	if err != nil {
		return "", fmt.Errorf("writing the evidence: %w", err)
	}
	return template.JS(content), nil // json.Marshal escapes <, > and &
}
