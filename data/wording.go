package data

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
)

//go:embed wording.toml
var wordingFile string

// Wording is what finished documents do not say: residue of templates, gaps, usual misprints, reasons that say nothing.
type Wording struct {
	Patterns []WordingPattern
	Reasons  Reasons
}

// Reasons tells reasons that say nothing from those that do.
type Reasons struct {
	Short        int       // so many characters or fewer say nothing
	Commonplaces []Pattern // nor does what fits one of these
}

// Commonplace reports whether a reason says nothing.
func (r Reasons) Commonplace(reason string) bool {
	if utf8.RuneCountInString(reason) <= r.Short {
		return true
	}
	return slices.ContainsFunc(r.Commonplaces, func(pattern Pattern) bool { return pattern.MatchString(reason) })
}

// WordingPattern finds words that do not belong into a finished document.
type WordingPattern struct {
	Pattern  string // RE2, on a sentence without white space
	Severity string // error, warn, info
	Instead  string // what it should be; empty where nobody can say
	Why      string // Chinese
}

// LoadWording gives the built-in wordings. A pattern that is no expression is an error.
func LoadWording() (Wording, error) {
	var wording Wording
	if _, err := toml.Decode(wordingFile, &wording); err != nil {
		return wording, fmt.Errorf("read wording.toml: %w", err)
	}
	for _, one := range wording.Patterns {
		if _, err := regexp.Compile(one.Pattern); err != nil {
			return wording, fmt.Errorf("read wording.toml: %w", err)
		}
	}
	return wording, nil
}
