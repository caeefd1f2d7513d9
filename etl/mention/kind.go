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
	changeOf  = regexp.MustCompile(`(?:增减额|变动额|增减|变动|变化)(?:约|为|是)*$`)
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

// kindOf tells what a figure is by the words before it and its unit, whether they say a decrease, and what else they say.
func (s *sentenceReader) kindOf(words, sign, unit string, bracketed bool) (kind fact.Kind, direction int, rest string) {
	money, percent, points := units[unit] != 0, unit == "%", strings.HasSuffix(unit, "百分点")
	cut := func(pattern *regexp.Regexp) (string, int, bool) {
		at := pattern.FindStringSubmatchIndex(words)
		if at == nil {
			return "", 0, false
		}
		direction := 1
		if i := pattern.SubexpIndex("down"); i >= 0 && at[2*i] >= 0 {
			direction = -1
		}
		return words[:at[0]], direction, true
	}
	if rest, _, ok := cut(completes); ok && percent {
		return fact.Completed, 1, rest
	}
	if rest, _, ok := cut(ofChange); ok && percent {
		return fact.Contribution, 1, rest
	}
	if rest, direction, ok := cut(averages); ok && percent {
		return fact.AverageGrowth, direction, rest
	}
	if rest, ok := s.ofShare(words); ok && percent {
		return fact.ShareOf, 1, rest
	}
	if rest, _, ok := cut(partOf); ok && percent {
		return s.shareKind(words), 1, rest
	}
	if rest, direction, ok := cut(moves); ok && points && ofGrowth.MatchString(rest) {
		return fact.RateChange, direction, ofGrowth.ReplaceAllString(rest, "")
	}
	if rest, _, ok := cut(reaches); ok && money && s.state.start != 0 { // 由291.00万元降为100.00万元
		return fact.Amount, 1, rest
	}
	if rest, direction, ok := cut(moves); ok && (money || percent || points) {
		return map[bool]fact.Kind{true: fact.AmountChange, false: map[bool]fact.Kind{true: fact.ChangeRate, false: fact.ShareChange}[percent]}[money], direction, rest
	}
	if rest, _, ok := cut(changeOf); ok && !reaches.MatchString(words) {
		return map[bool]fact.Kind{true: fact.AmountChange, false: map[bool]fact.Kind{true: fact.ChangeRate, false: fact.ShareChange}[percent]}[money], 1, rest
	}
	if rest, direction, ok := cut(rateOf); ok && percent {
		return fact.ChangeRate, direction, rest
	}
	if rest, _, ok := cut(multiple); ok && unit == "倍" {
		return fact.Multiple, 1, rest
	}
	if unit == "倍" {
		if words == "的" && s.state.kind == fact.Amount && s.state.base != 0 { // 为2023年125.23万元的2.3倍
			return fact.Multiple, 1, words
		}
		return fact.Unknown, 1, words
	}
	if points {
		return fact.ShareChange, 1, words
	}
	if percent {
		switch {
		case sign != "" || bracketed && (s.state.kind == fact.AmountChange):
			if s.state.kind == fact.AmountChange && sign == "" && s.lastNegative() {
				return fact.ChangeRate, -1, words
			}
			return fact.ChangeRate, 1, words
		case listed.MatchString(words) && len(s.series.mentions) > 0:
			return s.state.kind, 1, words
		}
		return fact.Unknown, 1, words
	}
	if sign == "+" || sign == "-" && bracketed {
		return fact.AmountChange, 1, words
	}
	if bracketed && s.state.kind == fact.AmountChange {
		return fact.AmountChange, map[bool]int{true: -1, false: 1}[s.lastNegative()], words // 增加3,355.64万元（0.34亿元）
	}
	if listed.MatchString(words) && len(s.series.mentions) > 0 {
		return s.state.kind, map[bool]int{true: -1, false: 1}[s.lastNegative()], words
	}
	if rest, _, ok := cut(reaches); ok {
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

// lastNegative tells whether the last figure was a decrease.
func (s *sentenceReader) lastNegative() bool {
	last := s.mentions[len(s.mentions)-1]
	return last.Money.Fen < 0 || last.Rate.Sign() < 0
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
