package etl_test

import (
	"path/filepath"
	"strings"
	"testing"

	"tongbi/etl"
	"tongbi/etl/fact"
	"tongbi/etl/store"
)

func open(t *testing.T) *store.Store {
	t.Helper()
	database, err := store.Open(t.Context(), store.Memory)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = database.Close() })
	return database
}

// load loads one file and gives what became of its document.
func load(t *testing.T, database *store.Store, options etl.Options, path string) etl.Loaded {
	t.Helper()
	var all []etl.Loaded
	err := etl.Load(t.Context(), database, etl.Find([]string{path}), options, func(loaded etl.Loaded) error {
		all = append(all, loaded)
		return nil
	})
	if err != nil || len(all) != 1 {
		t.Fatalf("Load = %v, %d outcomes", err, len(all))
	}
	return all[0]
}

func TestASecondLoadOfTheSameContentChangesNothing(t *testing.T) {
	folder, database := t.TempDir(), open(t)
	write(t, filepath.Join(folder, "预算.txt"), budget)
	write(t, filepath.Join(folder, "副本.txt"), budget)
	if first := load(t, database, options(t), filepath.Join(folder, "预算.txt")); first.Stored.Kind != store.Loaded {
		t.Fatalf("first: %+v, issues %v", first.Stored, first.Issues)
	}
	for _, name := range []string{"预算.txt", "副本.txt"} {
		if again := load(t, database, options(t), filepath.Join(folder, name)); again.Stored.Kind != store.Unchanged {
			t.Errorf("%s again: %+v", name, again.Stored)
		}
	}
	var facts int
	if err := database.DB().QueryRow("select count(*) from fact").Scan(&facts); err != nil || facts != 4 {
		t.Errorf("%d facts, %v; want 4", facts, err)
	}
}

func TestWhatAPersonSettlesByHandReplacesWhatWasRead(t *testing.T) {
	path, database := filepath.Join(t.TempDir(), "预算.txt"), open(t)
	write(t, path, budget)
	load(t, database, options(t), path)
	with := options(t)
	with.Given = fact.Identity{Year: 2023}
	if again := load(t, database, with, path); again.Stored.Kind == store.Unchanged {
		t.Errorf("--year 2023 changed nothing: %+v", again.Stored)
	}
	var year int
	if err := database.DB().QueryRow("select fiscal_year from document where replaced_at is null").Scan(&year); err != nil || year != 2023 {
		t.Errorf("year %d, %v; want 2023", year, err)
	}
}

func TestAFileThatIsNoDisclosureIsNotedAndRefused(t *testing.T) {
	path, database := filepath.Join(t.TempDir(), "信.txt"), open(t)
	write(t, path, "这是一封信。\n")
	if letter := load(t, database, options(t), path); letter.Stored.Kind != store.Refused {
		t.Errorf("%+v", letter.Stored)
	}
	var refused string
	if err := database.DB().QueryRow("select refused from document").Scan(&refused); err != nil || refused != "no_disclosure" {
		t.Errorf("refused %q, %v", refused, err)
	}
}

func TestAConflictIsToldAndReplaceSettlesIt(t *testing.T) {
	folder, database := t.TempDir(), open(t)
	write(t, filepath.Join(folder, "预算.txt"), budget)
	write(t, filepath.Join(folder, "更正.txt"), strings.ReplaceAll(budget, "\t100", "\t120"))
	load(t, database, options(t), filepath.Join(folder, "预算.txt"))
	corrected := load(t, database, options(t), filepath.Join(folder, "更正.txt"))
	if corrected.Stored.Kind != store.Conflict || len(corrected.Stored.Differences) == 0 {
		t.Fatalf("%+v", corrected.Stored)
	}
	err := etl.Replace(t.Context(), database, etl.Find([]string{filepath.Join(folder, "更正.txt")}), options(t), func(loaded etl.Loaded) error {
		if loaded.Stored.Kind != store.Replaced {
			t.Errorf("replace: %+v", loaded.Stored)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
