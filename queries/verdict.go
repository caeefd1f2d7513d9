package queries

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"tongbi/etl/fact"
)

// judge decides a figure of one organisation, or says why it cannot be decided.
func (t *told) judge(v *Verifier, one *Verified) {
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
	asked := *one
	if !t.judgeEach(v, one) {
		t.judgeSubject(v, one)
	}
	if one.Verdict == Wrong {
		t.doubt(v, one, asked)
	}
}

// doubt looks at a wrong figure of which the text itself does not say the year or the stage, but only what stands above or elsewhere:
// where it is right by another year or stage, the text is unclear and not wrong.
func (t *told) doubt(v *Verifier, one *Verified, asked Verified) {
	try := func(change func(*Verified), unclear, as string) {
		other := asked
		if change(&other); one.Verdict != Wrong {
			return
		}
		if t.judgeSubject(v, &other); other.Verdict == Right {
			one.Verdict, one.Reason = NotFound, fmt.Sprintf("没有写明%s：按上文应为%s，按%s是对的", unclear, one.Expected, as)
		}
	}
	if asked.YearAbove || asked.Assumed && asked.Kind == fact.Amount {
		for _, year := range t.years() {
			if year != asked.Year {
				try(func(other *Verified) {
					if other.BaseYear != 0 {
						other.BaseYear += year - other.Year
					}
					other.Year = year
				}, "年度", fmt.Sprintf("%d年", year))
			}
		}
	}
	if asked.StageElsewhere {
		for _, dossier := range t.dossiers {
			if stage := dossier.Series.Stage; stage != asked.Stage {
				try(func(other *Verified) { other.Stage = stage }, "是预算还是决算", strings.TrimSuffix(stageFigures[stage], "数"))
			}
		}
	}
}

// years are those of all documents and of what they say of other years.
func (t *told) years() []fact.Year {
	known := map[fact.Year]bool{}
	for _, dossier := range t.dossiers {
		for _, line := range dossier.Lines {
			for year := range line.Figures {
				known[year] = true
			}
		}
	}
	return slices.Sorted(keys(known))
}

// judgeEach judges a figure that is said of each of several subjects: it is right where it is right of all, wrong where it is wrong of
// one. False where it is said of one subject.
func (t *told) judgeEach(v *Verifier, one *Verified) bool {
	subjects := t.each(v, *one)
	if len(subjects) < 2 {
		return false
	}
	var sources, wrong []string
	whole := *one
	for _, subject := range subjects {
		part := *one
		part.Subject, part.Each = subject, nil
		t.judgeSubject(v, &part)
		whole.Scope, whole.Stage, whole.Measure = part.Scope, part.Stage, part.Measure
		switch part.Verdict {
		case NotFound:
			one.Reason = subject + "：" + part.Reason
			return true
		case Wrong:
			wrong = append(wrong, subject+part.Expected)
		case Right:
			whole.Expected = part.Expected
		}
		sources = append(sources, part.Source)
	}
	*one = whole
	one.Source, one.Verdict = strings.Join(sources, "；"), Right
	if len(wrong) > 0 {
		one.Verdict, one.Expected, one.Reason = Wrong, strings.Join(wrong, "、"), "不是每一项都对"
	}
	return true
}

// each takes the subjects apart of which a figure is said, the last two by the word that joins them, unless that is part of a name.
func (t *told) each(v *Verifier, one Verified) []string {
	if len(one.Each) == 0 {
		return nil
	}
	dossier, _ := t.dossier(v, &one)
	last := one.Each[len(one.Each)-1]
	if one.Subject, one.Each = last, one.Each[:len(one.Each)-1]; dossier == nil || len(t.find(v, &one, dossier)) > 0 {
		return append(slices.Clone(one.Each), last)
	}
	for _, joint := range []string{"以及", "和", "及", "与"} {
		if before, after, found := strings.Cut(last, joint); found {
			return append(slices.Clone(one.Each), before, after)
		}
	}
	return append(slices.Clone(one.Each), last)
}

// judgeSubject finds the lines that a figure may speak of and holds it against each.
func (t *told) judgeSubject(v *Verifier, one *Verified) {
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
		if !slices.Contains(Views, line.By) || len(line.addends) > 0 {
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
func (t *told) dossier(v *Verifier, one *Verified) (*Dossier, string) {
	scope := v.options.Scope
	for i, text := range one.Context {
		if scope == "" {
			scope = scopeIn(text)
		}
		if i > 1 && len(v.organizationsIn(text)) > 0 {
			break // what stands above that heading is about others
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

// noScope are names with 部门预算 in them that say nothing of a scope.
var noScope = strings.NewReplacer("部门预算经济分类", "", "部门预算支出经济分类", "")

// scopeIn is the scope that a text names; empty where it names none or both.
func scopeIn(text string) fact.Scope {
	text = noScope.Replace(text)
	for _, words := range []string{"口径", "预算|决算"} { // a text may name files too: 部门预算.pdf
		department, unit := false, false
		for word := range strings.SplitSeq(words, "|") {
			department = department || strings.Contains(text, "部门"+word)
			unit = unit || strings.Contains(text, "单位"+word)
		}
		switch {
		case department && unit:
			return ""
		case department:
			return fact.Department
		case unit:
			return fact.UnitScope
		}
	}
	return ""
}

// hold holds a figure against a line.
func (t *told) hold(v *Verifier, one *Verified, line Line, dossier *Dossier) {
	switch one.Kind {
	case fact.Amount:
		t.holdAmount(one, line, dossier)
	case fact.AmountChange, fact.ChangeRate, fact.Multiple:
		t.holdChange(v, one, line, dossier)
	case fact.ShareOf:
		t.holdShare(v, one, line, dossier)
	case fact.ShareChange:
		t.holdShareChange(one, line, dossier)
	case fact.AverageGrowth:
		t.holdGrowth(one, line)
	case fact.Contribution:
		t.holdContribution(one, line)
	case fact.Completed:
		t.holdCompletion(v, one, line)
	case fact.RateChange:
		t.holdRateChange(one, line)
	}
	if !one.Assumed || one.BaseYear == 0 {
		return
	}
	if one.Verdict == Wrong {
		t.reconsider(v, one, line, dossier)
	}
	if one.Verdict == Right && one.Reason == "" {
		one.Reason = fmt.Sprintf("没有写明与哪一年比，按与%s比核对", one.baseName())
	}
}

// baseName is the year that a figure is taken to be compared with.
func (one *Verified) baseName() string {
	if one.BaseYear == one.Year-1 {
		return "上年"
	}
	return fmt.Sprintf("%d年", one.BaseYear)
}

// reconsider looks at a wrong figure whose text does not say what it compares with: where it is right against another year than the
// one before, the text is unclear and not wrong.
func (t *told) reconsider(v *Verifier, one *Verified, line Line, dossier *Dossier) {
	for _, year := range slices.Sorted(keys(line.Figures)) {
		other := *one
		if other.BaseYear, other.Assumed, other.Verdict, other.Reason = year, false, NotFound, ""; year >= one.Year || year == one.BaseYear {
			continue
		}
		if t.hold(v, &other, line, dossier); other.Verdict == Right {
			one.Verdict = NotFound
			one.Reason = fmt.Sprintf("没有写明与哪一年比：与%s比应为%s，与%d年比是对的", one.baseName(), one.Expected, year)
			return
		}
	}
	one.Reason = "按与" + one.baseName() + "比，" + one.Reason
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
	if t.roundedSum(one, line) || t.twin(one, line) {
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

// roundedSum tells whether an amount is the sum of rounded addends.
func (t *told) roundedSum(one *Verified, line Line) bool {
	sum := fact.Fen(0)
	for _, addend := range line.addends {
		sum += fact.Money{Fen: addend.Figures[one.Year].Amount, Grain: 1}.RoundTo(one.Money.Grain)
	}
	if len(line.addends) == 0 || sum != one.Money.Fen {
		return false
	}
	one.Verdict, one.Reason = Right, "是舍入后的各数相加，精确的是"+one.Expected
	return true
}

// twin tells whether another form of the documents prints the line just so, a unit of the last place or two away.
func (t *told) twin(one *Verified, line Line) bool {
	for _, figure := range t.twins[lineOfYear{kept{one.Scope, one.Stage}, one.Year, line.Code, line.Measure}] {
		if same(one.Money, figure.Amount) && abs(figure.Amount-line.Figures[one.Year].Amount) <= 2*max(figure.Grain, line.Figures[one.Year].Grain) {
			one.Verdict, one.Reason, one.Source = Right, "文件的另一张表是这个数，"+line.Figures[one.Year].Place()+"是"+one.Expected, figure.Place()
			return true
		}
	}
	return false
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

func (t *told) holdChange(v *Verifier, one *Verified, line Line, dossier *Dossier) {
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
	case fact.ShareChange, fact.RateChange:
		one.Expected = directed(expected, one.Mention, "提高", "下降")
	}
	stated := rateWords(one.Rate, one.Mention)
	switch {
	case stated == expected:
		one.Verdict = Right
	case rounded.Round(8) != "" && stated == rateWords(rounded, one.Mention):
		how := "按万元数复算"
		switch one.Kind {
		case fact.ShareChange:
			how = "是舍入后的两个占比相减"
		case fact.RateChange:
			how = "是舍入后的两个增减率相减"
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

// counterparts are the lines of another stage that a line is compared with. Lines without a code may stand in a table of one stage and in
// a sentence of the other.
func (t *told) counterparts(v *Verifier, one *Verified, line Line, dossier *Dossier) []Line {
	lines := dossier.Lines
	if line.Code == "" {
		lines = t.find(v, one, dossier)
	}
	return slices.DeleteFunc(slices.Clone(lines), func(other Line) bool {
		return other.Code != line.Code || other.Measure != line.Measure || line.Code != "" && other.By != line.By
	})
}

// pair gives the two figures that are compared; nil for a year of which the documents have no such line though they are loaded.
func (t *told) pair(v *Verifier, one *Verified, line Line, dossier *Dossier) (from, to *Figure, ok bool) {
	base, baseDossier := line, dossier
	if one.BaseStage != "" && one.BaseStage != one.Stage {
		other := *one
		other.Stage = one.BaseStage
		baseDossier, _ = t.dossier(v, &other)
		if baseDossier == nil {
			one.Reason = "库中没有所比的" + stageFigures[one.BaseStage]
			return nil, nil, false
		}
		found := t.counterparts(v, &other, line, baseDossier)
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
	if baseDossier == dossier && dossier.compares(line, one.BaseYear, one.Year) { // the later document itself compares with a year that is not loaded
		hadFrom, hadTo = true, true
	}
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

// compares tells whether a line was compared between two years, one of which may lack it.
func (d *Dossier) compares(line Line, from, to fact.Year) bool {
	return slices.ContainsFunc(d.Changes, func(c Change) bool {
		return c.FromYear == from && c.ToYear == to && c.By == line.By && c.Code == line.Code && c.Line == line.Line && c.Measure == line.Measure && c.Fund == line.Fund &&
			c.Change != nil && c.Status != NotComparable
	})
}

func (t *told) holdShare(v *Verifier, one *Verified, line Line, dossier *Dossier) {
	figure, ok := line.Figures[one.Year]
	if !ok {
		one.Reason = absentYear(one.Year)
		return
	}
	whole, ok := line.Wholes[one.Year]
	one.Source = figure.Place()
	if one.Whole != "" && (!ok || !generalWhole.MatchString(one.Whole)) {
		other := *one
		other.Subject, other.Label, other.Each, other.Addends = one.Whole, "", nil, nil
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
	if !ok {
		whole = sumOfClasses(line, dossier, one.Year)
	}
	if whole == 0 {
		one.Reason = "库中没有它所占的合计"
		return
	}
	one.holdRate(fact.Ratio(int64(figure.Amount), int64(whole)), fact.Ratio(int64(fact.Money{Fen: figure.Amount}.RoundTo(wanStep)), max(1, int64(fact.Money{Fen: whole}.RoundTo(wanStep)))))
}

// sumOfClasses is what the classes of a line's classification come to: its whole, where the form prints no total.
func sumOfClasses(line Line, dossier *Dossier, year fact.Year) fact.Fen {
	sum := fact.Fen(0)
	for _, other := range dossier.Lines {
		if line.Code != "" && other.Code.Level() == fact.Class && other.By == line.By && other.Fund == line.Fund && other.Measure == line.Measure {
			sum += other.Figures[year].Amount
		}
	}
	return sum
}

func (t *told) holdShareChange(one *Verified, line Line, dossier *Dossier) {
	if one.BaseYear == 0 {
		one.Reason = "没有写明与哪一年比"
		return
	}
	share := func(year fact.Year) (fact.Rate, bool) {
		figure, ok := line.Figures[year]
		whole, stated := line.Wholes[year]
		if !stated {
			whole = sumOfClasses(line, dossier, year)
		}
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

// holdRateChange holds how much a rate of increase is above the one of the year before: 增幅比上年提高20.8个百分点.
func (t *told) holdRateChange(one *Verified, line Line) {
	rate := func(year fact.Year) (fact.Rate, bool) {
		from, hasFrom := line.Figures[year-1]
		to, hasTo := line.Figures[year]
		rate, ok := fact.Change(from.Amount, to.Amount)
		if !hasFrom || !hasTo || !ok {
			one.Reason = fmt.Sprintf("库中没有%d年的增减率", year)
			return fact.Rate{}, false
		}
		one.Source = strings.TrimPrefix(one.Source+"；"+places(&from, &to), "；")
		return rate, true
	}
	before, ok := rate(one.BaseYear)
	if !ok {
		return
	}
	after, ok := rate(one.Year)
	if !ok {
		return
	}
	one.holdRate(after.Minus(before), roundedShare(after, one.Decimals).Minus(roundedShare(before, one.Decimals)))
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

func (t *told) holdCompletion(v *Verifier, one *Verified, line Line) {
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
	found := t.counterparts(v, &other, line, dossier)
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
	case fact.ShareChange, fact.RateChange:
		return rate.Times(100).Round(mention.Decimals) + "个百分点"
	}
	return rate.Times(100).Round(mention.Decimals) + "%"
}
