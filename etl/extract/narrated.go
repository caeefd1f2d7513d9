package extract

import (
	"regexp"

	"tongbi/etl/doc"
	"tongbi/etl/fact"
	"tongbi/etl/table"
)

// narrated gives the figures that no table of the document has and a sentence states: 政府采购, 绩效, 国有资产 and the
// yearly arrangement of a named project, each with its sentence and page.
func (e *Extractor) narrated(document *doc.Document, identity fact.Identity, disclosure fact.Disclosure) []fact.Fact {
	facts := e.stated(identity, disclosure)
	facts = append(facts, e.counted(document, identity)...)
	return append(facts, arranged(document, identity)...)
}

// stated gives the figures of claims whose subject belongs to a form, where no table has that measure.
func (e *Extractor) stated(identity fact.Identity, disclosure fact.Disclosure) []fact.Fact {
	has := map[fact.Measure]bool{}
	for _, f := range disclosure.Facts {
		has[f.Measure] = has[f.Measure] || f.Presence == fact.Stated
	}
	subjects := newBinder(e.vocabulary.Subjects, identity.Organization, nil)
	var facts []fact.Fact
	for _, claim := range disclosure.Claims {
		subject := subjects.find(claim.Subject)
		if subject == nil || subject.Form == "" || claim.Value == nil || claim.Code != "" || has[fact.Measure(subject.Measure)] {
			continue
		}
		has[fact.Measure(subject.Measure)] = true
		facts = append(facts, fact.Fact{
			Form: fact.FormID(subject.Form), Year: identity.Year, Stage: identity.Stage, Fund: fact.Fund(subject.Fund), Line: subject.Line, Label: claim.Subject,
			Measure: fact.Measure(subject.Measure), Money: *claim.Value, Presence: fact.Stated, Raw: claim.Raw, Sentence: claim.Sentence, Source: fact.Source{Page: claim.Page},
		})
	}
	return facts
}

// counted gives the numbers of things that the vocabulary looks for, each measure once.
func (e *Extractor) counted(document *doc.Document, identity fact.Identity) []fact.Fact {
	var facts []fact.Fact
	has := map[string]bool{}
	for _, paragraph := range paragraphs(document) {
		text := paragraph.text
		for _, count := range e.vocabulary.Counts {
			at := count.Pattern.FindStringSubmatchIndex(text)
			if at == nil || has[count.Measure] {
				continue
			}
			has[count.Measure] = true
			n := 2 * count.Pattern.SubexpIndex("n")
			facts = append(facts, fact.Fact{
				Form: fact.FormID(count.Form), Year: identity.Year, Stage: identity.Stage, Fund: fact.AllFunds, Label: text[at[0]:at[1]], Measure: fact.Measure(count.Measure),
				Presence: fact.Counted, Raw: text[at[n]:at[n+1]], Sentence: sentenceAround(text, at[0]), Source: fact.Source{Page: paragraph.pages[at[n]]},
			})
		}
	}
	return facts
}

var (
	projectTitle   = regexp.MustCompile(`^(.{2,40}?)(?:项目)?经费情况说明$`)
	arrangement    = regexp.MustCompile(`^[（(]?[一二三四五六七八九十\d]+[、.．）)]\s*(?:年度)?预算安排`)
	arrangedAmount = regexp.MustCompile(`(?:安排|预算|资金)[^，。；\d]{0,8}?(\d[\d,，]*(?:\.\d+)?)(万元|亿元|元)`)
)

// arranged gives what “某某项目经费情况说明” states under 年度预算安排 for the named project: one amount a project.
func arranged(document *doc.Document, identity fact.Identity) []fact.Fact {
	var facts []fact.Fact
	project, inside := "", false
	for _, paragraph := range paragraphs(document) {
		text := paragraph.text
		switch {
		case projectTitle.MatchString(text):
			project, inside = projectName(text), false
			continue
		case arrangement.MatchString(text):
			inside = project != ""
		case !inside || len([]rune(text)) < longestProjectHeading && arrangedAmount.FindString(text) == "":
			continue
		}
		at := arrangedAmount.FindStringSubmatchIndex(text)
		if !inside || at == nil {
			continue
		}
		inside = false
		money, err := fact.ParseMoney(text[at[2]:at[3]], moneyUnits[text[at[4]:at[5]]])
		if err != nil {
			continue
		}
		facts = append(facts, fact.Fact{
			Form: "project_expenditure", Year: identity.Year, Stage: identity.Stage, Fund: fact.AllFunds, Label: project, Measure: fact.AmountOnly,
			Money: money, Presence: fact.Stated, Raw: text[at[2]:at[3]], Sentence: sentenceAround(text, at[0]), Source: fact.Source{Page: paragraph.pages[at[2]]},
		})
		project = ""
	}
	return facts
}

// longestProjectHeading is how many characters the headings between a project's parts have at most.
const longestProjectHeading = 20

// projectName is the project that a title names; “项目经费情况说明” alone names none.
func projectName(title string) string {
	name := projectTitle.FindStringSubmatch(title)[1]
	if table.Bare(name) == "项目" || table.Bare(name) == "" {
		return ""
	}
	return table.Bare(name)
}
