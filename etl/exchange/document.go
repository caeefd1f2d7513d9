package exchange

import (
	"fmt"
	"strconv"
	"strings"

	"tongbi/etl/doc"
	"tongbi/etl/fact"
	"tongbi/etl/store"
)

// mostRows is how many rows of one kind a document has at most.
const mostRows = 1_000_000

// next is the next document with all its rows.
func next(streams map[string]*stream) (store.Submission, error) {
	documents := streams["documents"]
	number := documents.integer("document_id")
	if number != documents.rows {
		return store.Submission{}, documents.defect(fmt.Sprintf("document_id is %d, not %d", number, documents.rows))
	}
	head := documents.document()
	if err := documents.sensible(head); err != nil {
		return store.Submission{}, err
	}
	if err := documents.advance(); err != nil {
		return store.Submission{}, err
	}
	part := parts{streams: streams, number: number, head: &head}
	said := &head.Disclosure
	part.each("evidence", func(s *stream) {
		said.Identity.Evidence = append(said.Identity.Evidence, fact.Evidence{Field: s.text("field"), Text: s.text("text"), Page: s.integer("page")})
	})
	part.each("readings", func(s *stream) { said.Readings = append(said.Readings, s.reading()) })
	part.each("cells", func(s *stream) {
		at := s.integer("reading")
		if at > len(said.Readings) {
			part.err = s.defect("reading is not there")
			return
		}
		said.Readings[at-1].Cells = append(said.Readings[at-1].Cells, s.cell())
	})
	part.each("missing_forms", func(s *stream) { said.Missing = append(said.Missing, fact.FormID(s.text("form"))) })
	part.each("facts", func(s *stream) { said.Facts = append(said.Facts, s.fact()) })
	part.each("claims", func(s *stream) { said.Claims = append(said.Claims, s.claim()) })
	part.each("passages", func(s *stream) {
		said.Passages = append(said.Passages, fact.Passage{Paragraph: s.integer("paragraph"), Page: s.integer("page"), Text: s.text("text")})
	})
	part.each("issues", func(s *stream) {
		head.Issues = append(head.Issues, doc.Issue{Code: doc.Code(s.text("code")), Pos: s.position(), Detail: s.text("detail")})
	})
	return head, part.err
}

// parts goes through the rows that belong to one document.
type parts struct {
	streams map[string]*stream
	number  int
	head    *store.Submission
	err     error
}

func (p *parts) each(name string, take func(*stream)) {
	s := p.streams[name]
	for count := 1; p.err == nil && s.row != nil && s.integer("document_id") == p.number; count++ {
		if p.err = p.consistent(s, count); p.err != nil {
			return
		}
		if take(s); p.err != nil {
			return
		}
		if err := s.advance(); err != nil {
			p.err = err
		}
	}
}

// consistent holds what a row repeats of its document against the document, and its ordinal against its place.
func (p *parts) consistent(s *stream, count int) error {
	if count > mostRows {
		return s.defect("too many rows of one document")
	}
	if p.head.Refused != "" && s.table.Name != "evidence" && s.table.Name != "issues" {
		return s.defect("the document was refused")
	}
	for _, name := range []string{"ordinal", "reading"} {
		if _, has := s.columns[name]; has && s.table.Name != "cells" && s.integer(name) != count {
			return s.defect(fmt.Sprintf("%s is %d, not %d", name, s.integer(name), count))
		}
	}
	identity := p.head.Disclosure.Identity
	said := map[string]string{"document": p.head.Document.Name, "organization": identity.Organization, "scope": string(identity.Scope)}
	if s.table.Name == "claims" {
		said["fiscal_year"], said["stage"] = strconv.Itoa(int(identity.Year)), string(identity.Stage)
	}
	for name, value := range said {
		if _, has := s.columns[name]; has && s.text(name) != value {
			return s.defect(fmt.Sprintf("%s is not the document's: %.80q", name, s.text(name)))
		}
	}
	return s.grained()
}

// sensible refuses a document that counts and lacks what its figures are compared by.
func (s *stream) sensible(head store.Submission) error {
	identity := head.Disclosure.Identity
	if head.Refused == "" && (head.Document.SHA256 == "" || identity.Organization == "" || identity.Scope == "" || identity.Year == 0 || identity.Stage == "") {
		return s.defect("sha256, organization, scope, fiscal_year or stage is missing")
	}
	return nil
}

// amounts are the columns of amounts, each with that of its grain.
var amounts = map[string]string{
	"amount_yuan": "grain_yuan", "value_yuan": "value_grain_yuan", "base_yuan": "base_grain_yuan", "change_yuan": "change_grain_yuan",
}

// grained refuses an amount without the grain that it was printed in, and a figure whose presence says otherwise.
func (s *stream) grained() error {
	for amount, grain := range amounts {
		if _, has := s.columns[amount]; !has {
			continue
		}
		if (s.text(amount) == "") != (s.text(grain) == "") || s.text(grain) != "" && s.fen(grain) <= 0 {
			return s.defect(fmt.Sprintf("%s cannot be %.80q", grain, s.text(grain)))
		}
	}
	if _, has := s.columns["presence"]; has && (s.text("presence") == string(fact.Stated)) != (s.text("amount_yuan") != "") {
		return s.defect(fmt.Sprintf("presence cannot be %.80q", s.text("presence")))
	}
	return nil
}

// document is what the row of a document says of it.
func (s *stream) document() store.Submission {
	return store.Submission{
		Document: &doc.Document{Name: s.text("document"), SHA256: s.text("sha256"), Format: doc.Format(s.text("format")), Pages: s.integer("pages")},
		Path:     s.text("path"),
		Disclosure: fact.Disclosure{
			Identity: fact.Identity{
				Organization: s.text("organization"), Scope: fact.Scope(s.text("scope")), Year: fact.Year(s.integer("fiscal_year")), Stage: fact.Stage(s.text("stage")),
			},
			SelfTest: fact.SelfTest(s.text("self_test")),
		},
		Refused:    s.text("refused"),
		ReplacedBy: s.text("replaced_by"),
	}
}

func (s *stream) reading() fact.Reading {
	return fact.Reading{
		Form: fact.FormID(s.text("form")), Title: s.text("title"), Fund: fact.Fund(s.text("fund")), Unit: fact.Unit(s.integer("unit_fen")),
		Page: s.integer("page"), Table: s.integer("table"), Rows: s.integer("rows"), Figures: s.integer("figures"),
		Empty: s.truth("declared_empty"), Note: s.text("note"),
	}
}

func (s *stream) cell() fact.Cell {
	at := s.position()
	return fact.Cell{
		Page: at.Page, Table: at.Table, Row: at.Row, Col: at.Col,
		RowSpan: s.integer("row_span"), ColSpan: s.integer("col_span"), Text: s.text("text"),
	}
}

func (s *stream) fact() fact.Fact {
	at := s.position()
	found := fact.Fact{
		Form: fact.FormID(s.text("form")), Year: fact.Year(s.integer("fiscal_year")), Stage: fact.Stage(s.text("stage")),
		Fund: fact.Fund(s.text("fund")), Scheme: fact.Scheme(s.text("scheme")), Code: fact.Code(s.text("code")), Printed: s.text("code_printed"),
		Line: s.text("line"), Label: s.text("label"), Measure: fact.Measure(s.text("measure")), Presence: fact.Presence(s.text("presence")),
		Raw: s.text("raw"), Sentence: s.text("sentence"), Inferred: s.truth("inferred"),
		Source: fact.Source{
			Page: at.Page, Table: at.Table, Row: at.Row, Col: at.Col, Title: s.text("title"), Heading: s.text("heading"),
			Left: s.length("box_left"), Top: s.length("box_top"), Right: s.length("box_right"), Bottom: s.length("box_bottom"),
		},
	}
	if money := s.money("amount_yuan", "grain_yuan"); money != nil {
		found.Money = *money
	}
	return found
}

func (s *stream) claim() fact.Claim {
	return fact.Claim{
		Subject: s.text("subject"), Line: s.text("line"), Scheme: fact.Scheme(s.text("scheme")), Code: fact.Code(s.text("code")),
		Measure: fact.Measure(s.text("measure")), Fund: fact.Fund(s.text("fund")),
		Value: s.money("value_yuan", "value_grain_yuan"), Raw: s.text("raw"),
		BaseYear: fact.Year(s.integer("base_year")), BaseStage: fact.Stage(s.text("base_stage")), Base: s.money("base_yuan", "base_grain_yuan"),
		Change: s.money("change_yuan", "change_grain_yuan"), Rate: s.rate("rate"), Share: s.rate("share"), Completion: s.rate("completion"),
		Direction: fact.Direction(s.text("direction")), Reason: s.text("reason"), ReasonPage: s.integer("reason_page"),
		Sentence: s.text("sentence"), Page: s.integer("page"),
	}
}

func (s *stream) position() doc.Pos {
	return doc.Pos{Page: s.integer("page"), Table: s.integer("table"), Row: s.integer("row"), Col: s.integer("col")}
}

// The values of the row. What a column may hold was checked when the row was read, so nothing can fail here.

func (s *stream) text(name string) string { return s.row[s.columns[name]] }

func (s *stream) integer(name string) int {
	number, _ := strconv.Atoi(s.text(name))
	return number
}

func (s *stream) truth(name string) bool { return s.text(name) == "true" }

func (s *stream) length(name string) float64 {
	number, _ := strconv.ParseFloat(s.text(name), 64)
	return number
}

// money is an amount with its grain; nil where there is none.
func (s *stream) money(amount, grain string) *fact.Money {
	if s.text(amount) == "" {
		return nil
	}
	return &fact.Money{Fen: s.fen(amount), Grain: s.fen(grain)}
}

func (s *stream) fen(name string) fact.Fen {
	number, _ := strconv.ParseInt(strings.Replace(s.text(name), ".", "", 1), 10, 64)
	return fact.Fen(number)
}

func (s *stream) rate(name string) *fact.Rate {
	if s.text(name) == "" {
		return nil
	}
	unscaled, _ := strconv.ParseInt(strings.Replace(s.text(name), ".", "", 1), 10, 64)
	rate := fact.Ratio(unscaled, 100_000_000)
	return &rate
}
