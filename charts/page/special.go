package page

import (
	"slices"

	"tongbi/charts"
	"tongbi/etl/fact"
	"tongbi/queries"
)

// special is one row of “三公”经费, 机关运行经费, 政府采购 and 绩效 in one comparison.
type special struct {
	Label    string
	Depth    int // 1 for the wholes
	From, To cell
	Change   cell
	Rate     cell
	Reason   reason
}

// depths of the lines under their wholes; what is not named is a part of one.
var specialDepths = map[fact.Measure]int{
	fact.ThreePublic: 1, fact.AdminOperating: 1, "meetings": 1, "training": 1, fact.Procurement: 1, fact.VehiclePurchase: 3, fact.VehicleOperation: 3, "micro_reserved": 3,
}

// specialOrder is the order of the rows; lines that it does not name come last.
var specialOrder = []fact.Measure{
	fact.ThreePublic, fact.OverseasTravel, fact.Vehicles, fact.VehiclePurchase, fact.VehicleOperation, fact.OfficialReception, "meetings", "training", fact.AdminOperating,
	fact.Procurement, fact.ProcurementGoods, fact.ProcurementWorks, fact.ProcurementServices,
}

// addSpecials adds the rows to a pane: the lines of tables, then what the documents' sentences say of other measures.
func (b *builder) addSpecials(pane *pane, c charts.Comparison) {
	pane.SpecialHeading = c.SpecialHeading()
	var lines []queries.Line
	for _, line := range b.dossier.Lines {
		_, before := line.Figures[c.From]
		_, after := line.Figures[c.To]
		if line.Code == "" && (line.By == "three-public" || line.By == "procurement") && (before || after) {
			lines = append(lines, line)
		}
	}
	slices.SortStableFunc(lines, func(x, y queries.Line) int {
		return position(specialOrder, x.Measure) - position(specialOrder, y.Measure)
	})
	for _, line := range lines {
		pane.Specials = append(pane.Specials, b.special(c, line))
	}
	for _, told := range []struct {
		measure fact.Measure
		label   string
		depth   int
	}{{"sme_reserved", "面向中小企业预留（文字所述）", 2}, {"micro_reserved", "其中：预留给小微企业（文字所述）", 3}, {"performance_amount", "编报绩效目标的项目涉及资金（文字所述）", 1}} {
		if row, known := b.told(c, told.measure, told.label); known {
			row.Depth = told.depth
			pane.Specials = append(pane.Specials, row)
		}
	}
}

func (b *builder) special(c charts.Comparison, line queries.Line) special {
	row := special{Label: line.Label, Depth: specialDepths[line.Measure]}
	if row.Depth == 0 {
		row.Depth = 2
	}
	at := func(year fact.Year) cell {
		if figure, stated := line.Figures[year]; stated {
			return b.amount(line.Label, year, &figure)
		}
		return b.amount(line.Label, year, nil)
	}
	row.From, row.To = at(c.From), at(c.To)
	if change := b.find(c, line); change != nil {
		row.Change, row.Rate, _ = b.moved(change)
		if change.Change != nil && *change.Change != 0 {
			row.Reason = b.reason(*change)
		}
	}
	return row
}

// told is a row of a measure that only sentences state; false where neither year's do.
func (b *builder) told(c charts.Comparison, measure fact.Measure, label string) (special, bool) {
	from, to := b.toldFigure(c.From, measure), b.toldFigure(c.To, measure)
	if from == nil && to == nil {
		return special{}, false
	}
	row := special{Label: label, From: b.amount(label, c.From, from), To: b.amount(label, c.To, to)}
	if from != nil && to != nil {
		difference := to.Amount - from.Amount
		change := queries.Change{Label: label, FromYear: c.From, From: from, ToYear: c.To, To: to, Change: &difference, Status: queries.Continuing}
		if rate, defined := fact.Change(from.Amount, to.Amount); defined {
			change.Rate = &rate
		}
		row.Change, row.Rate, _ = b.moved(&change)
	}
	return row, true
}

// toldFigure is what a year's document says of a measure in a sentence; nil where it says nothing, or several things.
func (b *builder) toldFigure(year fact.Year, measure fact.Measure) *queries.Figure {
	var found *queries.Figure
	for _, statement := range b.dossier.Statements {
		claim := statement.Claim
		if statement.Year != year || claim.Measure != measure || claim.Value == nil || claim.Code != "" {
			continue
		}
		if found != nil && found.Amount != claim.Value.Fen {
			return nil
		}
		found = &queries.Figure{
			Amount: claim.Value.Fen, Grain: claim.Value.Grain, Raw: claim.Raw, Document: statement.Document, Format: statement.Format,
			Source: fact.Source{Page: claim.Page}, Sentence: claim.Sentence, Presence: fact.Stated,
		}
	}
	return found
}
