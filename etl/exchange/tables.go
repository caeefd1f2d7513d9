// Package exchange carries what a database holds from machine to machine: a folder of CSV and Parquet files with a
// Frictionless datapackage.json that says what every column is and what every file's hash must be. What Write wrote, Open
// reads back, document by document; what is damaged or makes no sense is refused before anything of it is used.
package exchange

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"unicode/utf8"
)

// table is one kind of row of an export: a file of its own. The words are those of the Frictionless Table Schema.
type table struct {
	Name        string      `json:"name"`
	Title       string      `json:"title"`
	Description string      `json:"description"`
	Partitioned bool        `json:"partitioned"` // also written as Parquet, a folder a fiscal year
	Schema      tableSchema `json:"schema"`
}

type tableSchema struct {
	Fields        []*field        `json:"fields"`
	MissingValues []string        `json:"missingValues"`
	PrimaryKey    []string        `json:"primaryKey,omitempty"`
	ForeignKeys   json.RawMessage `json:"foreignKeys,omitempty"`
}

// field is one column. Decimals is how many a number has, always all of them; without it the number is a measure of
// length on a page.
type field struct {
	Name        string       `json:"name"`
	Type        string       `json:"type"`
	Title       string       `json:"title"`
	Description string       `json:"description,omitempty"`
	Unit        string       `json:"unit,omitempty"`
	Decimals    *int         `json:"decimals,omitempty"`
	Constraints *constraints `json:"constraints,omitempty"`

	pattern *regexp.Regexp
}

type constraints struct {
	Required bool     `json:"required,omitempty"`
	Enum     []string `json:"enum,omitempty"`
	Pattern  string   `json:"pattern,omitempty"`
	Minimum  *int     `json:"minimum,omitempty"`
	Maximum  *int     `json:"maximum,omitempty"`
}

//go:embed tables.json
var tablesFile []byte

// tables are the kinds of rows of an export, documents first.
var tables = func() []table {
	var all []table
	if err := json.Unmarshal(tablesFile, &all); err != nil {
		panic(err) // embedded
	}
	for _, one := range all {
		for _, field := range one.Schema.Fields {
			if field.Constraints == nil {
				field.Constraints = &constraints{}
			}
			if field.Constraints.Pattern != "" {
				field.pattern = regexp.MustCompile(field.Constraints.Pattern)
			}
		}
	}
	return all
}()

func (t table) header() []string {
	names := make([]string, len(t.Schema.Fields))
	for i, field := range t.Schema.Fields {
		names[i] = field.Name
	}
	return names
}

// forms are how numbers are written, by their decimals.
var forms = map[int]*regexp.Regexp{
	2: regexp.MustCompile(`^-?\d{1,16}\.\d{2}$`),
	8: regexp.MustCompile(`^-?\d{1,10}\.\d{8}$`),
}

// longest is how many bytes the text of one value has at most: a paragraph, never a book.
const longest = 1 << 20

// check refuses a value that the column cannot have. A refusal names the value.
func (f *field) check(value string) error {
	if value == "" {
		if f.Constraints.Required {
			return fmt.Errorf("%s is empty", f.Name)
		}
		return nil
	}
	if !f.takes(value) {
		return fmt.Errorf("%s cannot be %.80q", f.Name, value)
	}
	return nil
}

func (f *field) takes(value string) bool {
	switch f.Type {
	case "integer":
		number, err := strconv.Atoi(value)
		return err == nil && strconv.Itoa(number) == value && f.within(float64(number))
	case "number":
		if f.Decimals != nil {
			return forms[*f.Decimals].MatchString(value)
		}
		number, err := strconv.ParseFloat(value, 64)
		return err == nil && f.within(number)
	case "boolean":
		return value == "true" || value == "false"
	}
	return len(value) <= longest && utf8.ValidString(value) &&
		(f.Constraints.Enum == nil || slices.Contains(f.Constraints.Enum, value)) &&
		(f.pattern == nil || f.pattern.MatchString(value))
}

// within holds a number against its bounds; without bounds it must fit the database's integers.
func (f *field) within(number float64) bool {
	least, most := float64(math.MinInt32), float64(math.MaxInt32)
	if f.Constraints.Minimum != nil {
		least = float64(*f.Constraints.Minimum)
	}
	if f.Constraints.Maximum != nil {
		most = float64(*f.Constraints.Maximum)
	}
	return number >= least && number <= most
}
