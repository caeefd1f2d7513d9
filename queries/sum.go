package queries

import (
	"fmt"
	"slices"
	"strings"

	"tongbi/data"
	"tongbi/etl/fact"
)

// judgeSum judges a figure that is a sum over several organisations: 两家合计3.17亿元. It is decided only where the text says which they
// are, as many as it says, and each of them has the line. False for any other figure.
func (v *Verifier) judgeSum(one *Verified) bool {
	if one.Members < 2 {
		return false
	}
	names := v.members(one.Mention)
	if len(names) != one.Members {
		one.Reason = fmt.Sprintf("说的是%d个部门的合计，看不出是哪%d个", one.Members, one.Members)
		return true
	}
	subject := v.commonSubject(one.Mention, names)
	switch {
	case one.Year == 0:
		one.Reason = "没有写明年度"
		return true
	case subject == "":
		one.Reason = "没有写明所述事项"
		return true
	case one.BaseStage != "" && one.BaseStage != one.Stage:
		one.Reason = "几个部门合计的预算与决算不对照"
		return true
	}
	var lines []Line
	for _, name := range names {
		line, dossier, reason := v.lineOf(*one, name, subject)
		if reason != "" {
			one.Reason = name + "：" + reason
			return true
		}
		one.Scope, one.Stage = dossier.Series.Scope, dossier.Series.Stage
		lines = append(lines, line)
	}
	one.Organization, one.Label, one.Measure = strings.Join(names, "、"), subject, lines[0].Measure
	(&told{}).hold(v, one, added(lines), &Dossier{})
	return true
}

// notCounted is where a text begins to say what a sum leaves out.
const notCounted = "未计入"

// members are the organisations that a sum is of: those that its sentence names, or all that the text speaks of without those that it
// says are not counted.
func (v *Verifier) members(mention fact.Mention) []string {
	if len(mention.Context) < 2 {
		return nil
	}
	sentence, _, _ := strings.Cut(mention.Context[0], notCounted)
	if named := v.organizationsIn(sentence); len(named) == mention.Members {
		return named
	}
	_, out, _ := strings.Cut(mention.Context[1], notCounted)
	left := v.organizationsIn(out)
	return slices.DeleteFunc(slices.Clone(v.spoken), func(name string) bool { return slices.Contains(left, name) })
}

// commonSubject is what is added up: the subject of the sum, or what the sentence says of each of its members.
func (v *Verifier) commonSubject(mention fact.Mention, names []string) string {
	if mention.Subject != "" {
		return mention.Subject
	}
	common := ""
	for _, sibling := range mention.Siblings {
		if named := v.organizationsIn(sibling); len(named) != 1 || !slices.Contains(names, named[0]) {
			continue
		}
		subject := withoutName(sibling, names)
		if common != "" && subject != common {
			return ""
		}
		common = subject
	}
	return common
}

// withoutName is a subject without the organisation that it begins with.
func withoutName(subject string, names []string) string {
	for _, name := range names {
		for _, short := range data.ShortNames(name) {
			if rest, own := strings.CutPrefix(subject, short); own && rest != "" {
				return rest
			}
		}
	}
	return subject
}

// lineOf is the one line of an organisation that a subject means, or why there is none.
func (v *Verifier) lineOf(one Verified, name, subject string) (Line, *Dossier, string) {
	one.Organization, one.Subject, one.Siblings, one.Members = name, subject, nil, 0
	t := v.known[name]
	if t == nil {
		return Line{}, nil, "库中没有这个部门"
	}
	dossier, reason := t.dossier(v, &one)
	if reason != "" {
		return Line{}, nil, reason
	}
	found := t.find(v, &one, dossier)
	if len(found) == 0 {
		return Line{}, nil, fmt.Sprintf("认不出“%s”", subject)
	}
	if !agree(found, &one) {
		return Line{}, nil, fmt.Sprintf("“%s”有几项同名", subject)
	}
	return found[0], dossier, ""
}

// agree tells whether lines of one name have the same figures in the years that a mention speaks of.
func agree(lines []Line, one *Verified) bool {
	return !slices.ContainsFunc(lines, func(other Line) bool {
		return other.Figures[one.Year].Amount != lines[0].Figures[one.Year].Amount || other.Figures[one.BaseYear].Amount != lines[0].Figures[one.BaseYear].Amount
	})
}

// added is the sum of lines, in the years that all of them have. Its figures stand at the places of all addends.
func added(lines []Line) Line {
	sum := Line{By: lines[0].By, Label: lines[0].Label, Measure: lines[0].Measure, Figures: map[fact.Year]Figure{}, Wholes: map[fact.Year]fact.Fen{}, addends: lines}
	for year := range lines[0].Figures {
		var figures []*Figure
		whole, wholes := fact.Fen(0), 0
		for _, line := range lines {
			if figure, known := line.Figures[year]; known {
				figures = append(figures, &figure)
			}
			if one, known := line.Wholes[year]; known {
				whole, wholes = whole+one, wholes+1
			}
		}
		if len(figures) < len(lines) {
			continue
		}
		figure := Figure{Document: places(figures...)}
		for _, one := range figures {
			figure.Amount += one.Amount
			figure.Grain = max(figure.Grain, one.Grain)
		}
		sum.Figures[year] = figure
		if wholes == len(lines) {
			sum.Wholes[year] = whole
		}
	}
	return sum
}
