package extract

import (
	"regexp"
	"slices"
	"strings"

	"tongbi/data"
	"tongbi/etl/doc"
	"tongbi/etl/fact"
	"tongbi/etl/table"
)

// line is what the key columns of one row say: which code, or which known line.
type line struct {
	scheme  fact.Scheme
	code    fact.Code
	printed string // fact.Fact.Printed
	id      string // fact.Fact.Line
	label   string
	measure fact.Measure // for columns that only say 金额
	period  table.Period // of rows named 预算数, 决算数
}

var (
	formTotal   = regexp.MustCompile(`^(合计|总计|支出合计|收入合计|本年支出合计|本年收入合计|支出总计|收入总计|人员经费合计|公用经费合计|本年支出|本年收入)$`)
	smallTotal  = regexp.MustCompile(`^(小计|合计)$`)
	codeAndName = regexp.MustCompile(`^(\d{3}(?:\d{2}){0,2})\s*([^\d\s].*)$`)
	digitRuns   = regexp.MustCompile(`\d+`)
)

// lineOf reads the key columns of a group in a row.
func (r *factReader) lineOf(row *table.Row, group int) line {
	codes, labels := r.keys(row, group)
	label := lastOf(labels)
	if label == "" {
		for _, text := range codes {
			if label == "" && digitRuns.FindString(text) == "" {
				label = text
			}
		}
	}
	if label == "" {
		label = r.labelToTheLeft(row, group)
	}
	if label == "" {
		label = r.totalBeside(row, group)
	}
	if found := codeAndName.FindStringSubmatch(label); found != nil && lastOf(codes) == "" && r.table.Form.Scheme != "" {
		codes, label = []string{found[1]}, found[2]
	} else if len(codes) > 0 {
		if found := codeAndName.FindStringSubmatch(codes[0]); found != nil && lastOf(labels) == "" {
			codes, label = []string{found[1]}, found[2]
		}
	}
	if code := r.codeOf(row, codes); code != "" {
		return line{scheme: fact.Scheme(r.table.Form.Scheme), code: code, printed: r.printed, label: label}
	}
	return r.named(labels, label, group)
}

// keys gives the texts of the code and label columns of a group, each cell once. Where a row has codes of two schemes,
// each with its name (部门经济分类 beside 政府经济分类), those of the form's own scheme count.
func (r *factReader) keys(row *table.Row, group int) (codes, labels []string) {
	runs := r.keyRuns(row, group)
	chosen := runs[0]
	for _, run := range runs {
		if code := lastOf(run.codes[:min(1, len(run.codes))]); code != "" && strings.HasPrefix(code, firstDigit[r.table.Form.Scheme]) {
			chosen = run
			break
		}
	}
	return chosen.codes, chosen.labels
}

// keyRun is a code with the name that follows it.
type keyRun struct{ codes, labels []string }

// keyRuns takes the key columns of a group from left to right; a code column behind a code's name begins another run.
func (r *factReader) keyRuns(row *table.Row, group int) []keyRun {
	runs := []keyRun{{}}
	for i, column := range r.table.Columns {
		if column.Group != group || column.Role != table.Code && column.Role != table.Label {
			continue
		}
		run := &runs[len(runs)-1]
		text := ""
		if row.Cells[i] != nil && (i == 0 || row.Cells[i-1] != row.Cells[i] || r.table.Columns[i-1].Group != group) {
			text = table.Squeeze(row.Cells[i].Text)
		}
		if column.Role == table.Code && len(run.codes) > 0 && len(run.labels) > 0 {
			runs = append(runs, keyRun{})
			run = &runs[len(runs)-1]
		}
		switch {
		case column.Role == table.Code:
			run.codes = append(run.codes, text)
		case text != "" || row.Cells[i] != nil:
			run.labels = append(run.labels, text)
		}
	}
	return runs
}

func lastOf(texts []string) string {
	for i := len(texts) - 1; i >= 0; i-- {
		if texts[i] != "" {
			return texts[i]
		}
	}
	return ""
}

// labelToTheLeft finds the label of a figure whose own group has none in this row: “当年支出小计” of a side-by-side
// table stands in the middle group, its figure in the right one.
func (r *factReader) labelToTheLeft(row *table.Row, group int) string {
	label := ""
	for i, column := range r.table.Columns {
		if column.Group >= group || row.Cells[i] == nil {
			continue
		}
		text := table.Squeeze(row.Cells[i].Text)
		switch {
		case text == "":
		case column.Role == table.Label:
			label = text
		case column.Role == table.Value && row.Cells[i].Col == i+1 && r.starts(row, i):
			label = ""
		}
	}
	return label
}

// totalBeside finds a 合计 that is printed in the column of running numbers.
func (r *factReader) totalBeside(row *table.Row, group int) string {
	for i, column := range r.table.Columns {
		if column.Group != group || column.Role != table.Ignore || row.Cells[i] == nil {
			continue
		}
		if text := table.Squeeze(row.Cells[i].Text); formTotal.MatchString(table.Bare(text)) {
			return text
		}
	}
	return ""
}

// codeOf puts a code together from its columns: three levels side by side, one column of 3, 5 or 7 digits, levels
// without leading zeros (padded), levels that repeat the upper ones, and classes printed only once (carried down).
// A code that its scheme cannot have is kept as printed and reported.
func (r *factReader) codeOf(row *table.Row, texts []string) fact.Code {
	levels := make([]string, 0, 3)
	for _, text := range texts {
		plain := strings.NewReplacer("-", " ", ".", " ", "－", " ", "_", " ").Replace(table.Plain(strings.ReplaceAll(text, " ", "_")))
		if digitsOnly(strings.ReplaceAll(plain, " ", "")) {
			levels = append(levels, strings.Fields(plain)...)
			if plain == "" {
				levels = append(levels, "")
			}
		} else {
			levels = append(levels, "")
		}
	}
	levels = trimmed(levels)
	if len(levels) == 0 {
		return ""
	}
	code := r.join(levels)
	r.printed = unpadded(levels)
	if !validCode(code, r.table.Form.Scheme) {
		r.note(WrongCode, doc.Pos{Page: row.Page, Table: row.Table, Row: row.Row}, strings.Join(strings.Fields(strings.Join(levels, " ")), " "))
	}
	return code
}

// unpadded is a code as printed where a level lacks its leading zero, else empty.
func unpadded(levels []string) string {
	if len(levels) < 2 || !slices.ContainsFunc(levels, func(level string) bool { return len(level) == 1 }) {
		return ""
	}
	return strings.TrimSpace(strings.Join(levels, " "))
}

func digitsOnly(text string) bool { return strings.Trim(text, "0123456789") == "" }

// trimmed drops empty levels at the end.
func trimmed(levels []string) []string {
	for len(levels) > 0 && levels[len(levels)-1] == "" {
		levels = levels[:len(levels)-1]
	}
	return levels
}

// join pads the levels and joins them, filling levels left blank from the row above.
func (r *factReader) join(levels []string) fact.Code {
	last := levels[len(levels)-1]
	if len(last) >= 5 || len(levels) == 1 {
		r.carried = split(last)
		return fact.Code(last)
	}
	code := ""
	for i, level := range levels {
		if level == "" && i < len(r.carried) {
			level = r.carried[i]
		}
		if i > 0 && len(level) == 1 {
			level = "0" + level
		}
		code += level
	}
	r.carried = split(code)
	return fact.Code(code)
}

// split gives the levels of a code of 3, 5 or 7 digits.
func split(code string) []string {
	var levels []string
	for cut := 3; len(code) > 0; cut = 2 {
		cut = min(cut, len(code))
		levels, code = append(levels, code[:cut]), code[cut:]
	}
	return levels
}

// firstDigit is what the codes of a scheme begin with (政府收支分类科目: 功能 2, 部门经济 3, 政府经济 5).
var firstDigit = map[string]string{"functional": "2", "economic": "3", "government_economic": "5"}

func validCode(code fact.Code, scheme string) bool {
	return code.Level() != "" && strings.HasPrefix(string(code), firstDigit[scheme]) && (scheme == "functional" || len(code) < 7)
}

// named finds which known line a label without a code is.
func (r *factReader) named(labels []string, label string, group int) line {
	form := r.table.Form
	bare := table.Bare(label)
	if smallTotal.MatchString(bare) && len(labels) > 1 && labels[0] != "" && labels[0] != label {
		bare, label = table.Bare(labels[0]), labels[0]
	}
	found := line{label: label, period: rowPeriod(bare)}
	switch {
	case form.Layout == "codes" && (label == "" || formTotal.MatchString(bare)):
		found.id = "form_total"
		found.measure = totalOf(bare)
		return found
	case form.Layout == "columns":
		return r.itemOf(found, bare)
	}
	side := r.sideOf(group)
	for _, known := range append(form.Lines[:len(form.Lines):len(form.Lines)], r.extractor.vocabulary.Lines...) {
		if (known.Side == "" || known.Side == side) && known.Label.MatchString(bare) {
			found.id, found.measure = known.Line, fact.Measure(known.Measure)
			break
		}
	}
	return r.belowOpening(found)
}

// belowOpening tells the parts of 年初结转 (“一般公共预算财政拨款” once more below “年初财政拨款结转和结余”) from the year's
// revenue of the same name.
func (r *factReader) belowOpening(found line) line {
	switch {
	case found.id == "revenue_opening_balance":
		r.opening = true
	case strings.HasSuffix(found.id, "_total"):
		r.opening = false
	case r.opening && r.seen[found.id]:
		found.id, found.measure = "revenue_opening_balance_part", "opening_balance_part"
	}
	r.seen[found.id] = found.id != ""
	return found
}

// totalOf tells 人员经费合计 and 公用经费合计 of a two-panel table from the grand total.
func totalOf(bare string) fact.Measure {
	switch bare {
	case "人员经费合计":
		return fact.Personnel
	case "公用经费合计":
		return fact.Operating
	}
	return ""
}

// itemOf reads a table of columns that was printed as rows: the label is what elsewhere is a heading.
func (r *factReader) itemOf(found line, bare string) line {
	if bare == "" {
		return found
	}
	for _, known := range r.table.Form.Columns {
		if known.Unless == "" && known.Heading.MatchString(bare) || matchesTotal(known, bare) {
			found.measure = fact.Measure(known.Measure)
			return found
		}
	}
	if found.period.Stage == "" && !formTotal.MatchString(bare) {
		found.id = rowOfUnit
	}
	return found
}

func matchesTotal(known data.Column, bare string) bool {
	return known.Measure == string(fact.ThreePublic) && formTotal.MatchString(bare)
}

// rowOfUnit marks the rows of a table that lists the department's units: they are not the department's figures.
const rowOfUnit = "row_of_unit"

// rowPeriod reads rows that are named for a stage: 预算数, 决算数.
func rowPeriod(bare string) table.Period {
	switch {
	case strings.HasSuffix(bare, "决算数"):
		return table.Period{Stage: fact.FinalAccounts}
	case strings.HasSuffix(bare, "预算数"):
		return table.Period{Stage: fact.InitialBudget}
	}
	return table.Period{}
}

func (r *factReader) sideOf(group int) string {
	for _, column := range r.table.Columns {
		if column.Group == group {
			return column.Side
		}
	}
	return ""
}
