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
	moneyUnit = regexp.MustCompile(`单位[:：]?人?民?币?(万元|亿元|元)|（(万元|亿元|元)）|(万元|亿元)$`)
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
var notSubject = regexp.MustCompile(`差额|比(?:19|20)\d{2}年?|（(?:万元|亿元|元|%|百分点|个百分点)）|单位[:：]?(?:万元|亿元|元)|(?:19|20)\d{2}年?度?|—|→|至|增减额|增减率|增减|增长率|变动额|变动率|变动|变化|增幅|降幅|占比|比重|年均|增长|首末|累计|同比|比上年|较上年|上年|本年|贡献率|贡献|执行率|完成率|百分点|年初|预算数?|决算数?|执行数|金额|数额|合计数|数$|／|%|（）`)

// table is a table that is being read.
type table struct {
	*reader
	grid    *doc.Grid
	cells   [][]*doc.Cell // by row and column, spans filled; nil where nothing stands
	body    int           // its first row of figures
	columns []column
	caption []heading
	unit    fact.Unit
	first   fact.Year // of the headings
	year    fact.Year
	stage   fact.Stage
	mixed   bool // its years are spoken of in different stages elsewhere in the text
}

func (r *reader) readGrid(grid *doc.Grid, note string) {
	t := table{reader: r, grid: grid, caption: r.context(), cells: spanned(grid)}
	t.first, t.year, t.stage = framed(t.caption)
	for _, line := range r.above {
		t.noteUnit(line)
	}
	if t.unit == 0 {
		t.noteUnit(note)
	}
	r.above, r.begun = nil, true
	t.body = t.firstBodyRow()
	t.readColumns()
	t.mixed = t.mixesStages()
	for row := t.body; row < len(t.cells); row++ {
		t.readRow(row)
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

func columnOf(heading string) column {
	c := column{heading: heading, kind: fact.Amount, code: strings.Contains(heading, "编码") || strings.Contains(heading, "代码"), stage: stageIn(heading)}
	for _, one := range columnKinds {
		if one.heading.MatchString(heading) {
			c.kind = one.kind
			break
		}
	}
	for _, found := range regexp.MustCompile(`(?:19|20)\d{2}`).FindAllString(heading, -1) {
		c.years = append(c.years, yearOf(found))
	}
	if found := unitWord.FindString(heading); found != "" && moneyUnit.MatchString(heading) {
		c.unit = units[found]
	}
	c.subject = strings.Trim(notSubject.ReplaceAllString(heading, ""), "：，、年（）")
	return c
}

// readRow reads the figures of a row. A cell of prose is read as a paragraph.
func (t *table) readRow(row int) {
	label, code, year := t.labelOf(row)
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
		if t.columns[col].code || t.columns[col].kind == "" || codeCell.MatchString(text) && code == text || yearCell.MatchString(text) && year != 0 && yearOf(text[:4]) == year && col == 0 {
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
			t.settle(&one, t.columns[col], col, label, code, year, found)
			if one.Kind != "" {
				one.Siblings = t.siblings(row, col, year)
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
	for other := t.body; other < len(t.cells); other++ {
		if label, code, _ := t.labelOf(other); other != row && label != "" {
			names = append(names, named(label, code))
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

// labelOf gives the name of a row, its code, or the year that it is about.
func (t *table) labelOf(row int) (label, code string, year fact.Year) {
	for col, cell := range t.cells[row] {
		text := ordinal.ReplaceAllString(textOf(cell), "")
		switch {
		case text == "":
		case yearCell.MatchString(text) && year == 0 && (label == "" || organizationHeading.MatchString(label)):
			year = yearOf(text[:4])
		case codeCell.MatchString(text) && (t.columns[col].code || code == "" && label == ""):
			code = text
		case label == "" && han.MatchString(text) && !bare.MatchString(text) && !compound.MatchString(text) && t.columns[col].kind != "" && len(t.columns[col].years) == 0:
			label = insideOf.ReplaceAllString(text, "")
		}
	}
	return label, code, year
}

// settle gives a figure of a cell its value, subject, years and stage.
func (t *table) settle(one *fact.Mention, c column, col int, label, code string, rowYear fact.Year, found []string) {
	sign, digits, unit := found[1], found[2], found[3]
	if unit == "" {
		unit = t.unitOf(c)
	}
	if unit == "%" && one.Kind == fact.AmountChange {
		one.Kind = fact.ChangeRate
	}
	if rowYear != 0 && label == "" && one.Kind == fact.AmountChange && sign == "" && !t.hasAmounts() {
		one.Kind, c.subject = fact.Amount, "合计" // the ends of a bridge: 2024年 15,621.11
	}
	switch {
	case unit == "" && code == "" && label == "" && rowYear == 0:
		one.Kind = "" // a number among others, no figure of a budget
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
	one.Subject = named(label, code)
	if c.subject == "" && organizationHeading.MatchString(label) { // a row of an organisation
		if left := t.subjectLeft(col); left != "" {
			one.Subject += "／" + left
		}
	}
	if c.subject != "" && rowYear != 0 && label == "" {
		one.Subject = c.subject
	} else if c.subject != "" {
		one.Subject += "／" + c.subject
	} else if rowYear != 0 && label == "" {
		one.Subject = t.subjectLeft(col)
	}
	one.Stage = t.stage
	if c.stage != "" {
		one.Stage = c.stage
	}
	t.settleYears(one, c, col, rowYear)
	if one.Stage == "" && !t.mixed {
		one.Stage = t.stages[one.Year]
	}
	t.settleStages(one, c)
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

// settleStages gives a change between two stages of one year its stages: 年初预算, 决算, 差额.
func (t *table) settleStages(one *fact.Mention, c column) {
	if one.Kind == fact.Completed {
		one.Stage, one.BaseStage = fact.FinalAccounts, fact.InitialBudget
		return
	}
	if len(c.years) > 0 || c.stage != "" || one.Kind != fact.AmountChange && one.Kind != fact.ChangeRate {
		return
	}
	var staged []column
	for _, other := range t.columns {
		if other.kind == fact.Amount && other.stage != "" && !other.label {
			staged = append(staged, other)
		}
	}
	if len(staged) == 2 && staged[0].stage != staged[1].stage && slices.Equal(staged[0].years, staged[1].years) {
		if len(staged[0].years) == 1 {
			one.Year = staged[0].years[0]
		}
		one.BaseYear, one.BaseStage, one.Stage, one.Assumed = one.Year, staged[0].stage, staged[1].stage, false
	}
}

var (
	fromFirst = regexp.MustCompile(`首末|累计|期间|年均|[三五]年`)
	fromPrior = regexp.MustCompile(`比上年|较上年|同比|比去年`)
)

// settleYears gives a figure of a cell its year and its base.
func (t *table) settleYears(one *fact.Mention, c column, col int, rowYear fact.Year) {
	years := t.yearsOfColumns(rowYear)
	one.Year = t.year
	switch {
	case rowYear != 0:
		one.Year = rowYear
		if one.Kind == fact.Amount && strings.Contains(c.heading, "上年") {
			one.Year--
		}
		if one.Kind != fact.Amount && one.Kind != fact.ShareOf && one.Kind != fact.Unknown {
			one.BaseYear, one.Assumed = rowYear-1, !fromPrior.MatchString(c.heading)
		}
		return
	case len(c.years) == 1:
		one.Year = c.years[0]
		one.BaseYear = one.Year - 1
	case len(c.years) >= 2:
		one.Year, one.BaseYear = slices.Max(c.years), slices.Min(c.years)
	}
	if one.Kind == fact.Amount || one.Kind == fact.Unknown {
		one.BaseYear = 0
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
	default:
		one.BaseYear, one.Assumed = t.year-1, true
	}
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
func (t *table) yearsOfColumns(rowYear fact.Year) []fact.Year {
	var years []fact.Year
	for _, c := range t.columns {
		if c.kind == fact.Amount && len(c.years) == 1 && !slices.Contains(years, c.years[0]) {
			years = append(years, c.years[0])
		}
	}
	slices.Sort(years)
	return years
}
