package etl_test

import (
	"context"
	"encoding/json"
	"fmt"
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
	want := map[string]string{
		"万里街道-2023-部门预算.pdf":          "上海市普陀区人民政府万里街道办事处 2023 initial_budget department",
		"万里街道-2024-部门预算.pdf":          "上海市普陀区人民政府万里街道办事处 2024 initial_budget department",
		"万里街道-2025-部门预算.pdf":          "上海市普陀区人民政府万里街道办事处 2025 initial_budget department",
		"区政府办公室-2025-部门预算.pdf":        "上海市普陀区人民政府办公室 2025 initial_budget department",
		"财政局-2025-部门预算.pdf":           "上海市普陀区财政局 2025 initial_budget department",
		"财政局-2024-部门决算.pdf":           "上海市普陀区财政局 2024 final_accounts department",
		"闵行区城运中心-2024-部门预算.txt":       "上海市闵行区城市运行管理中心 2024 initial_budget department",
		"江苏省人大办公厅2017年度预算公开.pdf":      "江苏省人大常委会办公厅 2017 initial_budget department",
		"省人大办公厅2018预算公开.pdf":          "江苏省人大常委会办公厅 2018 initial_budget department",
		"江苏省人大常委会2019年度部门预算公开.pdf":    "江苏省人大常委会办公厅 2019 initial_budget department",
		"江苏省人大常委会办公厅2019年部门预算公开表.pdf": "江苏省人大常委会办公厅 2019 initial_budget department",
		"2017年度部门预算公开表.pdf":           "江苏省政协办公厅 2017 initial_budget department",
		"江苏省政协办公厅2017年度部门预算.pdf":      "江苏省政协办公厅 2017 initial_budget department",
		"江苏省政协办公厅2018年度部门预算.pdf":      "江苏省政协办公厅 2018 initial_budget department",
		"江苏省政协办公厅2018度部门预算公开表.pdf":    "江苏省政协办公厅 2018 initial_budget department",
		"江苏省政协办公厅2019年度部门预算.pdf":      "江苏省政协办公厅 2019 initial_budget department",
		"江苏省政协办公厅2019年预算公开表.pdf":      "江苏省政协办公厅 2019 initial_budget department",
	}
	documents := readCorpus(t)
	for name, want := range want {
		d, found := documents[name]
		got := fmt.Sprint(d.Identity.Organization, " ", int(d.Identity.Year), " ", d.Identity.Stage, " ", d.Identity.Scope)
		if !found || got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
		if len(d.Missing) > 0 || d.SelfTest == fact.Failed {
			t.Errorf("%s: missing %v, self-test %s", name, d.Missing, d.SelfTest)
		}
		for _, issue := range d.issues {
			if issue.Code != extract.UnknownForm && issue.Code != doc.PageWithoutText {
				t.Errorf("%s: %+v", name, issue)
			}
		}
	}
}
