package charts

import (
	"cmp"
	"slices"
	"strings"

	"tongbi/etl/fact"
	"tongbi/queries"
)

// Comparison is two years of one dossier set side by side, or one year alone where there is nothing to set it
// against.
type Comparison struct {
	From, To fact.Year // From is 0 for a year alone

	dossier queries.Dossier
	changes []queries.Change // the dossier's of these two years
}

// Comparisons gives every pair of years that the dossier compares, neighbours in order and the whole span last;
// for a dossier without any pair its latest year alone; nothing for one without figures.
func Comparisons(dossier queries.Dossier) []Comparison {
	type span [2]fact.Year
	counts := map[span]int{}
	for i := range dossier.Changes {
		counts[span{dossier.Changes[i].FromYear, dossier.Changes[i].ToYear}]++
	}
	var comparisons []Comparison
	places := map[span]int{}
	for i := range dossier.Changes {
		change := &dossier.Changes[i]
		of := span{change.FromYear, change.ToYear}
		place, known := places[of]
		if !known {
			place, places[of] = len(comparisons), len(comparisons)
			comparisons = append(comparisons, Comparison{From: of[0], To: of[1], dossier: dossier, changes: make([]queries.Change, 0, counts[of])})
		}
		comparisons[place].changes = append(comparisons[place].changes, *change)
	}
	if len(comparisons) == 0 && len(dossier.Years) > 0 {
		return []Comparison{{To: slices.Max(dossier.Years), dossier: dossier}}
	}
	neighbours := func(c Comparison) bool {
		return !slices.ContainsFunc(dossier.Years, func(y fact.Year) bool { return c.From < y && y < c.To })
	}
	slices.SortStableFunc(comparisons, func(a, b Comparison) int {
		if neighbours(a) != neighbours(b) {
			if neighbours(a) {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	return comparisons
}

// Latest is the place of the comparison that is shown first: the last pair of neighbouring years.
func Latest(comparisons []Comparison) int {
	best := 0
	for i, c := range comparisons {
		if b := comparisons[best]; c.To > b.To || c.To == b.To && c.From > b.From {
			best = i
		}
	}
	return best
}

// Alone reports whether there is no earlier year to compare with.
func (c Comparison) Alone() bool { return c.From == 0 }

// Total is the change of the expenditure as a whole: 本年支出 over all funds where both years state it, else the
// 财政拨款支出 that sentences compare; nil where neither is known.
func (c Comparison) Total() *queries.Change {
	var best *queries.Change
	for i := range c.changes {
		change := &c.changes[i]
		if change.By != "total" || spendingRank(change.Line, change.Label) == 0 {
			continue
		}
		if best == nil || spendingRank(change.Line, change.Label) > spendingRank(best.Line, best.Label) {
			best = change
		}
	}
	return best
}

// spendingRank says how well a line of the totals stands for the expenditure as a whole; 0 for revenue.
func spendingRank(line, label string) int {
	switch {
	case line == "expenditure_total":
		return 3
	case strings.Contains(label, "支出") && !strings.Contains(label, "财政拨款"):
		return 2
	case strings.Contains(label, "支出"):
		return 1
	}
	return 0
}

// Measure is the change of a line that is known by its measure alone: 基本支出, “三公”, 政府采购; nil where not stated.
func (c Comparison) Measure(by string, measure fact.Measure) *queries.Change {
	return c.change(by, func(change queries.Change) bool { return change.Measure == measure && change.Code == "" })
}

func (c Comparison) change(by string, match func(queries.Change) bool) *queries.Change {
	for i := range c.changes {
		change := &c.changes[i]
		if change.By == by && match(*change) {
			return change
		}
	}
	return nil
}

// Coded gives the changes of the coded lines of one view, those that can be compared, in the order of their codes.
func (c Comparison) Coded(by string, fund fact.Fund, measure fact.Measure) []queries.Change {
	var changes []queries.Change
	for i := range c.changes {
		if change := &c.changes[i]; change.By == by && change.Fund == fund && change.Measure == measure && change.Code != "" {
			changes = append(changes, *change)
		}
	}
	slices.SortStableFunc(changes, func(a, b queries.Change) int { return strings.Compare(string(a.Code), string(b.Code)) })
	return changes
}

// Functions gives the changes by functional classification that the page tells its story with: the widest fund and
// the whole amount of a line.
func (c Comparison) Functions() []queries.Change { return c.widestChanges("function") }

// Economics gives the changes by economic classification, of the widest fund and the whole amount.
func (c Comparison) Economics() []queries.Change { return c.widestChanges("economic") }

func (c Comparison) widestChanges(by string) []queries.Change {
	fund, measure, ok := widest(c.changes, func(change queries.Change) (view, bool) {
		same := change.By == by && change.Code != ""
		return view{change.Fund, change.Measure}, same
	})
	if !ok {
		return nil
	}
	return c.Coded(by, fund, measure)
}

// FunctionLines gives the lines of the functional classification over all years, of the widest fund that the
// comparison's later year has.
func (c Comparison) FunctionLines() []queries.Line { return c.widestLines("function") }

// EconomicLines gives the lines of the economic classification likewise.
func (c Comparison) EconomicLines() []queries.Line { return c.widestLines("economic") }

func (c Comparison) widestLines(by string) []queries.Line {
	fund, measure, ok := widest(c.dossier.Lines, func(line queries.Line) (view, bool) {
		_, stated := line.Figures[c.To]
		return view{line.Fund, line.Measure}, line.By == by && line.Code != "" && stated
	})
	if !ok {
		return nil
	}
	var lines []queries.Line
	for _, line := range c.dossier.Lines {
		if line.By == by && line.Code != "" && line.Fund == fund && line.Measure == measure {
			lines = append(lines, line)
		}
	}
	slices.SortStableFunc(lines, func(a, b queries.Line) int { return strings.Compare(string(a.Code), string(b.Code)) })
	return lines
}

type view struct {
	fund    fact.Fund
	measure fact.Measure
}

// widest picks the view that speaks of the most money: all funds before 财政拨款 before one fund, the whole amount
// before a part of it.
func widest[Row any](rows []Row, of func(Row) (view, bool)) (fact.Fund, fact.Measure, bool) {
	funds := []fact.Fund{fact.AllFunds, "", fact.Appropriation, fact.GeneralPublic, fact.GovernmentFund, fact.StateCapital, fact.FiscalAccount}
	best, found := view{}, false
	for _, row := range rows {
		v, ok := of(row)
		if !ok || v.measure != fact.Total && v.measure != fact.AmountOnly {
			continue
		}
		wider := cmp.Or(cmp.Compare(slices.Index(funds, v.fund), slices.Index(funds, best.fund)), cmp.Compare(best.measure, v.measure))
		if !found || wider < 0 {
			best, found = v, true
		}
	}
	return best.fund, best.measure, found
}

// Top gives the changes that stand under no other one: classes where the table has them.
func Top(changes []queries.Change) []queries.Change {
	return slices.DeleteFunc(slices.Clone(changes), func(change queries.Change) bool {
		return slices.ContainsFunc(changes, func(other queries.Change) bool { return above(other.Code, change.Code) })
	})
}

// Leaves gives the changes that no other one stands under: items where the table has them.
func Leaves(changes []queries.Change) []queries.Change {
	return slices.DeleteFunc(slices.Clone(changes), func(change queries.Change) bool {
		return slices.ContainsFunc(changes, func(other queries.Change) bool { return above(change.Code, other.Code) })
	})
}

// Under gives the changes one step below a code.
func Under(code fact.Code, changes []queries.Change) []queries.Change {
	var below []queries.Change
	for _, change := range changes {
		if above(code, change.Code) {
			below = append(below, change)
		}
	}
	return Top(below)
}

// above reports whether one code stands over another: 212 over 21201 and 2120104.
func above(upper, lower fact.Code) bool {
	return len(upper) < len(lower) && strings.HasPrefix(string(lower), string(upper))
}

// compared gives the changes that can be compared.
func compared(changes []queries.Change) []queries.Change {
	return slices.DeleteFunc(slices.Clone(changes), func(change queries.Change) bool {
		return change.Change == nil || change.Status == queries.NotComparable
	})
}

// Moved gives the changes that can be compared and are not zero, the largest first whatever its sign.
func Moved(changes []queries.Change) []queries.Change {
	moved := slices.DeleteFunc(compared(changes), func(change queries.Change) bool { return *change.Change == 0 })
	slices.SortStableFunc(moved, func(a, b queries.Change) int { return cmp.Compare(magnitude(b), magnitude(a)) })
	return moved
}

func magnitude(change queries.Change) fact.Fen {
	if *change.Change < 0 {
		return -*change.Change
	}
	return *change.Change
}

// split parts changes by sign, keeping their order.
func split(changes []queries.Change) (up, down []queries.Change) {
	for _, change := range changes {
		if *change.Change > 0 {
			up = append(up, change)
		} else {
			down = append(down, change)
		}
	}
	return up, down
}

func sum(changes []queries.Change) fact.Fen {
	total := fact.Fen(0)
	for _, change := range changes {
		total += *change.Change
	}
	return total
}
