package page

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tongbi/charts"
	"tongbi/etl/fact"
	"tongbi/queries"
)

// The page shows so many questions and findings open; the rest is folded.
const (
	openQuestions = 8
	openFindings  = 12
)

// review is what the page says of what does not add up and what to ask; nil where nobody looked.
type review struct {
	Counts           string // of findings, for the first screen
	Asked            string // how many questions, for the first screen
	QuestionsHeading string
	QuestionsNote    string
	Questions        []question // the first ones
	MoreQuestions    []question
	MoreFrom         int // number of the first of the others
	FindingsHeading  string
	FindingsNote     string
	Findings         []finding // errors and warnings, the gravest first
	MoreFindings     []finding // the others, then matters of rounding and form
	MoreCounts       string
	NotChecked       []charts.NotChecked // checks that were not made
	NotCheckedCount  int
}

// question is one question with its proof.
type question struct {
	Priority  string
	Warn      bool // of high priority
	Text      string
	Figures   []namedCell
	Reason    reason
	Remarks   string // what is remarkable about the reason
	Basis     string
	Materials string
	Further   string // evidence that the figures do not say already
}

type namedCell struct {
	Name  string
	Cell  cell
	Where string
}

// finding is one thing that does not add up.
type finding struct {
	Severity string
	Warn     bool // an error
	Year     string
	Place    cell
	Text     string
}

func (b *builder) review() *review {
	found := b.dossier.Review
	if found == nil {
		return nil
	}
	shown := &review{
		Counts: charts.CountText(found.Findings), Asked: fmt.Sprintf("%d个", len(found.Questions)),
		QuestionsHeading: charts.QuestionsHeading(found.Questions), QuestionsNote: b.questionsNote(),
		FindingsHeading: charts.FindingsHeading(found.Findings), FindingsNote: b.findingsNote(), MoreFrom: openQuestions + 1,
	}
	for i, asked := range found.Questions {
		if i < openQuestions {
			shown.Questions = append(shown.Questions, b.question(asked))
		} else {
			shown.MoreQuestions = append(shown.MoreQuestions, b.question(asked))
		}
	}
	b.addFindings(shown, found.Findings)
	shown.NotChecked = charts.NotCheckedOf(found.Unchecked)
	shown.NotCheckedCount = charts.NotCheckedCount(shown.NotChecked)
	return shown
}

func (b *builder) questionsNote() string {
	found := b.dossier.Review
	if len(found.Questions) == 0 {
		return fmt.Sprintf("用%d条规则看过已读到的表和语句。没有触发不等于没有问题：没有读到的表、没有装入的年度，规则看不见。", found.Rules)
	}
	return fmt.Sprintf("用%d条规则提出，先看优先级和年度，再看原因是否说清、金额大小；金额为万元。规则只说明值得一问，供审查参考，不是结论。", found.Rules)
}

func (b *builder) findingsNote() string {
	note := fmt.Sprintf("对%d份文件用%d条规则核对：文件自身、表与表、文字与表，以及与已装入的其他文件。容差由数字的末位和加数的个数推出，尾差只作提示。",
		len(b.dossier.Documents), b.dossier.Review.Checks)
	missing := 0
	for _, document := range b.dossier.Documents {
		missing += len(document.FormsMissing) + len(document.Unrecognised)
	}
	if missing > 0 {
		note += fmt.Sprintf("未读到或未能识别的%d张表不在核对之内。", missing)
	}
	return note
}

func (b *builder) question(asked queries.Question) question {
	shown := question{
		Priority: charts.PriorityName(asked.Priority), Warn: asked.Priority == queries.High, Text: asked.Question,
		Basis: strings.TrimSpace(asked.Rule + " " + asked.Basis), Materials: asked.Materials, Further: charts.FurtherEvidence(asked), Reason: statedReason(asked),
	}
	if asked.Stated != nil {
		shown.Remarks = charts.StatedRemarks(*asked.Stated)
	}
	for _, cited := range []*queries.Cited{asked.Current, asked.Earlier} {
		if cited != nil {
			shown.Figures = append(shown.Figures, namedCell{
				Name: charts.CitedName(asked, *cited), Where: where(*cited),
				Cell: cell{Text: charts.Amount(cited.Amount), Evidence: b.evidence.cite(citedFigure(*cited))},
			})
		}
	}
	if name, difference, rate := charts.CitedDifference(asked); name != "" {
		evidence := b.evidence.cite(citedFigure(*asked.Current), citedFigure(*asked.Earlier))
		text := charts.Signed(difference)
		if rate != "" {
			text += "（" + rate + "）"
		}
		shown.Figures = append(shown.Figures, namedCell{Name: name, Cell: cell{Text: text, Tone: charts.ToneOf(difference), Evidence: evidence}})
	}
	return shown
}

// where is the year's document and the page of a figure.
func where(cited queries.Cited) string {
	page := charts.PageName(cited.Format, cited.Page)
	if page == "" {
		return cited.Document
	}
	return page
}

// citedFigure is a figure of a question as evidence.
func citedFigure(cited queries.Cited) charts.Cited {
	return charts.Cited{Subject: cited.Label, Year: cited.Year, Figure: &queries.Figure{
		Amount: cited.Amount, Raw: cited.Raw, Document: cited.Document, Format: cited.Format, Source: cited.Source,
	}}
}

// statedReason is the reason that the document gives for what is asked about; empty where the question is not about a change.
func statedReason(asked queries.Question) reason {
	stated := asked.Stated
	if stated == nil {
		if charts.Unexplained(asked) {
			return reason{Tag: charts.GradeName(queries.NoReason), Warn: true}
		}
		return reason{}
	}
	return reason{
		Tag: charts.GradeName(stated.Grade), Warn: stated.Grade == queries.Commonplace || stated.Grade == queries.NoReason, Quote: trimmed(stated.Text),
		Where: strings.TrimSpace(stated.Document + " " + charts.PageName(stated.Format, stated.Page)),
	}
}

// addFindings puts errors and warnings first, later years before earlier ones, and folds what is more than a page bears.
func (b *builder) addFindings(shown *review, findings []queries.Finding) {
	severities := []queries.Severity{queries.Error, queries.Warn, queries.Info}
	sorted := slices.Clone(findings)
	slices.SortStableFunc(sorted, func(x, y queries.Finding) int {
		return cmp.Or(slices.Index(severities, x.Severity)-slices.Index(severities, y.Severity), int(y.Year-x.Year), strings.Compare(x.Document, y.Document), x.Page-y.Page)
	})
	folded := 0
	for folded < min(len(sorted), openFindings) && sorted[folded].Severity != queries.Info {
		folded++
	}
	for i, one := range sorted {
		if i < folded {
			shown.Findings = append(shown.Findings, b.finding(one))
		} else {
			shown.MoreFindings = append(shown.MoreFindings, b.finding(one))
		}
	}
	shown.MoreCounts = charts.CountText(sorted[folded:])
}

func (b *builder) finding(one queries.Finding) finding {
	shown := finding{Severity: charts.SeverityName(one.Severity), Warn: one.Severity == queries.Error, Text: one.Message}
	if one.Year > 0 {
		shown.Year = fmt.Sprintf("%d年%s", one.Year, stageWord(one.Stage))
	}
	place := pageName(one.Format, one.Page)
	if place == "" {
		place = one.Document
	}
	shown.Place = cell{Text: place, Evidence: b.evidence.finding(one)}
	return shown
}

// stageWord is 预算 or 决算.
func stageWord(stage fact.Stage) string {
	if stage == fact.FinalAccounts {
		return "决算"
	}
	return "预算"
}
