package etl_test

import (
	"archive/zip"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"tongbi/data"
	"tongbi/etl"
	"tongbi/etl/doc"
	"tongbi/etl/extract"
	"tongbi/etl/fact"
)

// budget is the smallest text that is a disclosure.
const budget = `测试市示范局2024年部门预算
目录
部门职责
2024年部门收支预算总表
编制部门：测试市示范局		单位：元
本年收入		本年支出
项目	预算数	项目	预算数
一、财政拨款收入	100	一、一般公共服务支出	100
收入总计	100	支出总计	100
`

func options(t testing.TB) etl.Options {
	t.Helper()
	vocabulary, err := data.Load()
	if err != nil {
		t.Fatal(err)
	}
	return etl.Options{Extractor: extract.New(vocabulary)}
}

// outcomes runs Extract over the paths.
func outcomes(t *testing.T, options etl.Options, paths ...string) []etl.Outcome {
	t.Helper()
	var all []etl.Outcome
	err := etl.Extract(t.Context(), etl.Find(paths), options, func(outcome etl.Outcome) error {
		all = append(all, outcome)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func documentNames(all []etl.Outcome) []string {
	var names []string
	for _, outcome := range all {
		names = append(names, outcome.Document.Name)
	}
	return names
}

func TestExtractGoesOnAfterAFileThatCannotBeOpened(t *testing.T) {
	folder := t.TempDir()
	write(t, filepath.Join(folder, "预算.txt"), budget)
	all := outcomes(t, options(t), filepath.Join(folder, "没有.pdf"), filepath.Join(folder, "预算.txt"))
	if len(all) != 2 || !errors.Is(all[0].Err, fs.ErrNotExist) || all[0].Refused() != etl.Unopened {
		t.Fatalf("outcomes = %+v", all)
	}
	if all[1].Refused() != "" || len(all[1].Disclosure.Facts) == 0 {
		t.Errorf("the second file: refused %q, issues %v", all[1].Refused(), all[1].Issues)
	}
}

func TestWhatIsSettledByHandStands(t *testing.T) {
	path := filepath.Join(t.TempDir(), "预算.txt")
	write(t, path, budget)
	with := options(t)
	with.Given = fact.Identity{Organization: "别的局", Year: 2019}
	all := outcomes(t, with, path)
	if got := all[0].Disclosure.Identity; got.Organization != "别的局" || got.Year != 2019 {
		t.Errorf("identity = %+v", got)
	}
}

func TestADocumentOfAnArchiveHasItsBaseNameUnlessThatIsTaken(t *testing.T) {
	folder := t.TempDir()
	write(t, filepath.Join(folder, "预算.txt"), budget)
	for _, name := range []string{"甲.zip", "乙.zip"} {
		pack(t, filepath.Join(folder, name), "2024/预算.txt", "2024/决算.txt")
	}
	all := outcomes(t, options(t), filepath.Join(folder, "甲.zip"), filepath.Join(folder, "乙.zip"), filepath.Join(folder, "预算.txt"))
	got := documentNames(all)
	want := []string{"2024/预算.txt", "决算.txt", "乙.zip/2024/预算.txt", "2024/决算.txt", "预算.txt"}
	if !slices.Equal(got, want) {
		t.Errorf("names = %q, want %q", got, want)
	}
	if want := filepath.Join(folder, "甲.zip/2024/预算.txt"); all[0].Path != want {
		t.Errorf("path = %s, want %s", all[0].Path, want)
	}
}

func pack(t *testing.T, path string, names ...string) {
	t.Helper()
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	archive := zip.NewWriter(file)
	for _, name := range names {
		entry, err := archive.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := entry.Write([]byte(budget)); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(archive.Close(), file.Close()); err != nil {
		t.Fatal(err)
	}
}

func TestRefusedNamesTheDefectThatDecides(t *testing.T) {
	form := []fact.Reading{{Form: "three_public"}}
	whole := fact.Identity{Organization: "局", Scope: fact.Department, Year: 2024, Stage: fact.InitialBudget}
	for _, c := range []struct {
		name    string
		outcome etl.Outcome
		want    doc.Code
	}{
		{"counts", etl.Outcome{Disclosure: fact.Disclosure{Identity: whole, Readings: form}, Issues: []doc.Issue{{Code: extract.NotNumber}}}, ""},
		{"no form", etl.Outcome{Issues: []doc.Issue{{Code: doc.EmptyFile}}}, doc.EmptyFile},
		{"no year", etl.Outcome{Disclosure: fact.Disclosure{Readings: form}, Issues: []doc.Issue{{Code: extract.NotNumber}, {Code: extract.NoYear}}}, extract.NoYear},
		{"text alone", etl.Outcome{Disclosure: fact.Disclosure{Identity: whole, Claims: []fact.Claim{{}}}}, ""},
	} {
		if got := c.outcome.Refused(); got != c.want {
			t.Errorf("%s: refused %q, want %q", c.name, got, c.want)
		}
	}
}

func TestExtractEndsWithTheErrorOfYield(t *testing.T) {
	path := filepath.Join(t.TempDir(), "预算.txt")
	write(t, path, budget)
	full := errors.New("disk full")
	err := etl.Extract(context.Background(), etl.Find([]string{path}), options(t), func(etl.Outcome) error { return full })
	if !errors.Is(err, full) {
		t.Errorf("Extract = %v, want %v", err, full)
	}
}
