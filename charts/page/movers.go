package page

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"tongbi/charts"
	"tongbi/etl/fact"
	"tongbi/queries"
)

// maxMovers is how many lines the table of movers shows.
const maxMovers = 8

// mover is one row of the table of what moved most.
type mover struct {
	Label, Code string
	From, To    cell
	Bar         bar
	Change      cell
	Rate        cell
	Share       cell
	Reason      reason
}

// bar is a change as a bar in a box from −100 to 100.
type bar struct {
	X, Width string
	Class    charts.Tone
}

// reason is what the department's own document says of a change.
type reason struct {
	Tag   string // how good a reason it is
	Warn  bool
	Quote string
	Where string
}

func (b *builder) addMovers(pane *pane, c charts.Comparison) {
	functions := c.Functions()
	moved := charts.Moved(charts.Leaves(functions))
	shown := moved[:min(len(moved), maxMovers)]
	explained := 0
	for _, change := range shown {
		row := b.mover(change, *shown[0].Change)
		if row.Reason.Quote != "" {
			explained++
		}
		pane.Movers = append(pane.Movers, row)
	}
	pane.MoversHeading = c.MoversHeading(shown, explained)
	if len(shown) > 0 {
		pane.MoversNote = fmt.Sprintf("按变动额大小，万元；%s；“占合计变化”以%s的变化为100%%。", charts.FundName(functions[0].Fund), charts.FundName(functions[0].Fund)+"合计")
	}
}

func (b *builder) mover(change queries.Change, largest fact.Fen) mover {
	subject := charts.SubjectOf(change)
	row := mover{
		Label: change.Label, Code: string(change.Code), From: b.amount(subject, change.FromYear, change.From), To: b.amount(subject, change.ToYear, change.To),
		Bar: newBar(*change.Change, largest), Reason: b.reason(change),
	}
	row.Change, row.Rate, row.Share = b.moved(&change)
	return row
}

func newBar(change, largest fact.Fen) bar {
	width := 100 * fact.Ratio(int64(change), int64(largest)).Float()
	width = max(width, -width, 0.8)
	if change < 0 {
		return bar{X: fmt.Sprintf("%.1f", -width), Width: fmt.Sprintf("%.1f", width), Class: charts.Down}
	}
	return bar{X: "0", Width: fmt.Sprintf("%.1f", width), Class: charts.Up}
}

// reason finds what the later year's document says of a line's change and how good a reason that is: none, one too
// general to check, one that speaks of the other direction, or a real one.
func (b *builder) reason(change queries.Change) reason {
	return reasonOf(b.statement(change), change)
}

// reasonOf is the reason that a statement gives for a change; a statement that is nil gives none.
func reasonOf(statement *queries.Statement, change queries.Change) reason {
	if statement == nil {
		return reason{Tag: charts.GradeName(queries.NoReason)}
	}
	claim := statement.Claim
	found := reason{
		Tag: charts.GradeName(statement.Grade), Warn: statement.Grade == queries.Commonplace,
		Quote: claim.Reason, Where: fmt.Sprintf("%d年文件", change.ToYear),
	}
	if claim.ReasonPage > 0 {
		found.Where += pageName(statement.Format, claim.ReasonPage)
	}
	if claim.BaseYear != 0 && (claim.BaseYear != change.FromYear || claim.BaseStage != change.FromStage) {
		found.Where += fmt.Sprintf("，与%d年%s比", claim.BaseYear, charts.StageName(claim.BaseStage))
	}
	if claim.Direction == fact.Increase && *change.Change < 0 || claim.Direction == fact.Decrease && *change.Change > 0 {
		found.Tag, found.Warn = "方向不同", true
	}
	return found
}

// statement is the sentence of the later year's document that gives a reason for the line, nil for none: of the same code, of a
// line without a code of the same measure.
func (b *builder) statement(change queries.Change) *queries.Statement {
	for i := range b.dossier.Statements {
		statement := &b.dossier.Statements[i]
		claim := statement.Claim
		if statement.Year != change.ToYear || claim.Reason == "" || claim.Code != change.Code {
			continue
		}
		if claim.Code != "" && claim.Scheme == fact.Functional && change.By == "function" || claim.Code == "" && claim.Measure == change.Measure && change.By != "total" {
			return statement
		}
	}
	return nil
}

// trimmed is a reason without the marks that end it.
func trimmed(reason string) string {
	for len(reason) > 0 {
		last, size := utf8.DecodeLastRuneInString(reason)
		if !slices.Contains([]rune("。；，、 "), last) {
			break
		}
		reason = reason[:len(reason)-size]
	}
	return reason
}
