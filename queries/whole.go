package queries

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"

	"tongbi/data"
	"tongbi/etl/fact"
)

// Summable are the views whose lines can be added up over organisations: projects, bridges and restatements are each
// organisation's own.
var Summable = slices.DeleteFunc(slices.Clone(Views), func(view string) bool { return view == ByProject })

// OfRegion keeps the changes of the organisations whose name says that they are in a region; all where it is empty.
func OfRegion(changes []Change, region string) []Change {
	return slices.DeleteFunc(slices.Clone(changes), func(c Change) bool { return region != "" && !data.InRegion(c.Organization, region) })
}

// Totals adds changes of several organisations up, line by line: over those of one scope, stage, fund and form whose two
// years are both loaded and compare. Organization of a total is the name given; its Note says how many it has and which
// of the selected organisations are left out, and why. A unit or department whose figures another one of the same scope
// contains by its own account is not counted twice. Scopes, stages, funds and forms never mix.
// A line that cannot be compared in one organisation cannot be in the total.
func Totals(ctx context.Context, db *sql.DB, changes []Change, name string, selected func(organization string) bool) ([]Change, error) {
	s, err := begin(ctx, db, "")
	if err != nil {
		return nil, err
	}
	defer s.end()
	series, err := s.series(ctx, "", "", "")
	if err != nil {
		return nil, err
	}
	compositions, err := s.compositions(ctx, "")
	if err != nil {
		return nil, err
	}
	series = slices.DeleteFunc(series, func(one Series) bool { return !selected(one.Organization) })
	sets := map[totalled][]Change{}
	for _, c := range changes {
		if c.Measure != "" {
			sets[totalOf(c)] = append(sets[totalOf(c)], c)
		}
	}
	var totals []Change
	for _, set := range sets {
		one := totalSet{name: name, changes: set, series: series, compositions: compositions}
		totals = append(totals, one.totals()...)
	}
	slices.SortStableFunc(totals, byTable)
	rank(totals)
	return totals, nil
}

// totalled is what must be the same to be added up.
type totalled struct {
	scope      fact.Scope
	fund       fact.Fund
	by, form   string
	measure    fact.Measure // of lines that a form without a column of that measure lacks
	fromYear   fact.Year
	fromStage  fact.Stage
	toYear     fact.Year
	toStage    fact.Stage
	fromTables bool
}

func totalOf(c Change) totalled {
	of := totalled{c.Scope, c.Fund, c.By, c.form, "", c.FromYear, c.FromStage, c.ToYear, c.ToStage, c.table}
	if c.Code != "" || slices.Contains([]string{ByNature, ByFund, ByThreePublic}, c.By) {
		of.measure = c.Measure
	}
	return of
}

// totalSet are the changes of all organisations that may be added up.
type totalSet struct {
	name         string
	changes      []Change
	series       []Series
	compositions map[composed]composition
}

// totals are the sums of the lines; none where no organisation compares by tables of both years.
func (t totalSet) totals() []Change {
	first := t.changes[0]
	if !first.table {
		return nil
	}
	members := map[string]bool{}
	for _, c := range t.changes {
		members[c.Organization] = true
	}
	left := t.leftOut(members)
	counted := 0
	for member := range members {
		if _, out := left[member]; !out {
			counted++
		}
	}
	lines := map[[3]string][]Change{}
	for _, c := range t.changes {
		if _, out := left[c.Organization]; !out {
			key := [3]string{string(c.Code), c.Line, string(c.Measure)}
			lines[key] = append(lines[key], c)
		}
	}
	wholeFrom, wholeTo := t.wholes(left)
	var totals []Change
	for _, line := range lines {
		totals = append(totals, t.sum(line, counted, wholeFrom, wholeTo, leftWords(left)))
	}
	return totals
}

// leftOut are the organisations that are not counted, with the reason: those of which nothing compares, those that another one
// contains, and those that are selected and have no line here.
func (t totalSet) leftOut(members map[string]bool) map[string]string {
	left := map[string]string{}
	first := t.changes[0]
	for member := range members {
		whole := slices.ContainsFunc(t.changes, func(c Change) bool { return c.Organization == member && c.Change != nil })
		if !whole {
			i := slices.IndexFunc(t.changes, func(c Change) bool { return c.Organization == member })
			left[member] = t.changes[i].Note
		}
	}
	for of, composition := range t.compositions {
		if !members[of.organization] || of.scope != first.Scope || of.year != first.FromYear && of.year != first.ToYear {
			continue
		}
		for _, unit := range composition.names {
			for member := range members {
				if member != of.organization && unit == narrow.Replace(member) {
					left[member] = "已含在" + of.organization + "之内"
				}
			}
		}
	}
	for _, one := range t.series {
		if one.Scope != first.Scope || one.Stage != first.ToStage && one.Stage != first.FromStage || members[one.Organization] || left[one.Organization] != "" {
			continue
		}
		left[one.Organization] = t.absence(one.Organization)
	}
	return left
}

// absence says why an organisation has no line here.
func (t totalSet) absence(organization string) string {
	first := t.changes[0]
	var missing []string
	for _, side := range []struct {
		year  fact.Year
		stage fact.Stage
	}{{first.FromYear, first.FromStage}, {first.ToYear, first.ToStage}} {
		if !slices.ContainsFunc(t.series, func(one Series) bool {
			return one.Organization == organization && one.Scope == first.Scope && one.Stage == side.stage && slices.Contains(one.Years, side.year)
		}) {
			missing = append(missing, figures(side.year, side.stage))
		}
	}
	if len(missing) > 0 {
		return "未载入" + strings.Join(missing, "、")
	}
	return "两年没有可比的" + first.form
}

// leftWords name those left out with their reasons.
func leftWords(left map[string]string) string {
	var words []string
	for _, organization := range slices.Sorted(maps.Keys(left)) {
		words = append(words, organization+"（"+left[organization]+"）")
	}
	if len(words) == 0 {
		return ""
	}
	return "未计入：" + strings.Join(words, "、")
}

// wholes add up the totals that contributions refer to, each organisation's once; nil where one states none.
func (t totalSet) wholes(left map[string]string) (from, to map[[2]string]*fact.Fen) {
	type key struct {
		organization string
		of           [2]string
	}
	seen := map[key]bool{}
	from, to = map[[2]string]*fact.Fen{}, map[[2]string]*fact.Fen{}
	add := func(sums map[[2]string]*fact.Fen, of [2]string, whole *fact.Fen) {
		sum, begun := sums[of]
		switch {
		case whole == nil || begun && sum == nil:
			sums[of] = nil
		case !begun:
			copied := *whole
			sums[of] = &copied
		default:
			*sum += *whole
		}
	}
	for _, c := range t.changes {
		if _, out := left[c.Organization]; out {
			continue
		}
		of := tableTotal(c)
		if !seen[key{c.Organization, of}] {
			seen[key{c.Organization, of}] = true
			add(from, of, c.wholeFrom)
			add(to, of, c.wholeTo)
		}
	}
	return from, to
}

// tableTotal tells apart the totals that lines of one table are parts of.
func tableTotal(c Change) [2]string {
	switch {
	case c.By == ByTotal:
		return [2]string{c.Line, string(c.Measure)}
	case c.Code != "":
		return [2]string{"", string(c.Measure)}
	case c.By == ByThreePublic && c.wholeFrom == nil && c.wholeTo == nil:
		return [2]string{"none", ""}
	}
	return [2]string{}
}

// sum is one line over the organisations.
func (t totalSet) sum(lines []Change, members int, wholeFrom, wholeTo map[[2]string]*fact.Fen, left string) Change {
	first := lines[0]
	total := Change{
		Organization: t.name, Scope: first.Scope, Fund: first.Fund, By: first.By, Line: first.Line, Code: first.Code, Label: first.Label, Measure: first.Measure,
		FromYear: first.FromYear, FromStage: first.FromStage, ToYear: first.ToYear, ToStage: first.ToStage, Basis: Disclosed, form: first.form, table: true,
	}
	var notes notes
	notes.add(fmt.Sprintf("%d个%s合计", members, map[fact.Scope]string{fact.Department: "部门", fact.UnitScope: "单位"}[first.Scope]))
	if left != "" {
		notes.add(left)
	}
	comparable, reconciled := true, true
	for _, c := range lines {
		if c.Change == nil {
			comparable = false
			notes.add(c.Organization + "不可比：" + c.Note)
		}
		reconciled = reconciled && c.Status != NotComparable
		total.mark(c.Crosswalk...)
	}
	if !comparable {
		total.Status, total.Note = NotComparable, notes.String()
		return total
	}
	total.From, total.To = t.added(lines, Change.from, first.FromYear), t.added(lines, Change.to, first.ToYear)
	total.weigh(&notes)
	of := tableTotal(first)
	total.wholeFrom, total.wholeTo = wholeFrom[of], wholeTo[of]
	total.contribute(&notes, first.form)
	if !reconciled {
		total.Status, total.Rate = NotComparable, nil
		notes.add("有的部门科目有调整，不单独比较")
	}
	total.Note = notes.String()
	return total
}

// added is one side of lines; nil where none has it.
func (t totalSet) added(lines []Change, side func(Change) *Figure, year fact.Year) *Figure {
	var sum *Figure
	var addends int
	for _, c := range lines {
		figure := side(c)
		if figure == nil {
			continue
		}
		if addends++; sum == nil {
			sum = &Figure{Presence: fact.Stated, SelfTest: fact.Passed}
		}
		sum.Amount += figure.Amount
		sum.Grain = max(sum.Grain, figure.Grain)
	}
	if sum != nil {
		sum.Document = fmt.Sprintf("上列%d行%d年数之和", addends, year)
	}
	return sum
}

// byTable orders totals as the lines of organisations are.
func byTable(a, b Change) int {
	if order := bySeriesAndYears(a, b); order != 0 {
		return order
	}
	if order := slices.Index(Views, a.By) - slices.Index(Views, b.By); order != 0 {
		return order
	}
	return strings.Compare(strings.Join([]string{string(a.Fund), string(a.Code), a.Line, string(a.Measure)}, "\x00"), strings.Join([]string{string(b.Fund), string(b.Code), b.Line, string(b.Measure)}, "\x00"))
}
