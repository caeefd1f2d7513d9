package mention

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"tongbi/etl/fact"
)

const number = `(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?`

var figure = regexp.MustCompile(`[-+]?` + number + `(?:万元|亿元|元|个?百分点|%|倍)`)

// token are the pieces of a sentence that say what its figures are.
var token = regexp.MustCompile(strings.Join([]string{
	`(?P<quote>“[^“”]*\d(?:元|万元|亿元|%|个?百分点)[^“”]*”)`,
	`(?P<range>(?P<first>(?:19|20)\d{2})年?度?(?:至|到|—+|–|-|~|～)(?P<last>(?:19|20)\d{2})年)`,
	`(?P<base>(?:比|较)(?:(?P<base_year>(?:19|20)\d{2})年度?|上一?年度?|去年|前一年)?(?:同期)?(?P<base_stage>年初预算数?|预算执行数|执行数|调整预算数?|决算数?|预算数?)?)`,
	`(?P<with>(?:与|同|和)(?:(?P<with_year>(?:19|20)\d{2})年度?|上一?年度?|去年|前一年)(?:同期)?(?P<with_stage>年初预算数?|预算执行数|执行数|调整预算数?|决算数?|预算数?)?(?:相比|比较|比)?)`,
	`(?P<same>同比)`,
	`(?P<year>(?:19|20)\d{2})年度?`,
	`(?P<before>上一?年度?|去年)`,
	`(?P<figure>(?P<sign>[-+]?)(?P<number>` + number + `)(?P<unit>万元|亿元|元|个?百分点|%|倍))`,
	`(?P<open>（)`, `(?P<close>）)`, `(?P<stop>[。；！？])`, `(?P<pause>[，：])`,
}, "|"))

var group = func() map[string]int {
	index := map[string]int{}
	for i, name := range token.SubexpNames() {
		index[name] = i
	}
	return index
}()

var units = map[string]fact.Unit{"元": fact.Yuan, "万元": fact.TenThousandYuan, "亿元": fact.HundredMillion}

// state is what the words so far have settled.
type state struct {
	subject   string
	year      fact.Year // of the subject's own figure
	stage     fact.Stage
	base      fact.Year // what is compared with; 0 where nothing was said
	baseStage fact.Stage
	kind      fact.Kind // of the last figure
	back      fact.Year // a range of years to year begins here
}

// said is what the words since the last figure say.
type said struct {
	years     []fact.Year
	before    bool // 上年
	compares  bool // 比上年, 与2024年相比, 同比
	base      fact.Year
	baseStage fact.Stage
	first     fact.Year // of a range
	last      fact.Year
	words     int // where the words for the figure begin
}

// sentenceReader reads one paragraph from left to right.
type sentenceReader struct {
	reader   *reader
	passage  passage
	headings []heading
	mentions []fact.Mention

	state  state
	outer  []outer // before the brackets that are open
	said   said
	begin  int             // of the sentence
	framed fact.Year       // the year of the headings
	since  fact.Year       // the first year of the headings' range
	stage  fact.Stage      // of the headings
	series []pendingFigure // figures of a 分别 that wait for the others
}

// outer is what held before a bracket.
type outer struct {
	state    state
	said     said
	mentions int
}

// pendingFigure is one of several figures that belong to several years or subjects in the same order.
type pendingFigure struct{ mention int }

func (s *sentenceReader) read() {
	text := s.passage.text
	if !figure.MatchString(text) {
		return
	}
	s.since, s.framed, s.stage = framed(s.headings)
	s.state.year, s.state.back, s.state.stage = s.framed, s.since, s.stage
	for _, at := range token.FindAllStringSubmatchIndex(text, -1) {
		word := func(name string) string {
			if i := 2 * group[name]; at[i] >= 0 {
				return text[at[i]:at[i+1]]
			}
			return ""
		}
		switch {
		case word("quote") != "":
			s.quote(at[0], at[1])
		case word("range") != "":
			s.said.first, s.said.last = yearOf(word("first")), yearOf(word("last"))
		case word("base") != "" && utf8.RuneCountInString(word("base")) > 1:
			s.compare(word("base_year"), word("base_stage"), word("base"))
		case word("with") != "":
			if !strings.HasSuffix(word("with"), "比") && !strings.HasSuffix(word("with"), "比较") && !flat.MatchString(text[at[1]:]) {
				s.addYear(word("with_year")) // 2023年和2024年
				continue
			}
			s.compare(word("with_year"), word("with_stage"), word("with"))
		case word("same") != "":
			s.compare("", "", "")
		case word("year") != "":
			s.addYear(word("year"))
		case word("before") != "":
			s.said.before = true
		case word("figure") != "":
			s.figure(at, word("sign"), word("number"), word("unit"))
		case word("open") != "":
			s.outer = append(s.outer, outer{s.state, s.said, len(s.mentions)})
		case word("close") != "":
			if n := len(s.outer); n > 0 {
				inner, before := s.state, s.outer[n-1]
				s.state, s.outer = before.state, s.outer[:n-1]
				if s.state.kind == fact.Amount && inner.kind != fact.Amount {
					s.state.kind = inner.kind
				}
				if len(s.mentions) == before.mentions { // a remark: 2016年数为推算
					s.said = before.said
				}
			}
		case word("stop") != "":
			s.spread()
			if len(s.said.years) == 1 { // 2025年的情况如下。
				s.state.year, s.state.base, s.state.back = s.said.years[0], 0, 0
			}
			if s.stage != "" && word("stop") == "。" {
				s.state.stage = s.stage
			}
			s.outer, s.begin, s.said = nil, at[1], said{words: at[1]}
		}
	}
	s.spread()
}

// flat is what may follow 与上年 where nothing changed.
var flat = regexp.MustCompile(`^(?:数?持平|数?一致|数?相同|基本持平|大致相当)`)

func (s *sentenceReader) addYear(year string) {
	if year != "" {
		s.said.years = append(s.said.years, yearOf(year))
	}
}

// compare notes what the next figures are held against: 比2024年预算, 与上年相比, 同比, 比年初预算.
func (s *sentenceReader) compare(year, stage, whole string) {
	s.said.compares, s.said.base, s.said.baseStage = true, 0, ""
	if year != "" {
		s.said.base = yearOf(year)
	}
	s.said.baseStage = stageIn(stage)
	if year == "" && stage != "" && !strings.Contains(whole, "年度") && !strings.Contains(whole, "上") && !strings.Contains(whole, "去") && !strings.Contains(whole, "前") {
		s.said.base = -1 // another stage of the same year
	}
}

// quote takes what stands in quotation marks as a whole: each of its figures is right where the quotation is.
func (s *sentenceReader) quote(from, to int) {
	text := s.passage.text
	for _, at := range figure.FindAllStringIndex(text[from:to], -1) {
		one := s.mention(from+at[0], from+at[1])
		one.Kind, one.Quotation = fact.Quoted, strings.Trim(text[from:to], "“”")
		s.mentions = append(s.mentions, one)
	}
	s.said.words = to
}

// mention is a figure with its place and context, and nothing said of it yet.
func (s *sentenceReader) mention(from, to int) fact.Mention {
	page := 0
	if from < len(s.passage.pages) {
		page = s.passage.pages[from]
	}
	sentence := s.sentence(from)
	return fact.Mention{
		Page: page, Paragraph: s.reader.paragraph, Sentence: sentence, Raw: s.passage.text[from:to],
		Offset:  from,
		Context: append([]string{sentence, s.passage.text}, texts(s.headings)...),
	}
}

func (s *sentenceReader) sentence(at int) string {
	text, begin := s.passage.text, 0
	if stop := strings.LastIndexAny(text[:at], "。；"); stop >= 0 {
		_, size := utf8.DecodeRuneInString(text[stop:])
		begin = stop + size
	}
	end := len(text)
	if stop := strings.IndexAny(text[at:], "。；"); stop >= 0 {
		end = at + stop
	}
	return text[begin:end]
}

// The words before a figure that say what it is.
var (
	up   = `增加|增长|增多|增|上升|提高|提升|上涨|扩大|多|高出|净增`
	down = `减少|下降|降低|压减|压缩|缩减|减|降|回落|少|净减`

	averages  = regexp.MustCompile(`年均(?:复合)?(?:(?P<up>增长|增幅|增速|增加|递增|提高)|(?P<down>下降|降幅|递减|减少|降低))?率?(?:为|约|约为|达|达到)?$`)
	reaches   = regexp.MustCompile(`(?:大幅|明显|又|再)?(?:增加到|增加至|增长到|增长至|增至|提高到|提高至|升至|上升到|上升至|降至|降到|下降到|下降至|减少到|减少至|减至|变为|调整为|达到|达|为)$`)
	moves     = regexp.MustCompile(`(?:(?P<up>` + up + `)|(?P<down>` + down + `))(?:了|额|率|幅度?|约|为|达|达到|数|支出|安排)*$`)
	changeOf  = regexp.MustCompile(`(?:增减额|变动额|增减|变动|变化)(?:约|为|是)*$`)
	rateOf    = regexp.MustCompile(`(?:增减率|变动率|增幅|增速|(?P<down>降幅)|变动幅度|同比)(?:约|为|是|达)*$`)
	partOf    = regexp.MustCompile(`占(?:比|[^，。；、]{0,40}?的?)?(?:比重|比例|比)?(?:约|为|是|达|达到)*$|(?:比重|比例|份额)(?:约|为|是|达)*$`)
	ofChange  = regexp.MustCompile(`(?:相当于|占)[^，。；、]{0,14}(?:增加|减少|增减|变动|增量|减量|增长|净增加?|净减少?)额?的?(?:约|为)*$|贡献率?(?:约|为|是|达)*$`)
	completes = regexp.MustCompile(`(?:执行率|完成率|预算完成率|完成[^，。；、]{0,20}预算数?的?|完成[^，。；]{0,8}预算)(?:约|为|是|达)*$`)
	multiple  = regexp.MustCompile(`(?:是|为|相当于|达到?)[^，。；、]{0,12}的?$`)
	from      = regexp.MustCompile(`(?:由|从)$`)
	limits    = regexp.MustCompile(`(?:\d%至|不到|低于|高于|超过|不足|不超|至少|大于|小于|少于|多于|不低于|不超过|不少于|≥|≤|>|<|满|单价|价值|相差|误差|尾差|差)$`)
	basis     = regexp.MustCompile(`以[^，。；]+为$`)
	behind    = regexp.MustCompile(`^(?:以上|以下|以内|左右|（含）|（不含）|及以上|上下|至\d)`)
)

// figure takes a figure with its unit.
func (s *sentenceReader) figure(at []int, sign, digits, unit string) {
	text := s.passage.text
	words := text[s.said.words:at[0]]
	if limits.MatchString(words) || digits == "100" && unit == "%" && basis.MatchString(words) || behind.MatchString(text[at[1]:]) {
		return // a limit: the words for the next figure go on
	}
	one := s.mention(at[0], at[1])
	bracketed := strings.HasSuffix(words, "（")
	kind, direction, rest := s.kindOf(words, sign, unit, bracketed)
	one.Kind = kind
	if kind == fact.ShareOf {
		one.Whole = wholeIn(words)
	}
	if !parse(&one, sign, digits, unit, direction) || at[0] > 0 && strings.ContainsRune("0123456789.,", rune(text[at[0]-1])) {
		one.Kind = fact.Unknown
	}
	s.settle(&one, rest)
	s.mentions = append(s.mentions, one)
	if together.MatchString(words) {
		s.series = []pendingFigure{{len(s.mentions) - 1}}
	} else if len(s.series) > 0 && listed.MatchString(words) {
		s.series = append(s.series, pendingFigure{len(s.mentions) - 1})
	} else {
		s.spread()
	}
	if len(s.series) == 0 {
		s.said = said{words: at[1]}
	} else {
		s.said.words = at[1]
	}
}

var (
	together = regexp.MustCompile(`分别(?:为|是|安排|达|达到|增加|增长|减少|下降|占|约|列支|支出)*$`)
	listed   = regexp.MustCompile(`^(?:、|和|及|以及|，|与)?$`)
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
	if rest, _, ok := cut(partOf); ok && percent {
		return fact.ShareOf, 1, rest
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
		case listed.MatchString(words) && len(s.series) > 0:
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
	if listed.MatchString(words) && len(s.series) > 0 {
		return s.state.kind, map[bool]int{true: -1, false: 1}[s.lastNegative()], words
	}
	if rest, _, ok := cut(reaches); ok {
		return fact.Amount, 1, rest
	}
	return fact.Amount, 1, words
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

// settle gives a figure its subject, year, stage and base from the words before it and from what was said earlier.
func (s *sentenceReader) settle(one *fact.Mention, rest string) {
	subject := subjectOf(rest)
	own := subject != ""
	if own {
		s.state.subject = subject
	}
	stage := stageIn(rest)
	if stage != "" {
		s.state.stage = stage
	}
	one.Subject, one.Stage = s.state.subject, s.state.stage
	s.settleYears(one, own, rest)
	if one.Stage == "" {
		one.Stage = s.reader.stages[one.Year]
	}
	if one.Kind == fact.Completed {
		one.Stage, one.BaseStage = fact.FinalAccounts, fact.InitialBudget
	}
	s.state.kind = one.Kind
}

// settleYears gives a figure its year and, where it compares, its base.
func (s *sentenceReader) settleYears(one *fact.Mention, own bool, rest string) {
	heard := s.said
	local := s.state.year
	if n := len(heard.years); n > 0 {
		local = heard.years[n-1]
		if own || one.Kind != fact.Amount || s.state.year == 0 || s.first() {
			s.state.year, s.state.base, s.state.baseStage, s.state.back = local, 0, "", 0
		} else if local > s.state.year { // 2024年…，2025年…: the years go on
			earlier := s.state.year
			s.state.year, s.state.base, s.state.baseStage, s.state.back = local, 0, "", 0
			if s.state.kind == fact.Amount {
				s.state.base = earlier
			}
		} else if local < s.state.year {
			s.state.base, s.state.baseStage = local, "" // 2024年为15,621.11万元: what the next change is held against
		}
	}
	if heard.last != 0 {
		local = heard.last
		s.state.year, s.state.back = heard.last, heard.first
		if one.Kind != fact.AverageGrowth {
			s.state.base, s.state.baseStage = heard.first, ""
		}
	}
	if s.state.back != 0 && strings.Contains(rest, "累计") {
		s.state.base = s.state.back
	}
	if heard.compares {
		s.state.base, s.state.baseStage = heard.base, heard.baseStage
		switch {
		case heard.base == 0 && s.state.year != 0:
			s.state.base = s.state.year - 1
		case heard.base == -1:
			s.state.base = s.state.year
		}
	}
	one.Year = local
	switch one.Kind {
	case fact.Amount:
		if heard.before || from.MatchString(rest) && heard.last == 0 && len(heard.years) == 0 {
			one.Year = s.state.year - 1
			if s.state.base != 0 && !heard.before {
				one.Year = s.state.base
			}
			if s.state.year == 0 {
				one.Year = 0
			}
		} else if heard.compares && !own && len(heard.years) == 0 && s.state.base > 0 && s.state.base != s.state.year {
			one.Year = s.state.base // 比上年的15,621.11万元
		}
		return
	case fact.ShareOf, fact.Quoted, fact.Unknown:
		return
	}
	one.BaseYear, one.BaseStage, one.Year = s.state.base, s.state.baseStage, s.state.year
	if one.Kind == fact.AverageGrowth {
		one.BaseYear = s.state.back
		return
	}
	if one.BaseYear > one.Year {
		one.BaseYear, one.Year = one.Year, one.BaseYear
	}
	if one.BaseYear == 0 && one.Year != 0 && one.Kind != fact.Completed {
		one.BaseYear, one.Assumed = one.Year-1, true
	}
}

// first tells whether no figure of the sentence came before.
func (s *sentenceReader) first() bool {
	return len(s.mentions) == 0 || !strings.Contains(s.passage.text[s.begin:], s.mentions[len(s.mentions)-1].Raw) || s.begin >= s.said.words
}

// spread gives the figures of a 分别 their years or subjects, in their order.
func (s *sentenceReader) spread() {
	series := s.series
	s.series = nil
	if len(series) < 2 {
		return
	}
	first := s.mentions[series[0].mention]
	subjects := strings.FieldsFunc(first.Subject, func(r rune) bool { return r == '、' || r == '和' || r == '与' || r == '及' })
	years := s.said.years
	for i, pending := range series {
		one := &s.mentions[pending.mention]
		switch {
		case len(years) == len(series):
			one.Subject, one.Year = first.Subject, years[i]
			if one.Kind == fact.AmountChange || one.Kind == fact.ChangeRate {
				one.BaseYear = years[i] - 1
			}
		case len(subjects) == len(series):
			one.Subject, one.Year, one.BaseYear = subjects[i], first.Year, first.BaseYear
		default:
			one.Subject = ""
		}
	}
	s.said = said{words: s.said.words}
}

// The words that a subject is freed from.
var (
	frame     = regexp.MustCompile(`(?:比|较|与|同|和)(?:19|20)\d{2}年度?(?:同期)?(?:年初预算数?|预算执行数|执行数|调整预算数?|决算数?|预算数?)?(?:相比|比较|比)?的?|(?:(?:19|20)\d{2}年?度?(?:至|到|—+|–|-|~|～))?(?:19|20)\d{2}年度?|(?:比|较|与|同|和)(?:上一?年度?|去年|前一年)(?:同期)?(?:年初预算数?|预算执行数|执行数|调整预算数?|决算数?|预算数?)?(?:相比|比较|比)?|同比|(?:比|较)(?:年初预算|预算|决算)数?|上一?年度?|去年|当年|本年度?|今年|全年|三年|五年|近[三五]年|累计`)
	leading   = regexp.MustCompile(`^(?:其中|另外|此外|同时|以及|另有|而|且|又|还|可与?的|可比的?|的|安排|[、“”的\s])+`)
	trailing  = regexp.MustCompile(`(?:共计|总计|安排|列支|支出额|金额|达到|达|约为|约|为|是|共|均|各|由|从|至|到|的|各项|合计数|分别|占比|所占比重|比重|占|规模|又|也|则|略有|大幅|明显|继续|净|相当于|反映|列示|有所)+$`)
	fillers   = regexp.MustCompile(`^(?:其|该|该项|这一|上述|总体|均|都|则|也|又|和|与|、|占比|增减|变动|数|基本持平|持平|大致相当)*$`)
	ordinal   = regexp.MustCompile(`^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十\d]+）|\d+[.．、]|[①-⑳]|[-•·*#]+|（[^（）]*）)+`)
	reference = regexp.MustCompile(`（[①-⑳\d、，；第页行表至—-]*第[①-⑳\d、，；第页行表至—-]*）|［.*?］|\[.*?\]|[①-⑳]`)
)

// subjectOf is what the words before a figure name: without year, base, verbs and marks; nothing where they only go on.
func subjectOf(words string) string {
	words = reference.ReplaceAllString(words, "")
	if cut := lastBreak(words); cut >= 0 {
		tail := words[cut:]
		if subject := strip(tail); subject != "" {
			return subject
		}
		// 支出预算，比上年增加: the subject stands before the comma
		return strip(words[:lastMark(words)])
	}
	return strip(words)
}

// lastBreak is where the words after the last comma begin that stands outside brackets; −1 where there is none.
func lastBreak(words string) int {
	if at := lastMark(words); at >= 0 {
		_, size := utf8.DecodeRuneInString(words[at:])
		return at + size
	}
	return -1
}

func lastMark(words string) int {
	depth, mark := 0, -1
	for i, r := range words {
		switch r {
		case '（':
			depth++
		case '）':
			depth--
			if depth < 0 {
				depth, mark = 0, i // the bracket of the figure before
			}
		case '，', '：', '；', '。':
			if depth <= 0 {
				mark = i
			}
		}
	}
	return mark
}

// strip frees a subject from what is no part of its name.
func strip(words string) string {
	if i := strings.LastIndexAny(words, "。；"); i >= 0 {
		_, size := utf8.DecodeRuneInString(words[i:])
		words = words[i+size:]
	}
	if strings.Count(words, "（") > strings.Count(words, "）") {
		words = strings.TrimSuffix(words, "（")
		if i := strings.LastIndex(words, "（"); i >= 0 && strings.Count(words, "（") > strings.Count(words, "）") {
			words = words[i+len("（"):]
		}
	}
	if mark := lastMark(words); mark >= 0 {
		words = words[mark:]
	}
	words = strings.Trim(words, "，：；。、）")
	if strings.Count(words, "（") > strings.Count(words, "）") {
		words += "）"
	}
	for {
		next := trailing.ReplaceAllString(leading.ReplaceAllString(ordinal.ReplaceAllString(frame.ReplaceAllString(words, ""), ""), ""), "")
		next = strings.Trim(next, "，：；。、 ")
		if next == words {
			break
		}
		words = next
	}
	if fillers.MatchString(words) {
		return ""
	}
	return words
}
