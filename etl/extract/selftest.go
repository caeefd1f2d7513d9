package extract

import (
	"fmt"
	"slices"
	"strings"

	"tongbi/data"
	"tongbi/etl/doc"
	"tongbi/etl/fact"
)

// selfTest holds a document's tables against their own arithmetic, so that a misread shows: a class is the sum of its
// sections, a section of its items, the form's total of its classes; in each row the whole is the sum of its parts; the
// totals of different tables agree. A difference that the grain of the figures explains (half a grain for each figure)
// is rounding; beyond it the test has failed.
func (e *Extractor) selfTest(facts []fact.Fact) (fact.SelfTest, []doc.Issue) {
	test := arithmetic{stated: map[cell]fact.Fact{}, below: map[cell][]fact.Fact{}, lines: map[cell]fact.Fact{}}
	for _, f := range facts {
		test.take(f)
	}
	for _, key := range test.order {
		test.compare(test.stated[key], test.below[key]) // a coded line, or the form's total, with the lines one level below
	}
	for _, key := range test.order {
		for _, sum := range e.vocabulary.Sums {
			if slices.Contains(sum.Forms, string(key.form)) && string(key.measure) == sum.Whole {
				test.addUpRow(key, sum.Parts)
			}
		}
	}
	for _, agreement := range e.vocabulary.Agreements {
		test.agree(agreement.One, agreement.Other)
	}
	return test.verdict, test.issues
}

// cell is a figure's place in the arithmetic of a document.
type cell struct {
	form    fact.FormID
	title   string // a form may be printed twice
	year    fact.Year
	stage   fact.Stage
	line    string
	label   string // of lines that have neither a code nor a name of their own
	code    fact.Code
	measure fact.Measure
}

type arithmetic struct {
	stated  map[cell]fact.Fact
	order   []cell
	below   map[cell][]fact.Fact // the lines one level below a code, or the classes below the form's total
	lines   map[cell]fact.Fact   // the first line without a code that has a measure, whatever its name
	verdict fact.SelfTest
	issues  []doc.Issue
}

func cellOf(f fact.Fact) cell {
	c := cell{form: f.Form, title: f.Source.Title, year: f.Year, stage: f.Stage, line: f.Line, code: f.Code, measure: f.Measure}
	if f.Code == "" && (f.Line == "" || f.Line == "expenditure_class" || f.Line == rowOfUnit) {
		c.label = f.Label
	}
	return c
}

// take remembers a figure; of one printed twice the first counts.
func (a *arithmetic) take(f fact.Fact) {
	key := cellOf(f)
	if _, printed := a.stated[key]; printed || f.Presence != fact.Stated || f.Inferred || f.Sentence != "" {
		return
	}
	a.stated[key] = f
	a.order = append(a.order, key)
	above := key
	if key.code == "" {
		above.line, above.label = "", ""
		if _, known := a.lines[above]; !known {
			a.lines[above] = f
		}
		return
	}
	if above.code = key.code.Parent(); above.code == "" {
		above.line = "form_total"
	}
	a.below[above] = append(a.below[above], f)
}

// addUpRow compares a whole with its parts: in the same row, or, where the row has none and a table has them as lines
// (政府采购, “三公” printed as rows), in lines of their own.
func (a *arithmetic) addUpRow(whole cell, measures []string) {
	parts := a.parts(whole, measures)
	if len(parts) == 0 && whole.code == "" && whole.line != "form_total" {
		if strings.HasSuffix(a.stated[whole].Label, "总计") {
			measures = append(measures[:len(measures):len(measures)], "opening_balance") // 总计 is 本年收入 and 年初结转
		}
		row := whole
		row.line, row.label = "", ""
		parts = a.linesOf(row, measures)
	}
	if len(parts) > 1 {
		a.compare(a.stated[whole], parts)
	}
}

// parts are the figures of the same row.
func (a *arithmetic) parts(row cell, measures []string) []fact.Fact {
	var parts []fact.Fact
	for _, measure := range measures {
		row.measure = fact.Measure(measure)
		if part, ok := a.stated[row]; ok {
			parts = append(parts, part)
		}
	}
	return parts
}

// linesOf are the figures of the table's own lines.
func (a *arithmetic) linesOf(form cell, measures []string) []fact.Fact {
	var parts []fact.Fact
	for _, measure := range measures {
		form.measure = fact.Measure(measure)
		if part, ok := a.lines[form]; ok {
			parts = append(parts, part)
		}
	}
	return parts
}

// agree compares two places that state the same amount. Where one may stand in another line too, the line that agrees counts.
func (a *arithmetic) agree(one, other data.Cell) {
	stated, known := a.find(one.Form, one.Line, one.Measure)
	against, comparable := a.find(other.Form, other.Line, other.Measure)
	if !known || !comparable || stated.Year != against.Year || stated.Stage != against.Stage {
		return
	}
	if instead, ok := a.find(one.Form, one.Or, one.Measure); ok && one.Or != "" && instead.Money == against.Money {
		stated = instead
	}
	a.compare(stated, []fact.Fact{against})
}

// find gives the first figure of a form's line and measure.
func (a *arithmetic) find(form, line, measure string) (fact.Fact, bool) {
	for _, key := range a.order {
		if string(key.form) == form && key.line == line && string(key.measure) == measure {
			return a.stated[key], true
		}
	}
	return fact.Fact{}, false
}

// compare weighs a stated whole against the sum of its parts.
func (a *arithmetic) compare(whole fact.Fact, parts []fact.Fact) {
	if len(parts) == 0 {
		return
	}
	sum, tolerance := fact.Fen(0), whole.Money.Grain
	for _, part := range parts {
		sum += part.Money.Fen
		tolerance += part.Money.Grain
	}
	difference := max(whole.Money.Fen-sum, sum-whole.Money.Fen)
	switch {
	case difference == 0:
		a.verdict = worse(a.verdict, fact.Passed)
	case 2*difference <= tolerance:
		a.verdict = worse(a.verdict, fact.Rounding)
	default:
		a.verdict = worse(a.verdict, fact.Failed)
		source := whole.Source
		a.issues = append(a.issues, doc.Issue{Code: SumMismatch, Pos: doc.Pos{Page: source.Page, Table: source.Table, Row: source.Row, Col: source.Col},
			Detail: fmt.Sprintf("%s%s %s ≠ %s", whole.Code, whole.Label, whole.Money.Fen, sum)})
	}
}

func worse(a, b fact.SelfTest) fact.SelfTest {
	rank := map[fact.SelfTest]int{"": 0, fact.Passed: 1, fact.Rounding: 2, fact.Failed: 3}
	if rank[b] > rank[a] {
		return b
	}
	return a
}
