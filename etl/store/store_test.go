package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"math"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"tongbi/etl/doc"
	"tongbi/etl/fact"
)

// memory is an empty database for one test.
func memory(t testing.TB) *Store {
	t.Helper()
	store, err := Open(context.Background(), Memory)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	return store
}

// budget is the submission of a small budget: one coded figure and one without a code.
func budget(name, hash string, education fact.Fen) Submission {
	return Submission{
		Document: &doc.Document{Name: name, SHA256: hash, Format: doc.PDF, Pages: 30},
		Path:     "/预算/" + name,
		Disclosure: fact.Disclosure{
			Identity: fact.Identity{
				Organization: "教育局", Scope: fact.Department, Year: 2024, Stage: fact.InitialBudget,
				Evidence: []fact.Evidence{{Field: "fiscal_year", Text: "2024年部门预算", Page: 1}},
			},
			Readings: []fact.Reading{{Form: "expenditure_summary", Title: "支出总表", Fund: fact.AllFunds, Unit: fact.Yuan, Page: 3, Table: 1, Rows: 4, Figures: 2}},
			Missing:  []fact.FormID{"three_public"},
			SelfTest: fact.Passed,
			Facts: []fact.Fact{
				figure("205", "教育支出", education, fact.Yuan),
				{Form: "expenditure_summary", Year: 2024, Stage: fact.InitialBudget, Fund: fact.AllFunds, Line: "form_total", Label: "合计",
					Measure: fact.Total, Presence: fact.Dash, Raw: "—", Source: fact.Source{Page: 3, Table: 1, Row: 2, Col: 3}},
			},
			Passages: []fact.Passage{{Paragraph: 1, Page: 2, Text: "减少项目。"}},
			Claims: []fact.Claim{{
				Subject: "教育支出", Scheme: fact.Functional, Code: "205", Measure: fact.Total, Fund: fact.Appropriation,
				Value: &fact.Money{Fen: 1772210000, Grain: 10000}, BaseYear: 2023, BaseStage: fact.InitialBudget,
				Change: &fact.Money{Fen: -1365780000, Grain: 10000}, Direction: fact.Decrease, Reason: "减少项目", ReasonPage: 2,
				Sentence: "教育支出1,772.21万元，比2023年预算减少1,365.78万元。", Page: 2,
			}},
		},
		Issues: []doc.Issue{{Pos: doc.Pos{Page: 12}, Code: doc.PageWithoutText, Detail: ""}},
	}
}

// figure is a fact of 支出总表 of 2024.
func figure(code fact.Code, label string, amount fact.Fen, unit fact.Unit) fact.Fact {
	return fact.Fact{
		Form: "expenditure_summary", Year: 2024, Stage: fact.InitialBudget, Fund: fact.AllFunds, Scheme: fact.Functional,
		Code: code, Label: label, Measure: fact.Total, Money: fact.Money{Fen: amount, Grain: fact.Fen(unit)}, Presence: fact.Stated,
		Raw: amount.String(), Source: fact.Source{Page: 3, Table: 1, Row: 1, Col: 3, Title: "支出总表", Heading: "合计", Left: 10.5, Top: 20, Right: 30, Bottom: 40},
	}
}

// one gives a single value of the database as text.
func one(t testing.TB, store *Store, query string) string {
	t.Helper()
	var value sql.NullString
	if err := store.DB().QueryRow(query).Scan(&value); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return value.String
}

// mustSave saves and wants the outcome.
func mustSave(t testing.TB, store *Store, submission Submission, want Kind) Outcome {
	t.Helper()
	outcome, err := store.Save(context.Background(), submission)
	if err != nil || outcome.Kind != want {
		t.Fatalf("Save(%s) = %+v, %v; want %s", submission.Document.Name, outcome, err, want)
	}
	return outcome
}

func TestSaveKeepsEveryField(t *testing.T) {
	store := memory(t)
	mustSave(t, store, budget("a.pdf", "aa", 123456), Loaded)
	for query, want := range map[string]string{
		`select amount_yuan::varchar from fact where code = '205'`:                                                                    "1234.56",
		`select grain_yuan::varchar from fact where code = '205'`:                                                                     "1.00",
		`select amount_yuan::varchar from fact where line = 'form_total'`:                                                             "",
		`select presence || raw from fact where line = 'form_total'`:                                                                  "dash—",
		`select concat_ws('/', page, table_number, row_number, column_number, title, heading, box_left) from fact where code = '205'`: "3/1/1/3/支出总表/合计/10.5",
		`select concat_ws('/', value_yuan, change_yuan, base_yuan, base_year, base_stage, reason, page) from claim`:                   "17722100.00/-13657800.00/2023/initial_budget/减少项目/2",
		`select concat_ws('/', organization, scope, fiscal_year, stage, self_test, format, pages, path) from document`:                "教育局/department/2024/initial_budget/passed/pdf/30//预算/a.pdf",
		`select field || text || page from evidence`:                                                                                  "fiscal_year2024年部门预算1",
		`select form from missing_form`:                                                                                               "three_public",
		`select paragraph || text || page from passage`:                                                                               "1减少项目。2",
		`select code || page from issue`:                                                                                              "page_without_text12",
		`select form || title || unit_fen from reading`:                                                                               "expenditure_summary支出总表100",
		`select count(*) from document where fiscal_year is null`:                                                                     "0",
	} {
		if got := one(t, store, query); got != want {
			t.Errorf("%s = %q, want %q", query, got, want)
		}
	}
}

func TestSaveTwiceChangesNothing(t *testing.T) {
	store := memory(t)
	mustSave(t, store, budget("a.pdf", "aa", 100), Loaded)
	before := one(t, store, `select string_agg(document_id || loaded_at::varchar, ',') from document`)
	mustSave(t, store, budget("copy.pdf", "aa", 100), Unchanged)
	if after := one(t, store, `select string_agg(document_id || loaded_at::varchar, ',') from document`); after != before {
		t.Errorf("document table changed from %s to %s", before, after)
	}
	if got := one(t, store, `select count(*) from fact`); got != "2" {
		t.Errorf("%s facts, want 2", got)
	}
}

func TestRefusedDocumentIsKeptAndReadAnew(t *testing.T) {
	store := memory(t)
	refused := budget("a.pdf", "aa", 100)
	refused.Refused, refused.Disclosure.Identity.Year = "year_uncertain", 0
	mustSave(t, store, refused, Refused)
	mustSave(t, store, refused, Refused)
	if got := one(t, store, `select count(*) || refused || (select count(*) from fact) from document group by refused`); got != "1year_uncertain0" {
		t.Errorf("refused document is stored as %s", got)
	}
	mustSave(t, store, budget("a.pdf", "aa", 100), Loaded)
	if got := one(t, store, `select string_agg(refused, '') || count(*) from document`); got != "1" {
		t.Errorf("after a good reading: %s", got)
	}
	mustSave(t, store, refused, Unchanged)
}

func TestUnreadableFilesAreToldApartByPath(t *testing.T) {
	store := memory(t)
	for _, name := range []string{"a.pdf", "b.pdf", "a.pdf"} {
		mustSave(t, store, Submission{Document: &doc.Document{Name: name}, Path: "/x/" + name, Refused: "permission"}, Refused)
	}
	if got := one(t, store, `select count(*) from document`); got != "2" {
		t.Errorf("%s documents, want 2", got)
	}
}

func TestSettingByHandReadsAnewAndKeepsHistory(t *testing.T) {
	store := memory(t)
	mustSave(t, store, budget("a.pdf", "aa", 100), Loaded)
	other := budget("a.pdf", "aa", 100)
	other.Disclosure.Identity.Organization = "体育局"
	mustSave(t, store, other, Unchanged) // read differently, but nobody asked for it
	other.Disclosure.Identity.Evidence = []fact.Evidence{{Field: "organization", Text: "体育局"}}
	mustSave(t, store, other, Loaded)
	mustSave(t, store, other, Unchanged)
	mustSave(t, store, budget("a.pdf", "aa", 100), Unchanged) // a plain load does not undo the setting
	if got := one(t, store, `select string_agg(organization || (replaced_at is null), ',' order by document_id) from document`); got != "教育局false,体育局true" {
		t.Errorf("versions: %s", got)
	}
}

func TestIncompleteIdentityIsNotStored(t *testing.T) {
	store := memory(t)
	submission := budget("a.pdf", "aa", 100)
	submission.Disclosure.Identity.Scope = ""
	if _, err := store.Save(context.Background(), submission); !errors.Is(err, ErrIncomplete) {
		t.Errorf("Save without scope: %v", err)
	}
	if got := one(t, store, `select count(*) from document`); got != "0" {
		t.Errorf("%s documents stored", got)
	}
}

func TestDifferingFiguresConflictUntilReplaced(t *testing.T) {
	ctx := context.Background()
	store := memory(t)
	mustSave(t, store, budget("a.pdf", "aa", 100), Loaded)
	outcome := mustSave(t, store, budget("b.pdf", "bb", 200), Conflict)
	want := Outcome{Kind: Conflict, Others: []string{"a.pdf"}, Differences: []Difference{
		{Other: "a.pdf", Label: "教育支出", Code: "205", Measure: fact.Total, Mine: "2.00", Theirs: "1.00", Page: 3, PageOfOther: 3},
	}}
	if !reflect.DeepEqual(outcome, want) {
		t.Errorf("outcome %+v, want %+v", outcome, want)
	}
	if again := mustSave(t, store, budget("b.pdf", "bb", 200), Unchanged); len(again.Differences) != 1 {
		t.Errorf("a second load does not tell of the conflict: %+v", again)
	}
	outcome, err := store.Replace(ctx, budget("b.pdf", "bb", 200))
	if err != nil || outcome.Kind != Replaced || !reflect.DeepEqual(outcome.Others, []string{"a.pdf"}) {
		t.Errorf("Replace = %+v, %v", outcome, err)
	}
	history := `select string_agg(name || (replaced_at is null) || coalesce(replaced_by, ''), ',' order by name) || (select count(*) from conflict) || (select count(*) from fact) from document`
	if got := one(t, store, history); got != "a.pdffalsebb,b.pdftrue04" {
		t.Errorf("after replacing: %s", got)
	}
	mustSave(t, store, budget("a.pdf", "aa", 100), Unchanged) // history stays history
	if outcome, err = store.Replace(ctx, budget("a.pdf", "aa", 100)); err != nil || outcome.Kind != Replaced {
		t.Errorf("Replace back = %+v, %v", outcome, err)
	}
	if got := one(t, store, history); got != "a.pdftrue,b.pdffalseaa04" {
		t.Errorf("after replacing back: %s", got)
	}
}

func TestReplaceByNewDocument(t *testing.T) {
	store := memory(t)
	mustSave(t, store, budget("a.pdf", "aa", 100), Loaded)
	outcome, err := store.Replace(context.Background(), budget("b.pdf", "bb", 200))
	if err != nil || outcome.Kind != Replaced {
		t.Fatalf("Replace = %+v, %v", outcome, err)
	}
	if outcome, err = store.Replace(context.Background(), budget("c.pdf", "cc", 200)); err != nil || outcome.Kind != Loaded {
		t.Errorf("Replace by the same figures = %+v, %v", outcome, err)
	}
}

func TestSameFiguresStandBesideEachOther(t *testing.T) {
	store := memory(t)
	mustSave(t, store, budget("a.pdf", "aa", 123456), Loaded)
	if outcome := mustSave(t, store, budget("b.pdf", "bb", 123456), Loaded); !reflect.DeepEqual(outcome.Others, []string{"a.pdf"}) {
		t.Errorf("outcome %+v", outcome)
	}
	coarse := budget("c.pdf", "cc", 0)
	coarse.Disclosure.Facts = []fact.Fact{figure("205", "教育支出", 120000, 10000)} // 0.12万元
	mustSave(t, store, coarse, Loaded)
	coarser := budget("d.pdf", "dd", 0)
	coarser.Disclosure.Facts = []fact.Fact{figure("205", "教育支出", 130000, 10000)} // 0.13万元
	mustSave(t, store, coarser, Conflict)
}

func TestDisjointFormsMakeASet(t *testing.T) {
	store := memory(t)
	mustSave(t, store, budget("a.pdf", "aa", 100), Loaded)
	text := budget("b.pdf", "bb", 0)
	text.Disclosure.Facts = []fact.Fact{figure("208", "社会保障和就业支出", 5, 1)}
	mustSave(t, store, text, Loaded)
}

func TestTwiceTheSameRowInBothFilesIsNoConflict(t *testing.T) {
	store := memory(t)
	for _, name := range []string{"a.pdf", "b.pdf"} {
		submission := budget(name, name, 0)
		submission.Disclosure.Facts = []fact.Fact{figure("205", "教育支出", 1000, 100), figure("205", "教育支出", 2000, 100)}
		mustSave(t, store, submission, Loaded)
	}
}

func TestOrderOfLoadingDoesNotMatter(t *testing.T) {
	conflicts := func(order ...string) string {
		store := memory(t)
		amounts := map[string]fact.Fen{"a.pdf": 100, "b.pdf": 200, "c.pdf": 100}
		for _, name := range order {
			if _, err := store.Save(context.Background(), budget(name, name, amounts[name])); err != nil {
				t.Fatal(err)
			}
		}
		return one(t, store, `
			select string_agg(mine.name || other.name, ',' order by mine.name, other.name)
			from conflict
			join document mine on mine.document_id = conflict.document_id
			join document other on other.document_id = conflict.other_document_id`)
	}
	want := "a.pdfb.pdf,b.pdfa.pdf,b.pdfc.pdf,c.pdfb.pdf"
	for _, order := range [][]string{{"a.pdf", "b.pdf", "c.pdf"}, {"c.pdf", "b.pdf", "a.pdf"}, {"b.pdf", "a.pdf", "c.pdf"}} {
		if got := conflicts(order...); got != want {
			t.Errorf("loaded as %v: %s, want %s", order, got, want)
		}
	}
}

func TestSavesAtTheSameTime(t *testing.T) {
	store := memory(t)
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			submission := budget(fact.Fen(i).String(), fact.Fen(i).String(), 100)
			if outcome, err := store.Save(context.Background(), submission); err != nil || outcome.Kind != Loaded {
				t.Errorf("Save %d = %+v, %v", i, outcome, err)
			}
		})
	}
	group.Wait()
	if got := one(t, store, `select count(*) || (select count(*) from fact) from document`); got != "816" {
		t.Errorf("stored: %s", got)
	}
}

func TestSaveEndsWithItsContext(t *testing.T) {
	store := memory(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := store.Save(ctx, budget("a.pdf", "aa", 100)); !errors.Is(err, context.Canceled) {
		t.Errorf("Save after the end: %v", err)
	}
	mustSave(t, store, budget("a.pdf", "aa", 100), Loaded)
}

func TestForget(t *testing.T) {
	ctx := context.Background()
	store := memory(t)
	mustSave(t, store, budget("a.pdf", "aaaaaaaa", 100), Loaded)
	if _, err := store.Replace(ctx, budget("b.pdf", "bbbbbbbb", 200)); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]error{"c.pdf": ErrNoDocument, "bbbbb": ErrNoDocument, "": ErrNoDocument, "%": ErrNoDocument} {
		if _, err := store.Forget(ctx, name); !errors.Is(err, want) {
			t.Errorf("Forget(%q) = %v, want %v", name, err, want)
		}
	}
	forgotten, err := store.Forget(ctx, "BBBBBB")
	if err != nil || !reflect.DeepEqual(forgotten, Forgotten{"b.pdf", []string{"a.pdf"}}) {
		t.Errorf("Forget by hash = %+v, %v", forgotten, err)
	}
	if got := one(t, store, `select string_agg(name || (replaced_at is null)) || (select count(*) from fact) from document`); got != "a.pdftrue2" {
		t.Errorf("after forgetting the replacement: %s", got)
	}
	if _, err := store.Forget(ctx, "a.pdf"); err != nil {
		t.Error(err)
	}
	for _, table := range []string{"document", "evidence", "reading", "cell", "missing_form", "fact", "claim", "passage", "issue"} {
		if got := one(t, store, `select count(*) from `+table); got != "0" {
			t.Errorf("%s still holds %s rows", table, got)
		}
	}
}

func TestForgetPrefersWhatCounts(t *testing.T) {
	ctx := context.Background()
	store := memory(t)
	for hash, folder := range map[string]string{"aaaaaaaa": "/x/", "bbbbbbbb": "/y/"} {
		submission := budget("a.pdf", hash, 100)
		submission.Path = folder + "a.pdf"
		mustSave(t, store, submission, Loaded)
	}
	if _, err := store.Forget(ctx, "a.pdf"); !errors.Is(err, ErrAmbiguous) || !strings.Contains(err.Error(), "/x/a.pdf (aaaaaaaa), /y/a.pdf (bbbbbbbb)") {
		t.Errorf("Forget of two = %v", err)
	}
	if _, err := store.Replace(ctx, budget("a.pdf", "cccccccc", 200)); err != nil {
		t.Fatal(err)
	}
	if forgotten, err := store.Forget(ctx, "a.pdf"); err != nil || len(forgotten.Restored) != 2 {
		t.Errorf("Forget the one that counts = %+v, %v", forgotten, err)
	}
	if _, err := store.Forget(ctx, "y/a.pdf"); err != nil {
		t.Error(err)
	}
}

func TestKnown(t *testing.T) {
	store := memory(t)
	mustSave(t, store, budget("a.pdf", "aa", 100), Loaded)
	version, found, err := store.Known(context.Background(), "aa")
	want := Version{Document: "a.pdf", Identity: fact.Identity{Organization: "教育局", Scope: fact.Department, Year: 2024, Stage: fact.InitialBudget}}
	if err != nil || !found || !reflect.DeepEqual(version, want) {
		t.Errorf("Known = %+v, %v, %v", version, found, err)
	}
	if _, found, err = store.Known(context.Background(), "bb"); err != nil || found {
		t.Errorf("Known of an unknown file = %v, %v", found, err)
	}
}

func TestFailedSaveLeavesNothing(t *testing.T) {
	store := memory(t)
	mustSave(t, store, budget("a.pdf", "aa", 100), Loaded)
	submission := budget("b.pdf", "bb", 100)
	submission.Disclosure.Facts[0].Source.Page = math.MaxInt32 + 1
	if _, err := store.Save(context.Background(), submission); err == nil {
		t.Error("a page number beyond the column was stored")
	}
	if got := one(t, store, `select count(*) || (select count(*) from fact) || (select count(*) from reading) from document`); got != "121" {
		t.Errorf("after a failed save: %s", got)
	}
	mustSave(t, store, budget("c.pdf", "cc", 100), Loaded)
}

func TestAmountThatNoBudgetHasRefusesTheDocument(t *testing.T) {
	store := memory(t)
	inTable, inSentence, ofRate := budget("a.pdf", "aa", bound), budget("b.pdf", "bb", 100), budget("c.pdf", "cc", 100)
	inSentence.Disclosure.Claims[0].Change = &fact.Money{Fen: -bound, Grain: 1}
	rate := fact.Ratio(math.MaxInt64, 1)
	ofRate.Disclosure.Claims[0].Rate = &rate
	mustSave(t, store, inTable, Refused)
	mustSave(t, store, inSentence, Refused)
	mustSave(t, store, ofRate, Loaded)
	if got := one(t, store, `select string_agg(detail || page, ',' order by document_id) from issue where code = 'too_large'`); got != "10000000000000000.003,"+inSentence.Disclosure.Claims[0].Sentence+"2" {
		t.Errorf("issues: %s", got)
	}
}

func TestOpenTellsWhatIsWrong(t *testing.T) {
	ctx := context.Background()
	folder := t.TempDir()
	write := func(name, content string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	whole := filepath.Join(folder, "whole.duckdb")
	if err := create(whole); err != nil {
		t.Fatal(err)
	}
	bytes, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]error{
		write("text.duckdb", strings.Repeat("一行文字\n", 1000)): ErrNotDatabase,
		write("empty.duckdb", ""):                            ErrNotDatabase,
		write("cut.duckdb", string(bytes[:5000])):            ErrDamaged,
		filepath.Join(folder, "没有", "x.duckdb"):              ErrNotFound,
		folder:                                       ErrNotDatabase,
		filepath.Join(folder, "a#b.duckdb"):          ErrPath,
		filepath.Join(folder, "a?b.duckdb"):          ErrPath,
		filepath.Join(folder, "100%预算.duckdb"):       ErrPath,
		foreign(t, filepath.Join(folder, "f.db")):    ErrForeign,
		versioned(t, filepath.Join(folder, "v.db")):  ErrNewer,
		locked(t, filepath.Join(folder, "l.duckdb")): ErrInUse,
	} {
		before, _ := os.ReadFile(path)
		for name, open := range map[string]func(context.Context, string) (*Store, error){"Open": Open, "OpenReadOnly": OpenReadOnly, "OpenForMany": OpenForMany} {
			if store, err := open(ctx, path); !errors.Is(err, want) {
				t.Errorf("%s(%s) = %v, %v; want %v", name, filepath.Base(path), store, err, want)
			}
		}
		if after, _ := os.ReadFile(path); string(after) != string(before) {
			t.Errorf("%s was changed", filepath.Base(path))
		}
	}
	if _, err := OpenReadOnly(ctx, filepath.Join(folder, "none.duckdb")); !errors.Is(err, ErrNotFound) {
		t.Errorf("OpenReadOnly of no file: %v", err)
	}
}

// create makes an empty database of this program.
func create(path string) error {
	store, err := Open(context.Background(), path)
	if err != nil {
		return err
	}
	return store.Close()
}

// foreign is a database of another program.
func foreign(t *testing.T, path string) string {
	t.Helper()
	db, err := connect(path, url.Values{"access_mode": {"automatic"}})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(`create table meta (application varchar, version varchar)`); err != nil {
		t.Fatal(err)
	}
	return path
}

// versioned is a database of a newer version of this program.
func versioned(t *testing.T, path string) string {
	t.Helper()
	store, err := Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if _, err := store.DB().Exec(`update meta set schema_version = 99`); err != nil {
		t.Fatal(err)
	}
	return path
}

// locked is a database that another process has open until the test ends: this test's program, run once more.
func locked(t *testing.T, path string) string {
	t.Helper()
	holder := exec.Command(os.Args[0], "-test.run=^TestHoldDatabase$")
	holder.Env = append(os.Environ(), "HOLD_DATABASE="+path)
	input, err := holder.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	output, err := holder.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := holder.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { input.Close(); holder.Wait() })
	if _, err := output.Read(make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestHoldDatabase is the other process of locked: it holds the database until its input ends.
func TestHoldDatabase(t *testing.T) {
	path := os.Getenv("HOLD_DATABASE")
	if path == "" {
		t.Skip("only as a helper of other tests")
	}
	store, err := Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	os.Stdout.WriteString("!")
	os.Stdin.Read(make([]byte, 1))
}

func TestFolderWithoutPermission(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may write everywhere")
	}
	folder := t.TempDir()
	if err := os.Chmod(folder, 0o500); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(context.Background(), filepath.Join(folder, "x.duckdb")); !errors.Is(err, ErrPermission) {
		t.Errorf("Open in a folder without permission: %v", err)
	}
}

func TestFullDiskLosesNothing(t *testing.T) {
	ctx := context.Background()
	folder := t.TempDir()
	if err := exec.Command("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder).Run(); err != nil {
		t.Skip("no small disk can be mounted here")
	}
	defer exec.Command("umount", folder).Run()
	path := filepath.Join(folder, "x.duckdb")
	store, err := Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	mustSave(t, store, budget("a.pdf", "aa", 100), Loaded)
	big := budget("b.pdf", "bb", 100)
	for i := range 20_000 {
		f := figure("205", "教育支出", fact.Fen(i), 1)
		f.Raw = rand.Text() + rand.Text() + rand.Text() + rand.Text() + rand.Text() + rand.Text()
		big.Disclosure.Facts = append(big.Disclosure.Facts, f)
	}
	if _, err := store.Save(ctx, big); !errors.Is(err, ErrDiskFull) {
		t.Errorf("Save on a full disk: %v", err)
	}
	store.Close()
	if store, err = Open(ctx, path); err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if got := one(t, store, `select string_agg(name) || (select count(*) from fact) from document`); got != "a.pdf2" {
		t.Errorf("after the disk was full: %s", got)
	}
}

func TestDiagnose(t *testing.T) {
	for message, want := range map[string]error{
		`IO Error: Cannot open file "x": The process cannot access the file because it is being used by another process.`: ErrInUse,
		`IO Error: Cannot open file "x": 另一个程序正在使用此文件，进程无法访问。`:                                                            ErrInUse,
		`IO Error: Cannot open file "x": 拒绝访问。`:                                                                           ErrPermission,
		`IO Error: Could not write file "x": 磁盘空间不足。`:                                                                     ErrDiskFull,
		`IO Error: Cannot open file "x": Access is denied.`:                                                               ErrPermission,
		`IO Error: Cannot open file "x": Permission denied`:                                                               ErrPermission,
		`IO Error: Could not write file "x": No space left on device`:                                                     ErrDiskFull,
		`IO Error: Could not write file "x": There is not enough space on the disk.`:                                      ErrDiskFull,
		`Serialization Error: Trying to read a database file with version number 99, but we can only read version 64.`:    ErrNewer,
	} {
		if err := diagnose(errors.New(message)); !errors.Is(err, want) {
			t.Errorf("diagnose(%s) = %v", message, err)
		}
	}
	if plain := errors.New("x"); diagnose(plain) != plain || diagnose(nil) != nil {
		t.Error("diagnose changes an error it does not know")
	}
}

func TestReadOnlyIsConfined(t *testing.T) {
	ctx := context.Background()
	folder := t.TempDir()
	path := filepath.Join(folder, "预算 2024.duckdb")
	store, err := Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	mustSave(t, store, budget("a.pdf", "aa", 100), Loaded)
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	if store, err = OpenForMany(ctx, path); err != nil {
		t.Fatal(err)
	}
	if got := one(t, store, `select current_setting('threads')`); got != "1" {
		t.Errorf("%s threads", got)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	if store, err = OpenReadOnly(ctx, path); err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if got := one(t, store, `select count(*) from fact`); got != "2" {
		t.Errorf("%s facts", got)
	}
	outside := filepath.Join(folder, "x.csv")
	for _, statement := range []string{
		`insert into meta values ('x', 1, now())`, `create table x (i integer)`, `drop table fact`, `delete from fact`,
		`select * from read_csv('/etc/hostname')`, `select * from '/etc/hostname'`, `copy fact to '` + outside + `'`,
		`attach '` + outside + `'`, `set enable_external_access = true`, `reset lock_configuration`, `install httpfs`, `load httpfs`,
		`select * from read_parquet('http://localhost/x.parquet')`, `export database '` + folder + `/e'`, `set temp_directory = '/'`,
	} {
		if _, err := store.DB().Exec(statement); err == nil {
			t.Errorf("allowed: %s", statement)
		}
	}
}
