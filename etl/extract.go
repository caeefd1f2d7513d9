// Package etl carries files through the stages: found, read, understood, stored. It keeps several files in work at a
// time, hands the outcomes over in the order in which the files were given, and holds only a few of them at once.
package etl

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"tongbi/etl/doc"
	"tongbi/etl/exchange"
	"tongbi/etl/extract"
	"tongbi/etl/fact"
	"tongbi/etl/read"
)

// largest is the size of a file, in bytes, that is read at all unless a person allows more; the readers have their own
// limits below it.
const largest = 1 << 30

// ErrTooLarge is the error of a file beyond that size.
var ErrTooLarge = errors.New("file is too large")

// ErrExported is the error of an export where published documents are asked for.
var ErrExported = errors.New("folder is an export, not a document")

// Options says how files are read and understood.
type Options struct {
	Extractor *extract.Extractor // knows the forms
	Given     fact.Identity      // what a person settles by hand; it holds for every document
	Limits    read.Limits        // what the reading of one file may cost; zero fields are the defaults
	Scans     bool               // pages without text are recognised, which takes seconds a page
	OnCompile func(kept bool)    // called when the PDF engine must be compiled first, which takes seconds, and whether it is kept; may be nil
}

// Outcome is what became of one document: what it says, or why there is nothing.
type Outcome struct {
	Path       string        // of the file; of a document of an archive, the archive's and then the place inside
	Document   *doc.Document // never nil; of a file that could not be opened, only its name
	Disclosure fact.Disclosure
	Issues     []doc.Issue // all of them, those of reading first
	Err        error       // why the file could not be opened
	known      bool        // it is in the database already, so it was not read
}

// Refused is why nothing of the document may be used in comparisons: the defect that decides, or empty for a document
// that counts. A document counts when a form or a sentence with a figure was recognised in it, and its organisation,
// scope, year and stage are certain.
func (o Outcome) Refused() doc.Code {
	switch {
	case o.known:
		return ""
	case o.Err != nil:
		return Unopened
	case !recognised(o.Disclosure) && len(o.Disclosure.Claims) == 0:
		return deciding(o.Issues, func(doc.Code) bool { return true })
	case !complete(o.Disclosure.Identity):
		return deciding(o.Issues, func(code doc.Code) bool {
			return code == extract.NoOrganization || code == extract.NoScope || code == extract.NoYear || code == extract.NoStage
		})
	}
	return ""
}

// Unopened is the refusal of a file that could not be opened; Detail says why.
const Unopened doc.Code = "unopened"

func recognised(disclosure fact.Disclosure) bool {
	return slices.ContainsFunc(disclosure.Readings, func(reading fact.Reading) bool { return reading.Form != "" })
}

func complete(identity fact.Identity) bool {
	return identity.Organization != "" && identity.Scope != "" && identity.Year != 0 && identity.Stage != ""
}

// deciding is the first defect that decides; a document without a form or identity is refused even if no defect says why.
func deciding(issues []doc.Issue, decides func(doc.Code) bool) doc.Code {
	for _, issue := range issues {
		if decides(issue.Code) {
			return issue.Code
		}
	}
	return extract.NoDisclosure
}

// Extract reads and understands the files and hands over what became of each document, in the order of the files. It
// ends with the first error of yield, where ctx ends, and where the program itself cannot go on.
func Extract(ctx context.Context, files []File, options Options, yield func(Outcome) error) error {
	line := newLine(files, options)
	defer line.close()
	return inOrder(ctx, files, line.understand, func(done batch) error { return line.hand(done, yield) })
}

// batch is what became of one file: several documents where it is an archive.
type batch struct {
	file     File
	outcomes []Outcome
	export   *exchange.Package // in place of outcomes: they are read one at a time
	err      error             // why the program cannot go on
}

// line is the production line: reader and extractor, shared by the workers.
type line struct {
	reader    *read.Reader
	extractor *extract.Extractor
	given     fact.Identity
	scans     bool            // pages without text are recognised
	largest   int             // bytes of a file
	names     map[string]bool // taken: those of the files, and of the documents of archives handed over so far
}

func newLine(files []File, options Options) *line {
	line := &line{
		reader:    read.New(read.Options{Workers: runtime.GOMAXPROCS(0), OnCompile: options.OnCompile, Scans: options.Scans, Limits: options.Limits}),
		extractor: options.Extractor,
		given:     attested(options.Given),
		scans:     options.Scans,
		largest:   max(largest, options.Limits.Bytes),
		names:     map[string]bool{},
	}
	for _, file := range files {
		line.names[file.Name] = true
	}
	return line
}

// attested notes of every field that it was set by hand.
func attested(given fact.Identity) fact.Identity {
	note := func(field, text string) {
		if text != "" {
			given.Evidence = append(given.Evidence, fact.Evidence{Field: field, Text: text})
		}
	}
	note("organization", given.Organization)
	note("scope", string(given.Scope))
	note("stage", string(given.Stage))
	if given.Year != 0 {
		note("fiscal_year", strconv.Itoa(int(given.Year)))
	}
	given.Evidence = slices.Clip(given.Evidence) // the workers append to it
	return given
}

func (l *line) close() { _ = l.reader.Close() }

// understand takes one file from its bytes to what its documents say.
func (l *line) understand(ctx context.Context, file File) batch {
	if file.Exported {
		return batch{file: file, outcomes: []Outcome{unopened(file, ErrExported)}}
	}
	content, err := open(file, l.largest)
	if err != nil {
		return batch{file: file, outcomes: []Outcome{unopened(file, err)}}
	}
	return l.disclose(ctx, file, content)
}

// disclose reads a file's content and understands its documents.
func (l *line) disclose(ctx context.Context, file File, content []byte) batch {
	documents, err := l.reader.Read(ctx, file.Name, content)
	if err != nil {
		return batch{file: file, err: fmt.Errorf("read %s: %w", file.Name, err)}
	}
	done := batch{file: file}
	for _, document := range documents {
		disclosure, issues := l.extractor.Disclose(document, l.given)
		done.outcomes = append(done.outcomes, Outcome{Path: file.Path, Document: document, Disclosure: disclosure, Issues: issues})
	}
	return done
}

// hand hands over what became of a file.
func (l *line) hand(done batch, yield func(Outcome) error) error {
	for _, outcome := range done.outcomes {
		if outcome.Document.Name != done.file.Name {
			outcome = l.unpacked(done.file, outcome)
		}
		if err := yield(outcome); err != nil {
			return err
		}
	}
	return done.err
}

// unpacked gives a document of an archive its base name, with as many folders as it takes to tell it apart from what
// was offered before it. Its reader named it by the archive and its place in it.
func (l *line) unpacked(archive File, outcome Outcome) Outcome {
	whole := outcome.Document.Name
	outcome.Path = path.Join(archive.Path, strings.TrimPrefix(whole, archive.Name))
	whole = strings.Map(visible, whole)
	name := path.Base(whole)
	for depth := 2; l.names[name] && name != whole; depth++ {
		name = ending(whole, depth)
	}
	l.names[name] = true
	outcome.Document.Name = name
	return outcome
}

// visible takes out of a name what would move the cursor, or turn the text round, where the name is shown.
func visible(r rune) rune {
	if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
		return '_'
	}
	return r
}

func unopened(file File, err error) Outcome {
	return Outcome{
		Path: file.Path, Document: &doc.Document{Name: file.Name}, Err: err,
		Issues: []doc.Issue{{Code: Unopened, Detail: err.Error()}},
	}
}

// open gives the bytes of a file, at most so many.
func open(file File, largest int) ([]byte, error) {
	if file.Err != nil {
		return nil, file.Err
	}
	info, err := os.Stat(file.Path)
	if err != nil {
		return nil, err
	}
	if info.Size() > int64(largest) {
		return nil, &fs.PathError{Op: "read", Path: file.Path, Err: fmt.Errorf("%w: %d bytes", ErrTooLarge, info.Size())}
	}
	return os.ReadFile(file.Path)
}
