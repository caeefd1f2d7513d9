// Package doc holds what a reader gives: a published document as a flow of paragraphs and grids in reading order,
// each with the place it stands in. It knows nothing of budgets; it only says what is printed where.
package doc

// Format names the kind of file a document was read from.
type Format string

// The formats that can be read.
const (
	PDF  Format = "pdf"
	Text Format = "txt"
	Word Format = "docx"
	Book Format = "xlsx"
	Page Format = "html"
)

// Document is one published file, read but not yet understood.
type Document struct {
	Name   string  // the file's base name; with its shortest distinguishing folder where names collide
	SHA256 string  // of the file's bytes, lower-case hex: the identity of the file
	Format Format  //
	Pages  int     // pages of a PDF, lines of a text, sheets of a workbook; 1 for Word and HTML
	Blocks []Block // in reading order
	Issues []Issue // what could not be read, each with its place
}

// Block is a Paragraph or a Grid.
type Block interface{ block() }

// Paragraph is running text: the printed lines of one paragraph, which may run over a page break. Page headers,
// page footers and page numbers are not part of any paragraph.
type Paragraph struct {
	Heading bool // the format itself calls it a heading (Word styles, HTML h1–h6); PDF and text never do
	Lines   []Line
}

// Text is the paragraph's lines joined without a break, as Chinese text runs on.
func (p *Paragraph) Text() string {
	text := ""
	for _, line := range p.Lines {
		text += line.Text
	}
	return text
}

// Line is one printed line with the page it stands on.
type Line struct {
	Text string
	Page int // page of a PDF, line of a text, sheet of a workbook, from 1
	Box  Box // zero where the format has no geometry

	Scanned bool // recognised in a picture of the page, so less certain
}

// Grid is one ruled (or aligned) table on one page. A table that runs over pages is one grid a page;
// package table joins them.
type Grid struct {
	Page      int       // as Line.Page, of its first row
	Number    int       // its ordinal on the page, from 1; in text, Word and HTML its ordinal in the document
	Rows      int       // number of rows
	Cols      int       // number of columns
	Edges     []float64 // x of the Cols+1 column borders, in points; nil where the format has no geometry
	Ruled     bool      // columns come from ruled lines or cell markup; false: from alignment or a picture of the page, so less certain
	Landscape bool      // the page was turned (/Rotate) to be read
	FirstRow  int       // of a workbook: the sheet's row that row 1 stands in; 0 elsewhere
	FirstCol  int       // of a workbook: the sheet's column that column 1 stands in; 0 elsewhere
	Box       Box
	Cells     []Cell // every cell once, with its spans, ordered by row and column
}

// Cell is one cell of a grid, empty ones included.
type Cell struct {
	Row, Col         int // of its top left corner, from 1
	RowSpan, ColSpan int // at least 1
	Page             int // as Line.Page: in a text the line of this row
	Text             string
	Box              Box
}

func (*Paragraph) block() {}
func (*Grid) block()      {}

// Box is a rectangle on a page as it is read (after rotation), in points from the top left corner.
type Box struct{ Left, Top, Right, Bottom float64 }

// IsZero reports whether the box is unset.
func (b Box) IsZero() bool { return b == Box{} }

// Pos is a place in a document. Zero fields are unknown: a page alone, a whole table, a single cell.
type Pos struct {
	Page  int // page of a PDF, line of a text, sheet of a workbook, from 1
	Table int // Grid.Number
	Row   int // from 1
	Col   int // from 1
}

// Issue is a defect of a document: a value to be stored and shown, never a reason to stop reading.
type Issue struct {
	Pos    Pos
	Code   Code
	Detail string // the offending text, verbatim; the words around it are chosen where it is shown
}

// Code names the kind of a defect. The Chinese wording of each stands in cmd/messages.go.
type Code string

// The defects a reader can find.
const (
	EmptyFile       Code = "empty_file"        // no bytes, or nothing printable
	UnknownFormat   Code = "unknown_format"    // the content is no format that can be read
	BrokenFile      Code = "broken_file"       // truncated or damaged; Detail says what the parser said
	EncryptedFile   Code = "encrypted_file"    // needs a password
	PageWithoutText Code = "page_without_text" // a scan or drawing: Pos.Page says which
	ScannedPage     Code = "scanned_page"      // its text was recognised in a picture: every figure of it is less certain
	TooLarge        Code = "too_large"         // over a limit; Detail names the limit
	UnreadableText  Code = "unreadable_text"   // invalid encoding; Detail is the offending piece
	UnruledTable    Code = "unruled_table"     // columns were found by alignment, not by lines
	MissingProgram  Code = "missing_program"   // an outside program is needed; Detail names it
	EmbeddedObject  Code = "embedded_object"   // a file set into the document as a picture, unread; Detail is its kind
	HiddenContent   Code = "hidden_content"    // a hidden sheet, row or column, unread; Detail names it as the program does
	MissingResult   Code = "missing_result"    // a formula whose result was not stored; Detail is the formula
)
