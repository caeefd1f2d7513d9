// Package table turns the grids of a document and the text near them into recognised tables: which form each is, what
// its columns hold, where its rows begin, and which grids of following pages belong to it. What the forms look like is
// told by the files of package data.
package table

import (
	"regexp"
	"slices"
	"strings"

	"tongbi/data"
	"tongbi/etl/doc"
	"tongbi/etl/fact"
)

// Table is one table of a disclosure, joined over its pages.
type Table struct {
	Caption
	Page     int // of its first row
	Number   int // doc.Grid.Number of its first part
	Columns  []Column
	Rows     []Row
	Note     string      // the note below or inside it, verbatim
	Empty    bool        // it has no figures and its note says why
	Inferred bool        // columns found by alignment: less certain
	Grids    []*doc.Grid // its parts, a page each
	grid     *doc.Grid
	header   map[string]bool // plain texts of its header, to know a repeated one
	last     *doc.Grid
	first    int          // the first row of grid that is no caption
	upper    []headerCell // the header's upper part, where a page break cut it off
}

// Row is one body row, its cells put under the columns of the table's first part.
type Row struct {
	Page, Table, Row int         // where it is printed
	Cells            []*doc.Cell // by column; nil where nothing stands, the same cell twice where it spans
}

// Recogniser holds the vocabulary that tables are recognised by.
type Recogniser struct{ vocabulary *data.Vocabulary }

// New gives a recogniser for the forms of a vocabulary.
func New(vocabulary *data.Vocabulary) *Recogniser { return &Recogniser{vocabulary} }

var emptyNote = regexp.MustCompile(`空表|无数据|没有.*(安排|支出|收入|预算)|(无|未安排|不涉及|没有).*(预算|支出|收入|拨款|项目|经费|内容)`)

// Recognise gives the tables of a document in reading order, unknown ones too (Form nil). A title that is followed by
// a note instead of a grid (“本部门无政府性基金预算支出，故本表为空表”) is an empty table.
func (r *Recogniser) Recognise(document *doc.Document) []Table {
	var tables []Table
	var between []doc.Line // paragraphs since the last grid
	for _, block := range document.Blocks {
		switch block := block.(type) {
		case *doc.Paragraph:
			if line := piece(block); !pageNumber.MatchString(Plain(line.Text)) {
				between = append(between, line)
			}
		case *doc.Grid:
			if n := len(tables); n > 0 {
				between = tables[n-1].takeNote(between)
			}
			tables = r.addGrid(tables, block, between)
			between = nil
		}
	}
	if n := len(tables); n > 0 {
		tables[n-1].takeNote(between)
	}
	return r.addDeclaredEmpty(tables, document)
}

// pageNumber is a line that some layouts leave between the pages of a table.
var pageNumber = regexp.MustCompile(`^[-—–－·第页共/\d]*$`)

func piece(paragraph *doc.Paragraph) doc.Line {
	line := doc.Line{Text: paragraph.Text()}
	if len(paragraph.Lines) > 0 {
		line.Page, line.Box, line.Scanned = paragraph.Lines[0].Page, paragraph.Lines[0].Box, paragraph.Lines[0].Scanned
	}
	return line
}

// addGrid starts a table with the grid, or goes on with the last one.
func (r *Recogniser) addGrid(tables []Table, grid *doc.Grid, above []doc.Line) []Table {
	caption := r.readCaption(above)
	inside, first := captionRows(grid)
	if len(inside) > 0 {
		caption = r.readCaption(append(above[max(0, len(above)-captionReach):len(above):len(above)], inside...))
	}
	if n := len(tables); n > 0 && tables[n-1].continuedBy(grid, caption, above) {
		if last := &tables[n-1]; len(last.Rows) == 0 {
			r.goOnWithHeader(last, grid, first)
		} else {
			last.extend(grid, first)
		}
		return tables
	}
	table := Table{Caption: caption, Page: grid.Page, Number: grid.Number, Inferred: !grid.Ruled, grid: grid, last: grid, Grids: []*doc.Grid{grid}}
	table.first = first
	r.readColumns(&table)
	if table.Form == nil {
		table.Form = r.headed(&table)
	}
	return append(tables, table)
}

// headed gives the form that a table without a known title is of by its headings: lists that carry no budget figures,
// whose keys stand in the first row or the first column (单位构成, 项目绩效目标).
func (r *Recogniser) headed(t *Table) *data.Form {
	for _, column := range t.Columns {
		if column.Role == Value && column.Measure != Unrecognized && column.Measure != fact.AmountOnly {
			return nil
		}
	}
	for i := range r.vocabulary.Forms {
		form := &r.vocabulary.Forms[i]
		missing := slices.ContainsFunc(form.Headings, func(heading data.Pattern) bool {
			return !slices.ContainsFunc(t.grid.Cells, func(cell doc.Cell) bool { return heading.MatchString(Plain(cell.Text)) })
		})
		if len(form.Headings) > 0 && !missing {
			return form
		}
	}
	return nil
}

// captionRows gives the pieces of text that stand in a grid's first rows above its header, and its first row after them.
func captionRows(grid *doc.Grid) ([]doc.Line, int) {
	var inside []doc.Line
	cells := cellsByRow(grid)
	for row := 1; row <= grid.Rows; row++ {
		var texts []*doc.Cell
		for _, cell := range cells[row] {
			if cell.Row == row && strings.TrimSpace(cell.Text) != "" {
				texts = append(texts, cell)
			}
		}
		if !isCaption(texts, grid) {
			return inside, row
		}
		if len(texts) > 0 {
			inside = append(inside, joined(texts))
		}
	}
	return nil, 1
}

// joined puts the texts of one row side by side: “部门：  江苏省政协办公厅  单位：万元”.
func joined(cells []*doc.Cell) doc.Line {
	line := doc.Line{Page: cells[0].Page, Box: cells[0].Box}
	for _, cell := range cells {
		line.Text += cell.Text + "  "
	}
	return line
}

// titleEnd is how the title of a table ends: “…支出预算表（功能科目）”.
var titleEnd = regexp.MustCompile(`表(（[^（）]*）)*$`)

// isCaption tells a row of title, owner or unit from a header row: all of its texts say whose the table is or in which
// unit, or it has a single text over the whole width.
func isCaption(texts []*doc.Cell, grid *doc.Grid) bool {
	if len(texts) == 0 {
		return true
	}
	if len(texts) == 1 && (texts[0].ColSpan == grid.Cols && grid.Cols > 1 || titleEnd.MatchString(Plain(texts[0].Text))) {
		return true
	}
	for i, cell := range texts {
		owned := i > 0 && ownerPhrase.MatchString(texts[i-1].Text)
		if !owned && !unitPhrase.MatchString(cell.Text) && !ownerPhrase.MatchString(cell.Text) {
			return false
		}
	}
	return true
}

// continuedBy tells whether a grid goes on with this table: it comes next, has no caption of its own (or repeats this
// one's), and its columns stand under this table's.
func (t *Table) continuedBy(grid *doc.Grid, caption Caption, above []doc.Line) bool {
	if grid.Page-t.last.Page > 1 || t.Columns == nil {
		return false
	}
	if caption.Form != nil {
		return t.Form == caption.Form && Plain(t.Title) == Plain(caption.Title) && grid.Page > t.last.Page && t.alike(grid)
	}
	return caption.Unit == 0 && len(above) == 0 && t.alike(grid)
}

// columnTolerance is how far, in points, column borders of two pages may stand apart and still be the same.
const columnTolerance = 12.0

// looseTolerance is the same for tables without lines, whose borders lie halfway between the texts that a page happens to have.
const looseTolerance = 40.0

// alike tells whether the grid's outer borders are the table's; where one of them has no lines, whether all borders lie about
// where the table's do; without geometry, whether it has as many columns.
func (t *Table) alike(grid *doc.Grid) bool {
	if t.grid.Edges == nil || grid.Edges == nil {
		return t.grid.Cols == grid.Cols
	}
	first, second := t.grid.Edges, grid.Edges
	if !t.grid.Ruled || !grid.Ruled {
		return slices.EqualFunc(first, second, func(a, b float64) bool { return a-b < looseTolerance && b-a < looseTolerance })
	}
	return near(first[0], second[0]) && near(first[len(first)-1], second[len(second)-1])
}

func near(a, b float64) bool { return a-b < columnTolerance && b-a < columnTolerance }

// extend puts the body rows of a further page under this table's columns; a repeated header is left out.
func (t *Table) extend(grid *doc.Grid, first int) {
	t.last = grid
	t.Grids = append(t.Grids, grid)
	t.Inferred = t.Inferred || !grid.Ruled
	columns := t.columnsOf(grid)
	cells := cellsByRow(grid)
	for first <= grid.Rows && t.isHeader(cells[first]) {
		first++
	}
	above := len(t.Rows)
	t.addRows(grid, cells, first, columns)
	t.joinBroken(above)
}

// joinBroken gives the end of a name that a page break cut off (其他城乡社区管理事务支｜出) back to its coded row: the first row of
// the further page then holds nothing else.
func (t *Table) joinBroken(first int) {
	if t.Form == nil || t.Form.Layout != "codes" || first == 0 || first >= len(t.Rows) {
		return
	}
	upper, lower := t.Rows[first-1], t.Rows[first]
	column, alone := lower.only()
	if !alone || t.Columns[column].Role != Label || upper.Cells[column] == nil || !t.hasCode(upper) {
		return
	}
	whole := *upper.Cells[column]
	whole.Text += lower.Cells[column].Text
	upper.Cells[column] = &whole
	t.Rows = slices.Delete(t.Rows, first, first+1)
}

// only gives the column of a row's single text; false where it has none or several.
func (r Row) only() (int, bool) {
	found := -1
	for i, cell := range r.Cells {
		if cell == nil || strings.TrimSpace(cell.Text) == "" || found >= 0 && cell == r.Cells[found] {
			continue
		}
		if found >= 0 {
			return 0, false
		}
		found = i
	}
	return found, found >= 0
}

func (t *Table) hasCode(row Row) bool {
	for i, cell := range row.Cells {
		if cell != nil && t.Columns[i].Role == Code && codeText.MatchString(Plain(cell.Text)) {
			return true
		}
	}
	return false
}

// goOnWithHeader reads a table anew from the page on which its header ends: a page break may come after the header's
// first rows, or after the whole of it.
func (r *Recogniser) goOnWithHeader(t *Table, grid *doc.Grid, first int) {
	edges := edgesOf(t.grid)
	for _, cell := range t.grid.Cells {
		if text := Squeeze(cell.Text); cell.Row >= t.first && text != "" {
			t.upper = append(t.upper, headerCell{text, edges[cell.Col-1], edges[cell.Col+cell.ColSpan-1]})
		}
	}
	t.grid, t.last, t.first = grid, grid, first
	t.Grids = append(t.Grids, grid)
	t.Inferred = t.Inferred || !grid.Ruled
	r.readColumns(t)
}

// headerCell is a text of a header with the place it covers, in points or, without geometry, in columns.
type headerCell struct {
	text        string
	left, right float64
}

// edgesOf gives the column borders of a grid: in points, or numbers where it has no geometry.
func edgesOf(grid *doc.Grid) []float64 {
	if grid.Edges != nil {
		return grid.Edges
	}
	edges := make([]float64, grid.Cols+1)
	for i := range edges {
		edges[i] = float64(i)
	}
	return edges
}

// isHeader tells whether every text of a row is one of the table's header.
func (t *Table) isHeader(row []*doc.Cell) bool {
	texts := 0
	for _, cell := range row {
		if text := Plain(cell.Text); text != "" {
			if !t.header[text] {
				return false
			}
			texts++
		}
	}
	return texts > 0
}

// stretch is a run of the table's columns, from 0.
type stretch struct{ first, last int }

// columnsOf maps the grid's columns (from 1) to the table's: by x, all whose middle lies in it (a page may lack lines
// that the first had), else the one it overlaps most; without geometry by number.
func (t *Table) columnsOf(grid *doc.Grid) []stretch {
	columns := make([]stretch, grid.Cols+1)
	for i := 1; i <= grid.Cols; i++ {
		at := min(i, len(t.Columns)) - 1
		columns[i] = stretch{at, at}
		if t.grid.Edges != nil && grid.Edges != nil {
			columns[i] = covered(t.grid.Edges, grid.Edges[i-1], grid.Edges[i])
		}
	}
	return columns
}

// covered gives the columns between edges whose middles lie between left and right, or the one with the most overlap.
func covered(edges []float64, left, right float64) stretch {
	found, widest := stretch{-1, -1}, stretch{}
	most := 0.0
	for i := range len(edges) - 1 {
		if middle := (edges[i] + edges[i+1]) / 2; left < middle && middle < right {
			if found.first < 0 {
				found.first = i
			}
			found.last = i
		}
		if overlap := min(right, edges[i+1]) - max(left, edges[i]); overlap > most {
			most, widest = overlap, stretch{i, i}
		}
	}
	if found.first < 0 {
		return widest
	}
	return found
}

// addRows appends body rows from the given one on. A row that is only a note becomes the table's note.
func (t *Table) addRows(grid *doc.Grid, cells [][]*doc.Cell, first int, columns []stretch) {
	for number := first; number <= grid.Rows; number++ {
		row := Row{Page: grid.Page, Table: grid.Number, Row: number, Cells: make([]*doc.Cell, len(t.Columns))}
		for _, cell := range cells[number] {
			last := columns[min(cell.Col+cell.ColSpan-1, grid.Cols)].last
			for at := columns[cell.Col].first; at <= last; at++ {
				if row.Cells[at] == nil || strings.TrimSpace(row.Cells[at].Text) == "" {
					row.Cells[at] = cell
				}
			}
			if cell.Row == number && cell.Page > 0 {
				row.Page = cell.Page
			}
		}
		if note := row.note(); note != "" {
			t.Note += note
			continue
		}
		t.Rows = append(t.Rows, row)
	}
}

// note gives the text of a row that holds nothing but a note.
func (r Row) note() string {
	column, alone := r.only()
	if !alone {
		return ""
	}
	text := Plain(r.Cells[column].Text)
	if strings.HasPrefix(text, "注") || strings.HasPrefix(text, "备注：") || strings.HasPrefix(text, "说明：") {
		return Squeeze(r.Cells[column].Text)
	}
	return ""
}

// takeNote reads the notes that stand directly below a table and gives the remaining pieces.
func (t *Table) takeNote(below []doc.Line) []doc.Line {
	for len(below) > 0 {
		text := Plain(below[0].Text)
		if !strings.HasPrefix(text, "注") && !strings.HasPrefix(text, "备注：") && !(strings.Contains(text, "本表") && emptyNote.MatchString(text)) {
			break
		}
		t.Note += Squeeze(below[0].Text)
		below = below[1:]
	}
	return below
}

// addDeclaredEmpty marks tables that their note declares empty, and adds those that have a title and a note only.
func (r *Recogniser) addDeclaredEmpty(tables []Table, document *doc.Document) []Table {
	present := map[string]bool{}
	for i := range tables {
		if tables[i].Form != nil {
			present[tables[i].Form.ID] = true
		}
		tables[i].Empty = tables[i].Note != "" && emptyNote.MatchString(tables[i].Note) && !tables[i].HasFigures()
	}
	var title doc.Line
	var form *data.Form
	for _, block := range document.Blocks {
		paragraph, ok := block.(*doc.Paragraph)
		if !ok {
			form = nil
			continue
		}
		line := piece(paragraph)
		if form != nil && strings.Contains(line.Text, "本表") && emptyNote.MatchString(Plain(line.Text)) && !present[form.ID] {
			present[form.ID] = true
			tables = append(tables, Table{Caption: Caption{Form: form, Title: Squeeze(title.Text), TitlePage: title.Page}, Page: line.Page, Note: Squeeze(line.Text), Empty: true})
		}
		if len([]rune(line.Text)) <= longestTitle {
			if named := r.entitled(line.Text, line.Scanned); named != nil {
				title, form = line, named
			}
		}
	}
	return tables
}

// HasFigures tells whether any column of figures holds a number.
func (t *Table) HasFigures() bool {
	for _, row := range t.Rows {
		for i, cell := range row.Cells {
			if cell != nil && t.Columns[i].Role == Value && isFigure(cell.Text) {
				return true
			}
		}
	}
	return false
}

// cellsByRow gives, for each row from 1, the cells that cover it, left to right.
func cellsByRow(grid *doc.Grid) [][]*doc.Cell {
	rows := make([][]*doc.Cell, grid.Rows+1)
	for i := range grid.Cells {
		cell := &grid.Cells[i]
		for row := cell.Row; row < cell.Row+cell.RowSpan && row <= grid.Rows; row++ {
			rows[row] = append(rows[row], cell)
		}
	}
	return rows
}
