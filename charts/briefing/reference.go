package briefing

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tongbi/charts"
	"tongbi/etl/fact"
	"tongbi/queries"
)

// references knows the documents of a chapter by their short names.
type references struct {
	names map[string]string
	order []string // the documents as the list of sources numbers them
}

// newReferences names each document by its year and kind: 2025年预算; where several share that, their numbers tell them
// apart.
func newReferences(documents []queries.DocumentStatus) *references {
	r := &references{names: map[string]string{}}
	count := map[string]int{}
	for _, document := range documents {
		count[kindOf(document)]++
	}
	for i, document := range documents {
		name := kindOf(document)
		if count[name] > 1 {
			name += fmt.Sprintf("（文件%d）", i+1)
		}
		r.names[document.Document] = name
		r.order = append(r.order, document.Document)
	}
	return r
}

func kindOf(document queries.DocumentStatus) string {
	kind := map[fact.Stage]string{fact.FinalAccounts: "决算", fact.AdjustedBudget: "调整预算", fact.Outturn: "执行数"}[document.Identity.Stage]
	if kind == "" {
		kind = "预算"
	}
	return fmt.Sprintf("%d年%s", document.Identity.Year, kind)
}

// name is the short name of a document, its own name where it is not one of the chapter's.
func (r *references) name(document string) string {
	if name := r.names[document]; name != "" {
		return name
	}
	return document
}

// text lists places, each once: 2025年预算第9页表1、第18页表2；2024年预算第10页表1.
func (r *references) text(places []place) string {
	var documents []string
	at := map[string][]place{}
	for _, one := range places {
		if one.document == "" {
			continue
		}
		if !slices.Contains(documents, one.document) {
			documents = append(documents, one.document)
		}
		if !slices.Contains(at[one.document], one) {
			at[one.document] = append(at[one.document], one)
		}
	}
	var parts []string
	for _, document := range documents {
		slices.SortFunc(at[document], func(a, b place) int { return cmp.Or(a.page-b.page, a.table-b.table) })
		var words []string
		for _, one := range at[document] {
			if text := one.words(); text != "" {
				words = append(words, text)
			}
		}
		parts = append(parts, r.name(document)+strings.Join(words, "、"))
	}
	return strings.Join(parts, "；")
}

// words are the page and table of a place: 第9页表1.
func (p place) words() string {
	text := charts.PageName(p.format, p.page)
	if p.table > 0 {
		text += fmt.Sprintf("表%d", p.table)
	}
	return text
}

// inTable is a place in a column of pages: the page alone, 行 before the line of a text.
func (p place) inTable() string {
	switch p.format {
	case "txt":
		return fmt.Sprintf("行%d", p.page)
	case "xlsx":
		return fmt.Sprintf("工作表%d", p.page)
	case "docx", "html":
		return fmt.Sprintf("表%d", p.table)
	}
	if p.page == 0 {
		return "—"
	}
	return fmt.Sprint(p.page)
}
