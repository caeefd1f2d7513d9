package queries

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"tongbi/etl/fact"
)

// telling is what one document says of one line's figure of one year and stage.
type telling struct {
	organization  string
	scope         fact.Scope
	year          fact.Year
	stage         fact.Stage
	subject       string // the code, else the line, else the measure
	code          fact.Code
	label         string
	measure       fact.Measure
	documentYear  fact.Year
	documentStage fact.Stage
	how           string // own, column, stated or implied
	figure        *Figure
	change        *fact.Fen // as the sentence states it; nil where it does not
}

// restatements sets what documents say of other years against those years' own documents, and against one another: the
// same stage must be the same figure; other stages are a chain (预算 → 决算) of which one row tells all.
func (s *session) restatements(ctx context.Context, options CompareOptions) ([]Change, error) {
	tellings, err := s.tellings(ctx, options)
	if err != nil {
		return nil, err
	}
	own := map[ownKey]*telling{}
	for i, t := range tellings {
		if t.how == "own" {
			own[t.key(t.year, t.stage)] = &tellings[i]
		}
	}
	var changes []Change
	for start := 0; start < len(tellings); {
		end := start + 1
		for end < len(tellings) && tellings[start].sameLine(tellings[end]) {
			end++
		}
		line := tellings[start:end]
		changes = append(changes, restated(line, own)...)
		if chain, ok := chained(line, own[line[0].key(line[0].year+1, fact.InitialBudget)]); ok {
			changes = append(changes, chain)
		}
		start = end
	}
	slices.SortStableFunc(changes, bySeriesAndYears)
	return changes, nil
}

func (s *session) tellings(ctx context.Context, options CompareOptions) ([]telling, error) {
	given := options.arguments()
	delete(given, "view")
	delete(given, "base_stage")
	var all []telling
	err := s.ask(ctx, "restatement", given, func(rows *sql.Rows) error {
		var one telling
		var change sql.NullInt64
		var figure sql.NullString
		err := rows.Scan(&one.organization, &one.scope, &one.year, &one.stage, &one.subject, &one.code, &one.label, &one.measure,
			&one.documentYear, &one.documentStage, &one.how, &change, &figure)
		if err != nil {
			return err
		}
		if one.figure, err = s.figureIn(figure); err != nil {
			return err
		}
		one.change = fenOf(change)
		all = append(all, one)
		return nil
	})
	return all, err
}

func fenOf(amount sql.NullInt64) *fact.Fen {
	if !amount.Valid {
		return nil
	}
	fen := fact.Fen(amount.Int64)
	return &fen
}

// ownKey is a line of one year's own document.
type ownKey struct {
	organization string
	scope        fact.Scope
	subject      string
	measure      fact.Measure
	year         fact.Year
	stage        fact.Stage
}

// key is the line in the document of a year and stage.
func (t telling) key(year fact.Year, stage fact.Stage) ownKey {
	return ownKey{t.organization, t.scope, t.subject, t.measure, year, stage}
}

// sameLine reports whether both speak of one line of one year, of whatever stage.
func (t telling) sameLine(other telling) bool {
	return t.organization == other.organization && t.scope == other.scope && t.year == other.year && t.subject == other.subject && t.measure == other.measure
}

// lineOf is a row about two tellings, without the judgement.
func lineOf(from, to telling) Change {
	change := to.figure.Amount - from.figure.Amount
	c := Change{
		Organization: from.organization, Scope: from.scope, Fund: fact.AllFunds, By: ByRestatement, Code: from.code, Label: from.name(), Measure: from.measure,
		FromYear: from.year, FromStage: from.stage, From: from.figure, ToYear: to.year, ToStage: to.stage, To: to.figure,
		Change: &change, Status: Continuing, Basis: Disclosed,
	}
	if c.Code == "" {
		c.Line = from.subject
	}
	if from.how == "implied" || to.how == "implied" {
		c.Basis = Implied
	}
	if rate, defined := fact.Change(from.figure.Amount, to.figure.Amount); defined {
		c.Rate = &rate
	}
	return c
}

// restated compares the first, most direct word on each stage's figure with every other document's word on it.
func restated(line []telling, own map[ownKey]*telling) []Change {
	var changes []Change
	for i, other := range line {
		first := slices.IndexFunc(line, func(t telling) bool { return t.stage == other.stage })
		if first == i {
			continue
		}
		c := lineOf(line[first], other)
		var notes notes
		switch difference := *c.Change; {
		case difference == 0:
			c.Status = Unchanged
			notes.add("一致")
		case explained(line[first], other):
			c.Status = Unchanged
			notes.add(fmt.Sprintf("一致：相差%s元，是各自四舍五入的尾差", difference.In(fact.Yuan, 2)))
			notes.rounding(&line[first], own[other.key(other.documentYear, other.documentStage)], other)
		default:
			notes.add(fmt.Sprintf("不一致：相差%s万元，须询问", difference.TenThousands()))
		}
		notes.add(line[first].words() + "；" + other.words())
		notes.doubt(c.From, c.To)
		c.Note = notes.String()
		changes = append(changes, c)
	}
	return changes
}

// explained reports whether the grains explain the difference of two figures: figures printed alike must be equal, a
// finer one may be off by half a step of the coarser, an implied one by half a step of each figure it was made of.
func explained(a, b telling) bool {
	difference := a.figure.Amount - b.figure.Amount
	difference = max(difference, -difference)
	if a.how != "implied" && b.how != "implied" {
		return a.figure.Grain != b.figure.Grain && 2*difference <= max(a.figure.Grain, b.figure.Grain)
	}
	return 2*difference <= a.figure.Grain+b.figure.Grain
}

// rounding explains a stated change that is the difference of rounded figures where the rounded difference is another one.
func (n *notes) rounding(before, after *telling, sentence telling) {
	if after == nil || sentence.change == nil || before.how != "own" {
		return
	}
	exact := fact.Money{Fen: after.figure.Amount - before.figure.Amount}
	rounded := exact.RoundTo(sentence.figure.Grain / 2)
	if rounded != *sentence.change {
		n.add(fmt.Sprintf("所述增减额%s万元是先取整后相减，先相减后取整为%s万元，同属一数", sentence.change.TenThousands(), rounded.TenThousands()))
	}
}

// words tell who says it: 2024年部门决算.pdf 第21页所引2024年年初预算数2,993.92万元.
func (t telling) words() string {
	verb := map[string]string{"own": "列", "column": "所列", "stated": "所述", "implied": "推算"}[t.how]
	return fmt.Sprintf("%s%s%s%s万元", t.figure.Place(), verb, figures(t.year, t.stage), t.figure.Amount.TenThousands())
}

// name is what the line is called.
func (t telling) name() string {
	if t.code != "" {
		parts := strings.Split(t.label, "（款）")
		return strings.TrimSuffix(parts[len(parts)-1], "（项）")
	}
	if name := cmp.Or(toldNames[t.subject], lineNames[t.subject], measureNames[t.measure]); name != "" {
		return name
	}
	return t.label
}

var toldNames = map[string]string{
	"expenditure_general_public": "一般公共预算拨款支出", "expenditure_government_fund": "政府性基金拨款支出",
	"expenditure_state_capital": "国有资本经营预算拨款支出", "revenue_and_expenditure_total": "收入支出总计", "procurement_total": "政府采购合计",
}

// cycle is the order of the stages of one year.
var cycle = []fact.Stage{fact.InitialBudget, fact.AdjustedBudget, fact.Outturn, fact.FinalAccounts}

// chained is the one row that follows a line from its budget to its final accounts, and on to the next budget: only where
// two stages are known.
func chained(line []telling, next *telling) (Change, bool) {
	inOrder := slices.Clone(line)
	slices.SortStableFunc(inOrder, func(a, b telling) int { return cmp.Compare(slices.Index(cycle, a.stage), slices.Index(cycle, b.stage)) })
	first, last := inOrder[0], inOrder[0]
	for _, t := range inOrder {
		if t.stage != last.stage {
			last = t
		}
	}
	if first.stage == last.stage {
		return Change{}, false
	}
	c := lineOf(first, last)
	if *c.Change == 0 {
		c.Status = Unchanged
	}
	var steps []string
	for _, t := range inOrder {
		steps = append(steps, t.words())
	}
	if next != nil {
		steps = append(steps, next.words())
	}
	notes := notes{"阶段不同，不是重述"}
	if rate := c.Completion(); rate != nil {
		notes.add("执行率" + rate.Percent())
	}
	notes.add("链条：" + strings.Join(steps, " → "))
	notes.doubt(c.From, c.To)
	c.Note = notes.String()
	return c, true
}
