package charts

import (
	"fmt"
	"slices"
	"strings"

	"tongbi/etl/fact"
	"tongbi/queries"
)

// Tone is the direction that a piece of text speaks of. Neither is good or bad.
type Tone string

// The tones.
const (
	Plain Tone = ""
	Up    Tone = "up"
	Down  Tone = "down"
)

// ToneOf is the tone of a signed change.
func ToneOf(change fact.Fen) Tone {
	switch {
	case flat(change):
		return Plain
	case change > 0:
		return Up
	}
	return Down
}

// Cited is a figure that a text rests on, with what it is a figure of.
type Cited struct {
	Subject string
	Year    fact.Year
	Figure  *queries.Figure
}

// Span is a piece of a sentence. A piece that states a figure says on which figures of the documents it rests.
type Span struct {
	Text   string
	Tone   Tone
	Strong bool
	Cited  []Cited
}

// Sentence is text that knows where its figures come from.
type Sentence []Span

// String is the sentence as plain text.
func (s Sentence) String() string {
	var text strings.Builder
	for _, span := range s {
		text.WriteString(span.Text)
	}
	return text.String()
}

func (s *Sentence) say(text string) { *s = append(*s, Span{Text: text}) }

func (s *Sentence) state(text string, tone Tone, cited ...Cited) {
	*s = append(*s, Span{Text: text, Tone: tone, Strong: true, Cited: cited})
}

// SubjectOf names the line of a change: its label, with the code where there is one.
func SubjectOf(change queries.Change) string {
	if change.Code == "" {
		return change.Label
	}
	return string(change.Code) + " " + change.Label
}

// CitedBy gives the two figures that a change was computed from, the later first.
func CitedBy(change queries.Change) []Cited {
	return slices.DeleteFunc([]Cited{
		{SubjectOf(change), change.ToYear, change.To}, {SubjectOf(change), change.FromYear, change.From},
	}, func(c Cited) bool { return c.Figure == nil })
}

// Sentence is the one sentence that answers: the total, its change, the item that accounts for most of it, and the
// share of projects. What the documents do not give is left out, or said to be missing.
func (c Comparison) Sentence() Sentence {
	if c.Alone() {
		return c.alone()
	}
	total := c.Total()
	if total == nil {
		return c.uncompared()
	}
	var sentence Sentence
	c.sayTotal(&sentence, *total)
	if total.Change != nil {
		c.sayDriver(&sentence, *total.Change)
	}
	c.sayProjects(&sentence, total)
	sentence.say("。")
	if total.Basis == queries.Implied {
		sentence.say(c.basis(*total))
	}
	return sentence
}

// basis says where an earlier year without a document of its own is known from.
func (c Comparison) basis(total queries.Change) string {
	if total.From != nil && total.From.Sentence == "" {
		return fmt.Sprintf("%d年的数取自其他年度文件所列。", c.From)
	}
	return fmt.Sprintf("%d年的数由%d年文件所述的增减额推算。", c.From, c.To)
}

// sayTotal says “2025年支出预算18,976.76万元，比上年增加3,355.64万元，增长21.48%”.
func (c Comparison) sayTotal(sentence *Sentence, total queries.Change) {
	sentence.say(fmt.Sprintf("%d年%s", c.To, SpendingName(total.ToStage, total.Fund, total.Label)))
	if total.To == nil {
		sentence.say("未见")
		return
	}
	sentence.state(Amount(total.To.Amount)+"万元", Plain, Cited{SubjectOf(total), total.ToYear, total.To})
	if total.Change == nil || total.From == nil {
		sentence.say("，与" + c.base(total) + "不可比")
		return
	}
	sentence.say("，")
	c.sayChange(sentence, total)
	if rate, ok := c.yearly(total); ok {
		sentence.say("，年均" + rate)
	}
}

// ChangeSentence says one change by the rules of such texts: 比上年增加3,355.64万元，增长21.48%. It is for changes that can be
// compared.
func ChangeSentence(change queries.Change) Sentence {
	var sentence Sentence
	Comparison{From: change.FromYear, To: change.ToYear}.sayChange(&sentence, change)
	return sentence
}

// base names what the later year is compared with: 上年, or the year, with its stage where the stages differ.
func (c Comparison) base(change queries.Change) string {
	name := "上年"
	if c.To-c.From != 1 {
		name = fmt.Sprintf("%d年", c.From)
	}
	if change.FromStage != change.ToStage {
		name += StageName(change.FromStage)
	}
	return name
}

// sayChange says a change by the rules of such texts: 新增 on a zero base, 持平, 基本持平 under one per cent, no rate over
// a change of sign; 增加 and 减少 for amounts, 增长 and 下降 for rates.
func (c Comparison) sayChange(sentence *Sentence, change queries.Change) {
	base, amount, cited := c.base(change), *change.Change, CitedBy(change)
	from, to := amountOf(change.From), amountOf(change.To)
	switch {
	case from == 0 && to == 0:
		sentence.say("与" + base + "持平（均为0）")
	case flat(amount):
		sentence.say("与" + base + "持平")
	case from == 0:
		sentence.say("比" + base + "新增")
		sentence.state(unsigned(amount), ToneOf(amount), cited...)
	case change.Rate == nil:
		sentence.say(fmt.Sprintf("由%s的%s万元变为%s万元", base, Amount(from), Amount(to)))
	default:
		c.sayRated(sentence, change)
	}
}

func (c Comparison) sayRated(sentence *Sentence, change queries.Change) {
	amount, tone, cited := *change.Change, ToneOf(*change.Change), CitedBy(change)
	verb, growth := "增加", "增长"
	if amount < 0 {
		verb, growth = "减少", "下降"
	}
	rate := strings.TrimPrefix(change.Rate.Percent(), "-")
	if rate == "0.00%" {
		rate = "不足0.01%"
	}
	slight := float64(-0.01) < change.Rate.Float() && change.Rate.Float() < 0.01
	if slight {
		sentence.say("与" + c.base(change) + "基本持平（" + verb)
	} else {
		sentence.say("比" + c.base(change) + verb)
	}
	sentence.state(unsigned(amount), tone, cited...)
	sentence.say("，" + growth)
	sentence.state(rate, tone, cited...)
	if slight {
		sentence.say("）")
	}
}

func amountOf(figure *queries.Figure) fact.Fen {
	if figure == nil {
		return 0
	}
	return figure.Amount
}

// sayDriver names the item that accounts for most of the change of the total; where the total stands still, the
// items that cancel each other.
func (c Comparison) sayDriver(sentence *Sentence, total fact.Fen) {
	moved := Moved(Leaves(c.Functions()))
	up, down := split(moved)
	switch {
	case len(moved) == 0:
	case flat(total):
		if len(up) > 0 && len(down) > 0 {
			sentence.say("。其中")
			sayMove(sentence, up[0])
			sentence.say("，")
			sayMove(sentence, down[0])
		}
	case total > 0 && len(up) > 0:
		c.sayCarrier(sentence, up[0], total, "增加额")
	case total < 0 && len(down) > 0:
		c.sayCarrier(sentence, down[0], total, "减少额")
	}
}

// sayCarrier names the item that carries the change, with its share where the item's form speaks of the same total:
// a share of 一般公共预算 is none of a total over all funds.
func (c Comparison) sayCarrier(sentence *Sentence, change queries.Change, total fact.Fen, whole string) {
	same := flat(sum(compared(Top(c.Functions()))) - total)
	sentence.say("。其中")
	if !same && change.Fund != fact.AllFunds {
		sentence.say(FundName(change.Fund) + "的")
	}
	sayMove(sentence, change)
	if same && change.Contribution != nil {
		sentence.say("，占" + whole + "的" + strings.TrimPrefix(change.Contribution.Percent(), "-"))
	}
}

// sayMove says “其他城乡社区支出（2129999）增加4,312.87万元”.
func sayMove(sentence *Sentence, change queries.Change) {
	verb := "增加"
	if *change.Change < 0 {
		verb = "减少"
	}
	sentence.say(fmt.Sprintf("%s（%s）%s", change.Label, change.Code, verb))
	*sentence = append(*sentence, Span{Text: unsigned(*change.Change), Cited: CitedBy(change)})
}

// sayProjects says how the share of 项目支出 in the total moved, in 个百分点.
func (c Comparison) sayProjects(sentence *Sentence, total *queries.Change) {
	project := c.Measure("nature", fact.Project)
	if project == nil || total.Basis == queries.Implied {
		return
	}
	from, fromKnown := ShareOf(project.From, total.From)
	to, toKnown := ShareOf(project.To, total.To)
	if !fromKnown || !toKnown {
		return
	}
	sentence.say("；项目支出占比" + fromTo(from, to))
	if from != to {
		verb := "上升"
		if to < from {
			verb = "下降"
		}
		sentence.say("，" + verb + strings.TrimLeft((to-from).Points(), "+"+Minus) + "个百分点")
	}
}

// fromTo says “由36.17%升至46.60%”.
func fromTo(from, to Share) string {
	switch {
	case to > from:
		return "由" + from.String() + "升至" + to.String()
	case to < from:
		return "由" + from.String() + "降至" + to.String()
	}
	return "持平，为" + to.String()
}

// alone says what a single year has to say.
func (c Comparison) alone() Sentence {
	sentence := c.oneYear()
	sentence.say("。没有其他年度的文件，文中也未述上年数，不作比较。")
	return sentence
}

// uncompared says what the later year has to say where the earlier one has other figures, but not this one.
func (c Comparison) uncompared() Sentence {
	sentence := c.oneYear()
	sentence.say(fmt.Sprintf("。%d年没有支出合计可比。", c.From))
	return sentence
}

func (c Comparison) oneYear() Sentence {
	line := c.TotalLine()
	var sentence Sentence
	if line == nil {
		sentence.say(fmt.Sprintf("%d年的文件没有读到支出合计", c.To))
		return sentence
	}
	figure := line.Figures[c.To]
	sentence.say(fmt.Sprintf("%d年%s", c.To, spending(line.Stage)))
	sentence.state(Amount(figure.Amount)+"万元", Plain, Cited{line.Label, c.To, &figure})
	c.sayParts(&sentence, figure)
	return sentence
}

func (c Comparison) sayParts(sentence *Sentence, total queries.Figure) {
	project := c.Line("nature", fact.Project)
	if project == nil {
		return
	}
	figure := project.Figures[c.To]
	sentence.say("，其中项目支出")
	*sentence = append(*sentence, Span{Text: Amount(figure.Amount) + "万元", Cited: []Cited{{project.Label, c.To, &figure}}})
	if share, ok := ShareOf(&figure, &total); ok {
		sentence.say("，占" + share.String())
	}
}

// TotalLine is the expenditure as a whole over all years, nil where the later year does not state it.
func (c Comparison) TotalLine() *queries.Line {
	return bestTotal(c.dossier, func(line queries.Line) bool {
		_, stated := line.Figures[c.To]
		return stated
	})
}

// bestTotal is the line that best stands for the expenditure as a whole among those that fit, nil for none.
func bestTotal(dossier queries.Dossier, fits func(queries.Line) bool) *queries.Line {
	var best *queries.Line
	for i := range dossier.Lines {
		line := &dossier.Lines[i]
		rank := spendingRank(line.Line, line.Label)
		if line.By == "total" && rank > 0 && fits(*line) && (best == nil || rank > spendingRank(best.Line, best.Label)) {
			best = line
		}
	}
	return best
}

// Line is a line without a code that is known by its measure, nil where the later year does not state it.
func (c Comparison) Line(by string, measure fact.Measure) *queries.Line {
	return c.line(func(line queries.Line) bool { return line.By == by && line.Measure == measure && line.Code == "" })
}

func (c Comparison) line(match func(queries.Line) bool) *queries.Line {
	for i := range c.dossier.Lines {
		line := &c.dossier.Lines[i]
		if _, stated := line.Figures[c.To]; stated && match(*line) {
			return line
		}
	}
	return nil
}
