package queries

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/csv"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tongbi/etl/doc"
	"tongbi/etl/fact"
	"tongbi/etl/store"
)

var update = flag.Bool("update", false, "write what the reports give into testdata")

// record is one row of a fixture by column name.
type record map[string]string

// table reads a fixture; one that does not exist is empty.
func table(t testing.TB, path string) []record {
	t.Helper()
	file, err := os.Open(path)
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	reader := csv.NewReader(file)
	reader.FieldsPerRecord = -1 // columns that few rows need stand last
	rows, err := reader.ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	records := make([]record, len(rows)-1)
	for i, row := range rows[1:] {
		records[i] = record{}
		for column, value := range row {
			records[i][rows[0][column]] = value
		}
	}
	return records
}

func (r record) number(name string) int {
	number, _ := strconv.Atoi(r[name])
	return number
}

// money reads an amount in yuan, or in 万元 where it says so; empty is none.
func (r record) money(t testing.TB, name string) *fact.Money {
	t.Helper()
	raw, unit := r[name], fact.Yuan
	if raw == "" {
		return nil
	}
	if short, found := strings.CutSuffix(raw, "万元"); found {
		raw, unit = short, fact.TenThousandYuan
	}
	money, err := fact.ParseMoney(raw, unit)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return &money
}

// submissions reads the fixture of a case: document.csv, fact.csv, claim.csv and what else there is to a document.
func submissions(t testing.TB, folder string) []store.Submission {
	t.Helper()
	var all []store.Submission
	for _, row := range table(t, filepath.Join(folder, "document.csv")) {
		all = append(all, submissionOf(row))
	}
	find := func(row record) *store.Submission {
		i := slices.IndexFunc(all, func(s store.Submission) bool {
			return s.Document.SHA256 == row["document"] || s.Document.Name == row["document"]
		})
		if i < 0 {
			t.Fatalf("%s: no document %q", folder, row["document"])
		}
		return &all[i]
	}
	for _, row := range table(t, filepath.Join(folder, "fact.csv")) {
		s := find(row)
		s.Disclosure.Facts = append(s.Disclosure.Facts, factOf(t, row, s.Disclosure.Identity))
	}
	for _, row := range table(t, filepath.Join(folder, "claim.csv")) {
		s := find(row)
		s.Disclosure.Claims = append(s.Disclosure.Claims, claimOf(t, row))
	}
	for _, row := range table(t, filepath.Join(folder, "reading.csv")) {
		s := find(row)
		s.Disclosure.Readings = append(s.Disclosure.Readings, fact.Reading{
			Form: fact.FormID(row["form"]), Title: row["title"], Figures: row.number("figures"), Empty: row["empty"] == "true", Page: row.number("page"), Note: row["note"],
		})
	}
	for _, row := range table(t, filepath.Join(folder, "cell.csv")) {
		reading := &find(row).Disclosure.Readings[row.number("reading")-1]
		reading.Cells = append(reading.Cells, fact.Cell{
			Page: row.number("page"), Table: row.number("table"), Row: row.number("row"), Col: row.number("col"),
			RowSpan: row.number("row_span"), ColSpan: row.number("col_span"), Text: row["text"],
		})
	}
	for _, row := range table(t, filepath.Join(folder, "passage.csv")) {
		s := find(row)
		s.Disclosure.Passages = append(s.Disclosure.Passages, fact.Passage{Paragraph: row.number("paragraph"), Page: row.number("page"), Text: row["text"]})
	}
	for _, row := range table(t, filepath.Join(folder, "missing_form.csv")) {
		s := find(row)
		s.Disclosure.Missing = append(s.Disclosure.Missing, fact.FormID(row["form"]))
	}
	for _, row := range table(t, filepath.Join(folder, "issue.csv")) {
		s := find(row)
		s.Issues = append(s.Issues, doc.Issue{Code: doc.Code(row["code"]), Pos: doc.Pos{Page: row.number("page"), Table: row.number("table")}, Detail: row["detail"]})
	}
	return all
}

// submissionOf is the document of a row, empty. Its hash is its name where the row has none.
func submissionOf(row record) store.Submission {
	hash := row["sha256"]
	if hash == "" {
		hash = row["document"]
	}
	path := row["path"]
	if path == "" {
		path = "/" + row["document"]
	}
	format := strings.TrimPrefix(filepath.Ext(row["document"]), ".")
	return store.Submission{
		Document: &doc.Document{Name: row["document"], SHA256: hash, Format: doc.Format(format), Pages: row.number("pages")},
		Path:     path,
		Refused:  row["refused"],
		Disclosure: fact.Disclosure{
			Identity: fact.Identity{
				Organization: row["organization"], Scope: fact.Scope(row["scope"]), Year: fact.Year(row.number("year")), Stage: fact.Stage(row["stage"]),
				Evidence: []fact.Evidence{{Field: "organization", Text: row["organization"], Page: 1}},
			},
			SelfTest: fact.SelfTest(row["self_test"]),
		},
	}
}

// factOf is the fact of a row; year and stage are the document's where the row has none.
func factOf(t testing.TB, row record, identity fact.Identity) fact.Fact {
	f := fact.Fact{
		Form: fact.FormID(row["form"]), Year: identity.Year, Stage: identity.Stage, Fund: fact.Fund(row["fund"]), Scheme: fact.Scheme(row["scheme"]),
		Code: fact.Code(row["code"]), Line: row["line"], Label: row["label"], Measure: fact.Measure(row["measure"]), Presence: fact.Stated,
		Raw: row["raw"], Printed: row["printed"], Inferred: row["inferred"] == "true", Sentence: row["sentence"],
		Source: fact.Source{Page: row.number("page"), Table: row.number("table"), Row: row.number("row"), Col: row.number("col"), Title: row["title"], Heading: row["heading"]},
	}
	if row["year"] != "" {
		f.Year = fact.Year(row.number("year"))
	}
	if row["stage"] != "" {
		f.Stage = fact.Stage(row["stage"])
	}
	if f.Raw == "" {
		f.Raw = row["amount"]
	}
	if row["presence"] != "" {
		f.Presence = fact.Presence(row["presence"])
		return f
	}
	f.Money = *row.money(t, "amount")
	return f
}

// percent is a rate in per cent, nil where the row has none.
func (r record) percent(t testing.TB, column string) *fact.Rate {
	text, negative := strings.CutPrefix(r[column], "-")
	if text == "" {
		return nil
	}
	rate, err := fact.ParsePercent(text)
	if err != nil {
		t.Fatal(err)
	}
	if negative {
		rate = rate.Times(-1)
	}
	return &rate
}

func claimOf(t testing.TB, row record) fact.Claim {
	return fact.Claim{
		Rate: row.percent(t, "rate"), Share: row.percent(t, "share"), Completion: row.percent(t, "completion"),
		Subject: row["subject"], Line: row["line"], Scheme: fact.Scheme(row["scheme"]), Code: fact.Code(row["code"]), Measure: fact.Measure(row["measure"]),
		Fund: fact.Fund(row["fund"]), Value: row.money(t, "value"), Raw: cmp.Or(row["raw"], row["value"]), BaseYear: fact.Year(row.number("base_year")),
		BaseStage: fact.Stage(row["base_stage"]), Base: row.money(t, "base"), Change: row.money(t, "change"), Direction: fact.Direction(row["direction"]),
		Reason: row["reason"], ReasonPage: row.number("reason_page"), Sentence: row["sentence"], Page: row.number("page"),
	}
}

// load puts documents into a new database in memory, in the order given.
func load(t testing.TB, submissions []store.Submission) *sql.DB {
	t.Helper()
	database := emptyStore(t)
	for _, submission := range submissions {
		if _, err := database.Save(context.Background(), submission); err != nil {
			t.Fatal(err)
		}
	}
	return database.DB()
}

// emptyStore is a database without documents.
func emptyStore(t testing.TB) *store.Store {
	t.Helper()
	database, err := store.Open(context.Background(), store.Memory)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { database.Close() })
	return database
}

// golden compares rows with a file of testdata, or writes it.
func golden(t *testing.T, path string, rows [][]string) {
	t.Helper()
	var text strings.Builder
	if err := csv.NewWriter(&text).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(path, []byte(text.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := text.String(); got != string(want) {
		t.Errorf("%s: got\n%s\nwant\n%s", path, got, want)
	}
}
