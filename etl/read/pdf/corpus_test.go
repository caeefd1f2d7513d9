package pdf

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"tongbi/etl/doc"
)

// corpus gives the real PDFs by base name; where there are none the test is skipped.
func corpus(t testing.TB) map[string]string {
	t.Helper()
	root := filepath.Join("..", "..", "..", "..", "shared", "corpus")
	if _, err := os.Stat(root); err != nil {
		t.Skip("the real documents are not here: ../shared/corpus")
	}
	paths := map[string]string{}
	err := filepath.WalkDir(root, func(path string, entry os.DirEntry, err error) error {
		if err == nil && filepath.Ext(path) == ".pdf" {
			paths[filepath.Base(path)] = path
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

// printed is a number on a page of a document.
type printed struct {
	page   int
	number string
}

var plainNumber = regexp.MustCompile(`^[-－]?\d[\d,，]*(\.\d+)?$`)

// normal gives a number without grouping and without zeros that say nothing.
func normal(text string) (string, bool) {
	text = strings.NewReplacer("，", "", ",", "", "－", "-").Replace(strings.TrimSpace(text))
	if !plainNumber.MatchString(text) {
		return "", false
	}
	digits, negative := strings.CutPrefix(text, "-")
	digits = strings.TrimLeft(digits, "0")
	if strings.Contains(digits, ".") {
		digits = strings.TrimSuffix(strings.TrimRight(digits, "0"), ".")
	}
	if digits == "" || digits[0] == '.' {
		digits = "0" + digits
	}
	if negative {
		digits = "-" + digits
	}
	return digits, true
}

// TestReadEveryNumberOfTheRealTables holds the ruled tables against an independent reading of the same documents.
func TestReadEveryNumberOfTheRealTables(t *testing.T) {
	paths := corpus(t)
	content, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "shared", "corpus", "expected", "cells.json"))
	if err != nil {
		t.Skip("the expected cells are not here: ../shared/corpus/expected/cells.json")
	}
	var expected struct{ Cells [][3]any }
	if err := json.Unmarshal(content, &expected); err != nil {
		t.Fatal(err)
	}
	want := map[string]map[printed]int{}
	for _, cell := range expected.Cells {
		name := cell[0].(string)
		if want[name] == nil {
			want[name] = map[printed]int{}
		}
		want[name][printed{int(cell[1].(float64)), cell[2].(string)}]++
	}
	for name, numbers := range want {
		t.Run(name, func(t *testing.T) {
			content, err := os.ReadFile(paths[name])
			if err != nil {
				t.Fatal(err)
			}
			document, err := engine.Read(context.Background(), content, Limits{})
			if err != nil {
				t.Fatal(err)
			}
			for _, issue := range document.Issues {
				t.Errorf("issue %v", issue)
			}
			compareNumbers(t, numbers, numbersOf(document))
		})
	}
}

func numbersOf(document *doc.Document) map[printed]int {
	numbers := map[printed]int{}
	for _, block := range document.Blocks {
		grid, ok := block.(*doc.Grid)
		if !ok {
			continue
		}
		for _, cell := range grid.Cells {
			if number, ok := normal(cell.Text); ok {
				numbers[printed{cell.Page, number}]++
			}
		}
	}
	return numbers
}

func compareNumbers(t *testing.T, want, got map[printed]int) {
	total, extra := 0, 0
	for at, count := range want {
		total += count
		if got[at] < count {
			t.Errorf("page %d: %s missing %d times", at.page, at.number, count-got[at])
		}
	}
	for at, count := range got {
		extra += max(0, count-want[at])
	}
	if extra*200 > total {
		t.Errorf("%d numbers too many for %d", extra, total)
	}
}

// TestReadKeepsEveryCharacterOfTheRealDocuments guards against text that is lost between tables and paragraphs.
func TestReadKeepsEveryCharacterOfTheRealDocuments(t *testing.T) {
	for name, path := range corpus(t) {
		t.Run(name, func(t *testing.T) {
			content, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			free, err := engine.take(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			defer free()
			file, err := engine.open(context.Background(), content)
			if err != nil {
				t.Fatal(err)
			}
			defer file.close()
			for index := range file.pages {
				page, err := file.page(context.Background(), index, Limits{}.orDefault(), nil)
				if err != nil {
					t.Fatal(err)
				}
				written := 0
				for _, line := range page.lines {
					written += characters(line.text)
				}
				for _, grid := range page.grids {
					for _, cell := range grid.Cells {
						written += characters(cell.Text)
					}
				}
				// what is printed twice for bold, or cut away, is written once or not at all
				if written > page.glyphs || written*100 < page.glyphs*97 {
					t.Errorf("page %d: %d characters written of %d drawn", index+1, written, page.glyphs)
				}
			}
		})
	}
}

func characters(text string) int { return len([]rune(strings.ReplaceAll(text, " ", ""))) }

func BenchmarkReadRealPages(b *testing.B) {
	var contents [][]byte
	for _, path := range corpus(b) {
		content, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		contents = append(contents, content)
	}
	if _, err := engine.Read(context.Background(), contents[0], Limits{}); err != nil {
		b.Fatal(err)
	}
	for _, workers := range []int{1, 2} {
		b.Run(strconv.Itoa(workers)+" workers", func(b *testing.B) {
			engine := New(Options{Workers: workers})
			defer engine.Close()
			pages := 0
			for b.Loop() {
				pages += readAll(b, engine, contents, workers)
			}
			b.ReportMetric(float64(pages)/b.Elapsed().Seconds(), "pages/s")
		})
	}
}

// readAll reads all documents with several workers and gives the number of their pages.
func readAll(b *testing.B, engine *Engine, contents [][]byte, workers int) int {
	queue, pages := make(chan []byte, len(contents)), make(chan int)
	for _, content := range contents {
		queue <- content
	}
	close(queue)
	for range workers {
		go func() {
			count := 0
			for content := range queue {
				document, err := engine.Read(context.Background(), content, Limits{})
				if err != nil {
					b.Error(err)
					break
				}
				count += document.Pages
			}
			pages <- count
		}()
	}
	total := 0
	for range workers {
		total += <-pages
	}
	return total
}
