package queries

import (
	"cmp"
	"slices"

	"tongbi/etl/fact"
)

// bySeriesAndYears orders changes by what is compared with what.
func bySeriesAndYears(a, b Change) int {
	return cmp.Or(
		cmp.Compare(a.Organization, b.Organization), cmp.Compare(a.Scope, b.Scope),
		cmp.Compare(a.FromStage, b.FromStage), cmp.Compare(a.ToStage, b.ToStage),
		cmp.Compare(a.FromYear, b.FromYear), cmp.Compare(a.ToYear, b.ToYear))
}

// sizes compare two changes by size, whatever the sign; what has none is smallest.
var sizes = map[string]func(a, b Change) int{
	SortChange: func(a, b Change) int { return cmp.Compare(changeSize(a), changeSize(b)) },
	SortRate:   func(a, b Change) int { return cmp.Compare(rateSize(a.Rate), rateSize(b.Rate)) },
	SortContribution: func(a, b Change) int {
		return cmp.Compare(rateSize(a.Contribution), rateSize(b.Contribution))
	},
}

func changeSize(change Change) fact.Fen {
	if change.Change == nil {
		return -1
	}
	return max(*change.Change, -*change.Change)
}

func rateSize(rate *fact.Rate) float64 {
	if rate == nil {
		return -1
	}
	size := rate.Float()
	return max(size, -size)
}

// rank gives every change its place by size among those of its view, level and, beside a code, measure; equal changes share
// a place.
func rank(changes []Change) {
	type peers struct {
		organization string
		scope        fact.Scope
		by           string
		from, to     fact.Year
		stages       [2]fact.Stage
		fund         fact.Fund
		level        fact.Level
		measure      fact.Measure
	}
	sets := map[peers][]*Change{}
	for i := range changes {
		c := &changes[i]
		if c.Change == nil {
			continue
		}
		set := peers{c.Organization, c.Scope, c.By, c.FromYear, c.ToYear, [2]fact.Stage{c.FromStage, c.ToStage}, c.Fund, c.Code.Level(), ""}
		if c.Code != "" {
			set.measure = c.Measure
		}
		sets[set] = append(sets[set], c)
	}
	for _, set := range sets {
		slices.SortStableFunc(set, func(a, b *Change) int { return cmp.Compare(changeSize(*b), changeSize(*a)) })
		for i, c := range set {
			c.Rank = i + 1
			if i > 0 && changeSize(*c) == changeSize(*set[i-1]) {
				c.Rank = set[i-1].Rank
			}
		}
	}
}
