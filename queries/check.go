package queries

import (
	"cmp"
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"tongbi/data"
	"tongbi/etl/fact"
)

//go:embed checks/*.sql checks/prepare/*.sql
var checkFiles embed.FS

// Severity says how grave a finding is.
type Severity string

// The severities, gravest first.
const (
	Error Severity = "error" // what is printed cannot be right
	Warn  Severity = "warn"  // very likely wrong, or against the rules of disclosure
	Info  Severity = "info"  // a rounding artefact or a matter of form
)

// Finding is one row of `tongbi check`: one thing in one document that does not add up.
type Finding struct {
	Rule         string
	Title        string // of the rule: what does not add up, in Chinese
	Severity     Severity
	Organization string
	Scope        fact.Scope
	Stage        fact.Stage
	Year         fact.Year
	Document     string
	Format       string // doc.Format of the document: it tells what Page counts
	Page         int    // where the faulty figure or word stands
	Subject      string
	Stated       string // in the document's own unit and grain
	Expected     string // likewise; empty where the rule cannot say
	Message      string // Chinese, for people
	Detail       string // the sentence, or where the other figures stand
	DocumentID   int    // the document's number in this database
}

// Rule is one check: a SQL file whose head says what it is.
type Rule struct {
	ID        string
	Title     string   // what does not add up, in Chinese
	Severity  Severity // the gravest it reports
	Tolerance string   // in Chinese
	Stage     string   // fact.Stage of the documents that it is about; empty: of any
	Needs     []string // what it looks at: ids of forms, NeedText, NeedPriorYear, NeedUnits; without one of them it checks nothing
	message   string   // with {subject}, {stated}, {expected}, {detail}
	statement string
}

// ErrRule is a rule file whose head lacks something or says something unknown.
var ErrRule = errors.New("not a rule")

// Rules gives the built-in checks and those of further folders (*.sql), by id. A file of a folder replaces the built-in
// check of its id. An unusable head is ErrRule with the file's name.
func Rules(folders ...fs.FS) ([]Rule, error) {
	built, err := fs.Sub(checkFiles, "checks")
	if err != nil {
		return nil, fmt.Errorf("open built-in checks: %w", err)
	}
	byID := map[string]Rule{}
	for _, folder := range append([]fs.FS{built}, folders...) {
		heads, err := ruleFiles(folder)
		if err != nil {
			return nil, err
		}
		for _, head := range heads {
			rule := Rule{
				ID: head.fields["id"], Title: head.fields["title"], Severity: Severity(head.fields["severity"]),
				Tolerance: head.fields["tolerance"], Stage: head.fields["stage"], message: head.fields["message"], statement: head.statement,
			}
			if needs := head.fields["needs"]; needs != "" {
				rule.Needs = strings.Split(needs, ", ")
			}
			if rule.ID == "" || rule.Title == "" || rule.message == "" || gravity(rule.Severity) < 0 {
				return nil, fmt.Errorf("%w: %s: id, title, severity or message is missing or unknown", ErrRule, head.file)
			}
			byID[rule.ID] = rule
		}
	}
	rules := make([]Rule, 0, len(byID))
	for _, rule := range byID {
		rules = append(rules, rule)
	}
	slices.SortFunc(rules, func(a, b Rule) int { return strings.Compare(a.ID, b.ID) })
	return rules, nil
}

func gravity(severity Severity) int { return slices.Index([]Severity{Error, Warn, Info}, severity) }

// ruleFile is a SQL file with the fields of its head: lines “-- name: value” before the first other line.
type ruleFile struct {
	file      string
	fields    map[string]string
	statement string
}

func ruleFiles(folder fs.FS) ([]ruleFile, error) {
	names, err := fs.Glob(folder, "*.sql")
	if err != nil {
		return nil, fmt.Errorf("list rules: %w", err)
	}
	files := make([]ruleFile, len(names))
	for i, name := range names {
		text, err := fs.ReadFile(folder, name)
		if err != nil {
			return nil, fmt.Errorf("read rule: %w", err)
		}
		statement := strings.TrimPrefix(string(text), "\ufeff") // Windows editors put it there
		files[i] = ruleFile{file: name, fields: map[string]string{}, statement: statement}
		for line := range strings.Lines(statement) {
			name, value, found := strings.Cut(strings.TrimPrefix(line, "-- "), ": ")
			if !found || !strings.HasPrefix(line, "-- ") {
				break
			}
			files[i].fields[name] = strings.TrimSpace(value)
		}
	}
	return files, nil
}

// CheckOptions narrow a check.
type CheckOptions struct {
	Organization string // part of a name
	Rules        []Rule // which checks; none means the built-in ones
	Inferred     bool   // figures that were recognised in a scan, or whose columns were found by alignment, too
}

// Check gives everything in the loaded documents that does not add up: per document the gravest first, then by page.
func Check(ctx context.Context, db *sql.DB, options CheckOptions) ([]Finding, error) {
	s, rules, err := beginChecks(ctx, db, options)
	if err != nil {
		return nil, err
	}
	defer s.end()
	documents, err := s.checkedDocuments(ctx)
	if err != nil {
		return nil, err
	}
	all, err := s.checkAll(ctx, rules, documents)
	if err != nil {
		return nil, err
	}
	sortFindings(all)
	return all, nil
}

// sortFindings puts findings into the order of Check.
func sortFindings(all []Finding) {
	slices.SortStableFunc(all, func(a, b Finding) int {
		return cmp.Or(strings.Compare(a.Organization, b.Organization), cmp.Compare(a.Year, b.Year), strings.Compare(a.Document, b.Document),
			cmp.Compare(gravity(a.Severity), gravity(b.Severity)), cmp.Compare(a.Page, b.Page), strings.Compare(a.Rule, b.Rule),
			strings.Compare(a.Subject, b.Subject), strings.Compare(a.Stated, b.Stated))
	})
}

// beginChecks takes a connection on which the tables stand that the rules rest on, and gives the rules; the caller ends it.
func beginChecks(ctx context.Context, db *sql.DB, options CheckOptions) (*session, []Rule, error) {
	rules := options.Rules
	if rules == nil {
		var err error
		if rules, err = Rules(); err != nil {
			return nil, nil, err
		}
	}
	s, err := begin(ctx, db, options.Organization)
	if err != nil {
		return nil, nil, err
	}
	if err := s.prepareChecks(ctx, options.Inferred); err != nil {
		s.end()
		return nil, nil, err
	}
	return s, rules, nil
}

// prepareChecks makes the tables that the rules rest on: figures and sentences in fen, and the vocabulary.
func (s *session) prepareChecks(ctx context.Context, inferred bool) error {
	if _, err := s.connection.ExecContext(ctx, `set variable inferred = $inferred`, sql.Named("inferred", inferred)); err != nil {
		return fmt.Errorf("prepare checks: %w", err)
	}
	for _, view := range documentViews {
		if err := s.stand(ctx, view); err != nil {
			return err
		}
	}
	if err := s.prepare(ctx, checkFiles, "checks/prepare/*.sql"); err != nil {
		return err
	}
	return s.fillVocabulary(ctx)
}

// prepare runs the statements of files in the order of their names.
func (s *session) prepare(ctx context.Context, files fs.FS, pattern string) error {
	names, err := fs.Glob(files, pattern)
	if err != nil {
		return fmt.Errorf("list %s: %w", pattern, err)
	}
	for _, name := range names {
		statement, err := fs.ReadFile(files, name)
		if err != nil {
			return fmt.Errorf("prepare %s: %w", name, err)
		}
		if _, err := s.connection.ExecContext(ctx, string(statement)); err != nil {
			return fmt.Errorf("prepare %s: %w", name, err)
		}
	}
	return nil
}

// fillVocabulary gives the rules what the vocabulary knows of sums, agreements and wordings.
func (s *session) fillVocabulary(ctx context.Context) error {
	vocabulary, err := data.Load()
	if err != nil {
		return fmt.Errorf("load vocabulary: %w", err)
	}
	wording, err := data.LoadWording()
	if err != nil {
		return fmt.Errorf("load wordings: %w", err)
	}
	insert := func(statement string, values ...any) {
		if err == nil {
			_, err = s.connection.ExecContext(ctx, statement, values...)
		}
	}
	for _, sum := range vocabulary.Sums {
		for _, form := range sum.Forms {
			for _, part := range sum.Parts {
				insert(`insert into sum_part values (?, ?, ?)`, form, sum.Whole, part)
			}
		}
	}
	for _, form := range vocabulary.Forms {
		insert(`insert into form_name values (?, ?)`, form.ID, form.Name)
	}
	for i, a := range vocabulary.Agreements {
		insert(`insert into agreement values (?, ?, ?, ?, ?, ?, ?, ?)`, i, a.One.Form, a.One.Line, a.One.Or, a.One.Measure, a.Other.Form, a.Other.Line, a.Other.Measure)
	}
	for _, w := range wording.Patterns {
		insert(`insert into wording values (?, ?, ?, ?)`, w.Severity, w.Pattern, w.Instead, w.Why)
	}
	crosswalk, err := data.LoadCrosswalk()
	if err != nil {
		return fmt.Errorf("load crosswalk: %w", err)
	}
	for _, name := range data.OldNames(crosswalk) {
		insert(`insert into old_name values (?, ?, ?, ?, ?)`, name.Scheme, name.Code, name.Old, name.New, name.Since)
	}
	if err != nil {
		return fmt.Errorf("fill vocabulary for checks: %w", err)
	}
	items, err := data.FunctionItems()
	if err != nil {
		return fmt.Errorf("load functions: %w", err)
	}
	if _, err := s.connection.ExecContext(ctx, `set variable wordings = (select string_agg('(?:' || pattern || ')', '|') from wording)`); err != nil {
		return fmt.Errorf("fill vocabulary for checks: %w", err)
	}
	return s.fill(ctx, `insert into standard_item
		select unnest(from_json($list, '[{"Section": "VARCHAR", "Item": "VARCHAR"}]'), recursive := true)`, items)
}

// checkedDocument is what every finding of a document carries.
type checkedDocument struct {
	organization, name, format string
	scope                      fact.Scope
	stage                      fact.Stage
	year                       int
}

func (s *session) checkedDocuments(ctx context.Context) (map[int]checkedDocument, error) {
	documents := map[int]checkedDocument{}
	rows, err := s.connection.QueryContext(ctx, `select document_id, organization, document, format, scope, stage, fiscal_year from current_document where refused = ''`)
	if err != nil {
		return nil, fmt.Errorf("list documents: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var number int
		var one checkedDocument
		if err := rows.Scan(&number, &one.organization, &one.name, &one.format, &one.scope, &one.stage, &one.year); err != nil {
			return nil, fmt.Errorf("list documents: %w", err)
		}
		documents[number] = one
	}
	return documents, rows.Err()
}

// checkAll runs rules one after the other.
func (s *session) checkAll(ctx context.Context, rules []Rule, documents map[int]checkedDocument) ([]Finding, error) {
	var all []Finding
	for _, rule := range rules {
		found, err := s.check(ctx, rule, documents)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

// check runs one rule.
func (s *session) check(ctx context.Context, rule Rule, documents map[int]checkedDocument) ([]Finding, error) {
	rows, err := s.connection.QueryContext(ctx, rule.statement)
	if err != nil {
		return nil, fmt.Errorf("check %s: %w", rule.ID, err)
	}
	defer rows.Close()
	var found []Finding
	for rows.Next() {
		var number int
		one := Finding{Rule: rule.ID, Title: rule.Title}
		if err := rows.Scan(&number, &one.Page, &one.Severity, &one.Subject, &one.Stated, &one.Expected, &one.Detail); err != nil {
			return nil, fmt.Errorf("check %s: %w", rule.ID, err)
		}
		document := documents[number]
		one.Organization, one.Scope, one.Stage, one.Year = document.organization, document.scope, document.stage, fact.Year(document.year)
		one.Document, one.Format = document.name, document.format
		one.DocumentID = number
		one.Message = fill(rule.message, map[string]string{"subject": one.Subject, "stated": one.Stated, "expected": one.Expected, "detail": one.Detail})
		found = append(found, one)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("check %s: %w", rule.ID, err)
	}
	return found, nil
}

// fill puts words into a template; words that are quoted there have single quotation marks of their own: “‘三公’经费表”.
func fill(template string, words map[string]string) string {
	inner := strings.NewReplacer("“", "‘", "”", "’")
	var pairs []string
	for _, name := range slices.Sorted(maps.Keys(words)) {
		pairs = append(pairs, "“{"+name+"}”", "“"+inner.Replace(words[name])+"”", "{"+name+"}", words[name])
	}
	return strings.NewReplacer(pairs...).Replace(template)
}
