package extract

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"tongbi/etl/doc"
	"tongbi/etl/fact"
)

// The phrases that comparison sentences of 预算编制说明 and 决算情况说明 are made of.
var phrase = regexp.MustCompile(strings.Join([]string{
	`(?P<item>[“"](?P<quoted>[^”"]{2,90})[”"]科目|[“"](?P<levels>[^”"]{2,90}[（(]\d{0,7}[类款项][）)][^”"]{0,3})[”"]|(?:[^，。；：、“”（）()\d]{2,40}[（(]\d{0,7}类[）)])?(?:[^，。；：、“”（）()\d]{2,40}[（(]\d{0,7}款[）)])?[^，。；：、“”（）()\d]{2,40}[（(]\d{0,7}项[）)])`,
	`(?P<base>(?:比|较|与|同|和)(?:(?P<year>(?:19|20)\d{2})年度?|上一年度?|上年度?|去年|(?P<own>(?:本年|当年|全年)?年初))(?:同期)?(?:当年)?(?:部门)?(?P<stage>预算执行数|执行数|年初预算数?|预算数?|决算数?|支出决算数?)?(?:相比|比较)?)`,
	`(?P<year_on_year>同比)`,
	`(?P<move>(?P<direction>增加|增长|上升|提高|减少|下降|降低|压减)了?约?(?P<step>\d[\d,，]*(?:\.\d+)?)(?P<step_unit>万元|亿元|元|个百分点|%))`,
	`(?P<flat>持平|数?一致|无变化|无增减)`,
	`(?P<share>(?P<part>占|完成)[^，。；]{0,40}?(?P<percent>\d[\d,，]*(?:\.\d+)?)%)`,
	`(?P<value>(?P<figure>\d[\d,，]*(?:\.\d+)?)(?P<unit>万元|亿元|元))`,
	`(?P<reason>(?:主要)?原因(?:是|为|在于|：|:)+|[，。；]主要(?:是|系)(?:因为?|由于)?)`,
	`(?P<stop>。)`,
}, "|"))

var group = func() map[string]int {
	index := map[string]int{}
	for i, name := range phrase.SubexpNames() {
		if name != "" {
			index[name] = i
		}
	}
	return index
}()

// claims reads the comparison sentences of a document and binds them to what they speak of.
func (e *Extractor) claims(document *doc.Document, identity fact.Identity, facts []fact.Fact) []fact.Claim {
	binder := newBinder(e.vocabulary.Subjects, identity.Organization, facts)
	var claims []fact.Claim
	for _, block := range document.Blocks {
		paragraph, ok := block.(*doc.Paragraph)
		if !ok || recognised(paragraph) {
			continue
		}
		reader := claimReader{passage: passageOf(paragraph), identity: identity, binder: binder}
		reader.read()
		claims = append(claims, reader.claims...)
		explain(claims, reader.loose)
	}
	return claims
}

// recognised reports whether a paragraph was read from a picture. Nothing checks a figure within a sentence as the sums of a
// table check its figures, so such a sentence is no claim.
func recognised(paragraph *doc.Paragraph) bool {
	return slices.ContainsFunc(paragraph.Lines, func(line doc.Line) bool { return line.Scanned })
}

// explain gives a reason that names its subject (“财政拨款收入支出减少的主要原因是…”) to the claims of 财政拨款 and of
// the totals that have none of their own.
func explain(claims []fact.Claim, reason *looseReason) {
	if reason == nil || !strings.Contains(reason.subject, "财政拨款") && !strings.Contains(reason.subject, "预算") {
		return
	}
	for i := range claims {
		claim := &claims[i]
		moved := claim.Direction == fact.Increase || claim.Direction == fact.Decrease
		if moved && claim.Reason == "" && strings.HasSuffix(claim.Line, "fiscal_appropriation") || moved && claim.Reason == "" && claim.Line == "expenditure_general_public" {
			claim.Reason, claim.ReasonPage = reason.text, reason.page
		}
	}
}

// looseReason is a reason whose sentence states no figure of its own.
type looseReason struct {
	subject, text string
	page          int
}

// claimReader reads one paragraph from left to right.
type claimReader struct {
	passage  passage
	identity fact.Identity
	binder   *binder
	claims   []fact.Claim
	loose    *looseReason

	item    string      // the item that the paragraph speaks of, if any
	current *fact.Claim // the claim that a comparison belongs to
	begin   int         // where its sentence begins
	end     int         // behind the last phrase of it
	since   int         // behind the last phrase of any kind
	pending fact.Claim  // a base that was named before its subject (与2023年度相比，收入支出总计减少…)
}

func (c *claimReader) read() {
	text := c.passage.text
	if !strings.ContainsAny(text, "元%") && !strings.Contains(text, "持平") && !strings.Contains(text, "原因") {
		return
	}
	for _, at := range phrase.FindAllStringSubmatchIndex(text, -1) {
		word := func(name string) string {
			if i := 2 * group[name]; at[i] >= 0 {
				return text[at[i]:at[i+1]]
			}
			return ""
		}
		if at[0] < c.since {
			continue // inside a reason
		}
		switch {
		case word("item") != "":
			c.beginItem(at[0], word("item"), word("quoted")+word("levels"))
		case word("base") != "" || word("year_on_year") != "":
			c.openCompared(at)
			c.nameBase(word("year"), word("stage"))
			if word("own") != "" {
				c.pending.BaseYear, c.pending.BaseStage = c.identity.Year, fact.InitialBudget
			}
		case word("move") != "":
			c.move(at, word("direction"), word("step"), word("step_unit"))
		case word("flat") != "":
			c.stay(at)
		case word("share") != "":
			c.part(at, word("part"), word("percent"))
		case word("value") != "":
			c.value(at, word("figure"), word("unit"))
		case word("reason") != "":
			c.reason(at)
			continue
		case word("stop") != "" && !strings.HasPrefix(text[at[1]:], "其中"):
			c.pending = fact.Claim{}
		}
		c.since = at[1]
	}
	c.flush()
}

// beginItem notes the classification item that the following figures speak of.
func (c *claimReader) beginItem(at int, whole, quoted string) {
	c.flush()
	c.item, c.begin = strings.TrimLeft(whole, ".、．)）"), at
	if quoted != "" {
		c.item = quoted
	}
}

// value takes a figure: the base's, where the words in front say so, else a new claim's.
func (c *claimReader) value(at []int, figure, unit string) {
	money, err := fact.ParseMoney(figure, moneyUnits[unit])
	if err != nil {
		return
	}
	subject := c.counterpart(c.subjectBefore(at[0]), at[0])
	if year, stage, ok := c.baseIn(subject); ok {
		if c.item == "" || c.current == nil {
			c.start(baseWords.ReplaceAllString(subject, ""), at)
		}
		if c.current.Base == nil {
			c.current.Base, c.current.BaseYear, c.current.BaseStage = &money, year, stage
		}
		c.end = at[1]
		return
	}
	if c.item != "" && c.current != nil && restated.MatchString(subject) {
		c.end = at[1] // 2023年预算安排441.25万元: the same figure said again; a check compares the two
		return
	}
	if c.item != "" && c.current != nil && c.current.Value != nil && c.current.Base != nil && outcome.MatchString(subject) {
		if *c.current.Value != money {
			c.again(at)
			c.current.Value, c.current.Raw = &money, figure
		}
		c.end = at[1]
		return
	}
	if c.current == nil || c.current.Value != nil || c.current.Base == nil || !outcome.MatchString(subject) && !restated.MatchString(subject) {
		c.start(subject, at)
	}
	c.current.Value, c.current.Raw, c.current.Page, c.end = &money, figure, c.pageAt(at[0]), at[1]
}

// again opens a second claim on the item and the base of the current one: “…（项）257.14万元，…年初预算为274.82万元，支出决算为
// 245.53万元” states two figures of one item, and a rate or a reason behind them is the second one's.
func (c *claimReader) again(at []int) {
	first, begin := *c.current, c.begin
	c.flush()
	c.current, c.begin = &fact.Claim{Subject: first.Subject, Page: c.pageAt(at[0]), Base: first.Base, BaseYear: first.BaseYear, BaseStage: first.BaseStage}, begin
}

// counterpart is what a bare 支出 speaks of behind a figure of 收入 in the same sentence: “政府性基金预算财政拨款收入
// 105.00万元，支出105.00万元”.
func (c *claimReader) counterpart(subject string, at int) string {
	if c.current == nil || c.end < c.sentenceStart(at) || !bareExpenditure.MatchString(subject) {
		return subject
	}
	source, _, found := strings.Cut(c.current.Subject, "收入")
	if !found {
		return subject
	}
	return source + subject
}

var bareExpenditure = regexp.MustCompile(`^支出(预算|决算)?数?$`)

// openCompared opens a claim for a known subject that stands directly before its base: “三公经费支出决算数比2024年度减少…”.
func (c *claimReader) openCompared(at []int) {
	subject := c.subjectBefore(at[0])
	known := c.binder.find(subject)
	if c.item == "" && known != nil && (c.current == nil || c.binder.find(c.current.Subject) != known) {
		c.pending = fact.Claim{}
		c.start(subject, at)
	}
}

// outcome is the second half of “…年初预算为2,993.92万元，支出决算为2,940.05万元”: its subject stands in the first.
var outcome = regexp.MustCompile(`^(支出)?(决算|执行)(数|支出)?$`)

var restated = regexp.MustCompile(`^((?:19|20)\d{2}年度?|本年度?|今年)?预算数?(安排)?$`)

// start opens a claim for a subject; inside an item the item is the subject.
func (c *claimReader) start(subject string, at []int) {
	c.flush()
	claim := fact.Claim{Subject: subject, Page: c.pageAt(at[0])}
	if c.item != "" {
		claim.Subject = c.item
	}
	claim.BaseYear, claim.BaseStage = c.pending.BaseYear, c.pending.BaseStage
	c.current, c.end = &claim, at[1]
	if c.begin < c.sentenceStart(at[0]) && c.item == "" {
		c.begin = c.sentenceStart(at[0])
	}
}

// nameBase reads “比2023年预算”, “与上年相比”, “同比”.
func (c *claimReader) nameBase(year, stage string) {
	base := fact.Claim{BaseYear: c.identity.Year - 1, BaseStage: c.identity.Stage}
	if number, err := strconv.Atoi(year); err == nil {
		base.BaseYear = fact.Year(number)
	}
	if c.identity.Year == 0 && year == "" {
		base.BaseYear = 0
	}
	switch {
	case strings.Contains(stage, "执行"):
		base.BaseStage = fact.Outturn
	case strings.Contains(stage, "决算"):
		base.BaseStage = fact.FinalAccounts
	case strings.Contains(stage, "预算"):
		base.BaseStage = fact.InitialBudget
	}
	c.pending = base
}

// compared gives the claim that a movement belongs to: the current one, or, where another known subject stands between
// the base and the movement (与2023年度相比，收入支出总计减少…), a new one. Nil where no base was named.
func (c *claimReader) compared(at []int) *fact.Claim {
	subject := strings.TrimRight(c.subjectBefore(at[0]), "各均分别")
	known := c.binder.find(subject)
	other := c.current == nil || c.binder.find(c.current.Subject) != known
	if c.item == "" && c.pending.BaseYear != 0 && other && known != nil {
		c.start(subject, at)
	}
	if c.current == nil {
		return nil
	}
	if next := c.pending; c.current.Direction != "" && next.BaseYear != 0 && (next.BaseYear != c.current.BaseYear || next.BaseStage != c.current.BaseStage) {
		again := fact.Claim{Subject: c.current.Subject, Value: c.current.Value, Raw: c.current.Raw, Page: c.current.Page}
		begin := c.begin
		c.flush()
		c.current, c.begin = &again, begin // 比2022年度增加…，比年初预算减少…: one figure, held against two
	}
	if c.current.Direction == "" && c.current.Base == nil && c.pending.BaseYear != 0 {
		c.current.BaseYear, c.current.BaseStage = c.pending.BaseYear, c.pending.BaseStage
	}
	if c.current.BaseYear == 0 {
		return nil
	}
	c.end = at[1]
	return c.current
}

// move reads “增加3,355.65万元” or “增长21.48%”.
func (c *claimReader) move(at []int, direction, step, unit string) {
	claim := c.compared(at)
	if claim == nil {
		return
	}
	sign := fact.Fen(1)
	claim.Direction = fact.Increase
	if decreases[direction] {
		sign, claim.Direction = -1, fact.Decrease
	}
	switch unit {
	case "个百分点":
	case "%":
		if rate, err := fact.ParsePercent(step); err == nil && claim.Rate == nil {
			rate = rate.Times(int64(sign))
			claim.Rate = &rate
		}
	default:
		if money, err := fact.ParseMoney(step, moneyUnits[unit]); err == nil && claim.Change == nil {
			money.Fen *= sign
			claim.Change = &money
		}
	}
}

var decreases = map[string]bool{"减少": true, "下降": true, "降低": true, "压减": true}

var moneyUnits = map[string]fact.Unit{"元": fact.Yuan, "万元": fact.TenThousandYuan, "亿元": fact.HundredMillion}

// part reads “占本年支出合计的92.45%” and “完成年初预算的98.20%” behind a figure of the same sentence.
func (c *claimReader) part(at []int, of, percent string) {
	rate, err := fact.ParsePercent(percent)
	if err != nil || c.current == nil || c.end < c.sentenceStart(at[0]) {
		return
	}
	said := &c.current.Share
	if of == "完成" {
		said = &c.current.Completion
	}
	if *said == nil {
		*said, c.end = &rate, at[1]
	}
}

// stay reads 持平: a change of nothing, at the grain of the figure.
func (c *claimReader) stay(at []int) {
	claim := c.compared(at)
	if claim == nil || claim.Direction != "" {
		return
	}
	claim.Direction = fact.Unchanged
	if claim.Value != nil {
		claim.Change = &fact.Money{Grain: claim.Value.Grain}
	}
}

// reason takes what follows 主要原因是 up to the end of the sentence.
func (c *claimReader) reason(at []int) {
	text := c.passage.text
	end := len(text)
	if stop := strings.IndexAny(text[at[1]:], "。；;"); stop >= 0 {
		end = at[1] + stop
	}
	if inner := strings.Index(text[at[1]:end], "其中："); inner > 0 {
		end = at[1] + inner
	}
	if !strings.Contains(text[at[0]:at[1]], "原因") && (c.current == nil || c.current.Direction == "") {
		c.since = at[1]
		return // “主要是”: of something that did not move
	}
	subject := c.subjectBefore(at[0])
	words := strings.Trim(text[at[1]:end], "，,、：: ")
	c.since = end
	if words == "" {
		return
	}
	if c.current != nil && (c.item != "" || c.sentenceStart(at[0]) <= c.end || c.current.Direction != "" && !c.binder.knows(subject)) {
		c.current.Reason, c.current.ReasonPage, c.end = words, c.pageAt(at[1]), end
		return
	}
	c.loose = &looseReason{subject: text[c.sentenceStart(at[0]):at[0]], text: words, page: c.pageAt(at[1])}
}

// flush keeps the current claim where it compares something or could be bound.
func (c *claimReader) flush() {
	claim := c.current
	c.current = nil
	if claim == nil {
		return
	}
	bound := c.binder.bind(claim)
	if claim.Value == nil && claim.Change == nil && claim.Rate == nil && claim.Direction == "" || claim.Direction == "" && claim.Base == nil && !bound {
		return
	}
	if claim.Direction == "" && claim.Base == nil {
		claim.BaseYear, claim.BaseStage = 0, ""
	}
	text := c.passage.text
	end := c.end
	if stop := strings.IndexAny(text[end:], "。；;"); stop >= 0 {
		end += stop
	} else {
		end = len(text)
	}
	claim.Sentence = strings.Trim(text[c.begin:end], "。；;")
	c.claims = append(c.claims, c.binder.sides(*claim)...)
}

// subjectBefore is what stands between the last phrase or punctuation and a figure.
func (c *claimReader) subjectBefore(at int) string {
	words := c.passage.text[c.since:at]
	if cut := strings.LastIndexAny(words, "，。；：、,;:"); cut >= 0 && !strings.HasPrefix(words[cut:], "、支") {
		_, size := utf8.DecodeRuneInString(words[cut:])
		words = words[cut+size:]
	}
	words = strings.TrimPrefix(words, "其中")
	return trailingVerb.ReplaceAllString(words, "")
}

// trailingVerb is what joins a subject to its figure: 预算安排463.00万元, 决算为0万元.
var trailingVerb = regexp.MustCompile(`(?:安排|列支|达到|达|共计|约为|约|为|是|共)+$`)

// baseIn tells whether a subject speaks of another year's figure, or of the budget that final accounts are held against.
func (c *claimReader) baseIn(subject string) (fact.Year, fact.Stage, bool) {
	if found := headingYear.FindAllStringSubmatch(subject, -1); found != nil {
		year, _ := strconv.Atoi(found[len(found)-1][1])
		if fact.Year(year) != c.identity.Year {
			return fact.Year(year), stageOfBase(subject, c.identity.Stage), true
		}
	}
	switch {
	case ownBudget.MatchString(subject):
		return c.identity.Year, fact.InitialBudget, c.identity.Stage == fact.FinalAccounts
	case lastYear.MatchString(subject):
		return c.identity.Year - 1, stageOfBase(subject, c.identity.Stage), true
	}
	return 0, "", false
}

var (
	ownBudget = regexp.MustCompile(`年初预算数?$`)
	lastYear  = regexp.MustCompile(`(?:上年度?|上一年度?|去年)(?:当年)?(?:预算执行数|执行数|预算数?|决算数?)?$`)
	baseWords = regexp.MustCompile(`(?:(?:19|20)\d{2}年度?(?:当年)?|上年度?|上一年度?|去年)?(?:预算执行数|执行数|年初预算数?|预算数?|决算数?)$`)
)

func stageOfBase(subject string, own fact.Stage) fact.Stage {
	switch {
	case strings.Contains(subject, "执行数"):
		return fact.Outturn
	case strings.Contains(subject, "决算"):
		return fact.FinalAccounts
	case strings.Contains(subject, "预算"):
		return fact.InitialBudget
	}
	return own
}

func (c *claimReader) sentenceStart(at int) int {
	start := strings.LastIndexAny(c.passage.text[:at], "。；;")
	if start < 0 {
		return 0
	}
	_, size := utf8.DecodeRuneInString(c.passage.text[start:])
	return start + size
}

func (c *claimReader) pageAt(at int) int {
	if at >= len(c.passage.pages) {
		at = len(c.passage.pages) - 1
	}
	return c.passage.pages[at]
}
