package cmd

import (
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tongbi/etl/fact"
	"tongbi/etl/mention"
	"tongbi/etl/read/txt"
	"tongbi/etl/store"
	"tongbi/queries"
)

const corpus = "../../shared/corpus"

// corpusStore loads the Shanghai documents of the corpus into a database in memory.
func corpusStore(t *testing.T) *store.Store {
	t.Helper()
	if _, err := os.Stat(corpus); err != nil {
		t.Skip("the real documents are not here: ", err)
	}
	database, err := storeOf(given{paths: []string{corpus + "/shanghai"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = database.Close() })
	return database
}

// expected reads a table of corpus/expected as rows by column name.
func expected(t *testing.T, name string) []map[string]string {
	t.Helper()
	file, err := os.Open(filepath.Join(corpus, "expected", name))
	if err != nil {
		t.Skip(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var found []map[string]string
	for _, row := range rows[1:] {
		record := map[string]string{}
		for i, name := range rows[0] {
			record[name] = row[i]
		}
		found = append(found, record)
	}
	return found
}

// told indexes changes by code, measure and years; amounts in yuan without decimals, “-” where a year lacks the line.
func told(changes []queries.Change) map[string]string {
	amounts := map[string]string{}
	for _, c := range changes {
		change := "?"
		if c.Change != nil {
			change = c.Change.String()
		}
		amounts[fmt.Sprintf("%s%s%d%d", c.Code, c.Measure, c.FromYear, c.ToYear)] = fmt.Sprint(wholeYuan(c.From), " ", wholeYuan(c.To), " ", strings.TrimSuffix(change, ".00"))
	}
	return amounts
}

func wholeYuan(figure *queries.Figure) string {
	if figure == nil {
		return "-"
	}
	return strings.TrimSuffix(figure.Amount.String(), ".00")
}

// difference writes what the expectation says of two years: both amounts and the change.
func difference(from, to string) string {
	subtract := func(a, b string) string {
		x, _ := fact.ParseMoney(a, fact.Yuan)
		y, _ := fact.ParseMoney(b, fact.Yuan)
		return strings.TrimSuffix((x.Fen - y.Fen).String(), ".00")
	}
	switch {
	case from == "":
		return "- " + to + " " + to
	case to == "":
		return from + " - " + subtract("0", from)
	}
	return from + " " + to + " " + subtract(to, from)
}

func TestThreeYearSeriesOfTheCorpus(t *testing.T) {
	database := corpusStore(t)
	t.Run("function", func(t *testing.T) { everyFunction(t, database) })
	t.Run("economic", func(t *testing.T) { everyEconomic(t, database) })
	t.Run("totals", func(t *testing.T) { totals(t, database) })
}

func everyFunction(t *testing.T, database *store.Store) {
	changes, err := queries.Compare(context.Background(), database.DB(), queries.CompareOptions{Organization: "万里", By: queries.ByFunction})
	if err != nil {
		t.Fatal(err)
	}
	got, checked := told(changes), 0
	for _, row := range expected(t, "wanli_yoy_ground_truth.csv") {
		if row["level"] == "合计" {
			continue
		}
		for _, measure := range []string{"total", "basic", "project"} {
			for _, years := range [][2]string{{"2023", "2024"}, {"2024", "2025"}} {
				from, to := row["b"+years[0]+"_"+measure], row["b"+years[1]+"_"+measure]
				if from == "" && to == "" {
					continue
				}
				checked++
				if key := row["code"] + measure + years[0] + years[1]; got[key] != difference(from, to) {
					t.Errorf("%s: got %s, want %s", key, got[key], difference(from, to))
				}
			}
		}
	}
	t.Logf("%d changes held", checked)
	if checked < 380 {
		t.Errorf("only %d changes were compared", checked)
	}
}

func everyEconomic(t *testing.T, database *store.Store) {
	changes, err := queries.Compare(context.Background(), database.DB(), queries.CompareOptions{Organization: "万里", By: queries.ByEconomic})
	if err != nil {
		t.Fatal(err)
	}
	got := told(changes)
	for _, row := range expected(t, "wanli_econ_yoy.csv") {
		if row["code"] == "合计" {
			continue
		}
		for _, years := range [][2]string{{"2023", "2024"}, {"2024", "2025"}} {
			from, to := row["b"+years[0]], row["b"+years[1]]
			want := difference(from, to)
			if key := row["code"] + "total" + years[0] + years[1]; got[key] != want && got[key] != strings.Replace(want, "0 ", "- ", 1) {
				t.Errorf("%s: got %s, want %s", key, got[key], want)
			}
		}
	}
}

func totals(t *testing.T, database *store.Store) {
	for _, c := range []struct {
		by, key, want, rate string
	}{
		{queries.ByTotal, "total20232024", "164978640 156211123 -8767517", "-0.0531"},
		{queries.ByTotal, "total20242025", "156211123 189767551 33556428", "0.2148"},
		{queries.ByNature, "project20242025", "56505103 88425805 31920702", "0.5649"},
		{queries.ByThreePublic, "three_public20232024", "229100 479100 250000", "1.0912"},
		{queries.ByThreePublic, "admin_operating20242025", "4431800 4646400 214600", "0.0484"},
		{queries.ByProcurement, "procurement20242025", "16624400 48212000 31587600", "1.9001"},
	} {
		changes, err := queries.Compare(context.Background(), database.DB(), queries.CompareOptions{Organization: "万里", By: c.by})
		if err != nil {
			t.Fatal(err)
		}
		if got := told(changes)[c.key]; got != c.want {
			t.Errorf("%s: got %s, want %s", c.key, got, c.want)
		}
		for _, change := range changes {
			if fmt.Sprintf("%s%d%d", change.Measure, change.FromYear, change.ToYear) == c.key && (change.Rate == nil || change.Rate.Round(4) != c.rate) {
				t.Errorf("%s %s: rate %v, want %s", c.key, change.Label, change.Rate, c.rate)
			}
		}
	}
}

// TestFiguresOfTheRealBudgetsVerify holds sentences with the known figures of 万里街道, and three wrong ones, against the real
// documents.
func TestFiguresOfTheRealBudgetsVerify(t *testing.T) {
	database := corpusStore(t)
	text := `万里街道2025年部门预算
2025年支出预算18,976.76万元，比上年增加3,355.64万元，增长21.48%；2023—2025年年均增长7.25%。项目支出占46.60%，比上年提高10.43个百分点。
“三公”经费37.91万元，比上年下降20.87%；机关运行经费464.64万元，比上年增长4.84%；政府采购预算4,821.20万元，比上年增长190.01%。
写错：支出预算18,976.67万元，“三公”经费比上年增长20.87%，2024年支出预算18,976.76万元。
`
	verified, err := queries.Verify(context.Background(), database.DB(), mention.Read(txt.Read([]byte(text), txt.Limits{})), queries.VerifyOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if len(verified) != 15 {
		t.Errorf("%d figures", len(verified))
	}
	for i, one := range verified {
		want := queries.Right
		if i >= 12 {
			want = queries.Wrong
		}
		if one.Verdict != want || one.Source == "" {
			t.Errorf("%s %s: %s, %s (%s)", one.Subject, one.Raw, one.Verdict, one.Expected, one.Reason)
		}
	}
}
