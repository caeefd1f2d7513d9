package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"tongbi/etl/doc"
	"tongbi/etl/fact"
)

// Submission is one document offered: what was read, what was understood, and why it is refused if it is.
type Submission struct {
	Document   *doc.Document // never nil; of a file that could not be read, its name and format are enough
	Path       string        // where the file is
	Disclosure fact.Disclosure
	Issues     []doc.Issue // all of them: the reader's and the extractor's
	Refused    string      // why nothing of it may be used; empty for a document that counts
	ReplacedBy string      // of a version that was history in the database it comes from: the content that replaced it
}

// Outcome says what became of a submission.
type Outcome struct {
	Kind        Kind
	Others      []string     // names of the other documents of the same organisation, scope, year and stage concerned
	Differences []Difference // of a conflict: every figure that is stated differently
}

// Kind names an outcome.
type Kind string

// The outcomes.
const (
	Loaded    Kind = "loaded"    // stored; Others are the documents it complements or repeats
	Unchanged Kind = "unchanged" // the same file was there already; Differences tell whether it is in conflict
	Refused   Kind = "refused"   // noted with its reason, nothing of it counts
	Conflict  Kind = "conflict"  // stored, but Others state figures differently: comparisons of the year are blocked
	Replaced  Kind = "replaced"  // stored, and Others are history now
	Archived  Kind = "archived"  // stored as history, as it was in the database it comes from
)

// Difference is one figure that two documents of the same organisation, scope, year and stage state differently.
type Difference struct {
	Other       string // name of the other document
	Label       string
	Code        fact.Code
	Measure     fact.Measure
	Mine        string // as printed
	Theirs      string // as printed
	Page        int    // in the document submitted
	PageOfOther int
}

// ErrIncomplete means that a submission which is not refused lacks a part of its identity: nothing was stored.
var ErrIncomplete = errors.New("organisation, scope, year or stage is missing")

// Save stores a document in one transaction. A file whose content is stored already changes nothing, unless it was
// refused then or a person now sets another organisation, year, stage or scope. Documents of one organisation, scope,
// year and stage stand beside each other; where they state a figure differently the outcome is Conflict.
func (s *Store) Save(ctx context.Context, submission Submission) (Outcome, error) {
	return s.submit(ctx, submission, save)
}

// Replace stores a document as Save does, and makes history of the documents that state its figures differently.
func (s *Store) Replace(ctx context.Context, submission Submission) (Outcome, error) {
	return s.submit(ctx, submission, replace)
}

// submit runs one way of storing in a transaction of its own.
func (s *Store) submit(ctx context.Context, submission Submission, store func(*transaction, Submission) (Outcome, error)) (Outcome, error) {
	if submission.Refused == "" && !complete(submission.Disclosure.Identity) {
		return Outcome{}, fmt.Errorf("save %s: %w", submission.Document.Name, ErrIncomplete)
	}
	if place, raw, found := oversized(submission.Disclosure); found && submission.Refused == "" {
		submission.Refused = string(doc.TooLarge)
		submission.Issues = append(slices.Clone(submission.Issues), doc.Issue{Code: doc.TooLarge, Pos: place, Detail: raw})
	}
	if submission.ReplacedBy != "" {
		store = archive
	}
	var outcome Outcome
	err := s.transact(ctx, func(t *transaction) (err error) {
		outcome, err = store(t, submission)
		return err
	})
	if err != nil {
		return Outcome{}, fmt.Errorf("save %s: %w", submission.Document.Name, err)
	}
	return outcome, nil
}

// oversized finds an amount that no budget has and the database cannot hold (from 10^16 yuan): the document was misread.
func oversized(disclosure fact.Disclosure) (place doc.Pos, raw string, found bool) {
	for _, f := range disclosure.Facts {
		if !fits(f.Money) {
			return doc.Pos{Page: f.Source.Page, Table: f.Source.Table, Row: f.Source.Row, Col: f.Source.Col}, f.Raw, true
		}
	}
	for _, c := range disclosure.Claims {
		for _, money := range []*fact.Money{c.Value, c.Base, c.Change} {
			if money != nil && !fits(*money) {
				return doc.Pos{Page: c.Page}, c.Sentence, true
			}
		}
	}
	return doc.Pos{}, "", false
}

func fits(money fact.Money) bool {
	return -bound < money.Fen && money.Fen < bound && money.Grain < bound
}

// complete reports whether an identity says all that its figures are compared by.
func complete(identity fact.Identity) bool {
	return identity.Organization != "" && identity.Scope != "" && identity.Year != 0 && identity.Stage != ""
}

func save(t *transaction, submission Submission) (Outcome, error) {
	number, found, err := store(t, submission)
	if err != nil || found == Refused {
		return Outcome{Kind: found}, err
	}
	outcome, err := verdict(t, number)
	if found == Unchanged {
		outcome.Kind = Unchanged
	}
	return outcome, err
}

func replace(t *transaction, submission Submission) (Outcome, error) {
	number, found, err := store(t, submission)
	if err != nil || found == Refused {
		return Outcome{Kind: found}, err
	}
	if found == Unchanged {
		revived, err := t.change(revive, sql.Named("document_id", number))
		if err != nil {
			return Outcome{}, fmt.Errorf("bring version back: %w", err)
		}
		if revived > 0 {
			found = Loaded
		}
	}
	outcome, err := verdict(t, number)
	if err != nil || outcome.Kind != Conflict {
		return Outcome{Kind: found, Others: outcome.Others}, err
	}
	if err := t.exec(supersede, sql.Named("document_id", number)); err != nil {
		return Outcome{}, fmt.Errorf("make history: %w", err)
	}
	outcome.Kind = Replaced
	return outcome, nil
}

// archive stores a version as history, unless there is one that says the same already.
func archive(t *transaction, submission Submission) (Outcome, error) {
	found, err := t.holds(submission)
	if err != nil || found {
		return Outcome{Kind: Unchanged}, err
	}
	number, err := t.next()
	if err != nil {
		return Outcome{}, fmt.Errorf("number document: %w", err)
	}
	if err := t.insert(number, submission); err != nil {
		return Outcome{}, err
	}
	if err := t.exec(shelve, sql.Named("document_id", number), sql.Named("replaced_by", submission.ReplacedBy)); err != nil {
		return Outcome{}, fmt.Errorf("make history: %w", err)
	}
	return Outcome{Kind: Archived}, nil
}

// store inserts the submission as a new version unless it is there already. The outcome is Loaded, Unchanged or
// Refused; the number is that of the version that holds the content now.
func store(t *transaction, submission Submission) (int, Kind, error) {
	earlier, err := t.earlier(submission)
	if err != nil {
		return 0, "", fmt.Errorf("look for earlier version: %w", err)
	}
	if earlier.found && earlier.keeps(submission) {
		return earlier.number, Unchanged, nil
	}
	number, err := t.next()
	if err != nil {
		return 0, "", fmt.Errorf("number document: %w", err)
	}
	if err := t.retire(earlier, submission); err != nil {
		return 0, "", fmt.Errorf("retire earlier version: %w", err)
	}
	if err := t.insert(number, submission); err != nil {
		return 0, "", err
	}
	if submission.Refused != "" {
		return number, Refused, nil
	}
	return number, Loaded, nil
}

// version is a stored version of a document with the same content.
type version struct {
	found    bool
	number   int
	refused  bool
	identity fact.Identity
}

// keeps reports whether the stored version stands against a submission of the same content: what counts is never given
// up for a refusal, and only a setting made by hand changes what was understood before.
func (v version) keeps(submission Submission) bool {
	if v.refused {
		return false
	}
	if submission.Refused != "" {
		return true
	}
	offered := submission.Disclosure.Identity
	for _, evidence := range offered.Evidence {
		if evidence.Page == 0 && !v.agrees(evidence.Field, offered) {
			return false
		}
	}
	return true
}

// agrees reports whether one field of the stored identity is as offered.
func (v version) agrees(field string, offered fact.Identity) bool {
	switch field {
	case "organization":
		return v.identity.Organization == offered.Organization
	case "scope":
		return v.identity.Scope == offered.Scope
	case "fiscal_year":
		return v.identity.Year == offered.Year
	case "stage":
		return v.identity.Stage == offered.Stage
	}
	return true
}

// verdict says how the stored version stands to the other documents of its organisation, scope, year and stage.
func verdict(t *transaction, number int) (Outcome, error) {
	others, err := t.names(beside, sql.Named("document_id", number))
	if err != nil {
		return Outcome{}, fmt.Errorf("look for other documents: %w", err)
	}
	if len(others) == 0 {
		return Outcome{Kind: Loaded}, nil
	}
	differences, err := t.differences(number)
	if err != nil {
		return Outcome{}, fmt.Errorf("compare with other documents: %w", err)
	}
	if len(differences) == 0 {
		return Outcome{Kind: Loaded, Others: others}, nil
	}
	return Outcome{Kind: Conflict, Others: parties(differences), Differences: differences}, nil
}

// parties are the names of the documents of some differences, each once, in their order.
func parties(differences []Difference) []string {
	var names []string
	seen := map[string]bool{}
	for _, difference := range differences {
		if !seen[difference.Other] {
			names = append(names, difference.Other)
			seen[difference.Other] = true
		}
	}
	return names
}

// Version is what the store knows of a file's content.
type Version struct {
	Document string
	Identity fact.Identity // without evidence
	Refused  string        // the reason; empty where the document counts or is history
}

// Known tells whether a file of this content was offered before, so that it need not be read again.
func (s *Store) Known(ctx context.Context, sha256 string) (Version, bool, error) {
	var version Version
	var year sql.NullInt64
	err := s.db.QueryRowContext(ctx, known, sql.Named("sha256", sha256)).Scan(&version.Document,
		&version.Identity.Organization, &version.Identity.Scope, &year, &version.Identity.Stage, &version.Refused)
	if errors.Is(err, sql.ErrNoRows) {
		return Version{}, false, nil
	}
	if err != nil {
		return Version{}, false, fmt.Errorf("look for %s: %w", sha256, diagnose(err))
	}
	version.Identity.Year = fact.Year(year.Int64)
	return version, true, nil
}

// place is the path as it is stored: with slashes on every system.
func place(submission Submission) string {
	return filepath.ToSlash(submission.Path)
}
