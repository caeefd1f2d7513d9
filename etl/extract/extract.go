// Package extract understands a document: whose it is, of which year, stage and scope; the facts of its tables, the
// claims of its sentences, and whether its own arithmetic holds. What is not certain it leaves out and says so.
package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"tongbi/data"
	"tongbi/etl/doc"
	"tongbi/etl/fact"
	"tongbi/etl/table"
)

// The defects that understanding a document finds, beside those of reading it.
const (
	NoDisclosure   doc.Code = "no_disclosure"   // neither a table nor a sentence of a budget or final account was recognised
	NoOrganization doc.Code = "no_organization" // Detail lists what was found, if anything
	NoYear         doc.Code = "no_year"         //
	NoStage        doc.Code = "no_stage"        //
	NoScope        doc.Code = "no_scope"        //
	UnknownForm    doc.Code = "unknown_form"    // a table with figures that no form fits; Detail is its title
	UnknownUnit    doc.Code = "unknown_unit"    // a table without 单位; its figures are kept as printed, without an amount
	UnknownHeading doc.Code = "unknown_heading" // a column of figures whose heading is not known; Detail is the heading
	NotNumber      doc.Code = "not_number"      // a cell of a figure column that is none; Detail is the cell
	UnreadCode     doc.Code = "unread_code"     // a row whose code or name cannot be read, so that its figures are left out; Detail is what was read
	WrongCode      doc.Code = "wrong_code"      // a code that its scheme cannot have, kept as printed; Detail is the code
	SumMismatch    doc.Code = "sum_mismatch"    // the document's own arithmetic does not hold; Detail says where
)

// Extractor understands documents by a vocabulary.
type Extractor struct {
	vocabulary *data.Vocabulary
	recogniser *table.Recogniser
}

// New gives an extractor for a vocabulary.
func New(vocabulary *data.Vocabulary) *Extractor {
	return &Extractor{vocabulary: vocabulary, recogniser: table.New(vocabulary)}
}

// Disclose says what a document says. Fields of given that are set by hand settle what the document leaves open or
// says otherwise. The issues are the document's: those of reading it first.
func (e *Extractor) Disclose(document *doc.Document, given fact.Identity) (fact.Disclosure, []doc.Issue) {
	tables := e.recogniser.Recognise(document)
	issues := slices.Clone(document.Issues)
	identity, unsettled := identify(document, tables, given, e.vocabulary.Organization)
	disclosure := fact.Disclosure{Identity: identity}
	for i := range tables {
		reader := factReader{extractor: e, table: &tables[i], identity: identity}
		reader.read()
		disclosure.Readings = append(disclosure.Readings, reader.reading())
		disclosure.Facts = append(disclosure.Facts, reader.facts...)
		disclosure.Facts = append(disclosure.Facts, targeted(&tables[i], identity)...)
		issues = append(issues, reader.issues...)
	}
	disclosure.Claims = e.claims(document, identity, disclosure.Facts)
	disclosure.Passages = sentences(document)
	if !recognisedAny(disclosure.Readings) && (len(unsettled) > 0 || len(disclosure.Claims) == 0) {
		if len(document.Issues) == 0 {
			issues = append(issues, doc.Issue{Code: NoDisclosure})
		}
		return disclosure, issues
	}
	issues = append(issues, unsettled...)
	disclosure.Facts = append(disclosure.Facts, e.narrated(document, identity, disclosure)...)
	if recognisedAny(disclosure.Readings) { // a file of text alone is one part of a set
		disclosure.Missing = missing(disclosure.Readings)
	}
	verdict, mismatches := e.selfTest(disclosure.Facts)
	disclosure.SelfTest = verdict
	return disclosure, append(issues, mismatches...)
}

func recognisedAny(readings []fact.Reading) bool {
	return slices.ContainsFunc(readings, func(reading fact.Reading) bool { return reading.Form != "" })
}

// required are the forms that every department must publish: 财预〔2016〕143号, 附件; the basic expenditure by economic
// classification and 支出表 may come under the province's 财政拨款 forms instead.
var required = [][]fact.FormID{
	{"revenue_expenditure_summary"}, {"revenue_summary"}, {"expenditure_summary"}, {"appropriation_summary"},
	{"general_public_by_function", "appropriation_by_function"},
	{"general_public_basic_by_economic", "appropriation_basic_by_economic"},
	{"three_public"}, {"government_fund_by_function"},
}

func missing(readings []fact.Reading) []fact.FormID {
	var absent []fact.FormID
	for _, alternatives := range required {
		found := slices.ContainsFunc(readings, func(reading fact.Reading) bool { return slices.Contains(alternatives, reading.Form) })
		if !found {
			absent = append(absent, alternatives[0])
		}
	}
	return absent
}

// factReader reads the facts of one table.
type factReader struct {
	extractor *Extractor
	table     *table.Table
	identity  fact.Identity
	facts     []fact.Fact
	issues    []doc.Issue
	printed   string   // the last code as printed, where its leading zeros are missing
	carried   []string // the levels of the last code of the group, for forms that print a class once
	lost      bool     // a code was not readable, so that a level printed once above is not known

	seen    map[string]bool // the named lines of the group so far
	opening bool            // below 年初结转, whose parts are named like the revenues above it
}

func (r *factReader) reading() fact.Reading {
	t := r.table
	reading := fact.Reading{Title: t.Title, Unit: t.Unit, Page: t.Page, Table: t.Number, Rows: len(t.Rows), Figures: len(r.facts), Empty: t.Empty, Note: t.Note}
	if t.Form != nil {
		reading.Form, reading.Fund = fact.FormID(t.Form.ID), fact.Fund(t.Form.Fund)
	}
	if t.Form == nil || t.Form.Layout == "none" {
		reading.Cells = printed(t.Grids)
	}
	return reading
}

// printed keeps the filled cells of a table as they are.
func printed(grids []*doc.Grid) []fact.Cell {
	var cells []fact.Cell
	for _, grid := range grids {
		for _, cell := range grid.Cells {
			if text := table.Squeeze(cell.Text); text != "" {
				cells = append(cells, fact.Cell{Page: cell.Page, Table: grid.Number, Row: cell.Row, Col: cell.Col, RowSpan: cell.RowSpan, ColSpan: cell.ColSpan, Text: text})
			}
		}
	}
	return cells
}

// read takes the facts row by row, group by group. A table that is not recognised yields none.
func (r *factReader) read() {
	t := r.table
	if t.Form == nil {
		if t.HasFigures() {
			r.note(UnknownForm, doc.Pos{Page: t.Page, Table: t.Number}, t.Title)
		}
		return
	}
	if t.Form.Layout == "none" {
		return
	}
	groups := 0
	for _, column := range t.Columns {
		groups = max(groups, column.Group+1)
	}
	for group := range groups {
		r.carried, r.lost, r.seen, r.opening = nil, false, map[string]bool{}, false
		for i := range t.Rows {
			r.readRow(&t.Rows[i], group)
		}
	}
	r.settleTotals()
	r.settleUnits()
	r.reportHeadings()
}

// readRow takes the figures of one group of columns in one row.
func (r *factReader) readRow(row *table.Row, group int) {
	if r.codeless(row, group) {
		return
	}
	line := r.lineOf(row, group)
	if r.table.Inferred && r.unnamed(line) {
		r.nameless(row, group, line.label)
		return
	}
	for i, column := range r.table.Columns {
		if column.Group != group || column.Role != table.Value && column.Role != table.Change {
			continue
		}
		cell := row.Cells[i]
		if cell == nil || cell.Row != row.Row || !r.starts(row, i) {
			continue
		}
		if inset := r.insetLabel(row, i); inset != "" {
			r.readInset(row, i, cell, inset)
			continue
		}
		r.readCell(row, i, cell, line)
	}
}

// codeless reports a row whose code is not readable: its figures belong to no one knows what. A row below that leaves out the
// level that was not read is as bad.
func (r *factReader) codeless(row *table.Row, group int) bool {
	first := true
	for i, column := range r.table.Columns {
		if column.Group != group || column.Role != table.Code || row.Cells[i] == nil {
			continue
		}
		text := table.Squeeze(row.Cells[i].Text)
		misread := r.table.Inferred && !first && text != "" && strings.Trim(text, "0123456789") != ""
		if misread || strings.ContainsRune(text, unicode.ReplacementChar) {
			r.note(UnreadCode, doc.Pos{Page: row.Page, Table: row.Table, Row: row.Row, Col: row.Cells[i].Col}, text)
			r.lost = true
			return true
		}
		if first && text != "" {
			r.lost = false
		}
		if first && text == "" && r.lost && lastOf(r.codesIn(row, group)) != "" {
			r.note(UnreadCode, doc.Pos{Page: row.Page, Table: row.Table, Row: row.Row, Col: row.Cells[i].Col}, "")
			return true
		}
		first = false
	}
	return false
}

// unnamed tells whether a line of a scan says too little to be one: no words in a form of named lines, neither code nor known name
// in a form of codes.
func (r *factReader) unnamed(line line) bool {
	switch r.table.Form.Layout {
	case "lines":
		return !words.MatchString(line.label)
	case "codes":
		return line.code == "" && (line.id == "" || line.id == "expenditure_class")
	}
	return false
}

// nameless reports a row of a scan whose name was not read, where it has a figure.
func (r *factReader) nameless(row *table.Row, group int, read string) {
	for i, column := range r.table.Columns {
		if cell := row.Cells[i]; column.Group == group && column.Role == table.Value && cell != nil && cell.Row == row.Row && strings.ContainsAny(cell.Text, "0123456789") {
			r.note(UnreadCode, doc.Pos{Page: row.Page, Table: row.Table, Row: row.Row}, read)
			return
		}
	}
}

func (r *factReader) codesIn(row *table.Row, group int) []string {
	codes, _ := r.keys(row, group)
	return codes
}

// words are what makes a cell in a column of figures a label of its own (相关统计数：团组数、人次、辆数 below “三公”经费).
var words = regexp.MustCompile(`\p{Han}{2}`)

// insetLabel is the label that stands among the columns of figures, directly left of a figure: then it says what the
// figure is, and the column's heading does not.
func (r *factReader) insetLabel(row *table.Row, index int) string {
	if r.table.Form.Layout != "columns" {
		return ""
	}
	for i := index - 1; i >= 0; i-- {
		cell := row.Cells[i]
		if cell == nil || cell == row.Cells[index] || strings.TrimSpace(cell.Text) == "" {
			continue
		}
		if text := table.Squeeze(cell.Text); r.table.Columns[i].Role == table.Value && words.MatchString(text) {
			return text
		}
		return ""
	}
	return ""
}

// readInset takes a number of things under its own label. An amount there has no known measure and is left out.
func (r *factReader) readInset(row *table.Row, index int, cell *doc.Cell, label string) {
	if countLabel.MatchString(table.Plain(label)) {
		r.readCell(row, index, cell, line{label: label, period: table.Period{Year: r.identity.Year, Stage: r.identity.Stage}})
		return
	}
	if text := table.Squeeze(cell.Text); text != "" && !words.MatchString(text) {
		r.note(UnknownHeading, doc.Pos{Page: row.Page, Table: row.Table, Row: row.Row, Col: cell.Col}, label)
	}
}

// countLabel is a line or column that counts things and no money: “公务用车保有量（辆）”, “国内公务接待批次（个）”.
var countLabel = regexp.MustCompile(`（(单位：)?(个|人|人次|次|批|批次|辆|台|套|项|家|户|间|平方米|台[，、/]?套|台（套）)）|(团组|人次|批次|保有量|购置量|车辆|设备)(数|数量|数合计)?$|人次数$`)

// counted is the measure of a number of things that stands in a table.
const counted fact.Measure = "count"

// starts tells whether the cell under a column begins there, or begins in a column of figures: a label that spans into
// a column of figures is no figure.
func (r *factReader) starts(row *table.Row, column int) bool {
	cell := row.Cells[column]
	for i := column - 1; i >= 0 && row.Cells[i] == cell; i-- {
		if r.table.Columns[i].Role != table.Ignore {
			return false
		}
	}
	return true
}

// readCell makes a fact of one cell, or says why it is none.
func (r *factReader) readCell(row *table.Row, index int, cell *doc.Cell, line line) {
	column := r.table.Columns[index]
	text := table.Squeeze(cell.Text)
	pos := doc.Pos{Page: row.Page, Table: row.Table, Row: row.Row, Col: cell.Col}
	if text == "" {
		return
	}
	f := fact.Fact{
		Form: fact.FormID(r.table.Form.ID), Fund: fact.Fund(r.table.Form.Fund), Scheme: line.scheme, Code: line.code, Printed: line.printed, Line: line.id, Label: line.label,
		Measure: column.Measure, Raw: text, Inferred: r.table.Inferred,
		Source: fact.Source{Page: pos.Page, Table: pos.Table, Row: pos.Row, Col: pos.Col, Title: r.table.Title, Heading: column.Heading,
			Left: cell.Box.Left, Top: cell.Box.Top, Right: cell.Box.Right, Bottom: cell.Box.Bottom},
	}
	if line.measure != "" && (column.Measure == fact.AmountOnly || column.Measure == table.Unrecognized) {
		f.Measure = line.measure
	}
	f.Year, f.Stage = r.period(column.Period, line.period)
	counts := countLabel.MatchString(table.Plain(line.label)) || countLabel.MatchString(table.Plain(column.Heading))
	unit := r.table.Unit
	if column.Unit != 0 {
		unit = column.Unit
	}
	switch {
	case slices.Contains(dashes, text):
		f.Presence = fact.Dash
	case text == "无":
		f.Presence = fact.None
	case counts:
		if _, err := fact.ParseMoney(text, fact.Yuan); err != nil {
			r.note(NotNumber, pos, text)
			return
		}
		f.Measure, f.Presence = counted, fact.Counted
	case r.table.Form.Layout == "columns" && words.MatchString(text):
		return // a heading or label among the figures
	case f.Measure == table.StatedRate:
		if _, err := fact.ParsePercent(strings.TrimRight(text, "%％")); err != nil {
			return
		}
		f.Presence = fact.Percent
	case unit == 0:
		if _, err := fact.ParseMoney(text, fact.TenThousandYuan); err != nil {
			r.note(NotNumber, pos, text)
			return
		}
		f.Presence = fact.Unitless // said once for the table
	default:
		money, err := fact.ParseMoney(text, unit)
		if err != nil {
			r.note(NotNumber, pos, text)
			return
		}
		f.Presence, f.Money = fact.Stated, money
	}
	r.facts = append(r.facts, f)
}

var dashes = []string{"—", "——", "-", "--", "－", "－－", "–", "…", "……", "/", "―"}

// period gives year and stage of a figure: what its column or row says, else the document's own.
func (r *factReader) period(column, row table.Period) (fact.Year, fact.Stage) {
	year, stage := r.identity.Year, r.identity.Stage
	for _, said := range []table.Period{column, row} {
		if said.Year != 0 {
			year = said.Year
		}
		if said.Before != 0 && r.identity.Year != 0 {
			year = r.identity.Year - fact.Year(said.Before)
		}
		if said.Stage != "" {
			stage = said.Stage
		}
	}
	return year, stage
}

func (r *factReader) note(code doc.Code, pos doc.Pos, detail string) {
	r.issues = append(r.issues, doc.Issue{Code: code, Pos: pos, Detail: detail})
}

// reportHeadings says once a table which unit and which headings were not understood.
func (r *factReader) reportHeadings() {
	t := r.table
	pos := doc.Pos{Page: t.Page, Table: t.Number}
	if t.Unit == 0 && t.HasFigures() && !slices.ContainsFunc(t.Columns, func(c table.Column) bool { return c.Unit != 0 }) {
		r.note(UnknownUnit, pos, t.Title)
	}
	said := map[string]bool{}
	for _, f := range r.facts {
		if f.Measure == table.Unrecognized && !said[f.Source.Heading] {
			said[f.Source.Heading] = true
			r.note(UnknownHeading, pos, f.Source.Heading)
		}
	}
	if t.Inferred { // a heading that was not read may be that of the codes
		r.facts = slices.DeleteFunc(r.facts, func(f fact.Fact) bool { return f.Measure == table.Unrecognized })
	}
}

// settleUnits takes a table of columns that lists units by row, but only one, as the owner's own.
func (r *factReader) settleUnits() {
	rows := map[[2]int]bool{}
	for _, f := range r.facts {
		if f.Line != rowOfUnit {
			return
		}
		rows[[2]int{f.Source.Page, f.Source.Row}] = true
	}
	if len(rows) == 1 {
		for i := range r.facts {
			r.facts[i].Line = ""
		}
	}
}

// settleTotals chooses between 本年合计 and 总计 on each side of a summary: where both are printed the former is the
// comparable one (the latter contains 上年结转); where only a 总计 is, it is the total.
func (r *factReader) settleTotals() {
	for _, side := range []string{"revenue", "expenditure"} {
		both := slices.ContainsFunc(r.facts, func(f fact.Fact) bool { return f.Line == side+"_total" })
		for i := range r.facts {
			if !both && r.facts[i].Line == side+"_grand_total" {
				r.facts[i].Line = side + "_total"
			}
		}
	}
}
