package mention

import (
	"regexp"
	"strings"

	"tongbi/etl/fact"
)

// The words before a figure that say what it is.
var (
	up   = `新增|增加|增长|增多|增支|增收|增量|增|上升|提高|提升|上涨|扩大|多支|多收|多|超支|超收|高出|净增`
	down = `减少|下降|降低|压减|压缩|缩减|减支|减收|节支|减量|减|降|回落|少支|少收|短收|少|净减`

	averages  = regexp.MustCompile(`(?:年均|年度平均|平均每年|平均)(?:复合)?(?:(?P<up>增长|增幅|增速|增加|递增|提高)|(?P<down>下降|降幅|递减|减少|降低))?率?(?:为|约|约为|达|达到)?$`)
	reaches   = regexp.MustCompile(`(?:大幅|明显|又|再)?(?:(?:增加|增长|提高|提升|上升|扩大|下降|降低|减少|压减|压缩|缩减|回落|调整|调增|调减|追加|增|升|降|减|压|变)(?:到|至|为)|达到|达|为)(?:(?:(?:19|20)\d{2}年度?|上一?年度?|去年)的?)?$`)
	moves     = regexp.MustCompile(`(?:(?P<up>` + up + `)|(?P<down>` + down + `))(?:了|额|率|幅度?|约|为|达|达到|数|支出|安排)*$`)
	differs   = regexp.MustCompile(`(?:增减额|变动额|增减|变动|变化)(?:约|为|是)*$`)
	rateOf    = regexp.MustCompile(`(?:增减率|变动率|增幅|增速|(?P<down>降幅)|变动幅度|同比)(?:约|为|是|达)*$`)
	partOf    = regexp.MustCompile(`占(?:比|[^，。；、]{0,40}?的?)?(?:比重|比例|比)?(?:约|为|是|达|达到)*$|(?:比重|比例|份额)(?:约|为|是|达到?|(?:升|降|减|提高|上升|下降)(?:至|到|为))*$`)
	ofChange  = regexp.MustCompile(`(?:相当于|占)[^，。；、]{0,14}(?:增加|减少|增减|变动|增量|减量|增长|净增加?|净减少?)额?的?(?:约|为)*$|贡献率?(?:约|为|是|达)*$`)
	completes = regexp.MustCompile(`(?:执行率|完成率|预算完成率|完成[^，。；、]{0,20}预算数?的?|完成[^，。；]{0,8}预算)(?:约|为|是|达)*$`)
	multiple  = regexp.MustCompile(`(?:是|为|相当于|达到?)[^，。；、]{0,12}的?$`)
	from      = regexp.MustCompile(`(?:由|从)(?:((?:19|20)\d{2})年度?|上一?年度?|去年|前一年)?(?:同期)?的?(?:` + stageNames + `)?的?$`)
	limits    = regexp.MustCompile(`(?:\d%至|不到|低于|高于|超过|近|将近|接近|逾|超|不足|不超|至少|大于|小于|少于|多于|不低于|不超过|不少于|≥|≤|>|<|满|单价|价值|相差|误差|尾差|差)$`)
	ofGrowth  = regexp.MustCompile(`(?:增减率|增长率|变动率|增幅|增速|降幅)[^，。；]*$`)
	increment = regexp.MustCompile(`(?:增量|增加额|增支|减少额|减支|增减额|变动额)(?:中|里|当中)`)
	basis     = regexp.MustCompile(`以[^，。；]+为$`)
	behind    = regexp.MustCompile(`^(?:以上|以下|以内|左右|（含）|（不含）|及以上|上下|至\d)`)
)

// measured is what the unit of a figure says of it: money, a percentage, points, or none of these.
type measured struct{ money, percent, points bool }

// change is the kind of a change that is measured so.
func (m measured) change() fact.Kind {
	switch {
	case m.money:
		return fact.AmountChange
	case m.percent:
		return fact.ChangeRate
	}
	return fact.ShareChange
}

// cut takes off the words at the end that a pattern knows; direction is −1 where they say a decrease.
func cut(words string, pattern *regexp.Regexp) (rest string, direction int, ok bool) {
	at := pattern.FindStringSubmatchIndex(words)
	if at == nil {
		return "", 0, false
	}
	if i := pattern.SubexpIndex("down"); i >= 0 && at[2*i] >= 0 {
		return words[:at[0]], -1, true
	}
	return words[:at[0]], 1, true
}

// kindOf tells what a figure is by the words before it and its unit, whether they say a decrease, and what else they say.
func (s *sentenceReader) kindOf(words, sign, unit string, bracketed bool) (kind fact.Kind, direction int, rest string) {
	of := measured{units[unit] != 0, unit == "%", strings.HasSuffix(unit, "百分点")}
	if kind, direction, rest, ok := s.ratioOf(words, of); ok {
		return kind, direction, rest
	}
	if kind, direction, rest, ok := s.changeOf(words, of); ok {
		return kind, direction, rest
	}
	switch {
	case unit == "倍":
		return s.multipleOf(words)
	case of.points:
		return fact.ShareChange, 1, words
	case of.percent:
		return s.bareRate(words, sign, bracketed)
	}
	return s.bareAmount(words, sign, bracketed)
}

// ratioOf tells the percentages that the words name as something other than a change.
func (s *sentenceReader) ratioOf(words string, of measured) (kind fact.Kind, direction int, rest string, ok bool) {
	if rest, _, ok := cut(words, completes); ok && of.percent {
		return fact.Completed, 1, rest, true
	}
	if rest, _, ok := cut(words, ofChange); ok && of.percent {
		return fact.Contribution, 1, rest, true
	}
	if rest, direction, ok := cut(words, averages); ok && of.percent {
		return fact.AverageGrowth, direction, rest, true
	}
	if rest, ok := s.ofShare(words); ok && of.percent { // asked of amounts too: it notes what they are held against
		return fact.ShareOf, 1, rest, true
	}
	if rest, _, ok := cut(words, partOf); ok && of.percent {
		return s.shareKind(words), 1, rest, true
	}
	return "", 0, "", false
}

// changeOf tells what the words name as a change, or as what a change led to.
func (s *sentenceReader) changeOf(words string, of measured) (kind fact.Kind, direction int, rest string, ok bool) {
	if rest, direction, ok := cut(words, moves); ok && of.points && ofGrowth.MatchString(rest) {
		return fact.RateChange, direction, ofGrowth.ReplaceAllString(rest, ""), true
	}
	if rest, _, ok := cut(words, reaches); ok && of.money && s.state.start != 0 { // 由291.00万元降为100.00万元
		return fact.Amount, 1, rest, true
	}
	if rest, direction, ok := cut(words, moves); ok && of != (measured{}) {
		return of.change(), direction, rest, true
	}
	if rest, _, ok := cut(words, differs); ok && !reaches.MatchString(words) {
		return of.change(), 1, rest, true
	}
	if rest, direction, ok := cut(words, rateOf); ok && of.percent {
		return fact.ChangeRate, direction, rest, true
	}
	return "", 0, "", false
}

// multipleOf tells what a number of times is: of what is compared with, where the words say so.
func (s *sentenceReader) multipleOf(words string) (kind fact.Kind, direction int, rest string) {
	if rest, _, ok := cut(words, multiple); ok {
		return fact.Multiple, 1, rest
	}
	if words == "的" && s.state.kind == fact.Amount && s.state.base != 0 { // 为2023年125.23万元的2.3倍
		return fact.Multiple, 1, words
	}
	return fact.Unknown, 1, words
}

// bareRate tells what a percentage is that only its sign, its brackets or the figures before it explain.
func (s *sentenceReader) bareRate(words, sign string, bracketed bool) (kind fact.Kind, direction int, rest string) {
	changed := s.state.kind == fact.AmountChange
	switch {
	case sign != "":
		return fact.ChangeRate, 1, words
	case bracketed && changed:
		return fact.ChangeRate, s.lastDirection(), words
	case listed.MatchString(words) && len(s.series.mentions) > 0:
		return s.state.kind, 1, words
	}
	return fact.Unknown, 1, words
}

// bareAmount tells what an amount is that no word of a change stands before.
func (s *sentenceReader) bareAmount(words, sign string, bracketed bool) (kind fact.Kind, direction int, rest string) {
	switch {
	case sign == "+" || sign == "-" && bracketed:
		return fact.AmountChange, 1, words
	case bracketed && s.state.kind == fact.AmountChange:
		return fact.AmountChange, s.lastDirection(), words // 增加3,355.64万元（0.34亿元）
	case listed.MatchString(words) && len(s.series.mentions) > 0:
		return s.state.kind, s.lastDirection(), words
	}
	if rest, _, ok := cut(words, reaches); ok {
		return fact.Amount, 1, rest
	}
	return fact.Amount, 1, words
}

// shareKind tells what 占 speaks of: of the change where the sentence says so (支出增量中，项目支出增加1元，占95%), of the amount
// where one stands before it; after a change alone it might be either.
func (s *sentenceReader) shareKind(words string) fact.Kind {
	if s.first() {
		return fact.ShareOf
	}
	last := s.mentions[len(s.mentions)-1]
	switch before := s.passage.text[s.begin:last.Offset]; {
	case last.Kind == fact.AmountChange && increment.MatchString(before):
		return fact.Contribution
	case last.Kind == fact.AmountChange && wholeIn(words) == "" && subjectOf(words) == "" && !strings.Contains(words, "占比") && !s.states(last.Subject):
		return fact.Unknown
	}
	return fact.ShareOf
}

// ofShare tells whether a percentage is a share of two that are compared, and what else the words say: 占比由36.17%提高到46.60%;
// 占46.60%，较2024年的36.17%提高.
func (s *sentenceReader) ofShare(words string) (rest string, ok bool) {
	if at := from.FindStringIndex(words); at != nil && partOf.MatchString(words[:at[0]]) {
		return words, true
	}
	if s.state.kind != fact.ShareOf {
		return "", false
	}
	if at := reaches.FindStringIndex(words); at != nil && s.state.start != 0 && subjectOf(words[:at[0]]) == "" {
		return words[:at[0]], true
	}
	if s.said.compares && subjectOf(words) == "" && !moves.MatchString(words) && !rateOf.MatchString(words) && !partOf.MatchString(words) {
		s.said.basis = true
		return words, true
	}
	return "", false
}

// states tells whether the sentence gives the amount of a subject.
func (s *sentenceReader) states(subject string) bool {
	for _, one := range s.mentions {
		if one.Offset >= s.begin && one.Kind == fact.Amount && one.Subject == subject {
			return true
		}
	}
	return false
}

// wholeIn is what a share is said to be a part of: 占支出预算的46.60%; empty where the words do not say.
func wholeIn(words string) string {
	found := wholeOf.FindStringSubmatch(words)
	if found == nil {
		return ""
	}
	return strip(found[1])
}

var wholeOf = regexp.MustCompile(`占([^，。；、比]{2,40}?)(?:的|比重|比例)+(?:约|为|是|达)*$`)

// lastDirection is −1 where the last figure was a decrease.
func (s *sentenceReader) lastDirection() int {
	last := s.mentions[len(s.mentions)-1]
	if last.Money.Fen < 0 || last.Rate.Sign() < 0 {
		return -1
	}
	return 1
}

// parse reads the number.
func parse(one *fact.Mention, sign, digits, unit string, direction int) bool {
	if sign == "-" {
		direction = -direction
	}
	if _, fraction, found := strings.Cut(digits, "."); found {
		one.Decimals = len(fraction)
	}
	if worth := units[unit]; worth != 0 {
		money, err := fact.ParseMoney(digits, worth)
		money.Fen *= fact.Fen(direction)
		one.Money, one.Unit = money, worth
		return err == nil
	}
	rate, err := fact.ParsePercent(digits)
	if unit == "倍" {
		rate = rate.Times(100)
	}
	one.Rate = rate.Times(int64(direction))
	return err == nil
}
