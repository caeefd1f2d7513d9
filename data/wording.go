package data

import (
	_ "embed"
	"fmt"
	"regexp"

	"github.com/BurntSushi/toml"
)

//go:embed wording.toml
var wordingFile string

// Wording is what finished documents do not say: residue of templates, usual misprints, names of earlier classifications.
type Wording struct {
	Patterns []WordingPattern
	Names    []OldName
}

// WordingPattern finds words that do not belong into a finished document.
type WordingPattern struct {
	Pattern  string // RE2, on a sentence without white space
	Severity string // error, warn, info
	Instead  string // what it should be; empty where nobody can say
	Why      string // Chinese
}

// OldName is the name of a line in an earlier classification.
type OldName struct {
	Old, New string
	Since    int // first budget year of the new name
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
