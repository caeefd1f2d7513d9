package queries

import (
	"cmp"
	"context"
	"database/sql"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"

	"tongbi/etl/fact"
)

//go:embed questions/*.sql questions/prepare/*.sql
var questionFiles embed.FS

// Priority says how soon a question should be asked.
type Priority string

// The priorities.
const (
	High   Priority = "high"
	Medium Priority = "medium"
	Low    Priority = "low"
)

// Grade says how much the reason that a document gives explains.
type Grade string

// The grades, weakest first.
const (
	NoReason    Grade = "none"
	Commonplace Grade = "commonplace" // 项目调整, 经费增加
	Qualitative Grade = "qualitative" // names what happened
	Quantified  Grade = "quantified"  // names amounts, numbers or rates
)

// Question is one row of `tongbi questions`: what to ask a department, and why.
type Question struct {
	Rule         string
	Theme        string // of the rule, a word or two of Chinese
	Priority     Priority
	Organization string
	Scope        fact.Scope
	Stage        fact.Stage
	Year         fact.Year
	Document     string
	Question     string   // Chinese, “请说明…”
	Basis        string   // the rule with its thresholds
	Evidence     string   // documents and pages
	Materials    string   // what to ask for
	Reason       Grade    // of the reason that the document gives
	Money        fact.Fen // what is at stake; questions are ranked by it
	Current      *Cited   // the figure asked about; nil where the question is not about one
	Earlier      *Cited   // the figure it is held against, mostly the year before's; nil where there is none
	Stated       *Stated  // the reason that the document gives; nil where it gives none
}

// Cited is a figure of a question with the place where it is printed.
type Cited struct {
	Label    string // of the line, as printed
	Amount   fact.Fen
	Year     fact.Year
	Stage    fact.Stage
	Document string
	Format   string // doc.Format of the document: it tells what Page counts
	Page     int
	Raw      string      // as printed; empty where a sentence states the figure
	Source   fact.Source // the cell; only its page where a sentence states the figure
}

// Stated is a reason as a document gives it.
type Stated struct {
	Text        string // verbatim
	Grade       Grade
	Document    string
	Format      string // doc.Format of the document: it tells what Page counts
	Page        int
	Change      *fact.Fen // the change that it is given for; nil where the sentence does not state it
	Explained   *fact.Fen // the amounts that it names, signed as the change; nil where it names none
	Unexplained *fact.Fen // the rest; nil where either is
	Repeated    bool      // the document of the year before gave the same words for the same line
	Shared      int       // so many items of the document have these words, their own names apart; at least 1
}

// QuestionRule is one rule of questions: a SQL file whose head says what it is.
type QuestionRule struct {
	ID, Theme  string
	Priority   Priority
	Basis      string            // with {parameter}
	Parameters map[string]string // thresholds by name, with their defaults
	Checks     []string          // the checks whose findings it asks about
	materials  string
	statement  string
}

// ErrThreshold is a threshold that no rule has, or whose value is no number.
var ErrThreshold = errors.New("no such threshold")

// ThresholdError is ErrThreshold with the name and the value as they were given.
type ThresholdError struct{ Name, Value string }

func (e *ThresholdError) Error() string {
	return fmt.Sprintf("%v: %s=%s", ErrThreshold, e.Name, e.Value)
}

func (e *ThresholdError) Unwrap() error { return ErrThreshold }

// QuestionRules gives the built-in rules and those of further folders, by id, with thresholds changed as given by
// “Q03.rate”. An unusable head is ErrRule, an unknown threshold ErrThreshold.
func QuestionRules(thresholds map[string]string, folders ...fs.FS) ([]QuestionRule, error) {
	built, err := fs.Sub(questionFiles, "questions")
	if err != nil {
		return nil, fmt.Errorf("open built-in questions: %w", err)
	}
	byID := map[string]QuestionRule{}
	for _, folder := range append([]fs.FS{built}, folders...) {
		heads, err := ruleFiles(folder)
		if err != nil {
			return nil, err
		}
		for _, head := range heads {
			rule, err := questionRule(head)
			if err != nil {
				return nil, err
			}
			byID[rule.ID] = rule
		}
	}
	for name, value := range thresholds {
		id, parameter, _ := strings.Cut(name, ".")
		_, number := strconv.ParseFloat(value, 64)
		if _, known := byID[id].Parameters[parameter]; !known || number != nil {
			return nil, &ThresholdError{name, value}
		}
		byID[id].Parameters[parameter] = value
	}
	rules := make([]QuestionRule, 0, len(byID))
	for _, rule := range byID {
		rules = append(rules, rule)
	}
	slices.SortFunc(rules, func(a, b QuestionRule) int { return strings.Compare(a.ID, b.ID) })
	return rules, nil
}

func questionRule(head ruleFile) (QuestionRule, error) {
	rule := QuestionRule{
		ID: head.fields["id"], Theme: head.fields["theme"], Priority: Priority(head.fields["priority"]), Basis: head.fields["basis"],
		materials: head.fields["materials"], statement: head.statement, Parameters: map[string]string{},
	}
	if checks := head.fields["checks"]; checks != "" {
		rule.Checks = strings.Split(checks, ", ")
	}
	for field, value := range head.fields {
		if name, found := strings.CutPrefix(field, "parameter."); found {
			rule.Parameters[name] = value
		}
	}
	if rule.ID == "" || rule.Basis == "" || urgency(rule.Priority) < 0 {
		return rule, fmt.Errorf("%w: %s: id, basis or priority is missing or unknown", ErrRule, head.file)
	}
	return rule, nil
}

func urgency(priority Priority) int { return slices.Index([]Priority{High, Medium, Low}, priority) }

// ParameterNames are the names of the thresholds in order.
func (r QuestionRule) ParameterNames() []string { return slices.Sorted(maps.Keys(r.Parameters)) }

// Why is the rule with its thresholds as people read them: a share in per cent, anything else as it is.
func (r QuestionRule) Why() string {
	text := r.Basis
	for name, value := range r.Parameters {
		if number, err := strconv.ParseFloat(value, 64); err == nil && number < 1 {
			value = strconv.FormatFloat(number*100, 'f', -1, 64) + "%"
		}
		text = strings.ReplaceAll(text, "{"+name+"}", value)
	}
	return text
}

// QuestionOptions narrow the questions.
type QuestionOptions struct {
	Organization string // part of a name
	Top          int    // only so many; 0 for all
	Rules        []QuestionRule
}

// Questions gives what to ask, most pressing first: by priority, then the weaker the reason and the more the money.
func Questions(ctx context.Context, db *sql.DB, options QuestionOptions) ([]Question, error) {
	rules := options.Rules
	if rules == nil {
		var err error
		if rules, err = QuestionRules(nil); err != nil {
			return nil, err
		}
	}
	s, err := begin(ctx, db, options.Organization)
	if err != nil {
		return nil, err
	}
	defer s.end()
	if err := s.prepareChecks(ctx, false); err != nil {
		return nil, err
	}
	documents, err := s.checkedDocuments(ctx)
	if err != nil {
		return nil, err
	}
	checks, err := Rules()
	if err != nil {
		return nil, err
	}
	found, err := s.checkAll(ctx, checks, documents)
	if err != nil {
		return nil, err
	}
	all, err := s.askAll(ctx, rules, found, documents)
	if err != nil {
		return nil, err
	}
	if options.Top > 0 && options.Top < len(all) {
		all = all[:options.Top]
	}
	return all, nil
}

// askAll makes the tables that rules of questions rest on, beside those of the checks, and runs the rules; what the built-in checks
// found is given. The most pressing question comes first.
func (s *session) askAll(ctx context.Context, rules []QuestionRule, found []Finding, documents map[int]checkedDocument) ([]Question, error) {
	if err := s.gradeReasons(ctx); err != nil {
		return nil, err
	}
	if err := s.prepare(ctx, questionFiles, "questions/prepare/*.sql"); err != nil {
		return nil, err
	}
	if err := s.fillFindings(ctx, rules, found); err != nil {
		return nil, err
	}
	var all []Question
	for _, rule := range rules {
		asked, err := s.question(ctx, rule, documents)
		if err != nil {
			return nil, err
		}
		all = append(all, asked...)
	}
	slices.SortStableFunc(all, func(a, b Question) int {
		return cmp.Or(cmp.Compare(urgency(a.Priority), urgency(b.Priority)), -cmp.Compare(a.Year, b.Year), cmp.Compare(tells(a.Reason), tells(b.Reason)),
			-cmp.Compare(a.Money, b.Money), strings.Compare(a.Rule, b.Rule), strings.Compare(a.Question, b.Question))
	})
	return all, nil
}

// fillFindings makes the table finding: one row a finding, question being the rule of questions whose head names its check, empty
// where none does.
func (s *session) fillFindings(ctx context.Context, rules []QuestionRule, found []Finding) error {
	asking := map[string]string{}
	for _, rule := range rules {
		for _, check := range rule.Checks {
			asking[check] = rule.ID
		}
	}
	list := make([]map[string]any, len(found))
	for i, f := range found {
		list[i] = map[string]any{
			"document_id": f.DocumentID, "ordinal": i, "rule": f.Rule, "question": asking[f.Rule], "severity": f.Severity, "page": f.Page,
			"subject": f.Subject, "stated": f.Stated, "expected": f.Expected, "message": f.Message, "detail": f.Detail,
		}
	}
	return s.fill(ctx, `create temp table finding as
		select found.*, document.organization, document.scope, document.fiscal_year, document.stage, document.document, document.format
		from (
			select unnest(from_json($list, '[{"document_id": "INTEGER", "ordinal": "INTEGER", "rule": "VARCHAR", "question": "VARCHAR",
				"severity": "VARCHAR", "page": "INTEGER", "subject": "VARCHAR", "stated": "VARCHAR", "expected": "VARCHAR",
				"message": "VARCHAR", "detail": "VARCHAR"}]'), recursive := true)
		) as found
		join current_document document using (document_id)`, list)
}

// fill runs a statement that makes a table of the list, one round trip however long it is.
func (s *session) fill(ctx context.Context, statement string, list any) error {
	encoded, err := json.Marshal(list)
	if err != nil {
		return fmt.Errorf("fill a table: %w", err)
	}
	if _, err := s.connection.ExecContext(ctx, statement, sql.Named("list", string(encoded))); err != nil {
		return fmt.Errorf("fill a table: %w", err)
	}
	return nil
}

// tells is 1 for a reason that says something, 0 for one that does not.
func tells(grade Grade) int {
	if grade == Qualitative || grade == Quantified {
		return 1
	}
	return 0
}

// question runs one rule.
func (s *session) question(ctx context.Context, rule QuestionRule, documents map[int]checkedDocument) ([]Question, error) {
	given := arguments{}
	for name, value := range rule.Parameters {
		number, err := strconv.ParseFloat(value, 64)
		if err != nil {
			return nil, fmt.Errorf("%w: %s: parameter %s is no number", ErrRule, rule.ID, name)
		}
		given[name] = number
	}
	named, err := bind(rule.statement, given)
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrRule, rule.ID, err)
	}
	rows, err := s.connection.QueryContext(ctx, rule.statement, named...)
	if err != nil {
		return nil, fmt.Errorf("ask %s: %w", rule.ID, err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return nil, fmt.Errorf("ask %s: %w", rule.ID, err)
	}
	var asked []Question
	for rows.Next() {
		row, err := questionRow(rows, columns)
		if err != nil {
			return nil, fmt.Errorf("ask %s: %w", rule.ID, err)
		}
		document := documents[int(row.document)]
		asked = append(asked, Question{
			Rule: rule.ID, Priority: rule.Priority, Basis: rule.Why(), Materials: rule.materials,
			Theme: rule.Theme, Organization: document.organization, Scope: document.scope, Stage: document.stage, Document: document.name, Year: fact.Year(document.year),
			Question: row.question, Evidence: row.evidence, Money: row.money, Reason: row.grade, Current: row.current, Earlier: row.earlier, Stated: row.stated,
		})
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("ask %s: %w", rule.ID, err)
	}
	return asked, nil
}

// answer is what a rule selects, by the names of the columns: document_id, money, question and evidence always; grade, or
// reason and the figures current and earlier, where it has them.
type answer struct {
	document           int32
	money              fact.Fen
	question, evidence string
	grade              Grade
	current, earlier   *Cited
	stated             *Stated
}

func questionRow(rows *sql.Rows, columns []string) (answer, error) {
	one := answer{grade: NoReason}
	var current, earlier, reason, other any
	target := map[string]any{
		"document_id": &one.document, "money": &one.money, "question": &one.question, "evidence": &one.evidence, "grade": &one.grade,
		"current": &current, "earlier": &earlier, "reason": &reason,
	}
	targets := make([]any, len(columns))
	for i, name := range columns {
		if targets[i] = target[name]; targets[i] == nil {
			targets[i] = &other
		}
	}
	if err := rows.Scan(targets...); err != nil {
		return one, err
	}
	one.current, one.earlier, one.stated = citedOf(current), citedOf(earlier), statedOf(reason)
	if one.stated != nil {
		one.grade = one.stated.Grade
	}
	return one, nil
}

// citedOf reads what the macro cited makes; nil of null.
func citedOf(column any) *Cited {
	field, ok := column.(map[string]any)
	if !ok {
		return nil
	}
	return &Cited{
		Label: textOf(field["label"]), Amount: fact.Fen(wholeOf(field["fen"])), Year: fact.Year(wholeOf(field["year"])), Stage: fact.Stage(textOf(field["stage"])),
		Document: textOf(field["document"]), Format: textOf(field["format"]), Page: int(wholeOf(field["page"])),
		Raw: textOf(field["raw"]), Source: sourceOf(int(wholeOf(field["page"])), field["cell"]),
	}
}

// sourceOf reads the place of a cell; of null it is the page alone.
func sourceOf(page int, column any) fact.Source {
	field, _ := column.(map[string]any)
	return fact.Source{
		Page: page, Table: int(wholeOf(field["table"])), Row: int(wholeOf(field["row"])), Col: int(wholeOf(field["column"])),
		Title: textOf(field["title"]), Heading: textOf(field["heading"]),
		Left: pointsOf(field["left"]), Top: pointsOf(field["top"]), Right: pointsOf(field["right"]), Bottom: pointsOf(field["bottom"]),
	}
}

func pointsOf(field any) float64 {
	value, _ := field.(float64)
	return value
}

// statedOf reads the column of that name of the table reason; nil of null.
func statedOf(column any) *Stated {
	field, ok := column.(map[string]any)
	if !ok {
		return nil
	}
	repeated, _ := field["repeated"].(bool)
	return &Stated{
		Text: textOf(field["text"]), Grade: Grade(textOf(field["grade"])), Document: textOf(field["document"]), Format: textOf(field["format"]),
		Page: int(wholeOf(field["page"])), Change: optionalFen(field["change"]), Explained: optionalFen(field["explained"]), Unexplained: optionalFen(field["unexplained"]),
		Repeated: repeated, Shared: int(wholeOf(field["shared"])),
	}
}

func textOf(field any) string {
	value, _ := field.(string)
	return value
}

func wholeOf(field any) int64 {
	switch value := field.(type) {
	case int64:
		return value
	case int32:
		return int64(value)
	}
	return 0
}

func optionalFen(field any) *fact.Fen {
	if field == nil {
		return nil
	}
	fen := fact.Fen(wholeOf(field))
	return &fen
}
