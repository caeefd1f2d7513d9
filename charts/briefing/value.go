package briefing

import (
	"fmt"
	"slices"
	"strings"

	"tongbi/charts"
	"tongbi/etl/fact"
	"tongbi/queries"
)

// place is where a figure or a sentence stands.
type place struct {
	document, format string
	page, table      int
}

func placeOf(figure queries.Figure) place {
	return place{figure.Document, figure.Format, figure.Source.Page, figure.Source.Table}
}

// amount is a sum of money that a template can name, with the figures it rests on.
type amount struct {
	fen   fact.Fen
	rests []queries.Figure
}

// amountOf is what a template gets for a figure: nil where there is none.
func amountOf(figure *queries.Figure) any {
	if figure == nil {
		return nil
	}
	return amount{figure.Amount, []queries.Figure{*figure}}
}

// change is a change of a line between two years that a template can name.
type change struct{ queries.Change }

// share is a part of a whole as it is shown.
type share struct{ charts.Share }

// move is a change of a share.
type move struct {
	points charts.Share
}

// String says it in 个百分点: 上升10.43个百分点.
func (m move) String() string {
	switch {
	case m.points > 0:
		return "上升" + strings.TrimPrefix(m.points.Points(), "+") + "个百分点"
	case m.points < 0:
		return "下降" + strings.TrimPrefix(m.points.Points(), charts.Minus) + "个百分点"
	}
	return "持平"
}

// plainAmount is an amount in 万元; zero has no decimals.
func plainAmount(fen fact.Fen) string {
	if fen == 0 {
		return "0万元"
	}
	return charts.Amount(fen) + "万元"
}

// largeAmount adds 亿元 from one 亿元 up: 18,976.76万元（1.90亿元）.
func largeAmount(fen fact.Fen) string {
	if fen < fact.Fen(fact.HundredMillion) && -fen < fact.Fen(fact.HundredMillion) {
		return plainAmount(fen)
	}
	return plainAmount(fen) + "（" + strings.Replace(fen.In(fact.HundredMillion, 2), "-", charts.Minus, 1) + "亿元）"
}

// unlisted stands for an amount that a document does not state.
const unlisted = "未列"

func (p *places) amount(v any, text func(fact.Fen) string) string {
	value, ok := v.(amount)
	if !ok {
		return unlisted
	}
	return text(value.fen) + doubts(value.rests) + p.figures(value.rests)
}

// figures leaves the marks of the places of figures.
func (p *places) figures(all []queries.Figure) string {
	var at []place
	for _, figure := range all {
		at = append(at, placeOf(figure))
	}
	return p.source(at...)
}

// change says a change by the rules of such texts, with the multiple where it is large.
func (p *places) change(v any) string {
	c, ok := v.(change)
	if !ok {
		return "没有上年数可比"
	}
	if c.Status == queries.NotComparable || c.Change.Change == nil {
		text := "与" + baseName(c.Change) + "不可比"
		if c.Note != "" {
			text += "（" + strings.TrimRight(c.Note, "。；") + "）"
		}
		return text
	}
	var rests []queries.Figure
	for _, figure := range []*queries.Figure{c.To, c.From} {
		if figure != nil {
			rests = append(rests, *figure)
		}
	}
	text := charts.ChangeSentence(c.Change).String()
	if c.To == nil && c.From != nil && c.From.Amount > 0 {
		text = "比" + baseName(c.Change) + "减少" + plainAmount(c.From.Amount) // 未安排 says the rest
	}
	if c.Change.Rate != nil && c.Change.Rate.Float() >= 3 && c.From.Amount > 0 {
		times := fact.Ratio(int64(c.To.Amount), int64(c.From.Amount)).Round(2)
		text += "，为" + baseName(c.Change) + "的" + times + "倍"
	}
	if c.From != nil && c.From.Implied {
		text += "（" + baseName(c.Change) + "数" + impliedWord(*c.From) + "）"
	}
	return text + p.figures(rests)
}

// baseName names the earlier side of a change.
func baseName(c queries.Change) string {
	name := "上年"
	if c.ToYear-c.FromYear != 1 {
		name = fmt.Sprintf("%d年", c.FromYear)
	}
	if c.FromStage != c.ToStage {
		name += charts.StageName(c.FromStage)
	}
	return name
}

func (p *places) share(v any) string {
	switch s := v.(type) {
	case share:
		return s.String()
	case rateWithFigures:
		return charts.Percent(s.rate) + p.figures(s.rests)
	}
	return "不计算占比"
}

func rateText(v any, text func(fact.Rate) string) string {
	rate, ok := v.(fact.Rate)
	if !ok {
		return "不计算"
	}
	return text(rate)
}

// growth says a rate as growth: 增长7.25%.
func growth(rate fact.Rate) string {
	percent := rate.Percent()
	switch {
	case strings.Trim(percent, "-0.%") == "":
		return "持平"
	case rate.Sign() < 0:
		return "下降" + strings.TrimPrefix(percent, "-")
	}
	return "增长" + percent
}

// doubts are the remarks that an amount carries: that it is implied, recognised in a scan, or of a document whose sums fail.
func doubts(figures []queries.Figure) string {
	var all []string
	for _, figure := range figures {
		for _, word := range doubtWords(figure) {
			if !slices.Contains(all, word) {
				all = append(all, word)
			}
		}
	}
	if len(all) == 0 {
		return ""
	}
	return "（" + strings.Join(all, "，") + "）"
}

// impliedWord says how a figure is known without a document of its own year.
func impliedWord(figure queries.Figure) string {
	if figure.Sentence == "" {
		return "取自其他年度文件"
	}
	return "系推算"
}

func doubtWords(figure queries.Figure) []string {
	var words []string
	if figure.Implied {
		words = append(words, impliedWord(figure))
	}
	if figure.Inferred {
		words = append(words, "由识别得出，待核对")
	}
	if figure.SelfTest == fact.Failed {
		words = append(words, "所在文件自检不符")
	}
	return words
}

// The marks of the same in tables, with what they mean.
var tableMarks = []struct {
	mark, meaning string
	of            func(queries.Figure) bool
}{
	{"※", "不是本年文件的数，取自或推算自其他年度的文件", func(f queries.Figure) bool { return f.Implied }},
	{"◇", "由扫描件识别或按对齐推断的列读出，待核对", func(f queries.Figure) bool { return f.Inferred }},
	{"†", "所在文件的表内或表间勾稽不符", func(f queries.Figure) bool { return f.SelfTest == fact.Failed }},
}

func marksOf(figure queries.Figure) string {
	marks := ""
	for _, one := range tableMarks {
		if one.of(figure) {
			marks += one.mark
		}
	}
	return marks
}
