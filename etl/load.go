package etl

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"tongbi/etl/doc"
	"tongbi/etl/exchange"
	"tongbi/etl/fact"
	"tongbi/etl/store"
)

// Loaded is what became of one document in the database.
type Loaded struct {
	Outcome
	Stored store.Outcome
}

// keeping is one of the two ways in which a store takes a submission: (*store.Store).Save or Replace.
type keeping func(context.Context, store.Submission) (store.Outcome, error)

// Load reads the files and stores what they say, one transaction a document, in the order of the files. A file whose
// content is stored already is not read again unless a person settles something by hand or scans are to be recognised. What was stored before an
// error, or before ctx ended, stays.
func Load(ctx context.Context, database *store.Store, files []File, options Options, yield func(Loaded) error) error {
	return load(ctx, database, database.Save, files, options, yield)
}

// Replace loads as Load does, and makes history of documents whose figures the new ones state differently.
func Replace(ctx context.Context, database *store.Store, files []File, options Options, yield func(Loaded) error) error {
	return load(ctx, database, database.Replace, files, options, yield)
}

func load(ctx context.Context, database *store.Store, keep keeping, files []File, options Options, yield func(Loaded) error) error {
	line := newLine(files, options)
	defer line.close()
	read := func(ctx context.Context, file File) batch { return line.understandNew(ctx, database, file) }
	return inOrder(ctx, files, read, func(done batch) error {
		if done.export != nil {
			return unpack(ctx, done, keep, yield)
		}
		return line.hand(done, func(outcome Outcome) error {
			if done.file.Exported {
				return yield(Loaded{Outcome: outcome})
			}
			stored, err := keep(ctx, submission(outcome))
			if err != nil {
				return err
			}
			return yield(Loaded{outcome, stored})
		})
	})
}

// understandNew is understand for a file that may be in the database already.
func (l *line) understandNew(ctx context.Context, database *store.Store, file File) batch {
	if file.Exported {
		return opened(ctx, file)
	}
	content, err := open(file, l.largest)
	if err != nil {
		return batch{file: file, outcomes: []Outcome{unopened(file, err)}}
	}
	sum := sha256.Sum256(content)
	known, found, err := database.Known(ctx, hex.EncodeToString(sum[:]))
	if err != nil {
		return batch{file: file, err: fmt.Errorf("look for %s: %w", file.Name, err)}
	}
	if !found || known.Refused != "" || len(l.given.Evidence) > 0 || l.scans {
		return l.disclose(ctx, file, content)
	}
	document := &doc.Document{Name: file.Name, SHA256: hex.EncodeToString(sum[:])}
	outcome := Outcome{Path: file.Path, Document: document, Disclosure: fact.Disclosure{Identity: known.Identity}, known: true}
	return batch{file: file, outcomes: []Outcome{outcome}}
}

// opened checks an export to the last row before anything of it is stored.
func opened(ctx context.Context, file File) batch {
	export, err := exchange.Open(ctx, file.Path)
	if ctx.Err() != nil {
		return batch{file: file, err: ctx.Err()}
	}
	if err != nil {
		return batch{file: file, outcomes: []Outcome{unopened(file, err)}}
	}
	return batch{file: file, export: export}
}

// unpack stores the documents of an export, one transaction a document, as if their files had been read. Of a document that
// is there already its defects are not told again.
func unpack(ctx context.Context, done batch, keep keeping, yield func(Loaded) error) error {
	return done.export.Each(ctx, func(submission store.Submission) error {
		stored, err := keep(ctx, submission)
		if err != nil {
			return err
		}
		outcome := Outcome{Path: submission.Path, Document: submission.Document, Disclosure: submission.Disclosure, Issues: submission.Issues}
		if stored.Kind == store.Unchanged || stored.Kind == store.Archived {
			outcome.Issues, outcome.known = nil, true
		}
		return yield(Loaded{outcome, stored})
	})
}

func submission(outcome Outcome) store.Submission {
	return store.Submission{
		Document: outcome.Document, Path: absolute(outcome.Path), Disclosure: outcome.Disclosure,
		Issues: outcome.Issues, Refused: string(outcome.Refused()),
	}
}
