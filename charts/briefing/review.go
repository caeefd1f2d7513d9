package briefing

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"tongbi/charts"
	"tongbi/queries"
)

// shownQuestions is how many questions a briefing asks; all of them are had from `tongbi questions`.
const shownQuestions = 15

// shownFacts is how many places one matter names one by one.
const shownFacts = 6

// findings are what the checks brought up in all documents of the chapter; false where nobody looked.
func (c *chapter) findings() ([]queries.Finding, bool) {
	var all []queries.Finding
	looked := false
	for _, dossier := range c.brief.Dossiers {
		if dossier.Review != nil {
			looked = true
			all = append(all, dossier.Review.Findings...)
		}
	}
	return all, looked
}

// findingFields are the matters that need attention, one a kind of finding: the gravest first.
func (c *chapter) findingFields() fields {
	findings, looked := c.findings()
	count := charts.SeverityCount(findings)
	return fields{
		"核对过": looked, "问题": c.matters(findings), "错误数": count[queries.Error], "警告数": count[queries.Warn], "提示数": count[queries.Info],
		"共计": charts.CountText(findings), "未核对": charts.NotCheckedCount(charts.NotCheckedOf(c.unchecked())),
	}
}

// matters gather findings of one kind, errors and warnings only.
func (c *chapter) matters(findings []queries.Finding) []fields {
	var order []string
	groups := map[string][]queries.Finding{}
	for _, finding := range charts.Gravest(findings) {
		if finding.Severity == queries.Info {
			continue
		}
		if groups[finding.Rule] == nil {
			order = append(order, finding.Rule)
		}
		groups[finding.Rule] = append(groups[finding.Rule], finding)
	}
	var all []fields
	for _, rule := range order {
		group := groups[rule]
		facts := c.facts(group)
		title := group[0].Title
		if title == "" {
			title = group[0].Subject
		}
		all = append(all, fields{
			"标题": title, "级别": charts.SeverityName(group[0].Severity), "规则": rule, "事实": facts[:min(len(facts), shownFacts)], "其余": max(0, len(facts)-shownFacts), "处数": len(group),
		})
	}
	return all
}

// facts are the messages of findings, equal ones in one with all their places.
func (c *chapter) facts(group []queries.Finding) []fields {
	var messages []string
	at := map[string][]place{}
	stated := map[string]queries.Finding{}
	for _, finding := range group {
		if at[finding.Message] == nil {
			messages = append(messages, finding.Message)
			stated[finding.Message] = finding
		}
		at[finding.Message] = append(at[finding.Message], place{finding.Document, finding.Format, finding.Page, 0})
	}
	var all []fields
	for i, message := range messages {
		finding := stated[message]
		all = append(all, fields{
			"序号": i + 1, "事实": strings.TrimRight(c.shortened(message), "。"), "出处": c.references.text(at[message]), "所写": finding.Stated, "应为": finding.Expected, "对象": finding.Subject,
		})
	}
	return all
}

func (c *chapter) unchecked() []queries.Unchecked {
	var all []queries.Unchecked
	for _, dossier := range c.brief.Dossiers {
		if dossier.Review != nil {
			all = append(all, dossier.Review.Unchecked...)
		}
	}
	return all
}

// questionFields are what to ask: the most pressing questions of the last year, several about one figure in one.
func (c *chapter) questionFields() fields {
	var all []queries.Question
	earlier := 0
	for _, dossier := range c.brief.Dossiers {
		if dossier.Review == nil {
			continue
		}
		for _, question := range dossier.Review.Questions {
			if question.Year >= c.year() || dossier.Series.Stage != c.main.Series.Stage {
				all = append(all, question)
			} else {
				earlier++
			}
		}
	}
	merged := mergeQuestions(all)
	data := fields{"部门": c.name(), "年度": c.year(), "其余": max(0, len(merged)-shownQuestions), "以往": earlier}
	var shown []fields
	for i, question := range merged[:min(len(merged), shownQuestions)] {
		shown = append(shown, fields{
			"序号": i + 1, "问题": typographic(c.shortened(question.text)), "年度": question.Year, "阶段": disclosed(question.Stage), "对象": question.Organization, "材料": question.materials, "依据": ownCommand.ReplaceAllString(question.basis, ""),
			"自带年度": strings.HasPrefix(question.text, fmt.Sprintf("%d年", question.Year)), "优先": charts.PriorityName(question.Priority), "出处": c.questionPlaces(question), "规则": question.rules,
		})
	}
	data["问题"] = shown
	return data
}

// ownCommand is where a rule names the command that tells more, which says nothing in a briefing.
var ownCommand = regexp.MustCompile(`（见 tongbi [a-z]+）`)

// hyphen is a minus as programs write it.
var hyphen = regexp.MustCompile(`(^|[^0-9A-Za-z])-([0-9])`)

// typographic writes a minus as wide as a plus.
func typographic(text string) string {
	return hyphen.ReplaceAllString(text, "${1}"+charts.Minus+"${2}")
}

// asked is a question, or several about one figure.
type asked struct {
	queries.Question
	text, materials, basis, rules string
}

// mergeQuestions joins the questions about one figure: the first with its facts, what the others ask for behind it.
func mergeQuestions(all []queries.Question) []asked {
	var merged []asked
	for _, question := range all {
		at := slices.IndexFunc(merged, func(one asked) bool { return aboutOne(one.Question, question) })
		if at < 0 {
			merged = append(merged, asked{question, question.Question, question.Materials, question.Basis, question.Rule})
			continue
		}
		one := &merged[at]
		if _, ask, found := strings.Cut(question.Question, "请说明"); found && !strings.Contains(one.text, ask) {
			one.text += "并请说明" + ask
		}
		for _, material := range strings.Split(question.Materials, "、") {
			if material != "" && !strings.Contains(one.materials, material) {
				one.materials = strings.TrimPrefix(one.materials+"、"+material, "、")
			}
		}
		one.basis += "；" + question.Basis
		one.rules += "、" + question.Rule
	}
	return merged
}

func aboutOne(one, other queries.Question) bool {
	a, b := one.Current, other.Current
	return a != nil && b != nil && a.Label != "" && a.Label == b.Label && a.Amount == b.Amount && a.Document == b.Document && a.Source == b.Source && one.Organization == other.Organization
}

// questionPlaces are where the figures of a question stand; of one without figures, its evidence.
func (c *chapter) questionPlaces(question asked) string {
	var places []place
	for _, cited := range []*queries.Cited{question.Current, question.Earlier} {
		if cited != nil {
			places = append(places, place{cited.Document, cited.Format, cited.Page, cited.Source.Table})
		}
	}
	if text := c.references.text(places); text != "" {
		return text
	}
	text := c.shortened(question.Evidence)
	if name := c.references.name(question.Document); !strings.Contains(text, name) {
		text = name + text
	}
	return text
}

// shortened names documents in a text by their short names.
func (c *chapter) shortened(text string) string {
	for _, document := range c.references.order {
		text = strings.ReplaceAll(text, document, c.references.name(document))
	}
	return strings.TrimRight(text, "；")
}

// findingTable lists all findings, the gravest first within each document.
func (c *chapter) findingTable() *Table {
	findings, _ := c.findings()
	if len(findings) == 0 {
		return nil
	}
	table := &Table{Title: "勾稽差异清单", Columns: []Column{{Heading: "序号", Weight: 6}, {Heading: "级别", Weight: 7}, {Heading: "位置", Weight: 20}, {Heading: "发现", Weight: 67}}}
	for i, finding := range charts.Gravest(findings) {
		table.Rows = append(table.Rows, Row{Cells: []Cell{
			{Text: fmt.Sprint(i + 1)}, {Text: charts.SeverityName(finding.Severity)},
			{Text: c.references.text([]place{{finding.Document, finding.Format, finding.Page, 0}})}, {Text: c.shortened(finding.Message)},
		}})
	}
	table.Notes = []string{"“错误”为所列各数不可能都对，“警告”为很可能有误或不合公开要求，“提示”为舍入尾差和格式问题；是否有误以核对原文为准。"}
	return table
}
