package table

import (
	"regexp"
	"strconv"
	"strings"

	"tongbi/data"
	"tongbi/etl/doc"
	"tongbi/etl/fact"
)

// Role says what a column holds.
type Role string

// The roles.
const (
	Code   Role = "code"   // classification code, or one level of it
	Label  Role = "label"  // name or item
	Value  Role = "value"  // figures of one measure
	Change Role = "change" // increase or decrease against another column: a check, no fact of a year
	Ignore Role = "ignore" // remarks, running numbers
)

// Unrecognized is the measure of a column of figures whose heading the vocabulary does not know.
const Unrecognized fact.Measure = "unrecognized"

// The measures of Change columns.
const (
	StatedChange fact.Measure = "stated_change" // 增减额
	StatedRate   fact.Measure = "stated_rate"   // 增减%: the raw figure is a per cent, no money
)

// Column is one column of a table's first part.
type Column struct {
	Role    Role
	Heading string // the heading path as printed, joined with “／”
	Measure fact.Measure
	Period  Period
	Unit    fact.Unit // stated in the heading itself, else 0
	Group   int       // columns of one group share their codes and labels; side-by-side tables have several
	Side    string    // revenue or expenditure, from the headings of the group or the form
}

// Period is what a heading says of year and stage; zero fields leave the document's own.
type Period struct {
	Year   fact.Year // an absolute year
	Before int       // so many years before the document's (上年: 1)
	Stage  fact.Stage
}

var (
	yearWord = regexp.MustCompile(`((?:19|20)\d{2})年度?`)
)

// readColumns finds header and body of a table's first part, gives each column its role and takes the body rows.
func (r *Recogniser) readColumns(table *Table) {
	grid, first := table.grid, table.first
	cells := cellsByRow(grid)
	body := first
	for body <= grid.Rows && !startsBody(cells[body], body, first) {
		body++
	}
	table.header = map[string]bool{}
	for row := first; row < body; row++ {
		for _, cell := range cells[row] {
			table.header[Plain(cell.Text)] = true
		}
	}
	delete(table.header, "")
	table.Columns = make([]Column, grid.Cols)
	upper, header := table.upperHeadings(), spread(cells[first:body])
	if body <= grid.Rows {
		var lower []*doc.Cell
		lower, cells[body] = r.headingsInside(cells[body], header)
		header = append(header, lower)
	}
	for i := range table.Columns {
		table.Columns[i].Heading = headingPath(upper[i], header, i+1)
	}
	r.giveRoles(table)
	table.addRows(grid, cells, body, table.columnsOf(grid))
	table.findCodes()
	table.findLabels()
	table.groupColumns()
	table.keepUpperMeasures()
}

// keepUpperMeasures leaves a measure to the column that has it highest in the header: a 小计 of some unknown part
// (单位资金／小计) below another heading is no second total of the row.
func (t *Table) keepUpperMeasures() {
	for i := range t.Columns {
		for j := range t.Columns {
			upper, lower := t.Columns[i], t.Columns[j]
			same := upper.Role == Value && lower.Role == Value && upper.Measure == fact.Total && lower.Measure == fact.Total && upper.Period == lower.Period && upper.Group == lower.Group
			if same && strings.Count(upper.Heading, "／") < strings.Count(lower.Heading, "／") {
				t.Columns[j].Measure = Unrecognized
			}
		}
	}
}

// giveRoles holds each heading against the form's own columns and then the common ones.
func (r *Recogniser) giveRoles(table *Table) {
	var known []data.Column
	if table.Form != nil {
		known = append(known, table.Form.Columns...)
	}
	known = append(known, r.vocabulary.Columns...)
	for i := range table.Columns {
		column := &table.Columns[i]
		column.Unit = unitIn(column.Heading)
		column.Period = periodOf(column.Heading)
	}
	table.shareUnit()
	for i := range table.Columns {
		keys := headingKeys(table.Columns[i].Heading)
		if table.Form != nil && table.Form.Layout == "lines" {
			keys = keys[len(keys)-1:] // “本年收入／预算数”: the lines say what the figures are, not the heading
		}
		table.Columns[i].assign(keys, known, table.Columns)
	}
}

// assign takes role and measure from the first entry that fits.
func (c *Column) assign(keys []string, known []data.Column, all []Column) {
	c.Role, c.Measure = Value, Unrecognized
	for _, key := range keys {
		for _, entry := range known {
			if !entry.Heading.MatchString(key) || entry.Unless != "" && anyMeasures(all, known, entry.Unless) {
				continue
			}
			c.Measure = fact.Measure(entry.Measure)
			if entry.Role != "" {
				c.Role = Role(entry.Role)
			}
			if c.Role == Change {
				c.Measure = changeMeasure(key)
			}
			return
		}
	}
}

func changeMeasure(key string) fact.Measure {
	if strings.ContainsAny(key, "%％率") || strings.HasSuffix(key, "幅度") {
		return StatedRate
	}
	return StatedChange
}

// anyMeasures tells whether some column's heading fits an entry of that measure.
func anyMeasures(all []Column, known []data.Column, measure string) bool {
	for _, column := range all {
		for _, entry := range known {
			if entry.Measure == measure && entry.Heading.MatchString(headingKeys(column.Heading)[0]) {
				return true
			}
		}
	}
	return false
}

var (
	unitBracket  = regexp.MustCompile(`（(?:单位：)?(亿元|百万元|万元|千元|元)）`)
	periodSuffix = regexp.MustCompile(`/?(上年|上一年度?|本年|当年|年初|全年|调整后?)?(预算数|决算数|执行数|预算|预算安排)$`)
)

// headingKeys are the readings of a heading path as the vocabulary is written: plain, joined with “/”, without years and
// units; first without a closing “预算数” or “决算数” (公务接待费／决算数 is of 公务接待费), then with it.
func headingKeys(heading string) []string {
	key := Plain(strings.ReplaceAll(heading, "／", "/"))
	key = strings.Trim(unitBracket.ReplaceAllString(yearWord.ReplaceAllString(key, ""), ""), "/")
	if shorter := strings.Trim(periodSuffix.ReplaceAllString(key, ""), "/"); shorter != "" && shorter != key && strings.Contains(key, "/") {
		return []string{shorter, key}
	}
	return []string{key}
}

func unitIn(heading string) fact.Unit {
	if found := unitBracket.FindStringSubmatch(Plain(heading)); found != nil {
		return units[found[1]]
	}
	return 0
}

var stageWords = []struct {
	word  *regexp.Regexp
	stage fact.Stage
}{
	{regexp.MustCompile(`决算`), fact.FinalAccounts},
	{regexp.MustCompile(`执行数|执行`), fact.Outturn},
	{regexp.MustCompile(`(全年|调整后?)预算`), fact.AdjustedBudget},
	{regexp.MustCompile(`年初预算|预算数|预算$|预算安排`), fact.InitialBudget},
}

// shareUnit takes the unit that the headings agree on (合计（万元） beside 基本支出) for a table that states none elsewhere.
func (t *Table) shareUnit() {
	stated := fact.Unit(0)
	for _, column := range t.Columns {
		if column.Unit != 0 && stated != 0 && column.Unit != stated {
			return
		}
		stated = max(stated, column.Unit)
	}
	if t.Unit == 0 {
		t.Unit = stated
	}
}

// againstBase is what a column of changes is held against: “2024年预算数比2023年执行数”.
var againstBase = regexp.MustCompile(`(比|较)[^／]*`)

// periodOf reads year and stage from the last level of a heading that names them: “2023年执行数”, “上年预算数”, “决算数”.
func periodOf(heading string) Period {
	var period Period
	levels := strings.Split(againstBase.ReplaceAllString(Plain(heading), ""), "／")
	for i := len(levels) - 1; i >= 0; i-- {
		level := levels[i]
		if found := yearWord.FindStringSubmatch(level); found != nil && period.Year == 0 && period.Before == 0 {
			year, _ := strconv.Atoi(found[1])
			period.Year = fact.Year(year)
		} else if strings.HasPrefix(level, "上年") && !strings.Contains(level, "结转") || strings.HasPrefix(level, "上一年") {
			period.Before = 1
		}
		for _, known := range stageWords {
			if period.Stage == "" && known.word.MatchString(level) && !strings.Contains(level, "公共预算") && !strings.Contains(level, "基金预算") && !strings.Contains(level, "经营预算") {
				period.Stage = known.stage
			}
		}
	}
	return period
}

// findLabels makes a label of a column without a known heading that holds words and no figures.
func (t *Table) findLabels() {
	for i := range t.Columns {
		if t.Columns[i].Measure != Unrecognized {
			continue
		}
		words, figures := 0, 0
		for _, row := range t.Rows {
			switch cell := row.Cells[i]; {
			case cell == nil || strings.TrimSpace(cell.Text) == "":
			case isFigure(cell.Text):
				figures++
			default:
				words++
			}
		}
		if words > figures {
			t.Columns[i].Role, t.Columns[i].Measure = Label, ""
		}
	}
}

// findCodes finds the code columns of a coded table by their content where no heading names them.
func (t *Table) findCodes() {
	if t.Form == nil || t.Form.Layout != "codes" {
		return
	}
	for i := range t.Columns {
		if t.Columns[i].Role == Code {
			return
		}
	}
	for i := range t.Columns {
		if t.Columns[i].Role == Ignore {
			continue
		}
		codes, others := 0, 0
		for _, row := range t.Rows {
			if cell := row.Cells[i]; cell != nil && strings.TrimSpace(cell.Text) != "" {
				if codeText.MatchString(Plain(cell.Text)) {
					codes++
				} else {
					others++
				}
			}
		}
		if codes == 0 || codes < 2*others {
			return
		}
		t.Columns[i].Role, t.Columns[i].Measure = Code, ""
		if codes > 0 && i+1 < len(t.Columns) && t.Columns[i+1].Role == Value {
			return
		}
	}
}

var codeText = regexp.MustCompile(`^\d{1,7}$`)

// groupColumns numbers the groups of columns that stand side by side and finds the side of each.
func (t *Table) groupColumns() {
	group, values := 0, false
	for i := range t.Columns {
		column := &t.Columns[i]
		key := column.Role == Code || column.Role == Label
		if key && values {
			group, values = group+1, false
		}
		values = values || column.Role == Value || column.Role == Change
		column.Group = group
	}
	side := ""
	for i := range t.Columns {
		if i == 0 || t.Columns[i].Group != t.Columns[i-1].Group {
			if own := t.sideOf(t.Columns[i].Group); own != "" {
				side = own // a group that does not say (支出用途 under 支出) is on the side of the one before
			}
		}
		t.Columns[i].Side = side
	}
}

func (t *Table) sideOf(group int) string {
	if t.Form != nil && t.Form.Side != "" {
		return t.Form.Side
	}
	for _, column := range t.Columns {
		if column.Group != group {
			continue
		}
		revenue, expenditure := strings.Contains(column.Heading, "收入"), strings.Contains(column.Heading, "支出")
		if revenue != expenditure {
			if revenue {
				return "revenue"
			}
			return "expenditure"
		}
	}
	return ""
}
