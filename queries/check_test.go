package queries

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"testing/fstest"

	"tongbi/etl/store"
)

func findings(t *testing.T, options CheckOptions) []Finding {
	t.Helper()
	db := load(t, submissions(t, filepath.Join("testdata", "checks")))
	found, err := Check(context.Background(), db, options)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestChecks holds every rule to what it finds in small documents of which each has its fault; a rule that finds nothing
// there is not tested.
func TestChecks(t *testing.T) {
	found := findings(t, CheckOptions{})
	rows := [][]string{{"rule", "severity", "year", "document", "page", "stated", "expected", "message"}}
	fired := map[string]bool{}
	for _, f := range found {
		fired[f.Rule] = true
		rows = append(rows, []string{f.Rule, string(f.Severity), fmt.Sprint(f.Year), f.Document, fmt.Sprint(f.Page), f.Stated, f.Expected, f.Message})
	}
	golden(t, filepath.Join("testdata", "checks", "findings.golden.csv"), rows)
	rules, err := Rules()
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range rules {
		if !fired[rule.ID] {
			t.Errorf("%s finds nothing", rule.ID)
		}
	}
}

func TestChecksOfOneOrganisation(t *testing.T) {
	for _, f := range findings(t, CheckOptions{Organization: "别局"}) {
		if f.Organization != "某市某区别局" {
			t.Errorf("%s of %s", f.Rule, f.Organization)
		}
	}
}

func TestRulesOfAFolderReplaceBuiltInOnes(t *testing.T) {
	own := fstest.MapFS{"mine.sql": {Data: []byte(`-- id: sentence_rate
-- title: 自己的规则
-- severity: info
-- message: {subject}
select document_id, 1, 'info', document, '', '', '' from current_document where refused = '' order by document_id limit 1`)}}
	rules, err := Rules(own)
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for _, f := range findings(t, CheckOptions{Rules: rules}) {
		if f.Rule == "sentence_rate" {
			count++
			if f.Message != "2023.pdf" {
				t.Errorf("message %q", f.Message)
			}
		}
	}
	if count != 1 {
		t.Errorf("%d findings of the own rule", count)
	}
}

func TestRulesMayBeWrittenOnWindows(t *testing.T) {
	text := "\ufeff-- id: mine\r\n-- title: 自己的规则\r\n-- severity: info\r\n-- message: {subject}\r\nselect document_id, 1, 'info', document, '', '', ''\r\nfrom current_document where refused = ''"
	rules, err := Rules(fstest.MapFS{"mine.sql": {Data: []byte(text)}})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(findings(t, CheckOptions{Rules: rules}), func(f Finding) bool { return f.Rule == "mine" && f.Message != "" }) {
		t.Error("the own rule finds nothing")
	}
}

func TestRuleWithoutHeadIsRefused(t *testing.T) {
	for _, text := range []string{"select 1", "-- id: x\n-- title: y\n-- message: z\n-- severity: fatal\nselect 1"} {
		if _, err := Rules(fstest.MapFS{"bad.sql": {Data: []byte(text)}}); !errors.Is(err, ErrRule) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// TestFiguresARowOffAreOneFinding: a table whose figures stand a row below their names fails at almost every level.
func TestFiguresARowOffAreOneFinding(t *testing.T) {
	names := []string{"201 甲", "20101 乙", "2010101 丙", "2010102 丁", "204 戊", "20401 己", "2040101 庚", "2040102 辛", "205 壬", "20501 癸", "2050101 子", "2050102 丑"}
	amounts := []string{"60", "10", "10", "4", "6", "20", "20", "9", "11", "30", "30", "12"} // of the row before
	lines := make([]string, len(names))
	for i := range names {
		lines[i] = names[i] + " " + amounts[i]
	}
	found := func(lines []string) (sums []Finding) {
		db := load(t, []store.Submission{coded(t, 2024, ByFunction, lines...)})
		all, err := Check(context.Background(), db, CheckOptions{})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range all {
			if f.Rule == "table_sum" || f.Rule == "table_shifted" {
				sums = append(sums, f)
			}
		}
		return sums
	}
	if sums := found(lines); len(sums) != 1 || sums[0].Rule != "table_shifted" || sums[0].Stated != "6" {
		t.Errorf("a row off: %+v", sums)
	}
	if sums := found(lines[:8]); len(sums) != 4 {
		t.Errorf("four differences: %+v", sums)
	}
}

// TestChecksKeepQuietAboutWhatIsRight: income of its own beside 财政拨款, a government fund, balances carried forward, figures
// rounded one by one, an earlier year compared on purpose, other organisations that a sentence is about.
func TestChecksKeepQuietAboutWhatIsRight(t *testing.T) {
	db := load(t, submissions(t, filepath.Join("testdata", "quiet")))
	found, err := Check(context.Background(), db, CheckOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		if f.Severity != Info {
			t.Errorf("%s %s %s page %d: %s", f.Severity, f.Rule, f.Document, f.Page, f.Message)
		}
	}
}

func TestFiguresOfAScanAreCheckedWhereAsked(t *testing.T) {
	scan := coded(t, 2024, ByFunction, "201 甲支出 10", "20101 乙 9", "2010101 丙 9")
	for i := range scan.Disclosure.Facts {
		scan.Disclosure.Facts[i].Inferred = true
	}
	db := load(t, []store.Submission{scan})
	for inferred, want := range map[bool]int{false: 0, true: 1} {
		found, err := Check(context.Background(), db, CheckOptions{Inferred: inferred})
		if err != nil {
			t.Fatal(err)
		}
		sums := 0
		for _, f := range found {
			if f.Rule == "table_sum" {
				sums++
			}
		}
		if sums != want {
			t.Errorf("asked %v: %d findings %+v", inferred, sums, found)
		}
	}
}
