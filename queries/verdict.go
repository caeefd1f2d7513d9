package queries

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"tongbi/etl/fact"
)

// judge finds the lines that a figure may speak of and holds it against each.
func (t *told) judge(v *verifier, one *Verified) {
	switch {
	case one.Kind == fact.Unknown:
		one.Reason = "看不出这个数是什么（金额、增减额、增减率还是占比），或没有写明单位"
		return
	case one.Year == 0:
		one.Reason = "没有写明年度"
		return
	case one.Subject == "":
		one.Reason = "没有写明所述事项"
		return
	}
	dossier, reason := t.dossier(v, one)
	if reason != "" {
		one.Reason = reason
		return
	}
	one.Scope, one.Stage = dossier.Series.Scope, dossier.Series.Stage
	candidates := t.find(v, one, dossier)
	if len(candidates) == 0 {
		one.Reason = fmt.Sprintf("认不出所述事项“%s”，或库中没有这一项", one.Subject)
		return
	}
	var verdicts []Verified
	for _, line := range candidates {
		judged := *one
		judged.Label, judged.Code, judged.Measure = line.Label, line.Code, line.Measure
		if !slices.Contains(Views, line.By) {
			judged.Label = one.Subject
		}
		t.hold(v, &judged, line, dossier)
		verdicts = append(verdicts, judged)
	}
	*one = agreed(*one, verdicts)
}

// agreed is the verdict on a figure that may speak of several lines: only what all of them say.
func agreed(one Verified, verdicts []Verified) Verified {
	decided := slices.DeleteFunc(slices.Clone(verdicts), func(v Verified) bool { return v.Verdict == NotFound })
	if len(decided) == 0 {
		return verdicts[0]
	}
	for _, other := range decided[1:] {
		if other.Verdict != decided[0].Verdict || other.Expected != decided[0].Expected {
			one.Reason = fmt.Sprintf("“%s”有几项同名，数也不同，请写明科目编码", one.Subject)
			return one
		}
	}
	return decided[0]
}

// dossier is what is known of the scope and stage that the figure is of, or why it cannot be told.
func (t *told) dossier(v *verifier, one *Verified) (*Dossier, string) {
	scope := v.options.Scope
	for _, text := range one.Context {
		if scope == "" {
			scope = scopeIn(text)
		}
	}
	if one.Stage == "" {
		return nil, "没有写明是预算还是决算"
	}
	var fitting []*Dossier
	for i := range t.dossiers {
		series := t.dossiers[i].Series
		if series.Stage == one.Stage && (scope == "" || series.Scope == scope) {
			fitting = append(fitting, &t.dossiers[i])
		}
	}
	if len(fitting) > 1 {
		return nil, "部门口径和单位口径的文件都有，没有写明是哪个"
	}
	if len(fitting) == 0 {
		return nil, fmt.Sprintf("库中没有这个部门的%s", strings.TrimSuffix(stageFigures[one.Stage], "数"))
	}
	return fitting[0], ""
}

// scopeIn is the scope that a text names; empty where it names none or both.
func scopeIn(text string) fact.Scope {
	department := strings.Contains(text, "部门口径") || strings.Contains(text, "部门预算") || strings.Contains(text, "部门决算")
	unit := strings.Contains(text, "单位口径") || strings.Contains(text, "单位预算") || strings.Contains(text, "单位决算")
	switch {
	case department && !unit:
		return fact.Department
	case unit && !department:
		return fact.UnitScope
	}
	return ""
}

// hold holds a figure against a line.
func (t *told) hold(v *verifier, one *Verified, line Line, dossier *Dossier) {
	switch one.Kind {
	case fact.Amount:
		t.holdAmount(one, line, dossier)
	case fact.AmountChange, fact.ChangeRate, fact.Multiple:
		t.holdChange(v, one, line, dossier)
	case fact.ShareOf:
		t.holdShare(v, one, line, dossier)
	case fact.ShareChange:
		t.holdShareChange(one, line)
	case fact.AverageGrowth:
		t.holdGrowth(one, line)
	case fact.Contribution:
		t.holdContribution(one, line)
	case fact.Completed:
		t.holdCompletion(v, one, line)
	}
	if one.Verdict == Wrong && one.Assumed {
		t.reconsider(v, one, line, dossier)
	}
	if one.Verdict == Right && one.Assumed && one.Reason == "" {
		one.Reason = "没有写明与哪一年比，按与上年比核对"
	}
}

// reconsider looks at a wrong figure whose text does not say what it compares with: where it is right against another year than the
// one before, the text is unclear and not wrong.
func (t *told) reconsider(v *verifier, one *Verified, line Line, dossier *Dossier) {
	for _, year := range slices.Sorted(keys(line.Figures)) {
		other := *one
		if other.BaseYear, other.Assumed, other.Verdict, other.Reason = year, false, NotFound, ""; year >= one.Year || year == one.BaseYear {
			continue
		}
		if t.hold(v, &other, line, dossier); other.Verdict == Right {
			one.Verdict = NotFound
			one.Reason = fmt.Sprintf("没有写明与哪一年比：与上年比应为%s，与%d年比是对的", one.Expected, year)
			return
		}
	}
	one.Reason = "按与上年比，" + one.Reason
}

func absentYear(year fact.Year) string { return fmt.Sprintf("库中没有%d年的这个数", year) }

func (t *told) holdAmount(one *Verified, line Line, dossier *Dossier) {
	figure, ok := line.Figures[one.Year]
	if !ok {
		one.Reason = absentYear(one.Year)
		return
	}
	one.Source = figure.Place()
	one.Expected = moneyShown(figure.Amount, one.Mention)
	if same(one.Money, figure.Amount) {
		one.Verdict = Right
		return
	}
	if figure.Grain > one.Money.Grain && 2*abs(one.Money.Fen-figure.Amount) <= figure.Grain {
		one.Verdict, one.Reason = Right, "库中的数只到"+moneyStep(figure.Grain)
		return
	}
	one.Verdict = Wrong
	for _, year := range slices.Sorted(keys(line.Figures)) {
		if other := line.Figures[year]; year != one.Year && other.Amount != figure.Amount && same(one.Money, other.Amount) {
			one.Reason = fmt.Sprintf("这是%d年的数", year)
		}
	}
	one.Reason = t.blame(one, figure.Amount)
}

// blame says what kind of slip a wrong amount looks like.
func (t *told) blame(one *Verified, right fact.Fen) string {
	stated := one.Money
	switch {
	case one.Reason != "":
		return one.Reason
	case stated.Fen == -right && right != 0 || same(fact.Money{Fen: -stated.Fen, Grain: stated.Grain}, right):
		return "方向相反"
	case scaled(stated, right):
		return "单位不对"
	case transposed(one.Raw, one.Expected):
		return "像是数字颠倒"
	}
	return "与库中的数不符"
}

// scaled tells whether an amount would be right in another unit.
func scaled(stated fact.Money, right fact.Fen) bool {
	for _, factor := range []fact.Fen{10000, 100000000, 100} {
		if abs(stated.Fen) < math.MaxInt64/factor && same(fact.Money{Fen: stated.Fen * factor, Grain: stated.Grain * factor}, right) {
			return true
		}
		if stated.Fen%factor == 0 && stated.Fen != 0 && same(fact.Money{Fen: stated.Fen / factor, Grain: max(1, stated.Grain/factor)}, right) {
			return true
		}
	}
	return false
}

// transposed tells whether two figures have the same digits in another order.
func transposed(one, other string) bool {
	digits := func(text string) string {
		kept := strings.FieldsFunc(text, func(r rune) bool { return r < '0' || r > '9' })
		all := []byte(strings.Join(kept, ""))
		slices.Sort(all)
		return string(all)
	}
	return digits(one) == digits(other)
}

func (t *told) holdChange(v *verifier, one *Verified, line Line, dossier *Dossier) {
	if one.BaseYear == 0 {
		one.Reason = "没有写明与哪一年比"
		return
	}
	from, to, ok := t.pair(v, one, line, dossier)
	if !ok {
		return
	}
	one.Source = places(from, to)
	switch one.Kind {
	case fact.AmountChange:
		change := amount(to) - amount(from)
		rounded := fact.Money{Fen: amount(to), Grain: 1}.RoundTo(one.Money.Grain) - fact.Money{Fen: amount(from), Grain: 1}.RoundTo(one.Money.Grain)
		one.Expected = directed(moneyShown(change, one.Mention), one.Mention, "增加", "减少")
		coarse := max(grainOf(from), grainOf(to))
		switch {
		case same(one.Money, change):
			one.Verdict = Right
		case one.Money.Fen == rounded:
			one.Verdict, one.Reason = Right, "是舍入后的两数相减，精确的是"+one.Expected
		case coarse > one.Money.Grain && abs(one.Money.Fen-change) <= coarse:
			one.Verdict, one.Reason = Right, "库中的数只到"+moneyStep(coarse)
		default:
			one.Verdict, one.Reason = Wrong, t.blame(one, change)
		}
	case fact.ChangeRate:
		rate, ok := fact.Change(amount(from), amount(to))
		if !ok {
			one.Verdict, one.Expected, one.Reason = Wrong, "不计百分比", "上年为零或正负变号，不能计算增减率"
			return
		}
		again, _ := fact.Change(fact.Money{Fen: amount(from)}.RoundTo(wanStep), fact.Money{Fen: amount(to)}.RoundTo(wanStep))
		one.holdRate(rate, again)
	case fact.Multiple:
		if amount(from) == 0 {
			one.Reason = "上年为零，没有倍数"
			return
		}
		one.holdRate(fact.Ratio(int64(amount(to)), int64(amount(from))), fact.Rate{})
	}
}

// wanStep is the grain of 万元 with two decimals, in which most texts give amounts.
const wanStep fact.Fen = 10000

// holdRate holds a rate against the right one, or the one that follows from the rounded amounts.
func (one *Verified) holdRate(right, rounded fact.Rate) {
	expected := rateWords(right, one.Mention)
	one.Expected = expected
	switch one.Kind {
	case fact.ChangeRate, fact.AverageGrowth:
		one.Expected = directed(expected, one.Mention, "增长", "下降")
	case fact.ShareChange:
		one.Expected = directed(expected, one.Mention, "提高", "下降")
	}
	stated := rateWords(one.Rate, one.Mention)
	switch {
	case stated == expected:
		one.Verdict = Right
	case rounded.Round(8) != "" && stated == rateWords(rounded, one.Mention):
		how := "按万元数复算"
		if one.Kind == fact.ShareChange {
			how = "是舍入后的两个占比相减"
		}
		one.Verdict, one.Reason = Right, how+"，精确的是"+one.Expected
	default:
		one.Verdict = Wrong
		switch {
		case stated == rateWords(right.Times(-1), one.Mention):
			one.Reason = "方向相反"
		case transposed(stated, expected):
			one.Reason = "像是数字颠倒"
		default:
			one.Reason = "与库中的数算出的不符"
		}
	}
}

// pair gives the two figures that are compared; nil for a year of which the documents have no such line though they are loaded.
func (t *told) pair(v *verifier, one *Verified, line Line, dossier *Dossier) (from, to *Figure, ok bool) {
	base, baseDossier := line, dossier
	if one.BaseStage != "" && one.BaseStage != one.Stage {
		other := *one
		other.Stage = one.BaseStage
		baseDossier, _ = t.dossier(v, &other)
		if baseDossier == nil {
			one.Reason = "库中没有所比的" + stageFigures[one.BaseStage]
			return nil, nil, false
		}
		found := slices.DeleteFunc(t.find(v, &other, baseDossier), func(l Line) bool { return l.Code != line.Code || l.Measure != line.Measure || l.By != line.By })
		if len(found) != 1 {
			one.Reason = "库中没有所比的" + stageFigures[one.BaseStage]
			return nil, nil, false
		}
		base = found[0]
	}
	get := func(line Line, dossier *Dossier, year fact.Year) (*Figure, bool) {
		if figure, ok := line.Figures[year]; ok {
			return &figure, true
		}
		return nil, slices.Contains(dossier.Series.Years, year) && line.Code != ""
	}
	from, hadFrom := get(base, baseDossier, one.BaseYear)
	to, hadTo := get(line, dossier, one.Year)
	switch {
	case from == nil && to == nil, !hadFrom, !hadTo:
		year := one.Year
		if hadTo {
			year = one.BaseYear
		}
		one.Reason = absentYear(year)
		return nil, nil, false
	}
	return from, to, true
}

func (t *told) holdShare(v *verifier, one *Verified, line Line, dossier *Dossier) {
	figure, ok := line.Figures[one.Year]
	if !ok {
		one.Reason = absentYear(one.Year)
		return
	}
	whole, ok := line.Wholes[one.Year]
	one.Source = figure.Place()
	if one.Whole != "" && !generalWhole.MatchString(one.Whole) {
		other := *one
		other.Subject, other.Label = one.Whole, ""
		var found []Line
		for _, candidate := range t.find(v, &other, dossier) {
			if _, has := candidate.Figures[one.Year]; has {
				found = append(found, candidate)
			}
		}
		if len(found) == 0 {
			one.Reason = fmt.Sprintf("认不出是占“%s”的比重", one.Whole)
			return
		}
		whole, ok = found[0].Figures[one.Year].Amount, true
		for _, candidate := range found[1:] {
			if candidate.Figures[one.Year].Amount != whole {
				one.Reason = fmt.Sprintf("“%s”有几项同名", one.Whole)
				return
			}
		}
		wholeFigure := found[0].Figures[one.Year]
		one.Source += "；" + wholeFigure.Place()
	}
	if !ok || whole == 0 {
		one.Reason = "库中没有它所占的合计"
		return
	}
	one.holdRate(fact.Ratio(int64(figure.Amount), int64(whole)), fact.Ratio(int64(fact.Money{Fen: figure.Amount}.RoundTo(wanStep)), max(1, int64(fact.Money{Fen: whole}.RoundTo(wanStep)))))
}

func (t *told) holdShareChange(one *Verified, line Line) {
	if one.BaseYear == 0 {
		one.Reason = "没有写明与哪一年比"
		return
	}
	share := func(year fact.Year) (fact.Rate, bool) {
		figure, ok := line.Figures[year]
		whole := line.Wholes[year]
		if !ok || whole == 0 {
			one.Reason = fmt.Sprintf("库中没有%d年的占比", year)
			return fact.Rate{}, false
		}
		one.Source = strings.TrimPrefix(one.Source+"；"+figure.Place(), "；")
		return fact.Ratio(int64(figure.Amount), int64(whole)), true
	}
	from, ok := share(one.BaseYear)
	if !ok {
		return
	}
	to, ok := share(one.Year)
	if !ok {
		return
	}
	one.holdRate(to.Minus(from), roundedShare(to, one.Decimals).Minus(roundedShare(from, one.Decimals)))
}

// roundedShare is a share as it is printed in per cent.
func roundedShare(rate fact.Rate, decimals int) fact.Rate {
	rounded, err := fact.ParsePercent(rate.Times(100).Round(decimals))
	if err != nil {
		return rate
	}
	return rounded
}

func (t *told) holdGrowth(one *Verified, line Line) {
	if one.BaseYear == 0 {
		one.Reason = "没有写明是哪几年的年均"
		return
	}
	part := line
	part.Figures = map[fact.Year]Figure{}
	for _, year := range []fact.Year{one.BaseYear, one.Year} {
		figure, ok := line.Figures[year]
		if !ok {
			one.Reason = absentYear(year)
			return
		}
		part.Figures[year] = figure
		one.Source = strings.TrimPrefix(one.Source+"；"+figure.Place(), "；")
	}
	growth := part.Growth()
	if growth == nil {
		one.Reason = "不足三年，或有的年度不大于零，没有年均增长"
		return
	}
	one.holdRate(*growth, fact.Rate{})
}

func (t *told) holdContribution(one *Verified, line Line) {
	if one.BaseYear == 0 {
		one.Reason = "没有写明与哪一年比"
		return
	}
	wholeFrom, hasFrom := line.Wholes[one.BaseYear]
	wholeTo, hasTo := line.Wholes[one.Year]
	from, to := line.Figures[one.BaseYear], line.Figures[one.Year]
	if line.By == ByTotal && !hasFrom && !hasTo {
		wholeFrom, wholeTo, hasFrom, hasTo = from.Amount, to.Amount, true, true
	}
	if !hasFrom && hasTo || !hasTo && hasFrom { // a line that one year lacks has no whole there
		one.Reason = "库中没有两年的合计"
		return
	}
	if wholeTo == wholeFrom {
		one.Reason = "合计没有变动，没有贡献率"
		return
	}
	one.Source = places(&from, &to)
	right := fact.Ratio(int64(to.Amount-from.Amount), int64(wholeTo-wholeFrom))
	if one.Rate.Sign() > 0 && right.Sign() < 0 {
		right = right.Times(-1)
	}
	one.holdRate(right, fact.Rate{})
}

func (t *told) holdCompletion(v *verifier, one *Verified, line Line) {
	other := *one
	other.Stage = fact.InitialBudget
	if one.BaseStage != "" && one.BaseStage != one.Stage {
		other.Stage = one.BaseStage
	}
	dossier, _ := t.dossier(v, &other)
	final, ok := line.Figures[one.Year]
	if dossier == nil || !ok || other.Stage == one.Stage {
		one.Reason = "库中没有同一年的预算数和决算数"
		return
	}
	found := slices.DeleteFunc(t.find(v, &other, dossier), func(l Line) bool { return l.Code != line.Code || l.Measure != line.Measure || l.By != line.By })
	if len(found) != 1 || found[0].Figures[one.Year].Amount == 0 {
		one.Reason = "库中没有同一年的预算数"
		return
	}
	budget := found[0].Figures[one.Year]
	one.Source = places(&budget, &final)
	one.holdRate(fact.Ratio(int64(final.Amount), int64(budget.Amount)), fact.Rate{})
}

// same tells whether an amount, rounded half up to the grain of the stated one, is the stated one.
func same(stated fact.Money, amount fact.Fen) bool {
	return fact.Money{Fen: amount, Grain: 1}.RoundTo(stated.Grain) == stated.Fen
}

func grainOf(figure *Figure) fact.Fen {
	if figure == nil {
		return 0
	}
	return figure.Grain
}

func abs(fen fact.Fen) fact.Fen { return max(fen, -fen) }

func places(figures ...*Figure) string {
	var all []string
	for _, figure := range figures {
		if figure != nil && figure.Document != "" {
			all = append(all, figure.Place())
		}
	}
	return strings.Join(all, "；")
}

// moneyShown is an amount in the unit and with the decimals of a mention.
func moneyShown(fen fact.Fen, mention fact.Mention) string {
	unit := mention.Unit
	if unit == 0 {
		unit = fact.TenThousandYuan
	}
	return fen.In(unit, mention.Decimals) + unitNames[unit]
}

// directed writes a change with a word for its direction, where the text has words and no signs.
func directed(shown string, mention fact.Mention, up, down string) string {
	if mention.Table != 0 || strings.HasPrefix(mention.Raw, "+") || strings.HasPrefix(mention.Raw, "-") {
		return shown
	}
	if rest, negative := strings.CutPrefix(shown, "-"); negative {
		return down + rest
	}
	return up + shown
}

var unitNames = map[fact.Unit]string{fact.Yuan: "元", fact.TenThousandYuan: "万元", fact.HundredMillion: "亿元"}

func moneyStep(fen fact.Fen) string {
	if fen >= 100 && fen%100 == 0 {
		return fen.In(fact.Yuan, 0) + "元"
	}
	return fen.In(fact.Yuan, 2) + "元"
}

// rateWords is a rate as a mention prints its own.
func rateWords(rate fact.Rate, mention fact.Mention) string {
	switch mention.Kind {
	case fact.Multiple:
		return rate.Round(mention.Decimals) + "倍"
	case fact.ShareChange:
		return rate.Times(100).Round(mention.Decimals) + "个百分点"
	}
	return rate.Times(100).Round(mention.Decimals) + "%"
}
