package mention

import (
	"regexp"
	"slices"
	"strings"

	"tongbi/etl/doc"
	"tongbi/etl/fact"
)

// bare is a figure that stands alone in a cell.
var bare = regexp.MustCompile(`^([-+]?)(` + number + `)(万元|亿元|元|个?百分点|%|倍)?$`)

// compound is a figure with another one in brackets: +4,312.87（+467.76%）.
var compound = regexp.MustCompile(`^([-+]?` + number + `(?:万元|亿元|元)?)（([-+]?` + number + `(?:万元|亿元|元|个?百分点|%))）$`)

var (
	codeCell  = regexp.MustCompile(`^\d{3}(\d{2}){0,2}$`)
	yearCell  = regexp.MustCompile(`^((?:19|20)\d{2})年?度?(?:部门)?(?:年初)?(?:预算|决算|执行)?数?$`)
	moneyUnit = regexp.MustCompile(`单位[:：为是]?人?民?币?(万元|亿元|元)|（(万元|亿元|元)）|(万元|亿元)$`)
	unitWord  = regexp.MustCompile(`万元|亿元|元`)
)

// column is what a column of a table holds.
type column struct {
	heading string
	kind    fact.Kind // empty: no figures
	code    bool
	label   bool // no cell below is a figure
	years   []fact.Year
	stage   fact.Stage
	prior   bool // 上年, without a year
	unit    fact.Unit
	subject string // what its heading names beside year and kind
}

// columnKinds tell by its heading what a column holds; the first that fits decides.
var columnKinds = []struct {
	heading *regexp.Regexp
	kind    fact.Kind
}{
	{regexp.MustCompile(`序号|页码|需关注|问题|出处|来源|依据|备注|名次|位次|排名|家数|个数|项数|数量|（[个家项辆台次人]）|情况$`), ""},
	{regexp.MustCompile(`^[^（]*(?:增减|变动|增减额|变动额)（[^（）]*(?:率|%|幅)`), fact.AmountChange}, // 增减额（增减率）
	{regexp.MustCompile(`占比(的)?(变化|变动|增减|升降)|百分点`), fact.ShareChange},
	{regexp.MustCompile(`年均`), fact.AverageGrowth},
	{regexp.MustCompile(`贡献`), fact.Contribution},
	{regexp.MustCompile(`执行率|完成率|完成预算`), fact.Completed},
	{regexp.MustCompile(`增减率|增长率|变动率|增减幅|变动幅|增幅|增速|降幅|(增减|变动|增长|同比|比上年).*%|幅度`), fact.ChangeRate},
	{regexp.MustCompile(`差额|增减|变动|变化|增加额|减少额|比上年|较上年|同比|年比(?:19|20)`), fact.AmountChange},
	{regexp.MustCompile(`占比|比重|占.*%`), fact.ShareOf},
}

// notSubject are the words of a heading that name no subject.
var notSubject = regexp.MustCompile(`占[^／（）%]{0,12}(?:比重|比例)|占[^／（）%]{0,12}%|差额|比(?:19|20)\d{2}年?|（(?:万元|亿元|元|%|百分点|个百分点)）|单位[:：]?(?:万元|亿元|元)|(?:19|20)\d{2}年?度?|—|→|至|增减额|增减率|增减|增长率|变动额|变动率|变动|变化|增幅|降幅|占比|比重|年均|增长|首末|累计|同比|比上年|较上年|上年|本年|贡献率|贡献|执行率|完成率|百分点|年初|预算数?|决算数?|执行数|金额|数额|合计数|数$|／|%|（）`)

// table is a table that is being read.
type table struct {
	*reader
	grid    *doc.Grid
	cells   [][]*doc.Cell // by row and column, spans filled; nil where nothing stands
	body    int           // its first row of figures
	columns []column
	heads   []rowHead // of the rows of figures
	caption []heading
	unit    fact.Unit
	first   fact.Year // of the headings
	year    fact.Year
	stage   fact.Stage
	sources []fact.Year // that the note below names
	mixed   bool        // its years are spoken of in different stages elsewhere in the text
}

func (r *reader) readGrid(grid *doc.Grid, note string) {
	t := table{reader: r, grid: grid, caption: r.context(), cells: spanned(grid)}
	t.first, t.year, t.stage = framed(t.caption)
	for _, line := range r.above {
		t.noteUnit(line)
	}
	t.frameClosely(r.above, note)
	if t.unit == 0 {
		t.noteUnit(note)
	}
	if t.unit == 0 {
		t.unit = r.unit
	}
	for _, found := range singleYear.FindAllStringSubmatch(note, -1) {
		if year := yearOf(found[1]); !slices.Contains(t.sources, year) {
			t.sources = append(t.sources, year)
		}
	}
	r.above, r.begun = nil, true
	t.body = t.firstBodyRow()
	t.readColumns()
	t.mixed = t.mixesStages()
	for row := t.body; row < len(t.cells); row++ {
		t.heads = append(t.heads, t.headOf(row))
	}
	for row := t.body; row < len(t.cells); row++ {
		t.readRow(row)
	}
}

// frameClosely takes year and stage from the lines right above the table, the nearest first, and the stage from the note below it:
// 口径：部门口径、年初预算.
func (t *table) frameClosely(above []string, note string) {
	year, stage := false, false
	for i := len(above) - 1; i >= 0; i-- {
		if first, last := yearsIn(above[i]); last != 0 && !year {
			t.first, t.year, year = first, last, true
		}
		if found := stageIn(above[i]); found != "" && !stage {
			t.stage, stage = found, true
		}
	}
	if _, words, found := strings.Cut(note, "口径："); found && !stage {
		words, _, _ = strings.Cut(words, "；")
		if found := stageIn(words); found != "" {
			t.stage = found
		}
	}
}

// spanned lays the cells out by row and column.
func spanned(grid *doc.Grid) [][]*doc.Cell {
	cells := make([][]*doc.Cell, grid.Rows)
	for i := range cells {
		cells[i] = make([]*doc.Cell, grid.Cols)
	}
	for i := range grid.Cells {
		cell := &grid.Cells[i]
		for row := cell.Row; row < cell.Row+cell.RowSpan && row <= grid.Rows; row++ {
			for col := cell.Col; col < cell.Col+cell.ColSpan && col <= grid.Cols; col++ {
				cells[row-1][col-1] = cell
			}
		}
	}
	return cells
}

func textOf(cell *doc.Cell) string {
	if cell == nil {
		return ""
	}
	return strings.TrimRight(plain(cell.Text), "※＊*†△▲")
}

func (t *table) noteUnit(text string) {
	if found := moneyUnit.FindStringSubmatch(plain(text)); found != nil {
		t.unit = units[found[1]+found[2]+found[3]]
	}
}

// firstBodyRow is the first row with a figure that is neither a code nor a year.
func (t *table) firstBodyRow() int {
	for row, cells := range t.cells {
		for _, cell := range cells {
			text := textOf(cell)
			if bare.MatchString(text) && !yearCell.MatchString(text) && !codeCell.MatchString(text) || figure.MatchString(text) && row > 0 {
				return row
			}
		}
		if row > 0 && yearCell.MatchString(textOf(cells[0])) {
			return row
		}
	}
	return len(t.cells)
}

func (t *table) readColumns() {
	t.columns = make([]column, t.grid.Cols)
	for i := range t.columns {
		var path []string
		for row := range t.body {
			cell := t.cells[row][i]
			text := textOf(cell)
			if cell != nil && cell.ColSpan == t.grid.Cols && t.grid.Cols > 1 {
				t.noteUnit(text)
				continue
			}
			if text != "" && !slices.Contains(path, text) {
				path = append(path, text)
			}
		}
		t.columns[i] = columnOf(strings.Join(path, "／"))
		t.columns[i].label = !slices.ContainsFunc(t.cells[t.body:], func(row []*doc.Cell) bool {
			return bare.MatchString(textOf(row[i])) || compound.MatchString(textOf(row[i]))
		})
	}
}

// priorYear is a column of the year before the table's.
var priorYear = regexp.MustCompile(`^[^比较]*(?:上一?年|去年|前一年)`)

func columnOf(heading string) column {
	c := column{heading: heading, kind: fact.Amount, code: strings.Contains(heading, "编码") || strings.Contains(heading, "代码"), stage: stageIn(heading), prior: priorYear.MatchString(heading)}
	for _, one := range columnKinds {
		if one.heading.MatchString(heading) {
			c.kind = one.kind
			break
		}
	}
	for _, found := range regexp.MustCompile(`(?:19|20)\d{2}`).FindAllString(heading, -1) {
		c.years, c.prior = append(c.years, yearOf(found)), false
	}
	if found := unitWord.FindString(heading); found != "" && moneyUnit.MatchString(heading) {
		c.unit = units[found]
	}
	c.subject = strings.Trim(notSubject.ReplaceAllString(heading, ""), "：，、年（）")
	return c
}

// readRow reads the figures of a row. A cell of prose is read as a paragraph.
func (t *table) readRow(row int) {
	head := t.heads[row-t.body]
	var whole []string
	for col, cell := range t.cells[row] {
		if cell != nil && (col == 0 || t.cells[row][col-1] != cell) {
			whole = append(whole, textOf(cell))
		}
	}
	sentence := strings.Trim(strings.Join(whole, "｜"), "｜")
	for col, cell := range t.cells[row] {
		if cell == nil || cell.Row != row+1 || cell.Col != col+1 {
			continue
		}
		text := textOf(cell)
		if t.columns[col].code || t.columns[col].kind == "" || codeCell.MatchString(text) && head.code == text || yearCell.MatchString(text) && head.year != 0 && yearOf(text[:4]) == head.year && col == 0 {
			if !bare.MatchString(text) {
				t.readProse(cell, text)
			}
			continue
		}
		pieces := []string{text}
		if found := compound.FindStringSubmatch(text); found != nil {
			pieces = found[1:]
		}
		for i, piece := range pieces {
			found := bare.FindStringSubmatch(piece)
			if found == nil {
				t.readProse(cell, text)
				break
			}
			one := fact.Mention{
				Page: cell.Page, Paragraph: t.paragraph, Table: t.tables, Row: row + 1, Col: col + 1, Sentence: sentence, Raw: piece,
				Kind: t.columns[col].kind, Context: append([]string{sentence, text}, texts(t.caption)...),
			}
			if i > 0 && found[3] == "%" {
				one.Kind = fact.ChangeRate
			}
			t.settle(&one, t.columns[col], col, head, found)
			if one.Kind != "" {
				one.Siblings = t.siblings(row, col, head.year)
				t.mentions = append(t.mentions, one)
			}
		}
	}
}

// siblings are the other things that a row or column of the table is about: 其余4类 is what they leave of the whole.
func (t *table) siblings(row, col int, year fact.Year) []string {
	var names []string
	if year != 0 {
		for i, c := range t.columns {
			if i != col && c.subject != "" && !c.label && c.kind == fact.Amount {
				names = append(names, c.subject)
			}
		}
		return names
	}
	for i, head := range t.heads {
		if t.body+i != row && head.label != "" {
			names = append(names, named(head.label, head.code))
		}
	}
	return names
}

func named(label, code string) string {
	if code == "" {
		return label
	}
	return label + "（" + code + "）"
}

// readProse reads the figures of a cell that holds more than one figure.
func (t *table) readProse(cell *doc.Cell, text string) {
	if !figure.MatchString(text) {
		return
	}
	before := len(t.mentions)
	line := doc.Line{Text: cell.Text, Page: cell.Page}
	sentences := sentenceReader{reader: t.reader, passage: passageOf(&doc.Paragraph{Lines: []doc.Line{line}}), headings: t.caption}
	sentences.read()
	t.mentions = append(t.mentions, sentences.mentions...)
	for i := range t.mentions[before:] {
		one := &t.mentions[before+i]
		one.Table, one.Row, one.Col = t.tables, cell.Row, cell.Col
	}
}

var (
	han      = regexp.MustCompile(`\p{Han}`)
	insideOf = regexp.MustCompile(`^(?:其中[:：]?|[-—·]+)|（(?:万元|亿元|元|%)）$`)
)

// rowHead is what the labels of a row say: what it is about, and of which year and stage.
type rowHead struct {
	label, code string
	subject     string // of an organisation's row: 2025年财政拨款支出预算
	year        fact.Year
	base        fact.Year // （比2023年）
	stage       fact.Stage
}

// dated is a label that begins with its year.
var dated = regexp.MustCompile(`^((?:19|20)\d{2})年度?(\p{Han}[^（）]*)(?:（比((?:19|20)\d{2})年）)?$`)

// headOf reads the labels of a row.
func (t *table) headOf(row int) rowHead {
	var head rowHead
	for col, cell := range t.cells[row] {
		text := ordinal.ReplaceAllString(textOf(cell), "")
		ofOrganization := organizationHeading.MatchString(head.label)
		switch found := dated.FindStringSubmatch(text); {
		case text == "":
		case yearCell.MatchString(text) && head.year == 0 && (head.label == "" || ofOrganization):
			head.year, head.stage = yearOf(text[:4]), stageIn(text)
		case found != nil && head.year == 0 && (head.label == "" || ofOrganization) && !bare.MatchString(text) && len(t.columns[col].years) == 0:
			head.year, head.stage = yearOf(found[1]), stageIn(found[2])
			if head.label == "" {
				head.label = found[2]
			} else {
				head.subject = found[2]
			}
			if found[3] != "" {
				head.base = yearOf(found[3])
			}
		case codeCell.MatchString(text) && (t.columns[col].code || head.code == "" && head.label == ""):
			head.code = text
		case head.label == "" && han.MatchString(text) && !bare.MatchString(text) && !compound.MatchString(text) && t.columns[col].kind != "" && len(t.columns[col].years) == 0:
			head.label = insideOf.ReplaceAllString(text, "")
		}
	}
	return head
}

// settle gives a figure of a cell its value, subject, years and stage.
func (t *table) settle(one *fact.Mention, c column, col int, head rowHead, found []string) {
	if head.year != 0 && head.label == "" && one.Kind == fact.AmountChange && found[1] == "" && found[3] != "%" && !t.hasAmounts() {
		one.Kind, c.subject = fact.Amount, "合计" // the ends of a bridge: 2024年 15,621.11
	}
	if t.settleValue(one, c, head, found); one.Kind == "" {
		return
	}
	one.Subject = t.subjectOf(c, col, head)
	if found := wholeOfColumn.FindStringSubmatch(c.heading); found != nil && one.Kind == fact.ShareOf {
		one.Whole = found[1]
	}
	one.Stage = t.stage
	if head.stage != "" {
		one.Stage = head.stage
	}
	if stage := t.stageOfColumns(); stage != "" && one.Kind != fact.Amount {
		one.Stage = stage
	}
	if c.stage != "" {
		one.Stage = c.stage
	}
	t.settleYears(one, c, col, head)
	if one.Stage == "" && (!t.mixed || t.stages[0] != "") {
		t.unsaid(one)
	}
	t.settleStages(one, c)
}

// wholeOfColumn is what a column of shares is part of: 占支出合计比重.
var wholeOfColumn = regexp.MustCompile(`占([^／（）%]{2,12}?)的?(?:比重|比例|%)`)

// settleValue reads the number; the kind is left empty where it is no figure of a budget.
func (t *table) settleValue(one *fact.Mention, c column, head rowHead, found []string) {
	sign, digits, unit := found[1], found[2], found[3]
	if unit == "" {
		unit = t.unitOf(c)
	}
	if unit == "%" && one.Kind == fact.AmountChange {
		one.Kind = fact.ChangeRate
	}
	switch {
	case unit == "" && head == rowHead{}:
		one.Kind = ""
		return
	case unit == "":
		one.Kind = fact.Unknown
	case (unit == "%") != isRate(one.Kind) && one.Kind != fact.ShareChange && one.Kind != fact.Multiple:
		one.Kind = map[bool]fact.Kind{true: fact.Unknown, false: one.Kind}[unit == "%"]
		if unit != "%" && units[unit] == 0 {
			one.Kind = fact.Unknown
		}
	}
	if one.Kind == fact.ShareChange {
		unit = "个百分点"
	}
	if !parse(one, sign, digits, unit, 1) {
		one.Kind = fact.Unknown
	}
}

// subjectOf is what a cell is about: its row, with what its column names beside, or its column alone in a row of a year.
func (t *table) subjectOf(c column, col int, head rowHead) string {
	own := c.subject
	if own == "" && (organizationHeading.MatchString(head.label) || head.year != 0 && head.label == "") {
		own = head.subject
		if own == "" {
			own = t.subjectLeft(col)
		}
	}
	switch {
	case head.year != 0 && head.label == "":
		return own
	case own != "":
		return named(head.label, head.code) + "／" + own
	}
	return named(head.label, head.code)
}

// stageOfColumns is the stage that all columns of amounts name; empty where they differ or one names none.
func (t *table) stageOfColumns() fact.Stage {
	var stage fact.Stage
	for _, c := range t.columns {
		if c.kind != fact.Amount || c.label || c.code {
			continue
		}
		if c.stage == "" || stage != "" && c.stage != stage {
			return ""
		}
		stage = c.stage
	}
	return stage
}

// hasAmounts tells whether a column has amounts of years.
func (t *table) hasAmounts() bool {
	return slices.ContainsFunc(t.columns, func(c column) bool { return c.kind == fact.Amount && !c.label && !c.code })
}

// subjectLeft is what the nearest column of amounts to the left is about.
func (t *table) subjectLeft(col int) string {
	for i := col - 1; i >= 0; i-- {
		if t.columns[i].kind == fact.Amount && !t.columns[i].label && t.columns[i].subject != "" {
			return t.columns[i].subject
		}
	}
	return ""
}

func isRate(kind fact.Kind) bool {
	return kind == fact.ChangeRate || kind == fact.ShareOf || kind == fact.AverageGrowth || kind == fact.Contribution || kind == fact.Completed
}

// unitOf is the unit of a column whose cells name none.
func (t *table) unitOf(c column) string {
	if isRate(c.kind) {
		return "%"
	}
	if c.kind == fact.ShareChange {
		return "个百分点"
	}
	worth := t.unit
	if c.unit != 0 {
		worth = c.unit
	}
	for name, unit := range units {
		if unit == worth {
			return name
		}
	}
	return ""
}

// mixesStages tells whether the years of the table's columns and rows are spoken of in different stages: then those of a table
// that compares them are not settled by that.
func (t *table) mixesStages() bool {
	stages := map[fact.Stage]bool{}
	note := func(text string) {
		for _, found := range regexp.MustCompile(`(?:19|20)\d{2}`).FindAllString(text, -1) {
			if stage, known := t.stages[yearOf(found)]; known {
				stages[stage] = true
			}
		}
	}
	for _, c := range t.columns {
		note(c.heading)
	}
	for _, row := range t.cells[t.body:] {
		if text := textOf(row[0]); yearCell.MatchString(text) {
			note(text)
		}
	}
	return len(stages) > 1
}

// settleStages gives a change between two columns of different stages its stages and years: 年初预算, 决算, 差额; 2024年决算, 2025年预算,
// 增减额.
func (t *table) settleStages(one *fact.Mention, c column) {
	if one.Kind == fact.Completed {
		one.Stage, one.BaseStage = fact.FinalAccounts, fact.InitialBudget
		return
	}
	if len(c.years) > 0 || c.stage != "" || one.Kind != fact.AmountChange && one.Kind != fact.ChangeRate {
		return
	}
	from, to, ok := t.compared()
	if !ok {
		return
	}
	switch {
	case len(from.years) == 1 && len(to.years) == 1:
		one.Year, one.BaseYear = to.years[0], from.years[0]
	case from.prior && one.Year != 0:
		one.BaseYear = one.Year - 1
	case from.prior:
		return
	default:
		one.BaseYear = one.Year
	}
	one.BaseStage, one.Stage, one.Assumed = from.stage, to.stage, false
}

// compared are the only two columns of amounts, the earlier year or the budget first; false where they are not of different stages.
func (t *table) compared() (from, to column, ok bool) {
	var staged []column
	for _, c := range t.columns {
		if c.kind == fact.Amount && !c.label && !c.code {
			staged = append(staged, c)
		}
	}
	if len(staged) != 2 || staged[0].stage == "" || staged[1].stage == "" || staged[0].stage == staged[1].stage || len(staged[0].years) != len(staged[1].years) {
		return from, to, false
	}
	from, to = staged[0], staged[1]
	backwards := from.stage == fact.FinalAccounts
	if len(from.years) == 1 && from.years[0] != to.years[0] {
		backwards = from.years[0] > to.years[0]
	} else if from.prior != to.prior {
		backwards = to.prior
	}
	if backwards {
		from, to = to, from
	}
	return from, to, len(from.years) <= 1
}

var (
	fromFirst = regexp.MustCompile(`首末|累计|期间|年均|[三五]年`)
	fromPrior = regexp.MustCompile(`比上年|较上年|同比|比去年`)
)

// settleYears gives a figure of a cell its year and its base.
func (t *table) settleYears(one *fact.Mention, c column, col int, head rowHead) {
	years := t.yearsOfColumns()
	if one.Year = t.year; t.first != 0 && one.Kind != fact.AverageGrowth {
		one.Year = 0 // a range of years: which of them is for the table to say
	}
	switch {
	case head.year != 0:
		t.settleRowYears(one, c, head)
		return
	case len(c.years) == 1:
		one.Year = c.years[0]
		one.BaseYear = one.Year - 1
	case len(c.years) >= 2:
		one.Year, one.BaseYear = slices.Max(c.years), slices.Min(c.years)
	}
	if one.Kind == fact.Amount || one.Kind == fact.Unknown {
		one.BaseYear = 0
		if c.prior && one.Year != 0 {
			one.Year--
		}
		return
	}
	if len(c.years) > 0 {
		return
	}
	n := len(years)
	switch {
	case one.Kind == fact.ShareOf || one.Kind == fact.Completed:
		if n == 1 {
			one.Year = years[0]
		} else if n > 1 {
			one.Year = t.yearLeft(col)
		}
	case one.Kind == fact.AverageGrowth && n >= 2, fromFirst.MatchString(c.heading) && n >= 2, one.Kind == fact.ShareChange && n >= 2 && !fromPrior.MatchString(c.heading):
		one.Year, one.BaseYear = years[n-1], years[0]
	case one.Kind == fact.AverageGrowth:
		one.BaseYear = t.first
	case fromPrior.MatchString(c.heading) && n >= 1:
		one.Year, one.BaseYear = years[n-1], years[n-1]-1
	case n == 2:
		one.Year, one.BaseYear = years[1], years[0]
	case n > 2:
		one.Year, one.BaseYear = t.yearLeft(col), t.yearLeft(col)-1
		one.Assumed = true
	case one.Year != 0:
		one.BaseYear, one.Assumed = one.Year-1, !t.hasPrior()
	case len(t.sources) == 2: // 来源：2024年预算第18页；2025年预算第17页
		one.Year, one.BaseYear = slices.Max(t.sources), slices.Min(t.sources)
	}
}

// settleRowYears gives a figure in a row of one year its year and its base.
func (t *table) settleRowYears(one *fact.Mention, c column, head rowHead) {
	base := head.base
	if base == 0 {
		base = head.year - 1
	}
	one.Year = head.year
	switch one.Kind {
	case fact.Amount:
		if c.prior {
			one.Year = base
		}
	case fact.ShareOf, fact.Unknown:
	default:
		one.BaseYear, one.Assumed = base, head.base == 0 && !fromPrior.MatchString(c.heading) && !t.hasPrior()
	}
}

// hasPrior tells whether a column shows the year before, which says what the changes beside it are held against.
func (t *table) hasPrior() bool {
	return slices.ContainsFunc(t.columns, func(c column) bool { return c.prior && c.kind == fact.Amount && !c.label })
}

// yearLeft is the year of the nearest column to the left that has one.
func (t *table) yearLeft(col int) fact.Year {
	for i := col - 1; i >= 0; i-- {
		if len(t.columns[i].years) == 1 {
			return t.columns[i].years[0]
		}
	}
	return 0
}

// yearsOfColumns are the years that columns of amounts are of, ascending.
func (t *table) yearsOfColumns() []fact.Year {
	var years []fact.Year
	for _, c := range t.columns {
		if c.kind == fact.Amount && len(c.years) == 1 && !slices.Contains(years, c.years[0]) {
			years = append(years, c.years[0])
		}
	}
	slices.Sort(years)
	return years
}
