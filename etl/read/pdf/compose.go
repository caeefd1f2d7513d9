package pdf

import (
	"tongbi/etl/doc"
)

// compose puts the pages together: paragraphs that run over page breaks, grids between them, in reading order.
func compose(pages []*page) *doc.Document {
	document := &doc.Document{Format: doc.PDF}
	for _, p := range pages {
		document.Issues = append(document.Issues, p.issues...)
		next := 0
		for _, l := range p.lines {
			for next < len(p.grids) && p.grids[next].Box.Top < l.box.Top {
				document.Blocks = append(document.Blocks, p.grids[next])
				next++
			}
			document.Blocks = append(document.Blocks, &doc.Paragraph{Lines: []doc.Line{{Text: l.text, Page: p.number, Box: l.box}}})
		}
		for ; next < len(p.grids); next++ {
			document.Blocks = append(document.Blocks, p.grids[next])
		}
	}
	if len(document.Blocks) == 0 && len(document.Issues) == 0 {
		document.Issues = append(document.Issues, doc.Issue{Code: doc.EmptyFile})
	}
	return document
}
