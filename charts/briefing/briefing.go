// Package briefing makes the annual trend briefing (审查参阅材料, 趋势简报) of typed rows: one structure of headings,
// paragraphs, tables and charts, which is then rendered as a Word document (charts/word), a web page or Markdown. All
// wording stands in templates, one a section, that a writer can replace; every figure carries the page it was read from.
package briefing

import (
	"fmt"
	"io/fs"
	"strings"
	"time"

	"tongbi/queries"
)

// Briefing is a finished document before it is written in one format.
type Briefing struct {
	Title  []string // its lines
	Header string   // stands on every page
	Blocks []Block
}

// Name is the title in one line.
func (b Briefing) Name() string { return strings.Join(b.Title, "") }

// Block is one piece of a briefing: exactly one of its fields is set.
type Block struct {
	Heading   *Heading
	Paragraph *Paragraph
	Table     *Table
	Chart     *Chart
}

// Heading opens a part (1), a section (2), a sub-section (3) or a single matter (4); its number is in the text.
type Heading struct {
	Level int
	Text  string
}

// Kind is what a paragraph is for.
type Kind string

// The kinds of paragraphs.
const (
	Body      Kind = "body"
	Note      Kind = "note" // below a table or a chart, and in the appendices
	Signature Kind = "signature"
)

// Paragraph is text with its emphasis and its sources.
type Paragraph struct {
	Kind  Kind
	Spans []Span
}

// Span is a piece of a paragraph.
type Span struct {
	Text   string
	Strong bool
	Source bool // where the paragraph's figures stand; set smaller
}

// String is the paragraph as plain text.
func (p Paragraph) String() string {
	var text strings.Builder
	for _, span := range p.Spans {
		text.WriteString(span.Text)
	}
	return text.String()
}

// Table is a table with a title, a heading row that is repeated on every page, and notes below it.
type Table struct {
	Number  int // counted through the briefing, from 1
	Title   string
	Unit    string
	Columns []Column
	Rows    []Row
	Notes   []string
}

// Column is one column of a table.
type Column struct {
	Heading string
	Weight  int  // its width relative to the others
	Right   bool // numbers stand to the right
}

// Row is one row: a cell a column.
type Row struct {
	Cells  []Cell
	Strong bool
}

// Cell is one cell of a table. Shade is from −3 to 3 in a heat table: the deeper, the larger the decrease or increase.
type Cell struct {
	Text  string
	Shade int
}

// Options are what a briefing needs beside its rows.
type Options struct {
	Templates fs.FS     // a user's templates: a file there replaces the built-in one of the same name; nil for none
	Date      time.Time // of the signature
	// IssueText is the Chinese wording of a document's defect; without it the defect's code and detail are shown.
	IssueText func(queries.Issue) string
	Totals    []queries.Change // of a set: the sums of the totals over the organisations
}

// New makes the briefing of one organisation, or of a set with an overview before its chapters. Errors: *TemplateError;
// nothing to speak of.
func New(briefs []queries.Brief, options Options) (Briefing, error) {
	if len(briefs) == 0 {
		return Briefing{}, fmt.Errorf("making a briefing: no documents")
	}
	texts, err := loadTemplates(options.Templates)
	if err != nil {
		return Briefing{}, err
	}
	var chapters []*chapter
	for _, brief := range briefs {
		chapters = append(chapters, newChapter(brief, options))
	}
	w := &writer{texts: texts}
	for i, one := range chapters {
		if i > 0 && chapters[i-1].brief.Organization == one.brief.Organization {
			chapters[i-1].scoped, one.scoped = true, true
		}
	}
	if len(chapters) == 1 {
		w.title(chapters[0].titleFields())
		w.chapter(chapters[0])
		w.section("落款", chapters[0].references, chapters[0].signatureFields(options.Date))
		w.appendix(chapters[0])
		return w.finished()
	}
	set := newSet(chapters, options)
	w.title(set.titleFields())
	w.section("概览", set.references, set.fields())
	w.section("落款", set.references, set.signatureFields(options.Date))
	for i, one := range chapters {
		w.heading(1, fmt.Sprintf("第%s部分　%s", numeral(i+1), one.name()))
		w.chapter(one)
		w.appendix(one)
	}
	return w.finished()
}
