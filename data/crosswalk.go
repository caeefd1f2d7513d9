package data

import (
	_ "embed"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

//go:embed crosswalk.csv
var crosswalkFile string

// Correspondence is one row of the crosswalk: what became of a line of the classification in one year.
type Correspondence struct {
	ID         string
	Year       int      // the first budget year under the new classification
	Dimension  string   // 功能 or 经济, whose codes these are; anything else is told and never applied
	Old, New   []string // codes of 3, 5 or 7 digits; none where the row names a line without a code
	OldName    string
	NewName    string
	Kind       string // one of the kinds below; others are told and never applied
	Confidence string // S seen in a document, P partly seen, H sure from experience, M unsure, L a guess
	Evidence   string
}

// The kinds of correspondences that tie an old code to a new one.
const (
	Renamed = "rename"
	Moved   = "move"
	Split   = "split"
	Merged  = "merge"
)

// Certain reports whether the row may be applied: seen, partly seen or sure. All others are only told.
func (c Correspondence) Certain() bool { return slices.Contains([]string{"S", "P", "H"}, c.Confidence) }

// ChangesCode reports whether the row ties a code to another one.
func (c Correspondence) ChangesCode() bool {
	return c.Kind == Moved || c.Kind == Split || c.Kind == Merged
}

// Crosswalk is what is known of the changes of the classification, in the order of the file.
type Crosswalk []Correspondence

// WrongRowError is a row of a crosswalk that cannot be used.
type WrongRowError struct {
	Row    int    // in the file, from 1, the header being row 1
	ID     string // of the row; empty where it has none
	Detail error  // one of the errors below
}

func (e *WrongRowError) Error() string {
	return fmt.Sprintf("crosswalk row %d (%s): %v", e.Row, e.ID, e.Detail)
}

func (e *WrongRowError) Unwrap() error { return e.Detail }

// What can be wrong with a row of a crosswalk.
var (
	ErrHeader     = errors.New("columns are missing")
	ErrFields     = errors.New("the row has not as many fields as the header")
	ErrYear       = errors.New("no year")
	ErrCode       = errors.New("no code")
	ErrKind       = errors.New("unknown kind")
	ErrConfidence = errors.New("unknown confidence")
	ErrNowhere    = errors.New("the row points nowhere")
	ErrCircle     = errors.New("the row closes a circle")
	ErrTwice      = errors.New("the id stands twice")
)

// LoadCrosswalk reads the built-in crosswalk, and then a user's own one where there is any content: its rows are added, and
// one with the id of a built-in row replaces that. Errors: *WrongRowError.
func LoadCrosswalk(own ...[]byte) (Crosswalk, error) {
	crosswalk, err := readCrosswalk(crosswalkFile, nil)
	if err != nil {
		return nil, fmt.Errorf("reading the built-in crosswalk: %w", err)
	}
	for _, content := range own {
		if crosswalk, err = readCrosswalk(string(content), crosswalk); err != nil {
			return nil, err
		}
	}
	return crosswalk, nil
}

// crosswalkColumns are the columns that a crosswalk must have; others are left alone.
var crosswalkColumns = []string{"id", "year_effective", "dimension", "old_code", "old_name", "new_code", "new_name", "kind", "confidence", "evidence"}

// readCrosswalk adds the rows of a file to those known.
func readCrosswalk(content string, known Crosswalk) (Crosswalk, error) {
	reader := csv.NewReader(strings.NewReader(strings.TrimPrefix(content, "\ufeff")))
	header, err := reader.Read()
	if err != nil {
		return nil, &WrongRowError{1, "", ErrHeader}
	}
	at := map[string]int{}
	for i, name := range header {
		at[strings.TrimSpace(name)] = i
	}
	for _, name := range crosswalkColumns {
		if _, ok := at[name]; !ok {
			return nil, &WrongRowError{1, name, ErrHeader}
		}
	}
	added := map[string]bool{}
	for row := 2; ; row++ {
		fields, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return known, nil
		}
		if err != nil {
			return nil, &WrongRowError{row, "", ErrFields}
		}
		one, err := correspondenceOf(func(name string) string { return strings.TrimSpace(fields[at[name]]) })
		if err == nil && added[one.ID] {
			err = ErrTwice
		}
		added[one.ID] = true
		known = slices.DeleteFunc(slices.Clone(known), func(other Correspondence) bool { return other.ID == one.ID })
		if err == nil && known.leads(one.New, one.Old, one) {
			err = ErrCircle
		}
		if err != nil {
			return nil, &WrongRowError{row, one.ID, err}
		}
		known = append(known, one)
	}
}

// correspondenceOf is one row, checked by itself.
func correspondenceOf(field func(string) string) (Correspondence, error) {
	one := Correspondence{
		ID: field("id"), Dimension: field("dimension"), OldName: field("old_name"), NewName: field("new_name"),
		Kind: field("kind"), Confidence: field("confidence"), Evidence: field("evidence"),
	}
	var err error
	if one.Year, err = strconv.Atoi(field("year_effective")); err != nil || one.Year < 1990 || one.Year > 2100 {
		return one, ErrYear
	}
	if !slices.Contains([]string{Renamed, Moved, Split, Merged, "new", "scheme", "renumber", "unknown"}, one.Kind) {
		return one, ErrKind
	}
	if !slices.Contains([]string{"S", "P", "H", "M", "L"}, one.Confidence) {
		return one, ErrConfidence
	}
	if one.Dimension != "功能" && one.Dimension != "经济" {
		return one, nil
	}
	var wellFormed [2]bool
	one.Old, wellFormed[0] = codes(field("old_code"))
	one.New, wellFormed[1] = codes(field("new_code"))
	if !wellFormed[0] || !wellFormed[1] {
		return one, ErrCode
	}
	if (one.Kind == Renamed || one.ChangesCode()) && (len(one.Old) == 0 || len(one.New) == 0) {
		return one, ErrNowhere
	}
	if one.ChangesCode() && slices.Equal(one.Old, one.New) {
		return one, ErrCircle
	}
	return one, nil
}

var codePattern = regexp.MustCompile(`^\d{3}(\d{2}(\d{2})?)?$`)

// codes splits 20706|20708 and reports whether all of it is codes.
func codes(text string) ([]string, bool) {
	if text == "" {
		return nil, true
	}
	all := strings.Split(text, "|")
	return all, !slices.ContainsFunc(all, func(code string) bool { return !codePattern.MatchString(code) })
}

// leads reports whether changes of code lead from some codes to others, the added row's own ones apart: a code that is
// split or merged may keep a part of itself.
func (c Crosswalk) leads(from, to []string, added Correspondence) bool {
	if !added.ChangesCode() {
		return false
	}
	reached := map[string]bool{}
	var follow func(code string) bool
	follow = func(code string) bool {
		if reached[code] {
			return false
		}
		reached[code] = true
		for _, row := range c {
			if !row.ChangesCode() || row.Dimension != added.Dimension || !slices.Contains(row.Old, code) {
				continue
			}
			for _, next := range row.New {
				if next != code && (slices.Contains(to, next) || follow(next)) {
					return true
				}
			}
		}
		return false
	}
	return slices.ContainsFunc(from, func(code string) bool { return !slices.Contains(to, code) && follow(code) })
}
