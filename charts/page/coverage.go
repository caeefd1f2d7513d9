package page

import (
	"fmt"
	"slices"
	"strings"

	"tongbi/charts"
	"tongbi/etl/fact"
	"tongbi/queries"
)

// coverage is the line that says what was read and what is therefore not claimed.
type coverage struct {
	Whole bool // everything expected was read and its arithmetic holds
	Text  string
	Gaps  []string // what could not be read or is doubtful
	Notes []string // years without a document
}

func (b *builder) coverage() coverage {
	documents := b.dossier.Documents
	read, expected := 0, 0
	var gaps []string
	for _, d := range documents {
		read += len(d.FormsRead) + len(d.FormsEmpty)
		expected += len(d.FormsRead) + len(d.FormsEmpty) + len(d.FormsMissing)
		gaps = append(gaps, b.gaps(d)...)
	}
	tables := fmt.Sprintf("%d张表，全部识别", read)
	if read < expected {
		tables = fmt.Sprintf("应有%d张表，读到%d张，未读到的不作判断", expected, read)
	}
	verdict, sound := verdict(documents)
	return coverage{
		Whole: sound && len(gaps) == 0,
		Text:  fmt.Sprintf("读取%d份文件、%s；%s。", len(documents), tables, verdict),
		Gaps:  gaps, Notes: b.absent(),
	}
}

// absent says which years have no document of their own.
func (b *builder) absent() []string {
	var notes []string
	if missing := missingYears(b.dossier.Years); missing != "" {
		notes = append(notes, "没有"+missing+"的文件或数字，跨年的变化不分摊到其间各年")
	}
	if implied := b.impliedYears(); implied != "" {
		notes = append(notes, "没有"+implied+"的文件，其数取自或推算自其他年度的文件")
	}
	return notes
}

// impliedYears names the years that are known only from a later year's sentences.
func (b *builder) impliedYears() string {
	var implied []string
	for _, year := range b.dossier.Years {
		if !slices.Contains(b.dossier.Series.Years, year) {
			implied = append(implied, fmt.Sprint(year))
		}
	}
	if len(implied) == 0 {
		return ""
	}
	return strings.Join(implied, "、") + "年"
}

// gaps says what of a document could not be read.
func (b *builder) gaps(d queries.DocumentStatus) []string {
	var gaps []string
	if len(d.FormsMissing) > 0 {
		var names []string
		for _, form := range d.FormsMissing {
			names = append(names, charts.FormName(form))
		}
		gaps = append(gaps, fmt.Sprintf("%s：未读到%s", d.Document, strings.Join(names, "、")))
	}
	if d.SelfTest == string(fact.Failed) {
		gaps = append(gaps, d.Document+"：表内或表间勾稽不符，超出尾差，其数字带†号")
	}
	for _, title := range d.Unrecognised {
		if title == "" {
			title = "无标题"
		}
		gaps = append(gaps, d.Document+"：有一张表未能识别（"+title+"），其数字未采用")
	}
	if d.Conflicts != "" {
		gaps = append(gaps, d.Document+"与"+d.Conflicts+"同属一年而数字不同，不作比较")
	}
	for _, issue := range d.Issues {
		gaps = append(gaps, d.Document+"："+b.issue(issue))
	}
	return gaps
}

func (b *builder) issue(issue queries.Issue) string {
	if b.options.IssueText != nil {
		return b.options.IssueText(issue)
	}
	text := issue.Code
	if issue.Page > 0 {
		text = fmt.Sprintf("第%d页 %s", issue.Page, text)
	}
	if issue.Detail != "" {
		text += "：" + issue.Detail
	}
	return text
}

// verdict sums up the documents' self tests, and says whether all of them hold.
func verdict(documents []queries.DocumentStatus) (string, bool) {
	count := map[string]int{}
	for _, d := range documents {
		if len(d.FormsRead) > 0 {
			count[d.SelfTest]++
		}
	}
	failed, rounding, untested := count[string(fact.Failed)], count[string(fact.Rounding)], count[""]
	switch {
	case len(count) == 0:
		return "没有可作勾稽自检的表", false
	case failed > 0:
		return fmt.Sprintf("%d份勾稽自检不符", failed), false
	case untested > 0 && len(count) == 1:
		return "无法作勾稽自检", false
	case untested > 0:
		return fmt.Sprintf("%d份无法作勾稽自检，其余通过", untested), false
	case rounding > 0:
		return fmt.Sprintf("勾稽自检通过，%d份有尾差", rounding), true
	}
	return "勾稽自检通过", true
}

// missingYears names the years between the first and the last that have no figures.
func missingYears(years []fact.Year) string {
	if len(years) == 0 {
		return ""
	}
	var missing []string
	for year := slices.Min(years); year < slices.Max(years); year++ {
		if !slices.Contains(years, year) {
			missing = append(missing, fmt.Sprint(year))
		}
	}
	if len(missing) == 0 {
		return ""
	}
	return strings.Join(missing, "、") + "年"
}

// source is one document in the list of sources.
type source struct {
	Document, SHA256, Year, Format string
	Forms                          string
	Test                           string
}

var formatNames = map[string]string{"pdf": "PDF", "txt": "文本", "docx": "Word", "xlsx": "Excel", "html": "网页"}

func (b *builder) sources() []source {
	var sources []source
	for _, d := range b.dossier.Documents {
		format := formatNames[d.Format]
		if format == "" {
			format = d.Format
		}
		if d.Format == "pdf" {
			format += fmt.Sprintf(" %d页", d.Pages)
		}
		sources = append(sources, source{
			Document: d.Document, SHA256: d.SHA256, Year: fmt.Sprintf("%d年%s", d.Identity.Year, charts.StageName(d.Identity.Stage)), Format: format,
			Forms: forms(d), Test: testName(d.SelfTest),
		})
	}
	return sources
}

// forms says how many tables were read, how many of them the document declares empty, and how many are missing.
func forms(d queries.DocumentStatus) string {
	text := fmt.Sprintf("%d张表", len(d.FormsRead)+len(d.FormsEmpty))
	if len(d.FormsEmpty) > 0 {
		text += fmt.Sprintf("（%d张声明为空表）", len(d.FormsEmpty))
	}
	if len(d.FormsMissing) > 0 {
		text += fmt.Sprintf("，缺%d张", len(d.FormsMissing))
	}
	return text
}

func testName(verdict string) string {
	switch fact.SelfTest(verdict) {
	case fact.Passed:
		return "通过"
	case fact.Rounding:
		return "有尾差"
	case fact.Failed:
		return "不符"
	}
	return "无法自检"
}

// rules says by which rules the page was made, those that its data made use of.
func rules(dossier queries.Dossier) []string {
	rules := []string{
		"只比同一单位、同一口径、同一阶段、同一资金、同一科目编码；科目以编码为准，不以名称或序号为准。",
		"金额按元（分）计算后换算为万元，四舍五入到两位小数；先计算后舍入，所以显示的数相减可能与显示的增减额差0.01万元。",
		"基数为零时不计算增减率，写“新增”；正负变号时不计算增减率；占比的变化按显示的两位小数相减，用“个百分点”。",
		"本年文件没有而上年有的科目写“未安排”，其上年数全部计为减少；反之写“新增”。",
		"增减额的绝对值小于0.005万元写“持平”，增减率小于1%写“基本持平”并给出数字。",
		"原因为文件原文，按科目编码（专项按名称）对应；“说明笼统”指只写“项目调整”“经费增加”一类、不指明事项，“有数额”指写明金额、数量或比例，“方向不同”指文件所述增减与按文件数字计算的不一致（多因比较基数不同）。",
	}
	implied := slices.ContainsFunc(dossier.Changes, func(change queries.Change) bool { return change.Basis == queries.Implied })
	if implied {
		rules = append(rules, "没有某年的文件时，其数取自其他年度文件所列，或由所述的本年数减去增减额推算；它不是该年文件的数字，图中为空心柱。")
	}
	return rules
}

// notes gives what the comparisons remark on single lines, each remark once, without those that the rules say already.
func notes(dossier queries.Dossier) []string {
	var notes []string
	seen := map[string]bool{}
	for _, change := range dossier.Changes {
		for _, remark := range remarks(change.Note) {
			if !seen[remark] && !strings.HasPrefix(remark, "新增") {
				seen[remark] = true
				notes = append(notes, remark)
			}
		}
	}
	return notes
}

// remarks takes a note apart at its semicolons, those within a quotation left alone.
func remarks(note string) []string {
	var remarks []string
	quoted, start := 0, 0
	for at, r := range note {
		switch r {
		case '“':
			quoted++
		case '”':
			quoted--
		case '；':
			if quoted <= 0 {
				remarks, start = append(remarks, note[start:at]), at+len("；")
			}
		}
	}
	return slices.DeleteFunc(append(remarks, note[start:]), func(remark string) bool { return remark == "" })
}

// correspondence is a row of the crosswalk that the comparisons made use of.
type correspondence struct {
	ID, Since      string
	Old, New       string
	Kind, Evidence string
}

func correspondences(dossier queries.Dossier) []correspondence {
	kinds := map[string]string{"rename": "改名", "move": "转列", "split": "拆分", "merge": "合并", "new": "新设"}
	var all []correspondence
	for _, row := range dossier.Crosswalk {
		kind := kinds[row.Kind]
		if kind == "" {
			kind = "提示"
		}
		if !row.Certain() {
			kind += "（把握不足，未采用）"
		}
		all = append(all, correspondence{
			ID: row.ID, Since: fmt.Sprintf("%d年", row.Year), Old: strings.TrimSpace(strings.Join(row.Old, "、") + " " + row.OldName),
			New: strings.TrimSpace(strings.Join(row.New, "、") + " " + row.NewName), Kind: row.Dimension + "分类" + kind, Evidence: row.Evidence,
		})
	}
	return all
}
