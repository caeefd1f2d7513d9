// Package data holds what the budget world has agreed on, as files and not as code: the forms that disclosures are made
// of, the vocabulary of their column headings and lines. Whoever meets a form that is not here writes one more file.
package data

import (
	"embed"
	"fmt"
	"io/fs"
	"regexp"
	"slices"

	"github.com/BurntSushi/toml"
)

//go:embed forms/*.toml columns.toml lines.toml subjects.toml sums.toml organizations.toml
var files embed.FS

// Form is one of the tables that a disclosure is made of (财预〔2016〕143号 and the provinces' own). The same form serves
// budgets and final accounts.
type Form struct {
	ID       string    // fact.FormID
	Name     string    // its usual Chinese name, for people
	Fund     string    // fact.Fund of its figures
	Scheme   string    // fact.Scheme of its codes; empty where it has none
	Titles   []Title   // how titles end, without spaces, quotation marks, year and organisation; the longest match wins
	Except   []Title   // titles that end like this form's and are none of it
	Headings []Pattern // a table without a known title and without figures is of this form when its header has all of them
	Layout   string    // codes, lines, columns, list or none (kept as cells)
	Side     string    // revenue or expenditure; empty where the table has both
	Columns  []Column  // headings of this form, tried before the common ones
	Lines    []Line    // lines of this form, tried before the common ones; without a side
}

// Column says what a column with such a heading holds.
type Column struct {
	Role    string // code, label, value, change or ignore; value where empty
	Heading Pattern
	Measure string // fact.Measure of a value column
	Unless  string // skip this entry where another column of the table has this measure
}

// Line says which line of a summary table a label without a code is.
type Line struct {
	Side    string  // revenue or expenditure
	Label   Pattern // matched against the label without ordinal, spaces and “其中：”
	Line    string  // fact.Fact.Line
	Measure string  // fact.Measure; empty: that of the column
}

// Subject says what a figure in a sentence speaks of.
type Subject struct {
	Subject Pattern // matched against the words in front of the figure, plain
	Line    string  // fact.Claim.Line
	Measure string  // fact.Measure
	Fund    string  // fact.Fund
	Form    string  // set where the sentence's figure is a fact of that form when no table of the document has it
}

// Count says which number of things a sentence states: projects, vehicles, machines.
type Count struct {
	Pattern Pattern // its group n is the number
	Form    string
	Measure string
}

// Sum says that one measure of a row is the sum of others.
type Sum struct {
	Forms []string
	Whole string   // fact.Measure
	Parts []string // fact.Measure; one that a row lacks counts as nothing
}

// Agreement says that two places of a document state the same amount.
type Agreement struct{ One, Other Cell }

// Cell names one figure of a form.
type Cell struct {
	Form    string
	Line    string // fact.Fact.Line
	Or      string // another line that may state it instead: the total with 上年结转, where the other table counts that in
	Measure string // fact.Measure
}

// Rewrite is a rule by which an organisation's full name and its usual short one are the same.
type Rewrite struct {
	Pattern Pattern
	With    string
}

// Alias says that an organisation is also known by other names.
type Alias struct {
	Name string
	Also []string
}

// Vocabulary is everything that recognising needs.
type Vocabulary struct {
	Forms      []Form
	Columns    []Column
	Lines      []Line
	Subjects   []Subject
	Counts     []Count
	Rewrites   []Rewrite
	Aliases    []Alias
	Sums       []Sum
	Agreements []Agreement
}

// Pattern is a regular expression written in a data file.
type Pattern struct{ *regexp.Regexp }

// UnmarshalText compiles the expression.
func (p *Pattern) UnmarshalText(text []byte) (err error) {
	p.Regexp, err = regexp.Compile(string(text))
	return err
}

// Title is a regular expression that must reach to the end of a title.
type Title struct{ *regexp.Regexp }

// UnmarshalText compiles the expression.
func (t *Title) UnmarshalText(text []byte) (err error) {
	t.Regexp, err = regexp.Compile("(?:" + string(text) + ")$")
	return err
}

// Load reads the built-in vocabulary, and then the forms of the user's own folders (*.toml, one form a file). A user's
// form with the id of a built-in one replaces it.
func Load(folders ...fs.FS) (*Vocabulary, error) {
	vocabulary := new(Vocabulary)
	for _, name := range []string{"columns.toml", "lines.toml", "subjects.toml", "sums.toml", "organizations.toml"} {
		if _, err := toml.DecodeFS(files, name, vocabulary); err != nil {
			return nil, fmt.Errorf("reading %s: %w", name, err)
		}
	}
	builtin, err := fs.Sub(files, "forms")
	if err != nil {
		return nil, err
	}
	for _, folder := range append([]fs.FS{builtin}, folders...) {
		if err := vocabulary.addForms(folder); err != nil {
			return nil, err
		}
	}
	return vocabulary, nil
}

func (v *Vocabulary) addForms(folder fs.FS) error {
	names, err := fs.Glob(folder, "*.toml")
	if err != nil {
		return err
	}
	for _, name := range names {
		var form Form
		decoded, err := toml.DecodeFS(folder, name, &form)
		if err != nil {
			return fmt.Errorf("reading form %s: %w", name, err)
		}
		if unknown := decoded.Undecoded(); len(unknown) > 0 {
			return fmt.Errorf("form %s: unknown key %s", name, unknown[0])
		}
		if err := form.check(); err != nil {
			return fmt.Errorf("form %s: %w", name, err)
		}
		v.Forms = slices.DeleteFunc(v.Forms, func(known Form) bool { return known.ID == form.ID })
		v.Forms = append(v.Forms, form)
	}
	return nil
}

func (f Form) check() error {
	switch {
	case f.ID == "" || f.Name == "" || f.Fund == "":
		return fmt.Errorf("id, name and fund are needed")
	case len(f.Titles) == 0:
		return fmt.Errorf("titles are needed")
	case !slices.Contains([]string{"codes", "lines", "columns", "list", "none"}, f.Layout):
		return fmt.Errorf("layout %q is none of codes, lines, columns, list, none", f.Layout)
	case f.Layout == "codes" && f.Scheme == "":
		return fmt.Errorf("layout codes needs a scheme")
	}
	return nil
}

// AddAliases reads a user's file of organisations' other names ([[aliases]] name, also).
func (v *Vocabulary) AddAliases(content []byte) error {
	var file struct{ Aliases []Alias }
	decoded, err := toml.Decode(string(content), &file)
	if err != nil {
		return fmt.Errorf("reading aliases: %w", err)
	}
	if unknown := decoded.Undecoded(); len(unknown) > 0 {
		return fmt.Errorf("reading aliases: unknown key %s", unknown[0])
	}
	v.Aliases = append(v.Aliases, file.Aliases...)
	return nil
}

// Organization is the one name of an organisation however it was printed: a user's alias first, else the rules.
func (v *Vocabulary) Organization(printed string) string {
	name := printed
	for _, rewrite := range v.Rewrites {
		name = rewrite.Pattern.ReplaceAllString(name, rewrite.With)
	}
	for _, alias := range v.Aliases {
		if slices.Contains(alias.Also, printed) || slices.Contains(alias.Also, name) {
			return alias.Name
		}
	}
	return name
}

// Form gives a form by its id, nil where there is none.
func (v *Vocabulary) Form(id string) *Form {
	for i := range v.Forms {
		if v.Forms[i].ID == id {
			return &v.Forms[i]
		}
	}
	return nil
}

// Entitled gives the form whose title the text ends with, the longest match, and what stands before that title; nil where none
// does. The text must be plain: no spaces, no quotation marks.
func (v *Vocabulary) Entitled(plain string) (form *Form, before string) {
	longest := 0
	for i := range v.Forms {
		if v.Forms[i].excepts(plain) {
			continue
		}
		for _, title := range v.Forms[i].Titles {
			if at := title.FindStringIndex(plain); at != nil && at[1]-at[0] > longest {
				form, before, longest = &v.Forms[i], plain[:at[0]], at[1]-at[0]
			}
		}
	}
	return form, before
}

func (f Form) excepts(plain string) bool {
	return slices.ContainsFunc(f.Except, func(title Title) bool { return title.MatchString(plain) })
}
