package data

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
)

//go:embed functions.csv
var functionsFile string

// FunctionItem is an item (项) of the functional classification under its section (款), by their names: what a sentence
// means that names one. Codes are the tables' own.
type FunctionItem struct{ Section, Item string }

// FunctionItems gives the usual items of 政府收支分类科目, in the order of the classification. It is not complete and need not be:
// what is not here is not taken for the name of an item.
func FunctionItems() ([]FunctionItem, error) {
	rows, err := csv.NewReader(strings.NewReader(functionsFile)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read functions.csv: %w", err)
	}
	items := make([]FunctionItem, len(rows)-1)
	for i, row := range rows[1:] {
		items[i] = FunctionItem{row[0], row[1]}
	}
	return items, nil
}

// OldName is the name of a line in an earlier classification.
type OldName struct {
	Scheme   string // fact.Scheme
	Code     string
	Old, New string
	Since    int // first budget year of the new name
}

// OldNames gives the renamed lines of a crosswalk of which it is certain.
func OldNames(crosswalk Crosswalk) []OldName {
	schemes := map[string]string{"功能": "functional", "经济": "economic"}
	var names []OldName
	for _, row := range crosswalk {
		scheme := schemes[row.Dimension]
		if row.Kind != Renamed || !row.Certain() || scheme == "" || !slices.Equal(row.Old, row.New) || row.OldName == row.NewName {
			continue
		}
		for _, code := range row.Old {
			names = append(names, OldName{scheme, code, row.OldName, row.NewName, row.Year})
		}
	}
	return names
}
