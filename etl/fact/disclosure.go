package fact

// Disclosure is everything that one document says: package extract makes it, package store keeps it.
type Disclosure struct {
	Identity Identity
	Readings []Reading
	Missing  []FormID // forms that this kind of disclosure must have and that were not found
	SelfTest SelfTest
	Facts    []Fact
	Claims   []Claim
	Passages []Passage // its running text, for checks of the wording
}

// Passage is one sentence of running text outside tables, headings included.
type Passage struct {
	Paragraph int    // which paragraph it is of, from 1
	Page      int    // where it begins, as Source.Page
	Text      string // without white space, digits narrow, its closing mark kept
}

// Reading is one table of a document as it was understood; a table that runs over pages is one reading.
type Reading struct {
	Form    FormID // empty: the table was not recognised and is kept as cells only
	Title   string // as printed, empty where there is none
	Fund    Fund
	Unit    Unit // 0 where none is stated
	Page    int  // of its first row
	Table   int  // doc.Grid.Number of its first part
	Rows    int
	Figures int    // facts read from it
	Empty   bool   // declared empty by its own note (“故本表无数据”)
	Note    string // that note, verbatim
	Cells   []Cell // what is printed in it, where its figures are not facts: an unknown form, 绩效目标
}

// Cell is one filled cell of a table that is kept as it is printed.
type Cell struct {
	Page, Table, Row, Col int // as Source
	RowSpan, ColSpan      int // at least 1
	Text                  string
}

// SelfTest is the verdict of a document's own arithmetic: 类 = Σ款 = Σ项, 合计 = Σ columns, table against table.
type SelfTest string

// The verdicts, from best to worst; empty where nothing could be tested.
const (
	Passed   SelfTest = "passed"
	Rounding SelfTest = "rounding" // differences that the grain of the figures explains
	Failed   SelfTest = "failed"   // differences that it does not explain: the figures carry the mark into every report
)
