package extract

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tongbi/etl/doc"
	"tongbi/etl/fact"
	"tongbi/etl/table"
)

// What a heading says of the document: year, whose level (区级, 部门, 单位) and stage.
var (
	headingYear  = regexp.MustCompile(`((?:19|20)\d{2})年度?`)
	chineseYear  = regexp.MustCompile(`[二][〇零○ＯO一二三四五六七八九]{3}年`)
	budgetWord   = regexp.MustCompile(`预算|决算`)
	levelWord    = regexp.MustCompile(`^(区|市|省|县|镇|乡|街道|本|州|旗|自治区|中央)(本)?级`)
	leadingWords = regexp.MustCompile(`^(附件\d*|附|关于|第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.、．])+`)
	ownerNote    = regexp.MustCompile(`（(部门|汇总|盖章|公章|单位公章)）$`)
	placeholder  = regexp.MustCompile(`[XxＸ×]{2,}|[*＊]{2,}`)
	orgEnding    = regexp.MustCompile(`(局|厅|委|委员会|办|办公室|办公厅|院|部|处|中心|会|政府|街道|办事处|所|站|馆|校|学校|大学|学院|队|总队|支队|集团|公司|社|室|联|协会|党校|区|镇|乡|园|台|组)$`)
)

// ballot counts what the places of a document say of one field.
type ballot struct {
	field  string
	values []vote
}

type vote struct {
	value, text string
	page        int
}

func (b *ballot) add(value, text string, page int) {
	if value != "" {
		b.values = append(b.values, vote{value, text, page})
	}
}

// winner is the value that at least two thirds of the votes agree on, the first vote for it as evidence.
func (b *ballot) winner() (vote, bool) {
	counts := map[string]int{}
	for _, v := range b.values {
		counts[v.value]++
	}
	for _, v := range b.values {
		if 3*counts[v.value] >= 2*len(b.values) {
			return v, true
		}
	}
	return vote{}, false
}

// candidates lists the different values that were found, for the message that none won.
func (b *ballot) candidates() string {
	var found []string
	for _, v := range b.values {
		if !slices.Contains(found, v.value) {
			found = append(found, v.value)
		}
	}
	return strings.Join(found, "、")
}

// identify reads organisation, year, stage and scope, each with its place. What is set by hand wins; what is uncertain
// stays empty and is an issue. Different names of one organisation count as one.
func identify(document *doc.Document, tables []table.Table, given fact.Identity, canonical func(string) string) (fact.Identity, []doc.Issue) {
	headings := headingsOf(document, tables)
	stage, scope := ballot{field: "stage"}, ballot{field: "scope"}
	titleStage := ballot{field: "stage"}
	for _, h := range headings {
		stage.add(h.stage, h.text, h.page)
		scope.add(h.scope, h.text, h.page)
		if h.title {
			titleStage.add(h.stage, h.text, h.page)
		}
	}
	stage = firstVoted(stage, titleStage)
	owners, covers, prefixes, prose := organizations(document, tables, headings)
	for _, b := range []ballot{owners, covers, prefixes, prose} {
		for i := range b.values {
			b.values[i].value = canonical(b.values[i].value)
		}
		b.complete()
	}
	if len(scope.values) == 0 {
		scope = ownersScope(tables)
	}

	identity := given
	if given.Organization != "" {
		identity.Organization = canonical(given.Organization)
	}
	var issues []doc.Issue
	settle := func(b ballot, missing doc.Code) string {
		won, ok := b.winner()
		if !ok {
			issues = append(issues, doc.Issue{Code: missing, Detail: b.candidates()})
			return ""
		}
		identity.Evidence = append(identity.Evidence, fact.Evidence{Field: b.field, Text: won.text, Page: won.page})
		return won.value
	}
	if identity.Organization == "" {
		won := inFull(firstVoted(owners, covers, prefixes, prose), prefixes)
		if several := rivals(tables, canonical); len(several.values) > 0 {
			won = several
		}
		identity.Organization = settle(won, NoOrganization)
	}
	if identity.Stage == "" {
		identity.Stage = fact.Stage(settle(stage, NoStage))
	}
	if identity.Year == 0 {
		number, _ := strconv.Atoi(settle(yearOf(headings, tables, identity.Stage), NoYear))
		identity.Year = fact.Year(number)
	}
	if identity.Scope == "" {
		identity.Scope = fact.Scope(settle(scope, NoScope))
	}
	return identity, issues
}

// yearOf collects what the headings of the document's own stage say of the year: the final accounts of 2022 speak of
// the budget of 2023 too. The cover and the tables' own titles must not say otherwise; where they do, nobody wins.
func yearOf(headings []heading, tables []table.Table, stage fact.Stage) ballot {
	all, titles := ballot{field: "fiscal_year"}, ballot{field: "fiscal_year"}
	cover := vote{}
	for _, h := range headings {
		if h.stage != "" && stage != "" && h.stage != string(stage) {
			continue
		}
		all.add(h.year, h.text, h.page)
		if h.title {
			titles.add(h.year, h.text, h.page)
		}
		if cover.value == "" && h.scope != "" && !h.title {
			cover = vote{h.year, h.text, h.page}
		}
	}
	for _, t := range tables {
		all.add(t.Year, t.OwnerRole+"："+t.Owner+" "+t.Year+"年度", t.OwnerPage)
		titles.add(t.Year, t.OwnerRole+"："+t.Owner+" "+t.Year+"年度", t.OwnerPage)
	}
	won := firstVoted(all, titles)
	winner, _ := won.winner()
	if titled, ok := titles.winner(); ok && titled.value != winner.value {
		return ballot{field: won.field, values: []vote{winner, titled}}
	}
	if cover.value != "" && cover.value != winner.value {
		return ballot{field: won.field, values: []vote{winner, cover}}
	}
	return won
}

// inFull takes the cover's name where the tables' is that name shortened (区退役军人局, 上海市普陀区退役军人事务局).
func inFull(tables, cover ballot) ballot {
	short, ok := tables.winner()
	full, printed := cover.winner()
	if ok && printed && short.value != full.value && shortens(short.value, full.value) {
		return cover
	}
	return tables
}

// shortens tells whether all characters of a name stand in the longer one in the same order, the last at its end.
func shortens(short, full string) bool {
	rest := []rune(short)
	last := rune(0)
	for _, r := range full {
		if len(rest) > 0 && r == rest[0] {
			rest = rest[1:]
		}
		last = r
	}
	return len(rest) == 0 && strings.HasSuffix(short, string(last))
}

// rivals are two owners who each have the same table in one file: the documents of two organisations, bound together.
// A name within the other (某局, 某局机关) is no rival.
func rivals(tables []table.Table, canonical func(string) string) ballot {
	first := map[string]vote{}
	for _, t := range tables {
		owner := canonical(cleanOwner(t.Owner))
		if t.Form == nil || owner == "" {
			continue
		}
		known, ok := first[t.Form.ID]
		if !ok {
			first[t.Form.ID] = vote{owner, t.OwnerRole + "：" + t.Owner, t.OwnerPage}
		} else if !strings.Contains(known.value, owner) && !strings.Contains(owner, known.value) {
			return ballot{field: "organization", values: []vote{known, {value: owner, text: t.OwnerRole + "：" + t.Owner, page: t.OwnerPage}}}
		}
	}
	return ballot{}
}

// complete gives the end of a name (文化和旅游局, on a line of its own) the whole of it where exactly one other vote has it.
func (b ballot) complete() {
	whole := map[string]string{}
	for _, short := range b.values {
		for _, full := range b.values {
			if short.value == full.value || !strings.HasSuffix(full.value, short.value) {
				continue
			}
			if known, ok := whole[short.value]; ok && known != full.value {
				full.value = ""
			}
			whole[short.value] = full.value
		}
	}
	for i := range b.values {
		if full := whole[b.values[i].value]; full != "" {
			b.values[i].value = full
		}
	}
}

// firstVoted is the first ballot that has a clear winner; without one, the first that has votes.
func firstVoted(ballots ...ballot) ballot {
	for _, b := range ballots {
		if _, ok := b.winner(); ok {
			return b
		}
	}
	for _, b := range ballots {
		if len(b.values) > 0 {
			return b
		}
	}
	return ballots[0]
}

// heading is a short line that names a budget or final account: a cover, a part, a table's title.
type heading struct {
	text, plain        string
	page               int
	year, stage, scope string
	prefix             string // what stands before the year
	after              string // what stands after it
	before             string // the short line printed above
	title              bool   // it is the title of a recognised table
}

// headingsOf collects the short lines of a document that speak of 预算 or 决算, its table titles among them. Lines that
// name a table are believed once for each table, lines of the contents page too: the majority decides.
func headingsOf(document *doc.Document, tables []table.Table) []heading {
	var headings []heading
	above := ""
	for _, block := range document.Blocks {
		paragraph, ok := block.(*doc.Paragraph)
		if !ok {
			above = ""
			continue
		}
		text := table.Squeeze(paragraph.Text())
		page := 0
		if len(paragraph.Lines) > 0 {
			page = paragraph.Lines[0].Page
		}
		if h, ok := readHeading(text, page); ok {
			h.before = above
			headings = append(headings, h)
		}
		if !yearAlone.MatchString(westernYear(table.Plain(text))) {
			above = text
		} else if found := headingYear.FindStringSubmatch(westernYear(table.Plain(text))); found != nil {
			headings = append(headings, heading{text: text, page: page, year: found[1]})
		}
	}
	for _, t := range tables {
		if t.Form == nil {
			continue
		}
		printed := slices.IndexFunc(headings, func(h heading) bool { return h.text == t.Title && h.page == t.TitlePage })
		if h, ok := readHeading(t.Title, t.TitlePage); ok && printed < 0 {
			h.title = true
			headings = append(headings, h)
		} else if printed >= 0 {
			headings[printed].title = true
		}
	}
	return headings
}

// yearAlone is a line of a cover that has nothing but the year: “2023年度”, “（二〇二三年）”.
var yearAlone = regexp.MustCompile(`^（?(?:19|20)\d{2}年度?）?$`)

// longestHeading is how many characters a line may have to be believed a heading.
const longestHeading = 50

// elsewhere are headings of a budget that look back at another year.
var elsewhere = regexp.MustCompile(`执行|上年|绩效(评价|自评|情况)`)

func readHeading(text string, page int) (heading, bool) {
	plain := leadingWords.ReplaceAllString(westernYear(table.Plain(text)), "")
	if len([]rune(plain)) > longestHeading || !budgetWord.MatchString(plain) || strings.ContainsAny(plain, "。；，") {
		return heading{}, false
	}
	h := heading{text: text, plain: plain, page: page}
	if found := headingYear.FindStringSubmatchIndex(plain); found != nil {
		h.year, h.prefix, h.after = plain[found[2]:found[3]], plain[:found[0]], plain[found[1]:]
	}
	if years := headingYear.FindAllStringSubmatch(plain, -1); elsewhere.MatchString(plain) && !strings.Contains(plain, "决算") || len(years) > 1 && years[0][1] != years[len(years)-1][1] {
		h.year = "" // 2023年预算执行情况 in the budget of 2024; two years say neither
	}
	h.stage = stageOf(plain)
	h.scope = scopeOf(plain)
	return h, true
}

// stageOf: a line that names 决算 is of final accounts even where it says 预算 too (一般公共预算财政拨款支出决算表).
func stageOf(plain string) string {
	switch {
	case strings.Contains(plain, "决算"):
		return string(fact.FinalAccounts)
	case strings.Contains(plain, "执行"):
		return ""
	case regexpBudget.MatchString(plain):
		return string(fact.InitialBudget)
	}
	return ""
}

// regexpBudget: 预算 as the name of the document or table, not as a part of the name of a fund (一般公共预算…支出表).
var regexpBudget = regexp.MustCompile(`(部门|单位|年度?|级|收支|收入|支出|采购|分类|经费|费)预算|预算(总表|表|情况说明|说明|公开|编制说明|草案|数)`)

func scopeOf(plain string) string {
	unit := strings.Contains(plain, "单位预算") || strings.Contains(plain, "单位决算") || unitTitle.MatchString(plain)
	department := strings.Contains(plain, "部门预算") || strings.Contains(plain, "部门决算") || departmentTitle.MatchString(plain)
	switch {
	case strings.Contains(plain, "部门预算经济分类") && !departmentTitle.MatchString(plain):
		return ""
	case department == unit:
		return ""
	case unit:
		return string(fact.UnitScope)
	}
	return string(fact.Department)
}

var (
	departmentTitle = regexp.MustCompile(`年度?(区级|市级|省级|县级|本级)?部门`)
	unitTitle       = regexp.MustCompile(`年度?(区级|市级|省级|县级|本级)?(预算)?单位|^预算单位`)
)

// westernYear writes 二〇二四年 as 2024年.
func westernYear(plain string) string {
	return chineseYear.ReplaceAllStringFunc(plain, func(text string) string {
		return strings.NewReplacer("〇", "0", "零", "0", "○", "0", "Ｏ", "0", "O", "0", "一", "1", "二", "2", "三", "3", "四", "4", "五", "5", "六", "6", "七", "7", "八", "8", "九", "9").Replace(text)
	})
}

// organizations finds whose document it is: named above the tables (编制部门：…), on the cover (预算主管部门：…), or in
// front of the year in a heading (上海市普陀区财政局2024年度部门决算) or, failing these, in front of it in prose.
func organizations(document *doc.Document, tables []table.Table, headings []heading) (owners, covers, prefixes, prose ballot) {
	for _, b := range []*ballot{&owners, &covers, &prefixes, &prose} {
		b.field = "organization"
	}
	for _, t := range tables {
		owners.add(cleanOwner(t.Owner), t.OwnerRole+"："+t.Owner, t.OwnerPage)
	}
	for _, block := range document.Blocks {
		paragraph, ok := block.(*doc.Paragraph)
		if !ok || len(paragraph.Lines) == 0 {
			continue
		}
		text, page := table.Plain(paragraph.Text()), paragraph.Lines[0].Page
		if role, owner, ok := table.OwnerIn(text); ok && len([]rune(text)) <= longestHeading {
			covers.add(cleanOwner(owner), role+"："+owner, page)
		}
		if found := spoken.FindStringSubmatch(text); found != nil && orgEnding.MatchString(found[1]) {
			prose.add(cleanOwner(found[1]), found[0], page)
		}
	}
	for _, h := range headings {
		switch {
		case h.year == "" && coverTitle.MatchString(h.plain):
			name := coverTitle.FindStringSubmatch(h.plain)[1]
			if name == "" {
				name = h.before
			}
			if orgEnding.MatchString(ownerNote.ReplaceAllString(bracketed.ReplaceAllString(table.Plain(name), ""), "")) {
				prefixes.add(cleanOwner(name), name+h.text, h.page)
			}
		case h.year == "" || levelWord.MatchString(h.after):
		case h.prefix != "" && orgEnding.MatchString(h.prefix):
			prefixes.add(cleanOwner(h.prefix), h.text, h.page)
		case h.prefix == "" && regexp.MustCompile(`^(部门|单位|本级)?(预算|决算)`).MatchString(h.after) && orgEnding.MatchString(table.Plain(h.before)):
			prefixes.add(cleanOwner(h.before), h.before+h.text, h.page)
		}
	}
	return owners, covers, prefixes, prose
}

// coverTitle is a cover's title without the year, which stands on a line of its own.
var coverTitle = regexp.MustCompile(`^(.*?)(?:部门|单位)(?:预算|决算)(?:公开|草案|报告|说明)?$`)

// bracketed is what names add in brackets: （本级）.
var bracketed = regexp.MustCompile(`（[^（）]{1,6}）$`)

// spoken is how 情况说明 begins its paragraphs: “某某厅2019年度收入、支出预算总计…”.
var spoken = regexp.MustCompile(`^([^，。；：\d]{4,40})(?:19|20)\d{2}年度?(?:收入|支出|收支|财政拨款|一般公共预算|三公)`)

// cleanOwner is an organisation's name without what forms add to it; empty for a placeholder (XX局).
func cleanOwner(name string) string {
	plain := leadingWords.ReplaceAllString(table.Plain(name), "")
	for {
		shorter := ownerNote.ReplaceAllString(plain, "")
		if shorter == plain {
			break
		}
		plain = shorter
	}
	if placeholder.MatchString(plain) || len([]rune(plain)) > 40 || len([]rune(plain)) < 2 || strings.ContainsAny(plain, "。；，：") {
		return ""
	}
	return plain
}

// ownersScope reads the scope from the words in front of the owner, where no heading tells it.
func ownersScope(tables []table.Table) ballot {
	scope := ballot{field: "scope"}
	for _, t := range tables {
		switch {
		case strings.Contains(t.OwnerRole, "部门"):
			scope.add(string(fact.Department), t.OwnerRole+"："+t.Owner, t.OwnerPage)
		case strings.Contains(t.OwnerRole, "单位"):
			scope.add(string(fact.UnitScope), t.OwnerRole+"："+t.Owner, t.OwnerPage)
		}
	}
	return scope
}
