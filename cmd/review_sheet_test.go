package cmd

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tongbi/charts/dossiertest"
	"tongbi/charts/word"
)

// TestReviewBooks holds the workbooks of findings and questions to golden tables of what a person sees in their cells; a
// cell that holds a number is marked with #.
func TestReviewBooks(t *testing.T) {
	review := dossiertest.Reviewed().Review
	outline := word.Outline{Questions: review.Questions, Findings: review.Findings}
	var findings, questions bytes.Buffer
	if err := writeFindings(formatBook, &findings, outline); err != nil {
		t.Fatal(err)
	}
	if err := writeQuestions(formatBook, &questions, outline); err != nil {
		t.Fatal(err)
	}
	goldenBook(t, "findings", &findings)
	goldenBook(t, "questions", &questions)
}

func goldenBook(t *testing.T, name string, content *bytes.Buffer) {
	t.Helper()
	book, err := excelize.OpenReader(content)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	tab := book.GetSheetName(0)
	rows, err := book.GetRows(tab)
	if err != nil {
		t.Fatal(err)
	}
	got := tab + "\n"
	for r, row := range rows {
		for c, text := range row {
			cell, _ := excelize.CoordinatesToCellName(c+1, r+1)
			if kind, _ := book.GetCellType(tab, cell); text != "" && (kind == excelize.CellTypeUnset || kind == excelize.CellTypeNumber) {
				row[c] = "#" + text
			}
		}
		got += strings.Join(row, "｜") + "\n"
	}
	path := filepath.Join("testdata", name+".golden.txt")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the workbook differs from %s; run with -update and look at the difference:\n%s", path, got)
	}
}
