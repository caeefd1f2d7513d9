package extract

import (
	"regexp"
	"strings"

	"tongbi/data"
	"tongbi/etl/fact"
	"tongbi/etl/table"
)

// binder binds what sentences speak of to the lines and codes of the document's own tables.
type binder struct {
	subjects []data.Subject
	owner    string // the organisation, which sentences may put in front of the subject
	labels   map[fact.Code]string
	amounts  map[fact.Code][]fact.Money
	codes    map[string][]fact.Code // by bare label
	totals   map[string]fact.Money  // 本年收入, 本年支出 of the 收支总表, by line
}

func newBinder(subjects []data.Subject, owner string, facts []fact.Fact) *binder {
	b := &binder{subjects: subjects, owner: owner, labels: map[fact.Code]string{}, amounts: map[fact.Code][]fact.Money{}, codes: map[string][]fact.Code{}, totals: map[string]fact.Money{}}
	for _, f := range facts {
		if f.Form == "revenue_expenditure_summary" && f.Presence == fact.Stated && f.Measure == fact.Total {
			b.totals[f.Line] = f.Money
		}
		if f.Code == "" || f.Scheme != fact.Functional {
			continue
		}
		name := table.Bare(f.Label)
		if _, known := b.labels[f.Code]; !known {
			b.labels[f.Code] = name
			b.codes[name] = append(b.codes[name], f.Code)
		}
		if f.Presence == fact.Stated {
			b.amounts[f.Code] = append(b.amounts[f.Code], f.Money)
		}
	}
	return b
}

func (b *binder) knows(subject string) bool { return b.find(subject) != nil }

func (b *binder) find(subject string) *data.Subject {
	words := b.bare(subject)
	for i := range b.subjects {
		if b.subjects[i].Subject.MatchString(words) {
			return &b.subjects[i]
		}
	}
	return nil
}

// bare is a subject without ordinals, year, owner and 本部门.
func (b *binder) bare(subject string) string {
	words := untilYear.ReplaceAllString(table.Bare(subject), "")
	words = levelInBrackets.ReplaceAllString(levelOfSubject.ReplaceAllString(words, "（$1）"), "（$1）")
	if b.owner != "" {
		words = strings.TrimPrefix(words, b.owner)
	}
	return table.Bare(ownWords.ReplaceAllString(words, ""))
}

var (
	// 社会保障和就业支出类科目, 行政单位医疗（01项）
	levelOfSubject  = regexp.MustCompile(`([类款项])(?:级)?科目$`)
	levelInBrackets = regexp.MustCompile(`（\d+([类款项])）`)

	untilYear = regexp.MustCompile(`^.*(?:19|20)\d{2}年度?`)
	ownWords  = regexp.MustCompile(`^(?:（部门）|（单位）|（本级）)?(?:本部门|本单位|我部门|我单位|部门|全年|本级)?`)
)

// bind finds line or code of a claim's subject and reports whether it did.
func (b *binder) bind(claim *fact.Claim) bool {
	if code := b.codeOf(claim); code != "" {
		claim.Scheme, claim.Code, claim.Measure = fact.Functional, code, fact.Total
		return true
	}
	if namedLevel.MatchString(b.bare(claim.Subject)) {
		claim.Scheme, claim.Measure = fact.Functional, fact.Total
		return true // an item that the tables don't have under this name: kept, unbound
	}
	if subject := b.find(claim.Subject); subject != nil {
		claim.Line, claim.Measure, claim.Fund = subject.Line, fact.Measure(subject.Measure), fact.Fund(subject.Fund)
		return true
	}
	return false
}

var namedLevel = regexp.MustCompile(`（[类款项]）(支出)?$`)

var itemLevels = regexp.MustCompile(`^(?:(.+?)（类）)?(?:(.+?)（款）)?(.+?)(?:（项）)?$`)

// codeOf finds the one code whose name, and whose parents' names, the subject says; among several of one name, the one
// whose table figure is the sentence's.
func (b *binder) codeOf(claim *fact.Claim) fact.Code {
	words := b.bare(claim.Subject)
	if found := upperLevel.FindStringSubmatch(words); found != nil {
		return b.upper(found[1], found[2], found[3])
	}
	levels := itemLevels.FindStringSubmatch(words)
	if levels == nil {
		return ""
	}
	var fitting []fact.Code
	for _, code := range b.named(table.Bare(levels[3])) {
		section, class := b.labels[code.Parent()], b.labels[code.Parent().Parent()]
		if (levels[2] == "" || sameName(table.Bare(levels[2]), section)) && (levels[1] == "" || sameName(table.Bare(levels[1]), class)) {
			fitting = append(fitting, code)
		}
	}
	if levels[2] == "" {
		fitting = deepest(fitting)
	}
	if len(fitting) == 1 {
		return fitting[0]
	}
	var equal []fact.Code
	for _, code := range fitting {
		if claim.Value != nil && b.hasAmount(code, *claim.Value) {
			equal = append(equal, code)
		}
	}
	if len(equal) == 1 {
		return equal[0]
	}
	return ""
}

// named gives the codes of a name; where the tables do not have it, of the name with or without a closing 支出.
func (b *binder) named(name string) []fact.Code {
	if codes := b.codes[name]; codes != nil {
		return codes
	}
	if shorter, found := strings.CutSuffix(name, "支出"); found {
		return b.codes[shorter]
	}
	return b.codes[name+"支出"]
}

// sameName tells whether two names of a line are one: sentences leave the closing 支出 out, or add it.
func sameName(a, b string) bool {
	return strings.TrimSuffix(a, "支出") == strings.TrimSuffix(b, "支出")
}

// sides makes two claims of one that speaks of 收、支总计 alike, where both totals of the document's own tables are its
// figure: then the 总计 contains no 结转 and is what years are compared by.
func (b *binder) sides(claim fact.Claim) []fact.Claim {
	if claim.Line != "revenue_and_expenditure_total" || claim.Value == nil {
		return []fact.Claim{claim}
	}
	var both []fact.Claim
	for _, line := range []string{"revenue_total", "expenditure_total"} {
		own, ok := b.totals[line]
		if !ok || own.RoundTo(claim.Value.Grain) != claim.Value.Fen {
			return []fact.Claim{claim}
		}
		side := claim
		side.Line = line
		both = append(both, side)
	}
	return both
}

// upperLevel is a class or section that a sentence speaks of: “一般公共服务（类）支出”, “卫生健康支出（类）计划生育事务（款）”.
var upperLevel = regexp.MustCompile(`^(?:(.+?)（类）)?([^（）]+)（([类款])）(?:支出)?$`)

// upper finds the class or section of a name, with or without its closing 支出.
func (b *binder) upper(class, name, level string) fact.Code {
	want := map[string]int{"类": 3, "款": 5}[level]
	for _, label := range []string{name, name + "支出"} {
		for _, code := range b.codes[label] {
			if len(code) == want && (class == "" || sameName(b.labels[code.Parent()], class)) {
				return code
			}
		}
	}
	return ""
}

// deepest keeps the items where sections or classes of the same name (城乡社区环境卫生) are among them.
func deepest(codes []fact.Code) []fact.Code {
	longest := 0
	for _, code := range codes {
		longest = max(longest, len(code))
	}
	var kept []fact.Code
	for _, code := range codes {
		if len(code) == longest {
			kept = append(kept, code)
		}
	}
	return kept
}

// hasAmount tells whether a code has this figure in some table, rounded half up to the sentence's grain.
func (b *binder) hasAmount(code fact.Code, value fact.Money) bool {
	for _, amount := range b.amounts[code] {
		if amount.RoundTo(value.Grain) == value.Fen {
			return true
		}
	}
	return false
}
