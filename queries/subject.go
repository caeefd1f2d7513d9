package queries

import (
	"iter"
	"maps"
	"regexp"
	"slices"
	"strings"

	"tongbi/data"
	"tongbi/etl/fact"
)

func keys[Value any](all map[fact.Year]Value) iter.Seq[fact.Year] { return maps.Keys(all) }

// codeIn is a code in a subject: 其他城乡社区支出（2129999）, 2129999其他城乡社区支出.
var codeIn = regexp.MustCompile(`（(\d{3}(?:\d{2}){0,2})(?:[，,、].*?)?）|^(\d{3}(?:\d{2}){0,2})(?:\p{Han}|$)`)

var levelMark = regexp.MustCompile(`（([类款项])）$|（([类款项])级?）|([类款项])级?科目$`)

// generalWhole are words for the whole that a line is a part of by itself.
var generalWhole = regexp.MustCompile(`^(?:当年|全年|本年|全部|总|部门)*(?:支出|收入|经费)?(?:总额|合计|总量|总计|的)*$`)

// totalWord is the name of a row that only its table explains.
var totalWord = regexp.MustCompile(`^(?:合计|总计|总额|小计|本年合计)$`)

// columnMeasures are the measures that a column may name beside the row's line.
var columnMeasures = map[string]fact.Measure{
	"基本支出": fact.Basic, "项目支出": fact.Project, "人员经费": fact.Personnel, "公用经费": fact.Operating, "合计": fact.Total, "支出": fact.Total, "小计": fact.Total, "总计": fact.Total,
}

// find gives the lines that a subject may mean.
func (t *told) find(v *Verifier, one *Verified, dossier *Dossier) []Line {
	if len(one.Addends) > 0 {
		return t.sumOf(v, one, dossier)
	}
	subject, part, _ := strings.Cut(one.Subject, "／")
	for _, name := range data.ShortNames(one.Organization) {
		if rest, own := strings.CutPrefix(strings.TrimLeft(subject, "省市区县"), name); own && rest != "" && !strings.HasPrefix(rest, "（") {
			subject = rest
			break
		}
	}
	if named := v.organizationsIn(subject); len(named) == 1 && part != "" { // a row of an organisation, a column of a subject
		subject, part = part, ""
	} else if len(named) == 1 && slices.Contains(data.ShortNames(named[0]), subject) { // a row of nothing but its organisation
		if subject = totalOfTable(one.Context[:min(4, len(one.Context))]); subject == "" {
			subject = "收支总额"
		}
	}
	measure := fact.Total
	if part != "" {
		known, ok := columnMeasures[part]
		if !ok {
			return nil
		}
		measure = known
	}
	if totalWord.MatchString(subject) {
		if one.Table == 0 {
			return nil // of what, only the sentence knows
		}
		subject = totalOfTable(one.Context)
	}
	if found := codeIn.FindStringSubmatch(subject); found != nil {
		return byCode(dossier.Lines, fact.Code(found[1]+found[2]), measure)
	}
	if remainder.MatchString(subject) {
		return t.rest(v, one, dossier)
	}
	if part == "" {
		if lines := t.bySubject(v, subject, dossier); len(lines) > 0 {
			return lines
		}
	}
	return byName(dossier.Lines, subject, measure)
}

// remainder is what the rows of a table leave of their whole.
var remainder = regexp.MustCompile(`^(?:(?:其余|其他|另外)\d*个?(?:类|项|款|科目)|其余(?:支出|收入)?)$`)

// rest is the line that is left of the whole when the other rows or columns of the table are taken away; none where one of them is
// unknown.
func (t *told) rest(v *Verifier, one *Verified, dossier *Dossier) []Line {
	line := Line{Label: one.Subject, Measure: fact.Total, Figures: map[fact.Year]Figure{}, Wholes: map[fact.Year]fact.Fen{}}
	for _, name := range one.Siblings {
		other := *one
		other.Subject, other.Siblings = name, nil
		if remainder.MatchString(name) || totalWord.MatchString(name) {
			return nil
		}
		found := t.find(v, &other, dossier)
		if len(found) > 1 { // 城乡社区支出 is a class beside its sections
			found = slices.DeleteFunc(found, func(l Line) bool { return l.Code.Level() != fact.Class })
		}
		if len(found) != 1 {
			return nil
		}
		line.By = found[0].By
		for year, whole := range wholesOf(found[0], dossier) {
			if _, begun := line.Figures[year]; !begun {
				figure := found[0].Figures[year]
				figure.Amount = whole
				line.Figures[year], line.Wholes[year] = figure, whole
			}
			figure := line.Figures[year]
			figure.Amount -= found[0].Figures[year].Amount
			line.Figures[year] = figure
		}
	}
	if len(line.Figures) == 0 {
		return nil
	}
	return []Line{line}
}

// wholesOf are the totals that a line is a part of; for 基本支出 and 项目支出 also of years that only other years' documents speak of.
func wholesOf(line Line, dossier *Dossier) map[fact.Year]fact.Fen {
	if line.By != ByNature {
		return line.Wholes
	}
	wholes := maps.Clone(line.Wholes)
	for _, total := range dossier.Lines {
		if total.By != ByTotal || total.Line != "expenditure_total" || total.Measure != fact.Total {
			continue
		}
		for year, figure := range total.Figures {
			if _, known := wholes[year]; !known {
				wholes[year] = figure.Amount
			}
		}
	}
	return wholes
}

// sumOf is the sum of the lines that a text adds up; none where one of them is not certain.
func (t *told) sumOf(v *Verifier, one *Verified, dossier *Dossier) []Line {
	var lines []Line
	for _, subject := range one.Addends {
		other := *one
		other.Subject, other.Addends = subject, nil
		found := t.find(v, &other, dossier)
		if len(found) == 0 || !agree(found, one) {
			return nil
		}
		lines = append(lines, found[0])
	}
	sum := added(lines)
	sum.Wholes = lines[0].Wholes
	return []Line{sum}
}

// totalOfTable is what the total of a table is of, by the nearest heading that says so.
func totalOfTable(context []string) string {
	for _, text := range context[min(2, len(context)):] {
		switch {
		case strings.Contains(text, "三公"):
			return "三公经费"
		case strings.Contains(text, "采购"):
			return "政府采购"
		case strings.Contains(text, "支出") && !strings.Contains(text, "收支"):
			return "支出合计"
		case strings.Contains(text, "收入") && !strings.Contains(text, "收支"):
			return "收入合计"
		}
	}
	return ""
}

func byCode(lines []Line, code fact.Code, measure fact.Measure) []Line {
	var found []Line
	for _, line := range lines {
		if line.Code == code && (line.Measure == measure || measure == fact.Total && line.Measure == fact.AmountOnly) {
			found = append(found, line)
		}
	}
	return found
}

// byName gives the lines with a code, or projects, of a name; a level that is written narrows them.
func byName(lines []Line, subject string, measure fact.Measure) []Line {
	level := ""
	if found := levelMark.FindStringSubmatch(subject); found != nil {
		level = found[1] + found[2] + found[3]
		subject = levelMark.ReplaceAllString(subject, "")
	}
	names := []string{subject}
	for _, tail := range []string{"预算", "决算", "支出预算", "支出决算", "科目", "项目", "支出", "类支出"} {
		if short, cut := strings.CutSuffix(subject, tail); cut && short != "" {
			names = append(names, short)
		}
	}
	for _, name := range names {
		var found []Line
		for _, line := range lines {
			own := bareName(line.Label)
			fits := own == bareName(name) || own == bareName(name)+"支出"
			if line.Code == "" && line.By != ByProject || !fits || line.Measure != measure && line.Measure != fact.AmountOnly {
				continue
			}
			if level != "" && levelNames[line.Code.Level()] != level {
				continue
			}
			found = append(found, line)
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

var levelNames = map[fact.Level]string{fact.Class: "类", fact.Section: "款", fact.Item: "项"}

var nameMarks = regexp.MustCompile(`[\s“”"'《》]|^[（(]?[一二三四五六七八九十]+[）)]?、`)

var wideBrackets = strings.NewReplacer("(", "（", ")", "）")

func bareName(name string) string {
	return wideBrackets.Replace(nameMarks.ReplaceAllString(name, ""))
}

// ownWords are words before a subject that only say whose it is.
var ownWords = regexp.MustCompile(`^(?:部门预算|部门决算|预算安排的?|本部门|本单位|我部门|我单位|该部门|部门|单位|街道|全年|当年|安排的?|一般公共预算安排的)`)

// bySubject gives the lines that the vocabulary knows by the words.
func (t *told) bySubject(v *Verifier, subject string, dossier *Dossier) []Line {
	words := strings.NewReplacer("“", "", "”", "").Replace(bareName(subject))
	for {
		shorter := ownWords.ReplaceAllString(words, "")
		if shorter == words || shorter == "" {
			break
		}
		words = shorter
	}
	if wholeBudget.MatchString(words) {
		return t.known(v, "收支总额", dossier)
	}
	if whole, total := strings.CutPrefix(words, "总"); total && (whole == "支出" || whole == "收入") {
		return t.withBalances(v, whole, dossier)
	}
	if strings.HasPrefix(words, "采购") {
		words = "政府" + words
	}
	bare := strings.TrimSuffix(strings.TrimSuffix(words, "决算"), "执行数") // the dossier is of that stage
	for _, words := range slices.Compact([]string{words, bare}) {
		for _, tail := range tails {
			if lines := t.known(v, words+tail, dossier); len(lines) > 0 {
				return lines
			}
		}
	}
	return nil
}

// withBalances gives what 总支出 may mean: this year's expenditure, or the sum with 结转 that the summary ends with.
func (t *told) withBalances(v *Verifier, whole string, dossier *Dossier) []Line {
	lines := t.known(v, whole, dossier)
	for _, line := range t.uncoded[kept{dossier.Series.Scope, dossier.Series.Stage}] {
		if line.Line == "revenue_grand_total" && line.Fund == fact.AllFunds && line.Measure == fact.Total {
			lines = append(lines, line)
		}
	}
	return lines
}

// wholeBudget is a budget as a whole, of which expenditure and revenue may be meant.
var wholeBudget = regexp.MustCompile(`^(?:部门)?(?:预算|决算)(?:规模|总额|总量|总规模|总盘子)?$|^总(?:预算|决算)$|^收支(?:总?(?:预算|决算))?$`)

// tails are what texts leave out behind a subject.
var tails = []string{"", "预算", "支出", "金额", "政府采购金额"}

// known gives the lines of the first subject of the vocabulary that fits.
func (t *told) known(v *Verifier, words string, dossier *Dossier) []Line {
	for _, known := range v.vocabulary.Subjects {
		if !known.Subject.MatchString(words) {
			continue
		}
		if lines := linesOf(known, dossier.Lines); len(lines) > 0 {
			return lines
		}
		if lines := linesOf(known, t.uncoded[kept{dossier.Series.Scope, dossier.Series.Stage}]); len(lines) > 0 {
			return lines
		}
		return onlySpoken(known, dossier.Statements)
	}
	return nil
}

// linesOf gives the lines without a code that a subject of the vocabulary means.
func linesOf(subject data.Subject, lines []Line) []Line {
	var found []Line
	for _, line := range lines {
		if line.Code == "" && means(subject, line) {
			found = append(found, line)
		}
	}
	return found
}

func means(subject data.Subject, line Line) bool {
	measure := fact.Measure(subject.Measure)
	switch subject.Line {
	case "revenue_and_expenditure_total":
		return line.By == ByTotal && (line.Line == "revenue_total" || line.Line == "expenditure_total") && line.Measure == fact.Total
	case "expenditure_general_public", "expenditure_government_fund", "expenditure_state_capital":
		return line.By == ByFund && line.Measure == measure || line.Line == subject.Line && line.Measure == fact.Total
	case "":
		return line.Measure == measure && (line.By == ByThreePublic || line.Line == "form_total" || line.Line == "")
	case "form_total":
		return line.Line == subject.Line && line.Measure == measure && line.By == ByNature && (subject.Fund == string(fact.AllFunds) || line.Fund == fact.Fund(subject.Fund))
	}
	return line.Line == subject.Line && (line.Measure == measure || line.Measure == fact.Total)
}

// onlySpoken makes lines of what the documents only say in sentences: 面向中小企业预留, 绩效目标涉及的资金.
func onlySpoken(subject data.Subject, statements []Statement) []Line {
	line := Line{Line: subject.Line, Measure: fact.Measure(subject.Measure), Fund: fact.Fund(subject.Fund), Figures: map[fact.Year]Figure{}, Wholes: map[fact.Year]fact.Fen{}}
	for _, statement := range statements {
		claim := statement.Claim
		if claim.Value == nil || claim.Line != subject.Line || claim.Measure != line.Measure {
			continue
		}
		line.Label = claim.Subject
		if _, known := line.Figures[statement.Year]; !known {
			line.Figures[statement.Year] = Figure{
				Amount: claim.Value.Fen, Grain: claim.Value.Grain, Raw: claim.Raw, Document: statement.Document, Format: statement.Format,
				Source: fact.Source{Page: claim.Page}, Sentence: claim.Sentence,
			}
		}
	}
	if len(line.Figures) == 0 {
		return nil
	}
	return []Line{line}
}
