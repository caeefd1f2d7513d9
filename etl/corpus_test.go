package etl_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"tongbi/data"
	"tongbi/etl/doc"
	"tongbi/etl/extract"
	"tongbi/etl/fact"
	"tongbi/etl/read"
)

const corpus = "../../shared/corpus"

// disclosed is one real document, read and understood.
type disclosed struct {
	fact.Disclosure
	document *doc.Document
	issues   []doc.Issue
}

// readCorpus reads every real document, by base name; without the corpus the test is skipped.
func readCorpus(t *testing.T) map[string]disclosed {
	t.Helper()
	if _, err := os.Stat(corpus); err != nil {
		t.Skip("the real documents are not here: ", err)
	}
	vocabulary, err := data.Load()
	if err != nil {
		t.Fatal(err)
	}
	reader := read.New(read.Options{Workers: 2})
	defer reader.Close()
	extractor := extract.New(vocabulary)
	found := map[string]disclosed{}
	err = filepath.WalkDir(corpus, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.Contains(".pdf.txt", filepath.Ext(path)) {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		documents, err := reader.Read(context.Background(), filepath.Base(path), content)
		if err != nil {
			return err
		}
		for _, document := range documents {
			disclosure, issues := extractor.Disclose(document, fact.Identity{})
			found[document.Name] = disclosed{disclosure, document, issues}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

var printedNumber = regexp.MustCompile(`^[-－]?\d[\d,，]*(\.\d+)?$`)

// normal writes a printed number as expected/cells.json does: no separators, no closing zeros.
func normal(raw string) string {
	raw = strings.NewReplacer("，", ",", "－", "-").Replace(strings.TrimSpace(raw))
	if !printedNumber.MatchString(raw) {
		return ""
	}
	raw = strings.ReplaceAll(raw, ",", "")
	if strings.Contains(raw, ".") {
		raw = strings.TrimRight(strings.TrimRight(raw, "0"), ".")
	}
	if trimmed := strings.TrimLeft(raw, "0"); raw != trimmed && trimmed != "" && trimmed[0] != '.' {
		raw = trimmed
	}
	return raw
}

func TestEveryCodedRowOfTheCorpus(t *testing.T) {
	documents := readCorpus(t)
	content, err := os.ReadFile(filepath.Join(corpus, "expected/cells.json"))
	if err != nil {
		t.Skip(err)
	}
	var expected struct{ Rows [][4]any }
	if err := json.Unmarshal(content, &expected); err != nil {
		t.Fatal(err)
	}
	type key struct {
		document     string
		page         int
		code, number string
	}
	have := map[key]int{}
	for name, d := range documents {
		for _, f := range d.Facts {
			if f.Code != "" {
				have[key{name, f.Source.Page, string(f.Code), normal(f.Raw)}]++
			}
		}
	}
	missing := map[string]int{}
	for _, row := range expected.Rows {
		want := key{row[0].(string), int(row[1].(float64)), row[2].(string), row[3].(string)}
		if have[want] > 0 {
			have[want]--
			continue
		}
		if missing[want.document]++; missing[want.document] <= 10 {
			t.Errorf("missing: %+v", want)
		}
	}
	t.Logf("%d coded rows expected, missing by document: %v", len(expected.Rows), missing)
}

func TestIdentitiesOfTheCorpus(t *testing.T) {
	for name, d := range readCorpus(t) {
		t.Logf("%s: %q %d %s %s selftest=%s missing=%v", name, d.Identity.Organization, d.Identity.Year, d.Identity.Stage, d.Identity.Scope, d.SelfTest, d.Missing)
		for _, issue := range d.issues {
			t.Logf("    %+v", issue)
		}
		for _, r := range d.Readings {
			t.Logf("    p%d t%d %s %q unit=%d rows=%d figures=%d empty=%v %s", r.Page, r.Table, r.Form, r.Title, r.Unit, r.Rows, r.Figures, r.Empty, r.Note)
		}
	}
}
