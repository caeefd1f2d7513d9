package exchange_test

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tongbi/data"
	"tongbi/etl"
	"tongbi/etl/doc"
	"tongbi/etl/exchange"
	"tongbi/etl/extract"
	"tongbi/etl/fact"
	"tongbi/etl/store"
)

// loaded is a database in memory with what the paths hold.
func loaded(t *testing.T, paths ...string) *store.Store {
	t.Helper()
	database, err := store.Open(t.Context(), store.Memory)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { database.Close() })
	load(t, database, paths...)
	return database
}

func load(t *testing.T, database *store.Store, paths ...string) []etl.Loaded {
	t.Helper()
	vocabulary, err := data.Load()
	if err != nil {
		t.Fatal(err)
	}
	var all []etl.Loaded
	err = etl.Load(t.Context(), database, etl.Find(paths), etl.Options{Extractor: extract.New(vocabulary)}, func(one etl.Loaded) error {
		all = append(all, one)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// eventful is a database in which everything has happened: documents with tables and sentences, a conflict that was
// settled, a version set by hand, refusals, a file that could not be opened, and texts that are hard to carry.
func eventful(t *testing.T) *store.Store {
	t.Helper()
	database := loaded(t, "../../data/samples")
	hard := "=1+1,\"引号\"\n第二行\r单独\u202e右\x00零"
	rate, share := fact.Ratio(-1, 3), fact.Ratio(2, 3)
	submission := store.Submission{
		Document: &doc.Document{Name: "甲.pdf", SHA256: strings.Repeat("ab", 32), Format: doc.PDF, Pages: 3},
		Path:     "/某处/甲.pdf",
		Disclosure: fact.Disclosure{
			Identity: fact.Identity{Organization: "测试市小局", Scope: fact.UnitScope, Year: 2024, Stage: fact.FinalAccounts,
				Evidence: []fact.Evidence{{Field: "stage", Text: "final_accounts"}, {Field: "organization", Text: hard, Page: 2}}},
			SelfTest: fact.Failed, Missing: []fact.FormID{"revenue_summary", "expenditure_summary"},
			Readings: []fact.Reading{{Title: hard, Page: 1, Table: 1, Rows: 2, Cells: []fact.Cell{{Page: 1, Table: 1, Row: 1, Col: 1, RowSpan: 1, ColSpan: 2, Text: hard}}}},
			Facts: []fact.Fact{
				{Form: "mine", Year: 2024, Stage: fact.FinalAccounts, Fund: fact.AllFunds, Label: hard, Measure: fact.Total, Presence: fact.Stated,
					Money: fact.Money{Fen: -999999999999999999, Grain: 1}, Raw: hard, Inferred: true,
					Source: fact.Source{Page: 1, Table: 1, Row: 1, Col: 2, Left: 0.1, Top: 1.0 / 3, Right: 1e-7, Bottom: 595.2760009765625}},
				{Form: "mine", Year: 2023, Stage: fact.Outturn, Presence: fact.Dash, Raw: "—"},
			},
			Claims: []fact.Claim{
				{Subject: hard, Sentence: hard, Page: 1, Rate: &rate, Share: &share, Direction: fact.Decrease},
				{Value: &fact.Money{Fen: 5, Grain: 1}, Base: &fact.Money{Fen: 7, Grain: 10000}, Change: &fact.Money{Fen: -2, Grain: 1}, BaseYear: 2023, BaseStage: fact.Outturn},
			},
			Passages: []fact.Passage{{Paragraph: 1, Page: 1, Text: hard}},
		},
		Issues: []doc.Issue{{Code: extract.NotNumber, Pos: doc.Pos{Page: 1, Row: 2}, Detail: hard}},
	}
	save := func(keep func(context.Context, store.Submission) (store.Outcome, error), submission store.Submission, want store.Kind) {
		outcome, err := keep(t.Context(), submission)
		if err != nil || outcome.Kind != want {
			t.Fatalf("%s: %v, %v; want %s", submission.Document.Name, outcome.Kind, err, want)
		}
	}
	save(database.Save, submission, store.Loaded)
	other := submission
	other.Document = &doc.Document{Name: "甲（更正）.pdf", SHA256: strings.Repeat("cd", 32), Format: doc.PDF, Pages: 3}
	other.Disclosure.Facts = slices.Clone(submission.Disclosure.Facts)
	other.Disclosure.Facts[0].Money.Fen = 100
	save(database.Save, other, store.Conflict)
	save(database.Replace, other, store.Replaced)
	third := other
	third.Document = &doc.Document{Name: "甲（再更正）.pdf", SHA256: strings.Repeat("ef", 32), Format: doc.PDF, Pages: 3}
	third.Disclosure.Facts = slices.Clone(other.Disclosure.Facts)
	third.Disclosure.Facts[0].Money.Fen = 200
	save(database.Replace, third, store.Replaced)
	moved := third
	moved.Disclosure.Identity.Year, moved.Disclosure.Identity.Evidence = 2022, []fact.Evidence{{Field: "fiscal_year", Text: "2022"}}
	save(database.Save, moved, store.Loaded)
	save(database.Save, store.Submission{Document: &doc.Document{Name: "没有.pdf"}, Path: "/某处/没有.pdf", Refused: "unopened",
		Issues: []doc.Issue{{Code: "unopened", Detail: "x"}}}, store.Refused)
	return database
}

func export(t *testing.T, database *store.Store) string {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "导出")
	_, err := exchange.Write(t.Context(), folder, exchange.Content{Database: database, Findings: func(yield func([]string) error) error {
		return yield([]string{"1", "a_rule", "warn", "某局", "department", "2023", "initial_budget", "甲.txt", "7", "支出", "1.00", "2.00", "不等", "第7行"})
	}})
	if err != nil {
		t.Fatal(err)
	}
	return folder
}

// contents are the files of a folder by their paths.
func contents(t *testing.T, folder string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		inside, _ := filepath.Rel(folder, path)
		all[filepath.ToSlash(inside)] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestWhatIsLoadedFromAnExportExportsTheSameBytes(t *testing.T) {
	first := export(t, eventful(t))
	second := export(t, loaded(t, first))
	a, b := contents(t, first), contents(t, second)
	if len(a) < 20 || len(a) != len(b) {
		t.Fatalf("%d files, then %d", len(a), len(b))
	}
	for path := range a {
		if a[path] != b[path] {
			t.Errorf("%s differs: %s", path, difference(a[path], b[path]))
		}
	}
}

func difference(a, b string) string {
	left, right := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(left), len(right)) {
		if left[i] != right[i] {
			return fmt.Sprintf("line %d:\n%s\n%s", i+1, left[i], right[i])
		}
	}
	return "one is longer"
}

func TestAnExportLoadedAgainChangesNothing(t *testing.T) {
	folder := export(t, loaded(t, "../../data/samples"))
	database := loaded(t, folder)
	for _, one := range load(t, database, folder, filepath.Join(folder, exchange.Descriptor)) {
		if one.Stored.Kind != store.Unchanged || len(one.Issues) > 0 {
			t.Errorf("%s: %s, %v", one.Document.Name, one.Stored.Kind, one.Issues)
		}
	}
}

func TestAFolderWithOtherFilesIsNotOverwrittenAndAnExportIs(t *testing.T) {
	database := loaded(t)
	folder := t.TempDir()
	content := exchange.Content{Database: database, Findings: func(func([]string) error) error { return nil }}
	for range 2 {
		if _, err := exchange.Write(t.Context(), folder, content); err != nil {
			t.Fatal(err)
		}
	}
	other := t.TempDir()
	if err := os.WriteFile(filepath.Join(other, "论文.docx"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := exchange.Write(t.Context(), other, content); !errors.Is(err, exchange.ErrOccupied) {
		t.Errorf("a folder of other files: %v", err)
	}
}

// described is datapackage.json as any other program reads it.
type described struct {
	Profile   string
	Sources   []struct{ Title, SHA256 string }
	Resources []struct {
		Profile, Name, Path, Hash string
		Bytes                     int
		Rows                      int
		Schema                    struct {
			Fields []struct {
				Name, Type, Title string
				Decimals          *int
				Constraints       struct {
					Required         bool
					Enum             []string
					Pattern          string
					Minimum, Maximum *float64
				}
			}
			PrimaryKey  []string
			ForeignKeys []struct {
				Fields    []string
				Reference struct {
					Resource string
					Fields   []string
				}
			}
		}
		Parquet []struct {
			Path, Hash string
			Bytes      int
		}
	}
}

// TestTheDescriptionIsTrue holds everything that datapackage.json says against what the files hold.
func TestTheDescriptionIsTrue(t *testing.T) {
	folder := export(t, eventful(t))
	files := contents(t, folder)
	var description described
	if err := json.Unmarshal([]byte(files["datapackage.json"]), &description); err != nil {
		t.Fatal(err)
	}
	delete(files, "datapackage.json")
	if description.Profile != "tabular-data-package" || len(description.Sources) != 9 || description.Sources[0].SHA256 == "" {
		t.Errorf("profile %s, sources %v", description.Profile, description.Sources)
	}
	same := func(path, hash string, size int) {
		content, found := files[path]
		delete(files, path)
		sum := sha256.Sum256([]byte(content))
		if !found || len(content) != size || hash != "sha256:"+hex.EncodeToString(sum[:]) {
			t.Errorf("%s: %d bytes, said %d; its hash is another or it is missing", path, len(content), size)
		}
	}
	keys := map[string]map[string]bool{} // values of columns, by table and columns
	for _, resource := range description.Resources {
		rows, err := csv.NewReader(strings.NewReader(files[resource.Path])).ReadAll()
		if err != nil || len(rows) != resource.Rows+1 {
			t.Fatalf("%s: %d rows, said %d; %v", resource.Path, len(rows)-1, resource.Rows, err)
		}
		same(resource.Path, resource.Hash, resource.Bytes)
		column := map[string]int{}
		for i, field := range resource.Schema.Fields {
			column[field.Name] = i
			if rows[0][i] != field.Name || field.Title == "" {
				t.Errorf("%s: column %d is %s, said %s %q", resource.Path, i+1, rows[0][i], field.Name, field.Title)
			}
			pattern := regexp.MustCompile(field.Constraints.Pattern)
			for number, row := range rows[1:] {
				value := row[i]
				ok := value != "" || !field.Constraints.Required
				if value != "" {
					ok = typed(field.Type, field.Decimals, value) && pattern.MatchString(value) &&
						(field.Constraints.Enum == nil || slices.Contains(field.Constraints.Enum, value))
				}
				if !ok {
					t.Errorf("%s row %d: %s is %q", resource.Path, number+1, field.Name, value)
				}
			}
		}
		values := func(row []string, names []string) string {
			key := ""
			for _, name := range names {
				key += row[column[name]] + "\x00"
			}
			return key
		}
		keys[resource.Name] = map[string]bool{}
		for _, row := range rows[1:] {
			key := values(row, resource.Schema.PrimaryKey)
			if len(resource.Schema.PrimaryKey) > 0 && keys[resource.Name][key] {
				t.Errorf("%s: key %q stands twice", resource.Path, key)
			}
			keys[resource.Name][key] = true
			for _, foreign := range resource.Schema.ForeignKeys {
				if !keys[foreign.Reference.Resource][values(row, foreign.Fields)] {
					t.Errorf("%s: %v of %v is not in %s", resource.Path, foreign.Fields, row, foreign.Reference.Resource)
				}
			}
		}
		names := make([]string, len(resource.Schema.Fields))
		for i, field := range resource.Schema.Fields {
			names[i] = field.Name
		}
		if resource.Parquet != nil {
			parquetHolds(t, filepath.Join(folder, "parquet", resource.Name), names, rows[1:])
		}
		for _, part := range resource.Parquet {
			same(part.Path, part.Hash, part.Bytes)
		}
	}
	if len(files) > 0 {
		t.Errorf("not described: %v", slices.Sorted(func(yield func(string) bool) {
			for path := range files {
				if !yield(path) {
					return
				}
			}
		}))
	}
}

func typed(kind string, decimals *int, value string) bool {
	switch kind {
	case "integer":
		_, err := strconv.ParseInt(value, 10, 64)
		return err == nil
	case "number":
		_, err := strconv.ParseFloat(value, 64)
		_, fraction, _ := strings.Cut(value, ".")
		return err == nil && (decimals == nil || len(fraction) == *decimals)
	case "boolean":
		return value == "true" || value == "false"
	}
	return kind == "string"
}

// parquetHolds holds the Parquet files of a table against its rows.
func parquetHolds(t *testing.T, folder string, names []string, rows [][]string) {
	t.Helper()
	db, err := sql.Open("duckdb", "")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	found, err := db.Query(`select columns(c -> true)::varchar from read_parquet($1, hive_partitioning = true, hive_types = {'fiscal_year': 'integer'})`,
		filepath.Join(folder, "*", "*.parquet"))
	if err != nil {
		t.Fatal(err)
	}
	defer found.Close()
	columns, err := found.Columns()
	if err != nil {
		t.Fatal(err)
	}
	order := make([]int, len(columns))
	for i, name := range columns {
		if order[i] = slices.Index(names, name); order[i] < 0 || len(columns) != len(names) {
			t.Fatalf("%s: columns %v, want %v", folder, columns, names)
		}
	}
	var want, got []string
	for _, row := range rows {
		want = append(want, strings.ReplaceAll(strings.Join(row, "\x01"), "\r", "\n"))
	}
	for found.Next() {
		values, targets := make([]sql.NullString, len(columns)), make([]any, len(columns))
		for i := range values {
			targets[i] = &values[i]
		}
		if err := found.Scan(targets...); err != nil {
			t.Fatal(err)
		}
		row := make([]string, len(columns))
		for i, value := range values {
			row[order[i]] = value.String
		}
		got = append(got, strings.ReplaceAll(strings.Join(row, "\x01"), "\r", "\n"))
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(want, got) {
		t.Errorf("%s: %d rows of the CSV, %d of the Parquet: %s", folder, len(want), len(got), difference(strings.Join(want, "\n"), strings.Join(got, "\n")))
	}
}

// TestADamagedExportIsRefusedWhole edits an export in many ways; where the edit makes the hashes right again, only what the
// rows say can tell. Nothing of it is loaded.
func TestADamagedExportIsRefusedWhole(t *testing.T) {
	whole := export(t, eventful(t))
	for name, c := range map[string]struct {
		kind error
		edit func(files map[string]string)
	}{
		"no description":       {exchange.ErrMissing, func(f map[string]string) { delete(f, "datapackage.json") }},
		"broken description":   {exchange.ErrBroken, func(f map[string]string) { f["datapackage.json"] = f["datapackage.json"][:3000] }},
		"a file is missing":    {exchange.ErrMissing, func(f map[string]string) { delete(f, "cells.csv") }},
		"a parquet is missing": {exchange.ErrMissing, func(f map[string]string) { delete(f, "parquet/facts/fiscal_year=2024/data_0.parquet") }},
		"a digit was changed":  {exchange.ErrChanged, func(f map[string]string) { f["facts.csv"] = strings.Replace(f["facts.csv"], "18976", "18967", 1) }},
		"a file was cut":       {exchange.ErrChanged, func(f map[string]string) { f["claims.csv"] = f["claims.csv"][:500] }},
		"another version": {exchange.ErrFormat, func(f map[string]string) {
			f["datapackage.json"] = strings.Replace(f["datapackage.json"], `"format": 1`, `"format": 2`, 1)
		}},
		"a path escapes": {exchange.ErrBroken, func(f map[string]string) {
			f["datapackage.json"] = strings.Replace(f["datapackage.json"], `"facts.csv"`, `"../facts.csv"`, 1)
		}},
		"a parquet escapes": {exchange.ErrBroken, func(f map[string]string) {
			f["datapackage.json"] = strings.Replace(f["datapackage.json"], "parquet/facts/", "parquet/../../facts/", 1)
		}},
		"a table more": {exchange.ErrBroken, func(f map[string]string) {
			f["datapackage.json"] = strings.Replace(f["datapackage.json"], `"name": "facts"`, `"name": "facta"`, 1)
		}},
		"other columns":        {exchange.ErrRow, forged("facts.csv", "amount_yuan", "amount")},
		"an absurd amount":     {exchange.ErrRow, forged("facts.csv", "-9999999999999999.99", "-99999999999999999.99")},
		"an amount is a word":  {exchange.ErrRow, forged("facts.csv", "-9999999999999999.99", "很多")},
		"an absurd year":       {exchange.ErrRow, forged("documents.csv", ",2025,initial_budget", ",20255,initial_budget")},
		"an unknown stage":     {exchange.ErrRow, forged("documents.csv", ",2025,initial_budget", ",2025,final")},
		"no organisation":      {exchange.ErrRow, forged("documents.csv", "测试市小局,unit,2024", ",unit,2024")},
		"another organisation": {exchange.ErrRow, forged("facts.csv", "上海市闵行区城市运行管理中心,department", "上海市闵行区城市运行管理中心2,department")},
		"a negative page":      {exchange.ErrRow, forged("passages.csv", "\n1,2,2,", "\n1,2,2,-")},
		"a row is lost":        {exchange.ErrRow, forged("passages.csv", "\n1,2,2,", "\n1,3,2,")},
		"a row of no document": {exchange.ErrRow, forged("missing_forms.csv", "revenue_summary\n", "revenue_summary\n99,revenue_summary\n")},
		"a cell of no table":   {exchange.ErrRow, forged("cells.csv", "\n5,1,1,", "\n5,9,1,")},
		"infinite":             {exchange.ErrRow, forged("facts.csv", "595.2760009765625", "+Inf")},
		"a quote is open":      {exchange.ErrRow, func(f map[string]string) { forge(f, "issues.csv", f["issues.csv"]+"\"") }},
		"no end of a row": {exchange.ErrRow, func(f map[string]string) {
			forge(f, "issues.csv", f["issues.csv"]+"1,\""+strings.Repeat("长", 9<<20)+"\"\n")
		}},
		"a finding of no rule": {exchange.ErrRow, forged("findings.csv", "a_rule", "")},
		"rows were added": {exchange.ErrRow, func(f map[string]string) {
			f["datapackage.json"] = strings.Replace(f["datapackage.json"], `"rows": 9,`, `"rows": 10,`, 1)
		}},
		"a figure without step": {exchange.ErrRow, forged("facts.csv", "-9999999999999999.99,0.01", "-9999999999999999.99,")},
	} {
		t.Run(name, func(t *testing.T) {
			files := contents(t, whole)
			c.edit(files)
			folder := filepath.Join(t.TempDir(), "导出")
			write(t, folder, files)
			refused(t, folder, c.kind)
			refused(t, zipped(t, "导出/", files), c.kind)
		})
	}
}

// refused loads a damaged export and sees that nothing of it is there.
func refused(t *testing.T, export string, kind error) {
	t.Helper()
	database := loaded(t)
	all := load(t, database, export)
	if len(all) != 1 || !errors.Is(all[0].Err, kind) {
		t.Fatalf("%d documents, %v; want %v", len(all), all[0].Err, kind)
	}
	var count int
	if err := database.DB().QueryRow(`select count(*) from document`).Scan(&count); err != nil || count != 0 {
		t.Errorf("%d documents, %v", count, err)
	}
}

// zipped packs files below a folder of an archive.
func zipped(t *testing.T, top string, files map[string]string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "导出.zip")
	file, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	archive := zip.NewWriter(file)
	for path, content := range files {
		entry, err := archive.Create(top + path)
		if err == nil {
			_, err = io.WriteString(entry, content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(archive.Close(), file.Close()); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestAnArchiveOfAnExportIsLoadedLikeTheFolder(t *testing.T) {
	folder := export(t, eventful(t))
	want := contents(t, folder)
	for _, top := range []string{"", "导出/", `导出\`} {
		got := contents(t, export(t, loaded(t, zipped(t, top, want))))
		if !maps.Equal(got, want) {
			t.Errorf("from an archive with top %q other bytes come back", top)
		}
	}
	if all := load(t, loaded(t), zipped(t, "a/b/", want)); len(all) == 1 && all[0].Err == nil {
		t.Error("an export two folders down was loaded as one")
	}
}

func TestAnArchiveThatHoldsMoreThanItSaysIsRefused(t *testing.T) {
	files := contents(t, export(t, loaded(t, "../../data/samples")))
	content, err := os.ReadFile(zipped(t, "", files))
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "改.zip")
	for _, edit := range []func([]byte) []byte{
		func(b []byte) []byte { return b[:len(b)/2] },
		func(b []byte) []byte { return bytes.ReplaceAll(b, []byte("facts.csv"), []byte("../ts.csv")) },
		func(b []byte) []byte { b[len(b)/2] ^= 0xff; return b },
	} {
		if err := os.WriteFile(name, edit(bytes.Clone(content)), 0o600); err != nil {
			t.Fatal(err)
		}
		database := loaded(t)
		for _, one := range load(t, database, name) {
			if one.Err == nil && one.Stored.Kind == store.Loaded {
				t.Errorf("%s was loaded", one.Document.Name)
			}
		}
	}
}

// forged gives an edit after which size, hash and number of bytes are those of the edited file.
func forged(path, old, replacement string) func(map[string]string) {
	return func(files map[string]string) {
		forge(files, path, strings.Replace(files[path], old, replacement, 1))
	}
}

func forge(files map[string]string, path, content string) {
	if content == files[path] {
		panic("nothing to edit in " + path)
	}
	old, now := sha256.Sum256([]byte(files[path])), sha256.Sum256([]byte(content))
	description := strings.Replace(files["datapackage.json"], hex.EncodeToString(old[:]), hex.EncodeToString(now[:]), 1)
	at := strings.Index(description, `"path": "`+path+`"`)
	description = description[:at] + strings.Replace(description[at:], fmt.Sprintf(`"bytes": %d`, len(files[path])), fmt.Sprintf(`"bytes": %d`, len(content)), 1)
	files[path], files["datapackage.json"] = content, description
}

func write(t *testing.T, folder string, files map[string]string) {
	t.Helper()
	for path, content := range files {
		place := filepath.Join(folder, filepath.FromSlash(path))
		if err := errors.Join(os.MkdirAll(filepath.Dir(place), 0o755), os.WriteFile(place, []byte(content), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
}

func TestALinkOutOfAnExportIsNotFollowed(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "导出")
	files := contents(t, export(t, loaded(t, "../../data/samples")))
	outside := filepath.Join(t.TempDir(), "facts.csv")
	if err := os.WriteFile(outside, []byte(files["facts.csv"]), 0o600); err != nil {
		t.Fatal(err)
	}
	delete(files, "facts.csv")
	write(t, folder, files)
	if err := os.Symlink(outside, filepath.Join(folder, "facts.csv")); err != nil {
		t.Skip(err)
	}
	if _, err := exchange.Open(t.Context(), folder); !errors.Is(err, exchange.ErrChanged) {
		t.Error(err)
	}
}

func TestHistoryComesAlongAndCountsAgainWhenItsSuccessorIsForgotten(t *testing.T) {
	database := loaded(t, export(t, eventful(t)))
	forgotten, err := database.Forget(t.Context(), "甲（再更正）.pdf")
	if err != nil || !slices.Contains(forgotten.Restored, "甲（更正）.pdf") {
		t.Errorf("%+v, %v", forgotten, err)
	}
}

func FuzzARowIsTakenOrRefused(f *testing.F) {
	f.Add([]byte("1,1,no_form,0,0,0,0,x\n"))
	f.Add([]byte("1,1,\"a\r\nb\",0,0,0,0,\"\"\"\"\n"))
	whole := map[string]string{}
	f.Fuzz(func(t *testing.T, row []byte) {
		if len(whole) == 0 {
			whole = contents(t, export(t, loaded(t, "../../data/samples/上海市闵行区城市运行管理中心2024年部门预算.txt")))
		}
		files := map[string]string{}
		for path, content := range whole {
			files[path] = content
		}
		if len(bytes.TrimSpace(row)) == 0 {
			return
		}
		forge(files, "issues.csv", files["issues.csv"]+string(row))
		folder := t.TempDir()
		write(t, folder, files)
		var defect *exchange.Defect
		if _, err := exchange.Open(t.Context(), folder); err != nil && !errors.As(err, &defect) {
			t.Error(err)
		}
	})
}
