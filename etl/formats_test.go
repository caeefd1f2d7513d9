package etl_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tongbi/etl"
	"tongbi/etl/doc"
	"tongbi/etl/read/readtest"
)

// said is what a document says, apart from where it says it: identity, facts and claims, a line each.
func said(outcome etl.Outcome) []string {
	d := outcome.Disclosure
	lines := []string{fmt.Sprintf("%s %s %d %s", d.Identity.Organization, d.Identity.Scope, d.Identity.Year, d.Identity.Stage)}
	for _, fact := range d.Facts {
		lines = append(lines, fmt.Sprintf("%s %s %s %s %s %d %s %v %s %q", fact.Form, fact.Fund, fact.Code, fact.Label, fact.Measure,
			fact.Year, fact.Stage, fact.Money, fact.Presence, fact.Raw))
	}
	for _, claim := range d.Claims {
		lines = append(lines, fmt.Sprintf("%s %s %s %d %s", claim.Subject, claim.Code, claim.Measure, claim.BaseYear, claim.Sentence))
	}
	slices.Sort(lines)
	return lines
}

// TestSameFactsFromEveryFormat writes one real budget in every format that is read and expects the same facts of each.
func TestSameFactsFromEveryFormat(t *testing.T) {
	content, err := os.ReadFile(filepath.Join("..", "data", "samples", "上海市闵行区城市运行管理中心2024年部门预算.txt"))
	if err != nil {
		t.Fatal(err)
	}
	text := aligned(string(content))
	plain := filepath.Join(t.TempDir(), "预算.txt")
	write(t, plain, text)
	first := outcomes(t, options(t), plain)[0]
	want := said(first)
	blocks := first.Document.Blocks
	for format, make := range map[string]func(*testing.T) []byte{
		"gb18030.txt": func(t *testing.T) []byte { return readtest.GB18030(t, text) },
		"docx":        func(t *testing.T) []byte { return readtest.Word(t, blocks) },
		"xlsx":        func(t *testing.T) []byte { return readtest.Book(t, blocks) },
		"html":        func(*testing.T) []byte { return readtest.HTML(blocks) },
		"doc":         func(t *testing.T) []byte { return readtest.Office(t, readtest.Word(t, blocks), "docx", "doc") },
		"xls":         func(t *testing.T) []byte { return readtest.Office(t, readtest.Book(t, blocks), "xlsx", "xls") },
		"pdf":         func(t *testing.T) []byte { return readtest.PDF(t, blocks) },
	} {
		t.Run(format, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "预算."+format)
			write(t, path, string(make(t)))
			outcome := outcomes(t, options(t), path)[0]
			got := said(outcome)
			for _, line := range got {
				if !slices.Contains(want, line) {
					t.Errorf("too many: %s", line)
				}
			}
			for _, line := range want {
				if !slices.Contains(got, line) {
					t.Errorf("missing: %s", line)
				}
			}
			if len(got) != len(want) {
				t.Errorf("%d lines, want %d", len(got), len(want))
			}
			if codes(outcome.Issues) != codes(first.Issues) {
				t.Errorf("issues %s, want %s", codes(outcome.Issues), codes(first.Issues))
			}
		})
	}
}

// aligned puts the first heading of each table over its columns again: whoever made the text left one place out.
func aligned(text string) string {
	return regexp.MustCompile(`(?m)^(项目\t\t\t?)((?:收入预算|支出预算|一般公共预算\S*支出|国有资本\S*支出)\t+)\t$`).ReplaceAllString(text, "$1\t$2")
}

func codes(issues []doc.Issue) string {
	var codes []string
	for _, issue := range issues {
		codes = append(codes, string(issue.Code))
	}
	slices.Sort(codes)
	return strings.Join(codes, " ")
}
