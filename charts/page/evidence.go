package page

import (
	"encoding/json"
	"fmt"
	"html/template"
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
	picture func(string, fact.Source) string
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
	Picture  string `json:"g,omitempty"`
}

func newEvidence(picture func(string, fact.Source) string) *evidence {
	return &evidence{numbers: map[entry]int{}, picture: picture}
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
	if number, known := e.numbers[entry]; known {
		return number
	}
	number := len(e.entries)
	e.numbers[entry] = number
	if e.picture != nil {
		entry.Picture = e.picture(figure.Document, figure.Source)
	}
	e.entries = append(e.entries, entry)
	return number
}

// place says where in its document a figure stands, in the words of the document's format.
func place(figure queries.Figure) string {
	source, parts := figure.Source, []string(nil)
	if source.Page > 0 {
		parts = append(parts, pageName(figure.Format, source.Page))
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

// pageName says what a page number counts in a format: pages, lines or sheets.
func pageName(format string, page int) string {
	switch format {
	case "txt":
		return fmt.Sprintf("文本第%d行", page)
	case "xlsx":
		return fmt.Sprintf("第%d张工作表", page)
	}
	return fmt.Sprintf("第%d页", page)
}

// data is the collected evidence as JSON for an inert script element.
func (e *evidence) data() (template.JS, error) {
	content, err := json.Marshal(e.entries)
	if err != nil {
		return "", fmt.Errorf("writing the evidence: %w", err)
	}
	return template.JS(content), nil // json.Marshal escapes <, > and &
}
