package briefing

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"tongbi/charts"
	"tongbi/etl/fact"
	"tongbi/queries"
)

// shownYears is how many years the tables show; charts and text know all of them.
const shownYears = 5

// chapter is one organisation at one scope, and what its sections are made of.
type chapter struct {
	brief       queries.Brief
	options     Options
	main        queries.Dossier     // the budgets; the final accounts where there is no budget
	accounts    *queries.Dossier    // the final accounts beside budgets; nil where there are none
	comparisons []charts.Comparison // of neighbouring years, ascending
	latest      charts.Comparison   // the last of them, or the one year alone
	references  *references
	scoped      bool // the briefing has the organisation at another scope too
}

func newChapter(brief queries.Brief, options Options) *chapter {
	c := &chapter{brief: brief, options: options, main: brief.Dossiers[0]}
	for i := range brief.Dossiers {
		if i > 0 && brief.Dossiers[i].Series.Stage == fact.FinalAccounts {
			c.accounts = &brief.Dossiers[i]
		}
	}
	all := charts.Comparisons(c.main)
	if len(all) > 0 {
		c.latest = all[charts.Latest(all)]
	}
	for _, one := range all {
		between := func(year fact.Year) bool { return one.From < year && year < one.To }
		if !one.Alone() && !slices.ContainsFunc(c.main.Years, between) {
			c.comparisons = append(c.comparisons, one)
		}
	}
	c.references = newReferences(c.documents())
	return c
}

// documents are all documents of the chapter, the list of sources.
func (c *chapter) documents() []queries.DocumentStatus {
	var all []queries.DocumentStatus
	for _, dossier := range c.brief.Dossiers {
		all = append(all, dossier.Documents...)
	}
	return all
}

// name is the organisation, with its scope where that is not the department's, or where the briefing has it in both.
func (c *chapter) name() string {
	if c.brief.Scope == fact.UnitScope || c.scoped {
		return c.brief.Organization + "（" + scopeWord(c.brief.Scope) + "口径）"
	}
	return c.brief.Organization
}

// years are the years with documents of their own, ascending.
func (c *chapter) years() []fact.Year { return c.main.Series.Years }

// year is the year that the briefing is about.
func (c *chapter) year() fact.Year {
	if c.latest.To == 0 { // no figure was read
		return c.years()[len(c.years())-1]
	}
	return c.latest.To
}

// tableYears are the years of the tables.
func (c *chapter) tableYears(lines ...queries.Line) []fact.Year {
	known := map[fact.Year]bool{}
	for _, line := range lines {
		for year := range line.Figures {
			known[year] = true
		}
	}
	years := slices.Sorted(maps.Keys(known))
	return years[max(0, len(years)-shownYears):]
}

// stageWord is what the titles of tables and charts call the figures of the chapter's stage, so that a table that is copied out of
// the briefing still says what it holds: 预算, 调整预算, 执行数, 决算.
func (c *chapter) stageWord() string { return disclosed(c.main.Series.Stage) }

// usually is what all figures are that the text does not say it of, where the documents are of several stages or of a rare one: 年初预算数.
func (c *chapter) usually() string {
	stage := c.main.Series.Stage
	if len(c.brief.Dossiers) == 1 && (stage == fact.InitialBudget || stage == fact.FinalAccounts) && !c.quotesOtherStages() {
		return ""
	}
	return strings.TrimSuffix(charts.StageName(stage), "数") + "数"
}

// quotesOtherStages reports whether documents of one stage state figures of another one, which the chapter compares: 年初预算数 in final
// accounts.
func (c *chapter) quotesOtherStages() bool { return len(c.brief.Execution) > 0 }

// covered are the years of the documents of every stage, ascending.
func (c *chapter) covered() []fact.Year {
	var years []fact.Year
	for _, dossier := range c.brief.Dossiers {
		years = append(years, dossier.Series.Years...)
	}
	slices.Sort(years)
	return slices.Compact(years)
}

func (c *chapter) titleFields() fields {
	years := c.covered()
	return fields{
		"部门": c.name(), "起": years[0], "止": years[len(years)-1], "多年": len(years) > 1, "成组": false, "个数": 1,
		"口径": scopeWord(c.brief.Scope), "种类": disclosureWord(c.brief.Dossiers),
	}
}

func scopeWord(scope fact.Scope) string {
	return map[fact.Scope]string{fact.Department: "部门", fact.UnitScope: "单位"}[scope]
}

// disclosureWord is 预算, 决算 or 预决算; 预算执行 or 调整预算 where there is nothing else.
func disclosureWord(dossiers []queries.Dossier) string {
	budget, final := false, false
	for _, dossier := range dossiers {
		final = final || dossier.Series.Stage == fact.FinalAccounts
		budget = budget || dossier.Series.Stage != fact.FinalAccounts
	}
	switch stage := dossiers[0].Series.Stage; {
	case len(dossiers) == 1 && (stage == fact.Outturn || stage == fact.AdjustedBudget):
		return map[fact.Stage]string{fact.Outturn: "预算执行", fact.AdjustedBudget: "调整预算"}[stage]
	case budget && final:
		return "预决算"
	case final:
		return "决算"
	}
	return "预算"
}

// level is the province, city or district that a name begins with.
var level = regexp.MustCompile(`^\p{Han}{2,7}?(?:省|自治区|市|区|县|州|盟|旗)`)

// levels are the province, city and district that a name begins with.
func levels(name string) []string {
	var all []string
	for {
		first := level.FindString(name)
		if first == "" {
			return all
		}
		all, name = append(all, first), name[len(first):]
	}
}

func (c *chapter) signatureFields(date time.Time) fields {
	return signatureFields(strings.Join(levels(c.brief.Organization), ""), date)
}

func signatureFields(place string, date time.Time) fields {
	return fields{"地区": place, "年": date.Year(), "月": int(date.Month()), "日": date.Day()}
}

// chapter adds the eight sections of one organisation.
func (w *writer) chapter(c *chapter) {
	for _, section := range []struct {
		name   string
		fields func() fields
	}{
		{"基本情况", c.basicFields}, {"总体规模与趋势", c.scaleFields}, {"支出结构", c.structureFields}, {"主要变动及原因", c.moverFields},
		{"三公采购绩效", c.specialFields}, {"执行与决算", c.executionFields}, {"需要关注的问题", c.findingFields}, {"建议询问的问题", c.questionFields},
	} {
		if data := section.fields(); data != nil {
			w.section(section.name, c.references, data)
		}
	}
}

// appendix adds what stands behind the signature.
func (w *writer) appendix(c *chapter) { w.section("附录", c.references, c.appendixFields()) }

// basicFields say what the briefing rests on.
func (c *chapter) basicFields() fields {
	years := c.covered()
	return fields{
		"部门": c.name(), "口径": scopeWord(c.brief.Scope), "种类": disclosureWord(c.brief.Dossiers), "所列": c.usually(), "文件": c.documentFields(), "文件数": len(c.documents()),
		"起": years[0], "止": years[len(years)-1], "阶段": disclosed(c.main.Series.Stage), "缺年": c.missingYears(), "推算年": c.impliedYears(),
		"单位": c.compositionFields(), "单位相同": c.sameUnits(), "单位起": c.years()[0], "单位止": c.years()[len(c.years())-1], "缺口": c.gaps(), "只有一年": c.latest.Alone(),
	}
}

func (c *chapter) documentFields() []fields {
	var all []fields
	for i, document := range c.documents() {
		all = append(all, fields{"序号": i + 1, "简称": kindOf(document), "名称": document.Document})
	}
	return all
}

// compositionFields say how many units the figures of each year are made of.
func (c *chapter) compositionFields() []fields {
	var all []fields
	for _, one := range c.brief.Compositions {
		if one.Stage != c.main.Series.Stage {
			continue
		}
		all = append(all, fields{"年度": one.Year, "家数": max(one.Units, len(one.Names)), "名单": c.unitNames(one)})
	}
	return all
}

// unitNames are the names of units, without the place and the department that all of them begin with; 本级 first.
func (c *chapter) unitNames(one queries.Composition) []string {
	var names []string
	for _, name := range one.Names {
		if name == "本级" {
			names = append([]string{c.brief.Organization + "本级"}, names...)
		} else {
			names = append(names, name)
		}
	}
	return names
}

// sameUnits reports whether the documents of several years list the same units.
func (c *chapter) sameUnits() bool {
	var first *queries.Composition
	count := 0
	for i, one := range c.brief.Compositions {
		if one.Stage != c.main.Series.Stage {
			continue
		}
		if count++; first == nil {
			first = &c.brief.Compositions[i]
		}
		if one.Units != first.Units || !slices.Equal(one.Names, first.Names) {
			return false
		}
	}
	return count > 1 && count == len(c.years())
}

// missingYears are the years between the first and the last without any figure.
func (c *chapter) missingYears() []string {
	var missing []string
	years := c.main.Years
	for i := 1; i < len(years); i++ {
		for year := years[i-1] + 1; year < years[i]; year++ {
			missing = append(missing, fmt.Sprintf("%d年", year))
		}
	}
	return missing
}

// impliedYears are the years that only other years' documents speak of.
func (c *chapter) impliedYears() []string {
	var implied []string
	for _, year := range c.main.Years {
		if !slices.Contains(c.years(), year) {
			implied = append(implied, fmt.Sprintf("%d年", year))
		}
	}
	return implied
}

// gaps are what could not be read, a line each.
func (c *chapter) gaps() []string {
	var gaps []string
	for _, document := range c.documents() {
		add := func(text string) { gaps = append(gaps, c.references.name(document.Document)+"："+text) }
		if len(document.FormsMissing) > 0 {
			var names []string
			for _, form := range document.FormsMissing {
				names = append(names, charts.FormName(form))
			}
			add("未读到" + strings.Join(names, "、"))
		}
		for _, title := range document.Unrecognised {
			if title == "" {
				title = "没有标题"
			}
			add("有一张表未能识别（" + title + "），其中的数没有采用")
		}
		if document.SelfTest == string(fact.Failed) {
			add("表内或表间勾稽不符，超出尾差")
		}
		if document.Conflicts != "" {
			add("与" + document.Conflicts + "同属一年而数字不同，相应各数不作比较")
		}
		for _, issue := range document.Issues {
			add(c.issueText(issue))
		}
	}
	return gaps
}

func (c *chapter) issueText(issue queries.Issue) string {
	if c.options.IssueText != nil {
		return strings.TrimRight(c.options.IssueText(issue), "。")
	}
	return strings.TrimSpace(fmt.Sprintf("%s %s", issue.Code, issue.Detail))
}

// changeOf is what a template gets for a change; nil where there is none.
func changeOf(c *queries.Change) any {
	if c == nil {
		return nil
	}
	return change{*c}
}
