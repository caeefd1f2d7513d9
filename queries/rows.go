// Package queries asks the database: each question is one SQL file, one Go function and one row type of the same name.
package queries

import (
	"tongbi/data"
	"tongbi/etl/fact"
)

// Figure is one amount with the place it came from: what a person sees when asking for the evidence of a number.
type Figure struct {
	Amount   fact.Fen
	Grain    fact.Fen
	Raw      string // as printed
	Document string // base name of the file
	Source   fact.Source
	Sentence string // the sentence, where the figure comes from text
	Implied  bool   // not this year's own document but another one's sentence or column says so
	Format   string // doc.Format of the document: it tells what Source.Page counts
	Presence fact.Presence
	Inferred bool          // read from columns found by alignment or by character recognition: less certain
	SelfTest fact.SelfTest // of the document
}

// Status says what became of a line between two years.
type Status string

// The statuses.
const (
	Continuing    Status = "continuing"
	New           Status = "new"
	Ended         Status = "ended"
	Unchanged     Status = "unchanged"
	NotComparable Status = "not_comparable"
)

// Basis says where the earlier figure comes from.
type Basis string

// The bases.
const (
	Disclosed Basis = "disclosed" // the earlier year's own document
	Implied   Basis = "implied"   // a sentence of the later year's document
)

// Series is what can be compared at all: the documents of one organisation, scope and stage over the years.
type Series struct {
	Organization string
	Scope        fact.Scope
	Stage        fact.Stage
	Years        []fact.Year // years whose own document is loaded, ascending
}

// Change is one row of `tongbi compare`: one line of one series between two years.
type Change struct {
	Organization string
	Scope        fact.Scope
	Fund         fact.Fund
	By           string // total, function, economic, nature, fund, revenue, three-public, procurement
	Line         string // fact.Fact.Line of a line without a code; empty for a coded one
	Code         fact.Code
	Label        string
	Measure      fact.Measure
	FromYear     fact.Year
	FromStage    fact.Stage
	From         *Figure // nil where the earlier year lacks the line
	ToYear       fact.Year
	ToStage      fact.Stage
	To           *Figure    // nil where the later year lacks the line
	Change       *fact.Fen  // nil where not comparable, unless only because codes changed: then it is the nominal one
	Rate         *fact.Rate // nil where undefined (zero base, change of sign)
	Contribution *fact.Rate // share of the change of the total; nil where the total did not change
	Status       Status
	Basis        Basis
	Note         string   // Chinese, for people: the form whose total contributions refer to; the sentence behind an implied base
	Rank         int      // place by the size of the change among the lines of its view, level and measure, from 1; 0 where it has none
	Crosswalk    []string // ids of the rows of the crosswalk that bear on the line

	table              bool      // both figures come from tables of their own years
	fromLabel, toLabel string    // the names that the two years print; empty where a year lacks the line
	form               string    // name of the form whose total contributions refer to
	wholeFrom, wholeTo *fact.Fen // that total in the two years; nil where the form states none
}

// Line is one row of `tongbi trend`: one line of one series over all years.
type Line struct {
	Organization string
	Scope        fact.Scope
	Stage        fact.Stage
	Fund         fact.Fund
	By           string
	Line         string // fact.Fact.Line of a line without a code; empty for a coded one
	Code         fact.Code
	Label        string // of the latest year that has it
	Measure      fact.Measure
	Figures      map[fact.Year]Figure
	Wholes       map[fact.Year]fact.Fen // the total that the line is a part of, by year; none where the form states none
	Note         string                 // Chinese: what the crosswalk says of the line's code over the years
	Crosswalk    []string               // ids of the rows of the crosswalk that bear on the line

	labels  map[fact.Year]string // the names that the years print
	addends []Line               // of a sum that a text makes of several lines
}

// DocumentStatus is one row of `tongbi status`: one document offered, refused ones too.
type DocumentStatus struct {
	Document     string
	SHA256       string
	Identity     fact.Identity
	Format       string
	Pages        int
	FormsRead    []fact.FormID
	FormsEmpty   []fact.FormID // declared empty by their own note
	FormsMissing []fact.FormID // expected of this kind of disclosure and not found
	SelfTest     string        // passed, rounding, failed, or empty where nothing could be tested
	Issues       []Issue
	Path         string   // where the file was when it was loaded
	Refused      string   // why nothing of it is used; empty for a document that counts
	Unrecognised []string // titles of tables that no form fits, empty ones too
	Conflicts    string   // documents of the same identity that state figures differently, joined with 、
	Replaces     string   // versions that are history because of it, joined with 、
}

// Issue is a stored defect of a document: doc.Issue as the database gives it back.
type Issue struct {
	Code                  string
	Page, Table, Row, Col int
	Detail                string
}

// Statement is a claim of a document as the database gives it back.
type Statement struct {
	Document string
	Format   string // doc.Format of the document: it tells what Claim.Page counts
	Year     fact.Year
	Claim    fact.Claim
	Grade    Grade // of its reason: how much that explains
}

// Dossier is all there is to say about one series: what a report page is made of.
type Dossier struct {
	Series     Series
	Documents  []DocumentStatus
	Years      []fact.Year // all years with a figure, implied ones included, ascending
	Lines      []Line      // every line of every view, all years
	Changes    []Change    // every pair of neighbours, and the first with the last year where there are more than two
	Statements []Statement
	Crosswalk  []data.Correspondence // the rows of the crosswalk that bear on its lines, in the order of the crosswalk
	Review     *Review               // what does not add up and what to ask; nil where nobody looked
}
