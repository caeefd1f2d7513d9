package cmd

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tongbi/queries"
)

var (
	pageMention = regexp.MustCompile(`(?:p|line|/)(\d+)`)
	yearSeries  = regexp.MustCompile(`^WL2023`)
)

// TestCheckFindsWhatReadersFound holds the checks to what people found by reading the real documents: every error and
// warning is found as one of them on its page, what is right is not reported, and rounding is never an error.
func TestCheckFindsWhatReadersFound(t *testing.T) {
	database := corpusStore(t)
	findings, err := queries.Check(context.Background(), database.DB(), queries.CheckOptions{})
	if err != nil {
		t.Fatal(err)
	}
	tallyFindings(t, findings)
	rows := expected(t, "findings.csv")
	for _, row := range rows {
		found := func(severities ...queries.Severity) bool {
			return slices.ContainsFunc(findings, func(f queries.Finding) bool { return slices.Contains(severities, f.Severity) && tellsOf(row, f) })
		}
		switch row["severity"] {
		case "error", "warn":
			if !found(queries.Error, queries.Warn) {
				t.Errorf("%s %s %s: not found: %s", row["id"], row["doc"], row["where"], row["stated"])
			}
		case "info":
			if !found(queries.Error, queries.Warn, queries.Info) {
				t.Logf("not seen: %s %s %s: %s", row["id"], row["doc"], row["where"], row["stated"])
			}
		}
	}
	for _, f := range findings {
		if f.Severity == queries.Error && !slices.ContainsFunc(rows, func(row map[string]string) bool { return row["severity"] != "ok" && tellsOf(row, f) }) {
			t.Errorf("an error where readers found none: %s page %d %s %s", f.Document, f.Page, f.Rule, f.Message)
		}
		if f.Severity != queries.Info && (f.Rule == "items_sum" || f.Rule == "table_sum" || f.Rule == "prior_year") {
			t.Errorf("rounding as %s: %s %s %s", f.Severity, f.Document, f.Rule, f.Message)
		}
	}
}

// tellsOf reports whether a finding stands where a row of what people found says.
func tellsOf(row map[string]string, f queries.Finding) bool {
	if !strings.HasSuffix(f.Document, row["doc"]) && !(yearSeries.MatchString(row["doc"]) && strings.Contains(f.Document, "万里街道")) {
		return false
	}
	return slices.ContainsFunc(pageMention.FindAllStringSubmatch(row["where"], -1), func(page []string) bool { return page[1] == fmt.Sprint(f.Page) })
}

// tallyFindings prints how many findings each rule has in each document.
func tallyFindings(t *testing.T, findings []queries.Finding) {
	t.Helper()
	count := map[string]int{}
	for _, f := range findings {
		count[fmt.Sprintf("%s %s %s", f.Document, f.Severity, f.Rule)]++
	}
	lines := make([]string, 0, len(count))
	for key, number := range count {
		lines = append(lines, fmt.Sprintf("%s %d", key, number))
	}
	slices.Sort(lines)
	t.Log("findings by document and rule:\n" + strings.Join(lines, "\n"))
}
