package cmd

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
)

// arrows says which packages of the project each package may import; a name ending in /... stands for the package and
// all below it. A package that is not listed falls under the longest listed folder.
var arrows = map[string][]string{
	"cmd/tongbi":  {"cmd"},
	"cmd":         {"..."},
	"etl":         {"etl/..."},
	"etl/doc":     {},
	"etl/read":    {"etl/doc", "etl/read/..."},
	"etl/fact":    {},
	"etl/table":   {"etl/doc", "etl/fact", "data"},
	"etl/extract": {"etl/doc", "etl/table", "etl/fact", "data"},
	"etl/store":   {"etl/doc", "etl/fact", "data"},
	"queries":     {"etl/fact", "data"},
	"charts":      {"queries", "etl/fact", "charts/..."},
	"data":        {},
}

// readers are the children of etl/read: they know documents and nothing else.
const readers = "etl/read/"

// parts says which packages may import each outside module; everything else is the standard library. A driver that is
// imported in one place can be replaced in one place.
var modules = map[string][]string{
	"github.com/duckdb/duckdb-go":       {"etl/store"},
	"github.com/klippa-app/go-pdfium":   {"etl/read/pdf"},
	"github.com/tetratelabs/wazero":     {"etl/read/pdf"},
	"github.com/xuri/excelize":          {"etl/read/xlsx", "etl/read/readtest", "charts/sheet"},
	"github.com/PuerkitoBio/goquery":    {"etl/read/html"},
	"github.com/BurntSushi/toml":        {"data"},
	"github.com/go-echarts/go-echarts":  {"charts"},
	"github.com/spf13/cobra":            {"cmd"},
	"github.com/spf13/pflag":            {"cmd"},
	"github.com/schollz/progressbar":    {"cmd"},
	"github.com/charmbracelet/lipgloss": {"cmd"},
	"github.com/mattn/go-runewidth":     {"cmd"},
	"github.com/google/licensecheck":    {"cmd/dist"},
	"golang.org/x/sys":                  {"cmd"},
	"golang.org/x/term":                 {"cmd"},
	"golang.org/x/text":                 {"etl/read", "etl/read/...", "queries", "data"},
	"golang.org/x/net":                  {"etl/read/html"},
	"golang.org/x/sync":                 {"etl", "charts/page"},
}

// listed is what `go list` says of a package.
type listed struct {
	ImportPath string
	Imports    []string
}

func packages(t *testing.T) []listed {
	t.Helper()
	command := exec.Command("go", "list", "-json=ImportPath,Imports", "tongbi/...")
	command.Stderr = os.Stderr
	out, err := command.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	decoder := json.NewDecoder(strings.NewReader(string(out)))
	var all []listed
	for {
		var one listed
		err := decoder.Decode(&one)
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, one)
	}
}

func TestImportsFollowTheArrowsOfTheHouse(t *testing.T) {
	seen := 0
	for _, one := range packages(t) {
		name := strings.TrimPrefix(one.ImportPath, "tongbi/")
		allowed, ok := arrowsOf(name)
		if !ok {
			t.Errorf("%s has no place in the house: DESIGN.md names the packages", name)
			continue
		}
		for _, imported := range one.Imports {
			inside, ours := strings.CutPrefix(imported, "tongbi/")
			switch {
			case ours:
				seen++
				if !allows(allowed, inside) {
					t.Errorf("%s imports %s; it may import only %q", name, inside, allowed)
				}
			case strings.Contains(imported, ".") && !allows(holders(imported), name):
				t.Errorf("%s imports %s; only %q may", name, imported, holders(imported))
			}
		}
	}
	if seen < 10 {
		t.Errorf("only %d imports seen: go list did not list the project", seen)
	}
}

func TestOnlyStoreAndQueriesSeeTheDatabase(t *testing.T) {
	for _, one := range packages(t) {
		name := strings.TrimPrefix(one.ImportPath, "tongbi/")
		if strings.HasPrefix(name, "charts") && slices.Contains(one.Imports, "database/sql") {
			t.Errorf("%s imports database/sql: charts are made from typed rows", name)
		}
	}
}

// arrowsOf gives what a package may import.
func arrowsOf(name string) ([]string, bool) {
	if strings.HasPrefix(name, readers) {
		return []string{"etl/doc"}, true
	}
	for ; name != "."; name = path.Dir(name) {
		if allowed, ok := arrows[name]; ok {
			return allowed, true
		}
	}
	return nil, false
}

// holders gives the packages that may import a path of an outside module.
func holders(imported string) []string {
	for module, packages := range modules {
		if imported == module || strings.HasPrefix(imported, module+"/") {
			return packages
		}
	}
	return nil
}

func allows(allowed []string, name string) bool {
	return slices.ContainsFunc(allowed, func(pattern string) bool {
		folder, below := strings.CutSuffix(pattern, "...")
		if below {
			return strings.HasPrefix(name+"/", folder)
		}
		return name == pattern
	})
}
