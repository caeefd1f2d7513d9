package queries

import (
	"fmt"
	"slices"
	"strings"

	"tongbi/data"
	"tongbi/etl/fact"
)

// reconcile applies the crosswalk to the changes of coded lines: a renamed line is told so, a line whose code was given
// to another one is not compared, nor is one that took in or gave away another: those compare where their codes meet.
// What may be a change of code and is not known as one is told as a suspicion. No amount is ever moved or divided.
func reconcile(changes []Change, crosswalk data.Crosswalk) {
	for start := 0; start < len(changes); {
		end := start + 1
		for end < len(changes) && sameTable(changes[start], changes[end]) {
			end++
		}
		one := comparison{changes[start:end], crosswalk, dimensions[changes[start].By], map[fact.Code]bool{}}
		switch {
		case changes[start].By == ByProject:
			one.suspect()
		case one.dimension != "" && changes[start].table:
			one.reconcile()
		}
		start = end
	}
}

// dimensions are the crosswalk's names of the classifications that views rest on.
var dimensions = map[string]string{ByFunction: "功能", ByEconomic: "经济"}

// sameTable reports whether two changes compare the lines of the same tables.
func sameTable(a, b Change) bool {
	return bySeriesAndYears(a, b) == 0 && a.By == b.By && a.Fund == b.Fund && a.table == b.table
}

// comparison are the lines of one table between two years.
type comparison struct {
	lines     []Change
	crosswalk data.Crosswalk
	dimension string
	reused    map[fact.Code]bool // codes that mean something else in the later year
}

func (c comparison) reconcile() {
	c.refuseReused()
	for _, row := range c.crosswalk {
		if row.Kind == data.Renamed && row.Certain() && row.Dimension == c.dimension && row.Year <= int(c.later()) {
			c.rename(row)
		}
	}
	for _, row := range c.rows() {
		switch {
		case row.Kind == "new" && row.Certain():
			c.introduce(row)
		case row.ChangesCode() && !row.Certain() && c.took(row):
			c.hint(row)
		}
	}
	for _, group := range c.groups() {
		c.join(group)
	}
	c.suspect()
	if years := c.unchecked(); years != "" {
		c.lines[0].note(years + "年科目对照未核对")
	}
}

// earlier and later are the two years whichever way they are compared.
func (c comparison) earlier() fact.Year { return min(c.lines[0].FromYear, c.lines[0].ToYear) }
func (c comparison) later() fact.Year   { return max(c.lines[0].FromYear, c.lines[0].ToYear) }

// before and after are a line's figures in the earlier and the later year.
func (c Change) before() *Figure {
	if c.FromYear <= c.ToYear {
		return c.From
	}
	return c.To
}

func (c Change) after() *Figure {
	if c.FromYear <= c.ToYear {
		return c.To
	}
	return c.From
}

// names are a line's names in the earlier and the later year; empty where that year lacks it.
func (c Change) names() (before, after string) {
	if c.FromYear <= c.ToYear {
		return c.fromLabel, c.toLabel
	}
	return c.toLabel, c.fromLabel
}

// rows are the rows of the crosswalk that took effect between the two years.
func (c comparison) rows() []data.Correspondence {
	var rows []data.Correspondence
	for _, row := range c.crosswalk {
		if row.Dimension == c.dimension && row.Year > int(c.earlier()) && row.Year <= int(c.later()) {
			rows = append(rows, row)
		}
	}
	return rows
}

// unchecked are the years after the earlier one, up to the later, of which the crosswalk has no entry for the classification: that
// it knows of no change is not that there was none.
func (c comparison) unchecked() string {
	var years []string
	for year := int(c.earlier()) + 1; year <= int(c.later()); year++ {
		if !slices.ContainsFunc(c.crosswalk, func(row data.Correspondence) bool {
			return row.Year == year && row.Dimension == c.dimension && row.Kind != "unknown"
		}) {
			years = append(years, fmt.Sprint(year))
		}
	}
	return strings.Join(years, "、")
}

// rename tells that a line has another name and is the same: both names say so, in whichever year a document took to it.
func (c comparison) rename(row data.Correspondence) {
	for i := range c.lines {
		line := &c.lines[i]
		before, after := line.names()
		if slices.Contains(row.New, string(line.Code)) && sameName(before, row.OldName) && sameName(after, row.NewName) {
			line.Label = after
			line.note(fmt.Sprintf("%d年起改名（科目对照%s）", row.Year, row.ID))
			line.mark(row.ID)
		}
	}
}

// introduce tells that a line is new because its code is.
func (c comparison) introduce(row data.Correspondence) {
	for i := range c.lines {
		line := &c.lines[i]
		if line.Status == New && slices.Contains(row.New, string(line.Code)) {
			line.note(fmt.Sprintf("%d年新设的科目（科目对照%s）", row.Year, row.ID))
			line.mark(row.ID)
		}
	}
}

// refuseReused refuses lines whose code means something else in the later year.
func (c comparison) refuseReused() {
	for _, row := range c.rows() {
		if !row.ChangesCode() || !row.Certain() {
			continue
		}
		for i := range c.lines {
			line := &c.lines[i]
			before, after := line.names()
			if slices.Contains(row.Old, string(line.Code)) && !slices.Contains(row.New, string(line.Code)) &&
				before != "" && after != "" && sameName(before, row.OldName) && !sameName(before, after) {
				line.Status, line.Change, line.Rate, line.Contribution = NotComparable, nil, nil, nil
				line.note(fmt.Sprintf("同码异义：%d年为“%s”（%d年改列%s，科目对照%s），%d年为“%s”",
					c.earlier(), before, row.Year, strings.Join(row.New, "、"), row.ID, c.later(), after))
				line.mark(row.ID)
				c.reused[line.Code] = true
			}
		}
	}
}

// took reports whether the documents show the change of codes: the old code in the earlier year, the new one in the
// later, and not both codes in both years.
func (c comparison) took(row data.Correspondence) bool {
	var fresh []string
	for _, code := range row.New {
		if !slices.Contains(row.Old, code) {
			fresh = append(fresh, code)
		}
	}
	oldBefore, oldAfter := c.has(row.Old)
	newBefore, newAfter := c.has(fresh)
	return oldBefore && newAfter && !(oldAfter && newBefore)
}

// has reports in which of the two years any line of the codes, or below them, has an amount.
func (c comparison) has(codes []string) (before, after bool) {
	for _, line := range c.lines {
		if under(line.Code, codes) {
			before = before || amount(line.before()) != 0
			after = after || amount(line.after()) != 0 && !c.reused[line.Code]
		}
	}
	return before, after
}

// under reports whether a code is one of some codes or below one.
func under(code fact.Code, codes []string) bool {
	return slices.ContainsFunc(codes, func(one string) bool { return strings.HasPrefix(string(code), one) })
}

// hint tells of a row that is not certain enough to be applied.
func (c comparison) hint(row data.Correspondence) {
	for i := range c.lines {
		line := &c.lines[i]
		if under(line.Code, row.Old) && line.after() == nil || under(line.Code, row.New) && line.before() == nil {
			line.note(fmt.Sprintf("可能的科目调整，把握不足，未采用：%s（科目对照%s）", path(row), row.ID))
		}
	}
}

// path words a change of code: 2089901→2089999.
func path(row data.Correspondence) string {
	return strings.Join(row.Old, "、") + "→" + strings.Join(row.New, "、")
}

// codeGroup are codes that only compare together, and the rows of the crosswalk that tie them.
type codeGroup struct {
	codes []string
	rows  []data.Correspondence
}

// groups joins the certain changes of code that the documents show wherever they share a code.
func (c comparison) groups() []codeGroup {
	var groups []codeGroup
	for _, row := range c.rows() {
		if !row.ChangesCode() || !row.Certain() || !c.took(row) {
			continue
		}
		joined := codeGroup{slices.Concat(row.Old, row.New), []data.Correspondence{row}}
		var apart []codeGroup
		for _, group := range groups {
			if !group.touches(joined.codes) {
				apart = append(apart, group)
				continue
			}
			joined = codeGroup{append(group.codes, joined.codes...), append(group.rows, joined.rows...)}
		}
		groups = append(apart, joined)
	}
	for i := range groups {
		slices.Sort(groups[i].codes)
		groups[i].codes = slices.Compact(groups[i].codes)
	}
	return groups
}

// touches reports whether any of the codes is, contains or is part of one of the group.
func (g codeGroup) touches(codes []string) bool {
	return slices.ContainsFunc(codes, func(code string) bool { return under(fact.Code(code), g.codes) }) ||
		slices.ContainsFunc(g.codes, func(code string) bool { return under(fact.Code(code), codes) })
}

// parent is the nearest code that all codes of the group are below; empty where only the total is.
func (g codeGroup) parent() fact.Code {
	for _, length := range []int{5, 3} {
		first := g.codes[0]
		if len(first) <= length {
			continue
		}
		if !slices.ContainsFunc(g.codes, func(code string) bool { return len(code) <= length || code[:length] != first[:length] }) {
			return fact.Code(first[:length])
		}
	}
	return ""
}

func (g codeGroup) ids() []string {
	ids := make([]string, len(g.rows))
	for i, row := range g.rows {
		ids[i] = row.ID
	}
	return ids
}

// words are what happened to the codes: 2089901→2089999（2021年，科目对照CW036）.
func (g codeGroup) words() string {
	words := make([]string, len(g.rows))
	for i, row := range g.rows {
		words[i] = fmt.Sprintf("%s（%d年，科目对照%s）", path(row), row.Year, row.ID)
	}
	return strings.Join(words, "，")
}

// join marks the lines that only compare together: those of the group are not compared one by one, their nearest common
// parent is where they compare, and what lies between is told that its change includes the move.
func (c comparison) join(group codeGroup) {
	parent := group.parent()
	where := "没有共同的上级科目，只在合计比较"
	if parent != "" {
		where = "在" + string(parent) + "比较"
	}
	for i := range c.lines {
		line := &c.lines[i]
		switch {
		case under(line.Code, group.codes):
			line.Status, line.Rate = NotComparable, nil
			line.note("科目调整：" + group.words() + "，不单独比较，" + where)
		case line.Code == parent:
			line.note("可比组：含" + group.words())
		case len(line.Code) > len(parent) && slices.ContainsFunc(group.codes, func(code string) bool { return strings.HasPrefix(code, string(line.Code)) }):
			line.note("增减额含科目调整：" + group.words())
		default:
			continue
		}
		line.mark(group.ids()...)
	}
}

// mark notes rows of the crosswalk that bear on a line, each once.
func (c *Change) mark(ids ...string) {
	for _, id := range ids {
		if !slices.Contains(c.Crosswalk, id) {
			c.Crosswalk = append(c.Crosswalk, id)
		}
	}
}

// note puts something in front of what is noted of a line.
func (c *Change) note(text string) {
	c.Note = strings.TrimSuffix(text+"；"+c.Note, "；")
}

// sameName reports whether two names are one in different spellings. A row of the crosswalk may name several, joined
// with |.
func sameName(printed, known string) bool {
	return slices.ContainsFunc(strings.Split(known, "|"), func(one string) bool { return printed != "" && narrow.Replace(printed) == narrow.Replace(one) })
}
