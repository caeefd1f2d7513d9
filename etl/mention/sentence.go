package mention

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"tongbi/etl/fact"
)

const number = `(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?`

var figure = regexp.MustCompile(`[-+]?` + number + `(?:万元|亿元|元|个?百分点|%|倍)`)

const stageNames = `年初预算数?|预算执行数|执行数|调整预算数?|决算数?|预算数?`

// token are the pieces of a sentence that say what its figures are.
var token = regexp.MustCompile(strings.Join([]string{
	`(?P<quote>“[^“”]*\d(?:元|万元|亿元|%|个?百分点)[^“”]*”)`,
	`(?P<range>(?P<first>(?:19|20)\d{2})年?度?(?:至|到|—+|–|-|~|～)(?P<last>(?:19|20)\d{2})年)`,
	`(?P<base>(?:比|较)(?:(?P<base_year>(?:19|20)\d{2})年度?|上一?年度?|去年|前一年)?(?:同期)?(?P<base_stage>` + stageNames + `)?)`,
	`(?P<with>(?:与|同|和)(?:(?P<with_year>(?:19|20)\d{2})年度?|上一?年度?|去年|前一年)(?:同期)?的?(?P<with_stage>` + stageNames + `)?(?:相比|比较|比)?)`,
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
	far       bool      // only the paragraphs above say that year
	stage     fact.Stage
	base      fact.Year // what is compared with; 0 where nothing was said
	baseStage fact.Stage
	kind      fact.Kind // of the last figure
	back      fact.Year // a range of years to year begins here
	start     fact.Year // of a figure that went from there: 由2024年的421.23万元
	likely    bool      // that year is not said: 由421.23万元
}

// said is what the words since the last figure say.
type said struct {
	years     []fact.Year
	before    bool // 上年
	compares  bool // 比上年, 与2024年相比, 同比
	basis     bool // the next figure is what is compared with: 与上年预算数15,621.11万元相比
	follows   bool // the last figure was that
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
	begin  int        // of the sentence
	framed fact.Year  // the year of the headings
	since  fact.Year  // the first year of the headings' range
	stage  fact.Stage // of the headings
	series series
}

// outer is what held before a bracket.
type outer struct {
	state    state
	said     said
	mentions int
}

func (s *sentenceReader) read() {
	text := s.passage.text
	if !figure.MatchString(text) {
		return
	}
	s.since, s.framed, s.stage = framed(s.headings)
	s.state.year, s.state.back, s.state.stage = s.framed, s.since, s.stage
	if s.since != 0 {
		s.state.year = 0 // 2023—2025年: which of them is for the sentence to say
	}
	if s.state.year == 0 {
		s.state.year, s.state.far = s.reader.leading, s.reader.leading != 0
	}
	for _, at := range token.FindAllStringSubmatchIndex(text, -1) {
		s.take(at, func(name string) string {
			if i := 2 * group[name]; at[i] >= 0 {
				return text[at[i]:at[i+1]]
			}
			return ""
		})
	}
	s.spread()
}

// take takes one token.
func (s *sentenceReader) take(at []int, word func(name string) string) {
	switch {
	case word("quote") != "":
		s.quote(at[0], at[1])
	case word("range") != "":
		s.said.first, s.said.last = yearOf(word("first")), yearOf(word("last"))
	case word("base") != "" && utf8.RuneCountInString(word("base")) > 1:
		s.compare(word("base_year"), word("base_stage"), word("base"))
	case word("with") != "":
		s.with(word("with"), word("with_year"), word("with_stage"), s.passage.text[at[1]:])
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
		s.leaveBracket()
	case word("stop") != "":
		s.stop(word("stop"), at[1])
	}
}

// leaveBracket goes on with what held before the bracket.
func (s *sentenceReader) leaveBracket() {
	n := len(s.outer)
	if n == 0 {
		return
	}
	inner, before := s.state, s.outer[n-1]
	s.state, s.outer = before.state, s.outer[:n-1]
	if s.state.kind == fact.Amount && inner.kind != fact.Amount {
		s.state.kind = inner.kind
	}
	if len(s.mentions) == before.mentions { // a remark: 2016年数为推算
		s.said = before.said
	}
}

// stop ends a sentence or a part of one.
func (s *sentenceReader) stop(mark string, after int) {
	s.spread()
	if len(s.said.years) == 1 { // 2025年的情况如下。
		s.state.year, s.state.base, s.state.back, s.state.far = s.said.years[0], 0, 0, false
	}
	if s.stage != "" && mark == "。" {
		s.state.stage = s.stage
	}
	if lead := s.passage.text[s.begin : after-len(mark)]; s.begin == 0 && s.state.subject == "" && utf8.RuneCountInString(lead) <= longestLead {
		s.state.subject = strip(lead) // 三、“三公”经费。2019年安排767.60万元
	}
	s.state.start, s.state.likely = 0, false
	s.outer, s.begin, s.said = nil, after, said{words: after}
}

// longestLead is how many characters the words have at most that a paragraph begins with in place of a heading.
const longestLead = 16

var (
	// flat is what may follow 与上年 where nothing changed.
	flat = regexp.MustCompile(`^(?:数?持平|数?一致|数?相同|基本持平|大致相当)`)
	// held is a figure that something is held against: 与上年预算数15,621.11万元相比.
	held = regexp.MustCompile(`^[^，。；]{0,16}?` + figure.String() + `(?:相比|比较|比)`)
)

// with takes 与上年, which compares, holds against a figure, or only names a second year: 2023年和2024年.
func (s *sentenceReader) with(words, year, stage, rest string) {
	compares := strings.HasSuffix(words, "比") || strings.HasSuffix(words, "比较") || flat.MatchString(rest)
	switch basis := held.MatchString(rest); {
	case compares || basis:
		s.compare(year, stage, words)
		s.said.basis = !compares
	case year == "":
		s.said.before = true
	default:
		s.addYear(year)
	}
}

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

// figure takes a figure with its unit.
func (s *sentenceReader) figure(at []int, sign, digits, unit string) {
	text := s.passage.text
	words := text[s.said.words:at[0]]
	if limits.MatchString(words) || digits == "100" && unit == "%" && basis.MatchString(words) || behind.MatchString(text[at[1]:]) {
		return // a limit: the words for the next figure go on
	}
	if len(s.series.mentions) > 0 && !listed.MatchString(words) {
		s.endSeries()
	}
	one := s.mention(at[0], at[1])
	kind, direction, rest := s.kindOf(words, sign, unit, strings.HasSuffix(words, "（"))
	one.Kind = kind
	if kind == fact.ShareOf {
		one.Whole = wholeIn(words)
	}
	if !parse(&one, sign, digits, unit, direction) || at[0] > 0 && strings.ContainsRune("0123456789.,", rune(text[at[0]-1])) {
		one.Kind = fact.Unknown
	}
	one.Siblings = s.siblings()
	s.settle(&one, rest, reaches.MatchString(words))
	s.mentions = append(s.mentions, one)
	s.collect(words, at[1])
}

// siblings are what the amounts before are of, for a sum that follows them: 两家合计.
func (s *sentenceReader) siblings() []string {
	var names []string
	for _, one := range s.mentions {
		if n := len(names); one.Kind == fact.Amount && one.Subject != "" && (n == 0 || names[n-1] != one.Subject) {
			names = append(names, one.Subject)
		}
	}
	return names
}

// settle gives a figure its subject, year, stage and base from the words before it and from what was said earlier.
func (s *sentenceReader) settle(one *fact.Mention, rest string, reached bool) {
	subject := subjectOf(rest)
	stage := stageIn(frame.ReplaceAllString(rest, ""))
	if stageOnly.MatchString(subject) && s.goesOnWith(stage) {
		subject = "" // 办公费年初预算10.00万元，支出决算9.00万元
	}
	own := subject != ""
	if own {
		s.state.subject = subject
		s.name(subject)
	}
	if stage != "" {
		s.state.stage = stage
	}
	one.Subject, one.Stage = s.state.subject, s.state.stage
	if every.MatchString(rest) {
		one.Each = strings.Split(one.Subject, "、")
	}
	readSum(one)
	s.settleYears(one, own, reached, rest)
	if one.Stage == "" {
		s.reader.unsaid(one)
	}
	if one.Kind == fact.Completed {
		one.Stage, one.BaseStage = fact.FinalAccounts, fact.InitialBudget
	}
	s.state.kind = one.Kind
}

// name gives a subject to the figure that was held against it before it was named: 与上年1元相比，支出增加2元.
func (s *sentenceReader) name(subject string) {
	if s.first() {
		return
	}
	if last := &s.mentions[len(s.mentions)-1]; last.Subject == "" && s.said.follows && last.Kind == fact.Amount {
		last.Subject = subject
	}
}

// stageOnly is a subject that may name nothing but the stage of the subject before.
var stageOnly = regexp.MustCompile(`^(?:支出|收入)?(?:决算|预算|执行)(?:支出|收入|数)?$`)

// every is what makes one figure speak of each of several subjects: 人大立法、人大监督均下降10%.
var every = regexp.MustCompile(`(?:均|都|各自?)(?:比上年|较上年|同比|安排)?$`)

// goesOnWith tells whether the last figure of this sentence was the same subject's in another stage.
func (s *sentenceReader) goesOnWith(stage fact.Stage) bool {
	if stage == "" || s.first() {
		return false
	}
	last := s.mentions[len(s.mentions)-1]
	return last.Kind == fact.Amount && last.Stage != stage && last.Stage != "" && !stageOnly.MatchString(last.Subject)
}
