package queries

import (
	"context"
	"path/filepath"
	"slices"
	"testing"

	"tongbi/etl/store"
)

// TestCoverageSaysWhatWasNotChecked: rules whose forms, text, prior year or units are absent are told with what is missing, others
// are not.
func TestCoverageSaysWhatWasNotChecked(t *testing.T) {
	db := load(t, submissions(t, filepath.Join("testdata", "checks")))
	unchecked, err := Coverage(context.Background(), db, CheckOptions{})
	if err != nil {
		t.Fatal(err)
	}
	missing := func(organization string, year int, rule string) []string {
		i := slices.IndexFunc(unchecked, func(u Unchecked) bool {
			return u.Organization == organization && int(u.Year) == year && u.Rule == rule && u.Scope == "department"
		})
		if i < 0 {
			return nil
		}
		return unchecked[i].Missing
	}
	for _, want := range []struct {
		organization string
		year         int
		rule         string
		missing      []string
	}{
		{"某市某区某局", 2023, "text_table", []string{NeedText}},
		{"某市某区某局", 2024, "text_table", nil},
		{"某市某区某局", 2023, "prior_year", []string{NeedText, NeedPriorYear}},
		{"某市某区某局", 2024, "prior_year", nil},
		{"某市某区某局", 2023, "table_sum", []string{"支出总表"}},
		{"某市某区丙局", 2025, "unit_sum", nil},
		{"某市某区某局", 2024, "unit_sum", []string{NeedUnits, "支出总表"}},
	} {
		if got := missing(want.organization, want.year, want.rule); !slices.Equal(got, want.missing) {
			t.Errorf("%s %d %s: missing %q, want %q", want.organization, want.year, want.rule, got, want.missing)
		}
	}
}

// TestCoverageNamesTheUnitsThatAreAbsent: of two units one is not loaded.
func TestCoverageNamesTheUnitsThatAreAbsent(t *testing.T) {
	all := submissions(t, filepath.Join("testdata", "checks"))
	all = slices.DeleteFunc(all, func(s store.Submission) bool { return s.Document.Name == "u2.pdf" })
	unchecked, err := Coverage(context.Background(), load(t, all), CheckOptions{Organization: "丙局"})
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(unchecked, func(u Unchecked) bool { return u.Rule == "unit_sum" && u.Year == 2025 })
	if i < 0 || !slices.Equal(unchecked[i].Missing, []string{"某市某区丙中心"}) {
		t.Errorf("unchecked: %+v", unchecked)
	}
}
