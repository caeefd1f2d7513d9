// Package mention reads the figures of a finished text (a briefing that somebody wrote, in any format) with what the text
// says of each: what it speaks of, of which year and stage, against what it compares. It knows nothing of any database.
package mention

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"tongbi/etl/doc"
	"tongbi/etl/fact"
)

// Read gives every figure of a document that has a unit (元, 万元, 亿元, %, 个百分点, 倍) or stands in a table of such figures, in
// reading order. Limits (10%以上, 不超过2万元) are no figures of anything and are left out.
func Read(document *doc.Document) []fact.Mention {
	r := reader{chapters: chaptersOf(document)}
	r.stages = r.chapters[0]
	for number, block := range document.Blocks {
		r.paragraph = number + 1
		switch block := block.(type) {
		case *doc.Paragraph:
			r.readParagraph(block)
		case *doc.Grid:
			r.tables++
			r.readGrid(block, noteBelow(document.Blocks[number+1:]))
		}
	}
	return r.mentions
}

// noteBelow is the note that follows a table, empty where none does.
func noteBelow(blocks []doc.Block) string {
	if len(blocks) == 0 {
		return ""
	}
	paragraph, ok := blocks[0].(*doc.Paragraph)
	if !ok {
		return ""
	}
	if text := passageOf(paragraph).text; tableNote.MatchString(text) {
		return text
	}
	return ""
}

// tableNote is how a note below a table begins.
var tableNote = regexp.MustCompile(`^[（*]?(?:注|说明|(?:金额|计量|数据)?单位)[\d一二三四五]?[:：]`)

// reader goes through a document once.
type reader struct {
	mentions  []fact.Mention
	paragraph int
	tables    int
	title     string    // the first headings, before any other text
	unit      fact.Unit // that these give for all tables
	begun     bool      // other text has begun
	headings  []heading // all headings so far
	chapter   int
	chapters  []stages
	stages    stages
	above     []string  // short lines since the last table or longer text: captions
	leading   fact.Year // that every paragraph since the last heading begins with; 0 where they differ
	leads     bool      // there was such a paragraph
}

// heading is a line that says what the following is about.
type heading struct {
	text  string
	year  fact.Year
	first fact.Year // of a range of years, to year; else 0
	stage fact.Stage
	depth int  // by its number; 0 where it has none
	plain bool // only its look tells that it is a heading
	title bool // it stands before all other text
}

// stages are those of the years of a chapter that it names in one stage only; that of year 0 is what it says that all other figures
// are of.
type stages map[fact.Year]fact.Stage

// usually is where a text says what its figures are of: 除另有注明的以外，以下各数均为年初预算数.
var usually = regexp.MustCompile(`(?:除|未)[^。；]{0,10}(?:注明|说明|标明)[^。；]{0,20}?(?:均|都)?[为指是](年初预算|调整预算|全年预算|预算执行|执行|决算)数`)

// yearAndWords is a year with the words behind it.
var yearAndWords = regexp.MustCompile(`((?:19|20)\d{2})年度?([^，。；、（）\d]{1,12})`)

// noteStages notes of which stage a text speaks where it names a year: 2025年支出预算 here, 2025年部门预算 there, 2025年决算 nowhere.
// Of a year with several stages nothing is certain.
func noteStages(stages stages, text string) {
	if found := usually.FindStringSubmatch(plain(text)); found != nil {
		stages[0] = stageIn(found[1] + "数")
	}
	for _, found := range yearAndWords.FindAllStringSubmatch(plain(text), -1) {
		year, stage := yearOf(found[1]), stageIn(found[2])
		if stage == "" {
			continue
		}
		if known, ok := stages[year]; ok && known != stage {
			stage = ""
		}
		stages[year] = stage
	}
}

// chaptersOf gives the stages of the years for each chapter of a text that is about several organisations; the first is what
// stands before them.
func chaptersOf(document *doc.Document) []stages {
	chapters := []stages{{}}
	begun := false
	for _, block := range document.Blocks {
		switch block := block.(type) {
		case *doc.Paragraph:
			text := passageOf(block).text
			if begun && beginsChapter(block, text) {
				chapters = append(chapters, stages{})
			}
			begun = begun || text != "" && !block.Heading && !isHeading(text)
			noteStages(chapters[len(chapters)-1], text)
		case *doc.Grid:
			begun = true
			for _, cell := range block.Cells {
				noteStages(chapters[len(chapters)-1], cell.Text)
			}
		}
	}
	return chapters
}

func beginsChapter(paragraph *doc.Paragraph, text string) bool {
	return (paragraph.Heading || isHeading(text)) && organizationHeading.MatchString(text)
}

// unsaid gives a figure of which nothing near says the stage the one that the chapter or the text says all others are of, else that in
// which it speaks of the year in other places, or that its title names; nothing where it speaks of the year in several.
func (r *reader) unsaid(one *fact.Mention) {
	for _, said := range []stages{r.stages, r.chapters[0]} {
		if stage := said[0]; stage != "" {
			one.Stage = stage
			return
		}
	}
	one.StageElsewhere = true
	if stage, known := r.stages[one.Year]; known {
		one.Stage = stage
		return
	}
	one.Stage = stageIn(r.title)
}

// readParagraph reads a paragraph, or notes that it is a heading.
func (r *reader) readParagraph(paragraph *doc.Paragraph) {
	text := passageOf(paragraph)
	if text.text == "" {
		return
	}
	if r.begun && beginsChapter(paragraph, text.text) {
		r.chapter++
		r.stages = r.chapters[r.chapter]
	}
	if paragraph.Heading || isHeading(text.text) {
		if paragraph.Heading {
			r.leading, r.leads = 0, false
		}
		r.addHeading(text.text, !paragraph.Heading)
	} else {
		r.begun, r.above = true, nil
	}
	sentences := sentenceReader{reader: r, passage: text, headings: r.context()}
	sentences.read()
	r.mentions = append(r.mentions, sentences.mentions...)
	r.follow(sentences.mentions)
}

// follow notes the year that a paragraph begins with: the next ones go on with it as long as all of them begin with the same.
func (r *reader) follow(mentions []fact.Mention) {
	if len(mentions) == 0 || mentions[0].Year == 0 || mentions[0].YearAbove {
		return
	}
	if year := mentions[0].Year; !r.leads {
		r.leading, r.leads = year, true
	} else if r.leading != year {
		r.leading = 0
	}
}

// longestHeading is how many characters a heading has at most.
const longestHeading = 60

// isHeading tells a heading, a title or a caption by its look where the format does not say: short and without an end of a
// sentence or a comma.
func isHeading(text string) bool {
	return utf8.RuneCountInString(text) <= longestHeading && !strings.ContainsAny(text, "。；，") && !strings.HasSuffix(text, "：") && !figure.MatchString(text)
}

func (r *reader) addHeading(text string, plain bool) {
	depth := depthOf(text)
	if depth > 0 {
		r.leading, r.leads = 0, false
	}
	if !r.begun {
		r.title += text + "\n"
		if found := moneyUnit.FindStringSubmatch(text); found != nil && r.unit == 0 {
			r.unit = units[found[1]+found[2]+found[3]]
		}
	}
	one := heading{text: text, stage: stageIn(text), title: !r.begun, depth: depth, plain: plain}
	one.first, one.year = yearsIn(text)
	r.headings = append(r.headings, one)
	r.above = append(r.above, text)
}

// numbered are the numbers of headings, from parts down: 第一部分, 一、 or 附二, （二）, 3., （4）.
var numbered = []*regexp.Regexp{
	regexp.MustCompile(`^第[一二三四五六七八九十\d]+[部编章]`), regexp.MustCompile(`^(?:[一二三四五六七八九十]+、|附[一二三四五六七八九十])`),
	regexp.MustCompile(`^（[一二三四五六七八九十]+）`), regexp.MustCompile(`^\d+[.．、]`), regexp.MustCompile(`^（\d+）`),
}

// depthOf is how deep a heading stands by its number, from 1; 0 where it has none.
func depthOf(text string) int {
	return 1 + slices.IndexFunc(numbered, func(number *regexp.Regexp) bool { return number.MatchString(text) })
}

// context is what stands above: the nearest heading first, the title last. Headings that a nearer one of their depth has ended are none of
// it, nor are captions of other sections.
func (r *reader) context() []heading {
	var all []heading
	depth := len(numbered) + 1
	for _, one := range slices.Backward(r.headings) {
		ended := one.depth >= depth || one.depth == 0 && one.plain && depth <= len(numbered)
		if ended && !one.title {
			continue
		}
		if one.depth > 0 {
			depth = min(depth, one.depth)
		}
		all = append(all, one)
	}
	if r.title != "" {
		title := heading{text: r.title, stage: stageIn(r.title), title: true}
		title.first, title.year = yearsIn(r.title)
		all = append(all, title)
	}
	return all
}

// framed is what the headings settle: the nearest one and the title. A range of years settles no year of a figure, only what is
// said of the whole range.
func framed(headings []heading) (first, year fact.Year, stage fact.Stage) {
	for i, one := range headings {
		chapter := organizationHeading.MatchString(one.text) && !one.title
		if i > 0 && i < len(headings)-1 && !chapter {
			continue
		}
		if year == 0 {
			first, year = one.first, one.year
		}
		if stage == "" {
			stage = one.stage
		}
		if chapter {
			break // the title is about several
		}
	}
	return first, year, stage
}

// organizationHeading is a heading under which everything is about one organisation.
var organizationHeading = regexp.MustCompile(`(局|委|办|厅|部|院|会|所|中心|街道|镇|乡|办事处|委员会|办公室)(（.*）)?((19|20)\d{2}.*)?$`)

func texts(headings []heading) []string {
	all := make([]string, len(headings))
	for i, one := range headings {
		all[i] = one.text
	}
	return all
}

var (
	yearRange  = regexp.MustCompile(`((?:19|20)\d{2})年?度?(?:至|到|—+|–|-|~|～)((?:19|20)\d{2})年`)
	singleYear = regexp.MustCompile(`((?:19|20)\d{2})年`)
)

// yearsIn gives the year that a heading names, or the range of years; nothing where it names several.
func yearsIn(text string) (first, year fact.Year) {
	if found := yearRange.FindStringSubmatch(text); found != nil {
		return yearOf(found[1]), yearOf(found[2])
	}
	for _, found := range singleYear.FindAllStringSubmatch(text, -1) {
		if year != 0 && year != yearOf(found[1]) {
			return 0, 0
		}
		year = yearOf(found[1])
	}
	return 0, year
}

func yearOf(digits string) fact.Year {
	number, _ := strconv.Atoi(digits)
	return fact.Year(number)
}

// notStage are words with 预算 or 决算 in them that say nothing of a stage.
var notStage = regexp.MustCompile(`一般公共预算|政府性基金预算|国有资本经营预算|预算(工委|单位|法|主管|审查|科目|经济|支出经济)|预算安排|预决算|项目预算(?:资金|金额)|部门预算(支出)?经济分类`)

// unitNote is what may stand right behind a caption: “三公”经费预算 单位：万元.
var unitNote = regexp.MustCompile(`单位[:：]人?民?币?(?:万元|亿元|元)`)

var stageWords = []struct {
	words *regexp.Regexp
	stage fact.Stage
}{
	{regexp.MustCompile(`调整预算|全年预算|预算调整数`), fact.AdjustedBudget},
	{regexp.MustCompile(`预算执行数|执行数`), fact.Outturn},
	{regexp.MustCompile(`决算`), fact.FinalAccounts},
	{regexp.MustCompile(`预算`), fact.InitialBudget},
}

// execution is what is of neither the budget nor another stage alone: 预算执行情况分析. 预算执行与决算对比 names both.
var execution = regexp.MustCompile(`预算执行(?:情况|分析|趋势|进度|率|文件|审查|报告|$)`)

// stageIn gives the stage that a text names, nothing where it names several.
func stageIn(text string) fact.Stage {
	text = strings.ReplaceAll(text, "部门预算审查", "部门预算") // 审查 of a budget, which is one
	text = notStage.ReplaceAllString(unitNote.ReplaceAllString(text, ""), "")
	var stage fact.Stage
	for _, one := range stageWords {
		if one.stage == fact.FinalAccounts {
			text = execution.ReplaceAllString(text, "")
		}
		if !one.words.MatchString(text) {
			continue
		}
		if stage != "" {
			return ""
		}
		stage = one.stage
		text = one.words.ReplaceAllString(text, "")
	}
	return stage
}

// passage is a paragraph as it is searched: without white space and marks of Markdown, digits narrow, with the page of each byte.
type passage struct {
	text  string
	pages []int
}

func passageOf(paragraph *doc.Paragraph) passage {
	var text strings.Builder
	var pages []int
	for _, line := range paragraph.Lines {
		before := text.Len()
		text.WriteString(plain(line.Text))
		for range text.Len() - before {
			pages = append(pages, line.Page)
		}
	}
	return passage{text.String(), pages}
}

// markdown are marks that Markdown puts around or before words.
var markdown = strings.NewReplacer("**", "", "__", "", `\*`, "*", `\_`, "_", `\.`, ".", `\-`, "-", `\#`, "#", `\|`, "|", `\\`, `\`)

// plain is a text as mentions have theirs, without marks.
func plain(text string) string { return fact.Unspaced(markdown.Replace(text)) }
