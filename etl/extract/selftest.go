package extract

import (
	"fmt"

	"tongbi/etl/doc"
	"tongbi/etl/fact"
)

// selfTest holds a document's coded tables against their own arithmetic: a class is the sum of its sections, a section
// of its items, the form's total of its classes; 合计 = 基本支出 + 项目支出 in each row. The tolerance comes from the
// grain of the figures and their number: each figure may be off by half a grain.
func selfTest(facts []fact.Fact) (fact.SelfTest, []doc.Issue) {
	test := sums{children: map[parent]sum{}, stated: map[parent]fact.Fact{}}
	for _, f := range facts {
		test.take(f)
	}
	return test.verdict()
}

// parent is a figure that others must add up to.
type parent struct {
	form    fact.FormID
	table   string // title: a form may be printed twice
	year    fact.Year
	stage   fact.Stage
	measure fact.Measure
	code    fact.Code // empty: the form's total
}

type sum struct {
	fen   fact.Fen
	grain fact.Fen
	count int
}

type sums struct {
	children map[parent]sum
	stated   map[parent]fact.Fact
	order    []parent
}

func (s *sums) take(f fact.Fact) {
	if f.Presence != fact.Stated || f.Inferred || f.Code == "" && f.Line != "form_total" {
		return
	}
	key := parent{f.Form, f.Source.Title, f.Year, f.Stage, f.Measure, f.Code}
	if _, printed := s.stated[key]; printed {
		return // printed twice: the first counts
	}
	s.stated[key] = f
	s.order = append(s.order, key)
	if f.Code == "" {
		return
	}
	above := key
	above.code = f.Code.Parent()
	total := s.children[above]
	total.fen += f.Money.Fen
	total.grain = max(total.grain, f.Money.Grain)
	total.count++
	s.children[above] = total
}

func (s *sums) verdict() (fact.SelfTest, []doc.Issue) {
	verdict := fact.SelfTest("")
	var issues []doc.Issue
	for _, key := range s.order {
		total, ok := s.children[key]
		if !ok {
			continue
		}
		stated := s.stated[key]
		difference := stated.Money.Fen - total.fen
		if difference < 0 {
			difference = -difference
		}
		grain := max(total.grain, stated.Money.Grain)
		switch {
		case difference == 0:
			verdict = worse(verdict, fact.Passed)
		case 2*difference <= grain*fact.Fen(total.count+1):
			verdict = worse(verdict, fact.Rounding)
		default:
			verdict = worse(verdict, fact.Failed)
			issues = append(issues, doc.Issue{Code: SumMismatch, Pos: doc.Pos{Page: stated.Source.Page, Table: stated.Source.Table, Row: stated.Source.Row, Col: stated.Source.Col},
				Detail: fmt.Sprintf("%s%s %s ≠ %s", stated.Label, stated.Code, stated.Money.Fen, total.fen)})
		}
	}
	return verdict, issues
}

func worse(a, b fact.SelfTest) fact.SelfTest {
	rank := map[fact.SelfTest]int{"": 0, fact.Passed: 1, fact.Rounding: 2, fact.Failed: 3}
	if rank[b] > rank[a] {
		return b
	}
	return a
}
