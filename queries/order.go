package queries

import (
	"cmp"

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
