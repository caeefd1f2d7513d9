package charts

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"tongbi/etl/fact"
	"tongbi/queries"
)

// PriorityName is the Chinese name of a priority.
func PriorityName(priority queries.Priority) string {
	return map[queries.Priority]string{queries.High: "高", queries.Medium: "中", queries.Low: "低"}[priority]
}

// SeverityName is the Chinese name of a severity.
func SeverityName(severity queries.Severity) string {
	return map[queries.Severity]string{queries.Error: "错误", queries.Warn: "警告", queries.Info: "提示"}[severity]
}

// GradeName says in a word how much a reason explains.
func GradeName(grade queries.Grade) string {
	return map[queries.Grade]string{
		queries.NoReason: "未说明", queries.Commonplace: "说明笼统", queries.Qualitative: "有说明，无数额", queries.Quantified: "有数额",
	}[grade]
}

// PageName is a page in the words of a document's format: pages, lines of a text or sheets; nothing for Word and web pages,
// which have no pages of their own.
func PageName(format string, page int) string {
	if page == 0 {
		return ""
	}
	switch format {
	case "txt":
		return fmt.Sprintf("第%d行", page)
	case "xlsx":
		return fmt.Sprintf("第%d张工作表", page)
	case "docx", "html":
		return ""
	}
	return fmt.Sprintf("第%d页", page)
}

// yearInLabel is the year in the name of a line: it does not make another line of it.
var yearInLabel = regexp.MustCompile(`[0-9]{4}年度?`)

// CitedName says what a figure of a question is: 2025年年初预算, with its label where the question's figures differ in it.
func CitedName(question queries.Question, cited queries.Cited) string {
	name := StageName(cited.Stage)
	if cited.Year > 0 {
		name = fmt.Sprintf("%d年%s", cited.Year, name)
	}
	if question.Current == nil || question.Earlier == nil || cited.Label == "" {
		return name
	}
	if current, earlier := yearInLabel.ReplaceAllString(question.Current.Label, ""), yearInLabel.ReplaceAllString(question.Earlier.Label, ""); current != earlier {
		name += " " + cited.Label
	}
	return name
}

// FurtherEvidence is the evidence of a question without what its two figures say already.
func FurtherEvidence(question queries.Question) string {
	further := slices.DeleteFunc(strings.Split(question.Evidence, "；"), func(piece string) bool {
		return slices.ContainsFunc([]*queries.Cited{question.Current, question.Earlier}, func(cited *queries.Cited) bool {
			if cited == nil {
				return false
			}
			rest, found := strings.CutPrefix(piece, cited.Document+PageName(cited.Format, cited.Page))
			return found && (rest == "" || rest == "："+cited.Amount.TenThousands()+"万元")
		})
	})
	return strings.Join(further, "；")
}

// CitedDifference is what lies between the figures of a question: its name (增减, 差额), the amount, and the rate where it is
// defined. Figures of different lines in one year are not told apart by subtracting them: then the name is empty.
func CitedDifference(question queries.Question) (name string, difference fact.Fen, rate string) {
	current, earlier := question.Current, question.Earlier
	switch {
	case current == nil || earlier == nil:
		return "", 0, ""
	case current.Year != earlier.Year && current.Stage == earlier.Stage:
		name = "增减"
	case current.Stage != earlier.Stage:
		name = "差额"
	default:
		return "", 0, ""
	}
	difference = current.Amount - earlier.Amount
	if defined, ok := fact.Change(earlier.Amount, current.Amount); ok {
		rate = SignedRate(defined)
	}
	return name, difference, rate
}

// StatedWeight says how much the reason that a document gives explains: its grade and what is remarkable about it.
func StatedWeight(stated queries.Stated) string {
	if remarks := StatedRemarks(stated); remarks != "" {
		return GradeName(stated.Grade) + "；" + remarks
	}
	return GradeName(stated.Grade)
}

// StatedRemarks are what is remarkable about a reason beside its grade; empty where nothing is.
func StatedRemarks(stated queries.Stated) string {
	var parts []string
	if stated.Explained != nil && stated.Unexplained != nil {
		parts = append(parts, fmt.Sprintf("列明%s万元，其余%s万元没有说明", Signed(*stated.Explained), Signed(*stated.Unexplained)))
	}
	if stated.Repeated {
		parts = append(parts, "与上年文件的说明相同")
	}
	if stated.Shared > 1 {
		parts = append(parts, fmt.Sprintf("本文件%d个科目用同一说明", stated.Shared))
	}
	return strings.Join(parts, "；")
}

// Unexplained reports whether a question is about a change from one year to the next for which no reason was found.
func Unexplained(question queries.Question) bool {
	return question.Stated == nil && question.Current != nil && question.Earlier != nil && question.Current.Year == question.Earlier.Year+1
}

// AskedSubject is a short name of what a question is about: the line where it is about one, else the theme of its rule.
func AskedSubject(question queries.Question) string {
	label := ""
	if question.Current != nil {
		label = question.Current.Label
	}
	switch {
	case label == "":
		return question.Theme
	case question.Theme == "":
		return label
	}
	return label + "（" + question.Theme + "）"
}

// Gravest sorts findings for reading: by severity, then by page.
func Gravest(findings []queries.Finding) []queries.Finding {
	severities := []queries.Severity{queries.Error, queries.Warn, queries.Info}
	sorted := slices.Clone(findings)
	slices.SortStableFunc(sorted, func(a, b queries.Finding) int {
		return slices.Index(severities, a.Severity) - slices.Index(severities, b.Severity)
	})
	return sorted
}

// SeverityCount counts findings by severity.
func SeverityCount(findings []queries.Finding) map[queries.Severity]int {
	count := map[queries.Severity]int{}
	for _, finding := range findings {
		count[finding.Severity]++
	}
	return count
}

// CountText is “错误6项、警告5项、提示2项”, without the severities that none has; “没有发现” where there is nothing.
func CountText(findings []queries.Finding) string {
	count := SeverityCount(findings)
	var parts []string
	for _, severity := range []queries.Severity{queries.Error, queries.Warn, queries.Info} {
		if count[severity] > 0 {
			parts = append(parts, fmt.Sprintf("%s%d项", SeverityName(severity), count[severity]))
		}
	}
	if len(parts) == 0 {
		return "没有发现"
	}
	return strings.Join(parts, "、")
}

// QuestionsHeading says how many questions there are and what the first one is about.
func QuestionsHeading(questions []queries.Question) string {
	if len(questions) == 0 {
		return "没有触发提问的规则"
	}
	heading := fmt.Sprintf("%d个问题值得问", len(questions))
	high := 0
	for _, question := range questions {
		if question.Priority == queries.High {
			high++
		}
	}
	if high > 0 && high < len(questions) {
		heading += fmt.Sprintf("，其中重点%d个", high)
	}
	first := questions[0]
	if name, difference, _ := CitedDifference(first); name == "增减" && difference != 0 && first.Current.Label != "" {
		way := "增加"
		if difference < 0 {
			way = "减少"
		}
		heading += fmt.Sprintf("；先问%s为什么%s%s", first.Current.Label, way, unsigned(difference))
	}
	return heading
}

// FindingsHeading says how many places do not add up.
func FindingsHeading(findings []queries.Finding) string {
	count := SeverityCount(findings)
	switch errors, warnings, infos := count[queries.Error], count[queries.Warn], count[queries.Info]; {
	case errors > 0 && warnings > 0:
		return fmt.Sprintf("%d处对不上，另有%d处很可能有误", errors, warnings)
	case errors > 0:
		return fmt.Sprintf("%d处对不上", errors)
	case warnings > 0:
		return fmt.Sprintf("%d处很可能有误", warnings)
	case infos > 0:
		return fmt.Sprintf("没有发现错误，只有%d处尾差或格式问题", infos)
	}
	return "没有发现对不上的地方"
}

// NeedName is the Chinese name of what a check needs and did not find: a form's own name, or one of queries.Need….
func NeedName(need string) string {
	switch need {
	case queries.NeedText:
		return "有数字的文字说明"
	case queries.NeedPriorYear:
		return "上年的文件"
	case queries.NeedUnits:
		return "所属单位名单和各单位的文件"
	}
	return need
}

// NotChecked are checks that were not made for the same want, in the same years.
type NotChecked struct {
	Titles  []string // what they check
	Years   []fact.Year
	Missing []string
}

// NotCheckedOf gathers checks that were not made by what was missing and when.
func NotCheckedOf(unchecked []queries.Unchecked) []NotChecked {
	var single []NotChecked // one check each, its years together
	for _, one := range unchecked {
		var missing []string
		for _, need := range one.Missing {
			missing = append(missing, NeedName(need))
		}
		i := slices.IndexFunc(single, func(n NotChecked) bool { return n.Titles[0] == one.Title && slices.Equal(n.Missing, missing) })
		if i < 0 {
			i = len(single)
			single = append(single, NotChecked{Titles: []string{one.Title}, Missing: missing})
		}
		if !slices.Contains(single[i].Years, one.Year) {
			single[i].Years = append(single[i].Years, one.Year)
		}
	}
	var all []NotChecked
	for _, one := range single {
		i := slices.IndexFunc(all, func(n NotChecked) bool {
			return slices.Equal(n.Years, one.Years) && slices.Equal(n.Missing, one.Missing)
		})
		if i < 0 {
			all = append(all, one)
			continue
		}
		all[i].Titles = append(all[i].Titles, one.Titles[0])
	}
	return all
}

// String says it in a line: 缺上年的文件（2024年、2025年）：文中的上年数与上年文件不符；两份文件所引的同一年数不同.
func (n NotChecked) String() string {
	var years []string
	for _, year := range n.Years {
		years = append(years, fmt.Sprintf("%d年", year))
	}
	return fmt.Sprintf("缺%s（%s）：%s", strings.Join(n.Missing, "、"), strings.Join(years, "、"), strings.Join(n.Titles, "；"))
}

// NotCheckedCount is how many checks they are.
func NotCheckedCount(all []NotChecked) int {
	count := 0
	for _, one := range all {
		count += len(one.Titles)
	}
	return count
}
