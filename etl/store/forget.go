package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
)

// Forgotten says what was taken out and what counts again because of it.
type Forgotten struct {
	Document string
	Restored []string // documents that the forgotten one had replaced
}

// shortestPrefix is how many characters of a SHA-256 at least name a document.
const shortestPrefix = 6

// Forget takes a document out, with its history: everything that was read from the file whose name, end of path or
// SHA-256 prefix (at least 6 characters) is given. Documents that it had replaced count again. The errors are
// ErrNoDocument and ErrAmbiguous, which names the candidates.
func (s *Store) Forget(ctx context.Context, name string) (Forgotten, error) {
	var forgotten Forgotten
	err := s.transact(ctx, func(t *transaction) (err error) {
		forgotten, err = forget(t, name)
		return err
	})
	if err != nil {
		return Forgotten{}, fmt.Errorf("forget %s: %w", name, err)
	}
	return forgotten, nil
}

func forget(t *transaction, name string) (Forgotten, error) {
	found, err := t.candidates(name)
	if err != nil {
		return Forgotten{}, fmt.Errorf("look for document: %w", err)
	}
	if len(found) == 0 {
		return Forgotten{}, ErrNoDocument
	}
	if len(found) > 1 {
		return Forgotten{}, ambiguous(found)
	}
	document := found[0]
	restored, err := t.names(replacedBy, sql.Named("sha256", document.sha256))
	if err != nil {
		return Forgotten{}, fmt.Errorf("look for replaced documents: %w", err)
	}
	for _, number := range document.versions {
		if err := t.remove(number); err != nil {
			return Forgotten{}, fmt.Errorf("remove: %w", err)
		}
	}
	if err := t.exec(restore, sql.Named("sha256", document.sha256)); err != nil {
		return Forgotten{}, fmt.Errorf("restore: %w", err)
	}
	return Forgotten{Document: document.name, Restored: restored}, nil
}

// candidate is one content and the numbers of all its versions.
type candidate struct {
	sha256, path, name string
	counts             bool // one of its versions is not history
	versions           []int
}

const (
	named = `
		select document_id, sha256, path, name, replaced_at is null
		from document
		where name = $name or path = $name or ends_with(path, '/' || $name)
			or length($name) >= $shortest and starts_with(sha256, lower($name))
		order by sha256, path, document_id`

	replacedBy = `
		select name from document
		where replaced_by = $sha256 and sha256 <> $sha256
		order by name, sha256`

	restore = `
		update document set replaced_at = null, replaced_by = null
		where replaced_by = $sha256`
)

// candidates are the contents that a name may mean: those that count or were refused, else those in history.
func (t *transaction) candidates(name string) ([]candidate, error) {
	rows, err := t.sql.QueryContext(t.ctx, named, sql.Named("name", name), sql.Named("shortest", shortestPrefix))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var found []candidate
	for rows.Next() {
		var number int
		var version candidate
		if err := rows.Scan(&number, &version.sha256, &version.path, &version.name, &version.counts); err != nil {
			return nil, err
		}
		found = gather(found, version, number)
	}
	if current := slices.DeleteFunc(slices.Clone(found), func(c candidate) bool { return !c.counts }); len(current) > 0 {
		found = current
	}
	return found, rows.Err()
}

// gather adds a version to the content it belongs to. A file that could not be read has only its path.
func gather(found []candidate, version candidate, number int) []candidate {
	for i, c := range found {
		if c.sha256 == version.sha256 && (c.sha256 != "" || c.path == version.path) {
			found[i].versions = append(c.versions, number)
			found[i].counts = c.counts || version.counts
			return found
		}
	}
	version.versions = []int{number}
	return append(found, version)
}

// ambiguous names the candidates by path and content.
func ambiguous(found []candidate) error {
	names := make([]string, len(found))
	for i, c := range found {
		names[i] = c.path + " (" + c.sha256[:min(12, len(c.sha256))] + ")"
	}
	return fmt.Errorf("%w: %s", ErrAmbiguous, strings.Join(names, ", "))
}

// removals delete one version and all that it says.
var removals = []string{
	`delete from evidence where document_id = $document_id`,
	`delete from reading where document_id = $document_id`,
	`delete from cell where document_id = $document_id`,
	`delete from missing_form where document_id = $document_id`,
	`delete from fact where document_id = $document_id`,
	`delete from claim where document_id = $document_id`,
	`delete from passage where document_id = $document_id`,
	`delete from issue where document_id = $document_id`,
	`delete from document where document_id = $document_id`,
}

// remove deletes one version and all that it says.
func (t *transaction) remove(number int) error {
	for _, statement := range removals {
		if err := t.exec(statement, sql.Named("document_id", number)); err != nil {
			return err
		}
	}
	return nil
}
