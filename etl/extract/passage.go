package extract

import (
	"strings"

	"tongbi/etl/doc"
	"tongbi/etl/fact"
	"tongbi/etl/table"
)

// passage is a paragraph as it is searched: without white space, digits narrow, with the page of each byte.
type passage struct {
	text  string
	pages []int
}

func passageOf(paragraph *doc.Paragraph) passage {
	var text strings.Builder
	var pages []int
	for _, line := range paragraph.Lines {
		for _, r := range table.Squeeze(line.Text) {
			switch {
			case r >= '０' && r <= '９':
				r += '0' - '０'
			case r == '％':
				r = '%'
			case r == ' ':
				continue
			}
			size := len(string(r))
			text.WriteRune(r)
			for range size {
				pages = append(pages, line.Page)
			}
		}
	}
	return passage{text.String(), pages}
}

func paragraphs(document *doc.Document) []passage {
	var passages []passage
	for _, block := range document.Blocks {
		if paragraph, ok := block.(*doc.Paragraph); ok {
			if passage := passageOf(paragraph); passage.text != "" {
				passages = append(passages, passage)
			}
		}
	}
	return passages
}

// sentences are the running text of a document, sentence by sentence.
func sentences(document *doc.Document) []fact.Passage {
	var all []fact.Passage
	for number, paragraph := range paragraphs(document) {
		start := 0
		for start < len(paragraph.text) {
			end := len(paragraph.text)
			if stop := strings.Index(paragraph.text[start:], "。"); stop >= 0 {
				end = start + stop + len("。")
			}
			all = append(all, fact.Passage{Paragraph: number + 1, Page: paragraph.pages[start], Text: paragraph.text[start:end]})
			start = end
		}
	}
	return all
}

func sentenceAround(text string, at int) string {
	start := 0
	if stop := strings.LastIndexAny(text[:at], "。；"); stop >= 0 {
		start = stop + len("。")
	}
	end := len(text)
	if stop := strings.IndexAny(text[at:], "。；"); stop >= 0 {
		end = at + stop
	}
	return text[start:end]
}
