package cmd

import (
	"archive/zip"
	"context"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"tongbi/etl/store"
)

// update rewrites the expected outputs of the scripts and of README.md: go test ./cmd -update.
var update = flag.Bool("update", false, "rewrite expected outputs")

func TestMain(m *testing.M) {
	testscript.Main(inChinese{m}, map[string]func(){
		"tongbi": func() { os.Exit(Main(os.Args[1:], os.Stdout, os.Stderr)) },
	})
}

// inChinese runs the tests of the package in Chinese, whatever the language of the machine. A program that a script starts
// is no test: it goes by the script's environment.
type inChinese struct{ tests *testing.M }

func (c inChinese) Run() int {
	_ = os.Setenv(languageVariable, "zh") // fails for names that are none
	return c.tests.Run()
}

// TestScripts runs whole sessions, each a file of testdata/script. Beside the usual commands there are:
//
//	exits N command…   the command ends with the exit code N
//	hold FILE          another process has the database open
//	foreign FILE       a database of another program
//	newer FILE         a database of a later version of this program
//	waitfor FILE       another program makes the file, soon
//	pack FILE FILE…    an archive of files
//	replace OLD NEW IN OUT  a file with the first OLD of another one replaced
func TestScripts(t *testing.T) {
	samples, err := filepath.Abs("../data/samples")
	if err != nil {
		t.Fatal(err)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = t.TempDir()
	}
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *update,
		Setup: func(env *testscript.Env) error {
			env.Setenv("SAMPLES", samples)
			env.Setenv(languageVariable, "zh")  // a script about another language says so
			env.Setenv("XDG_CACHE_HOME", cache) // the compiled PDF engine
			return nil
		},
		Condition: func(condition string) (bool, error) {
			switch condition {
			case "root":
				return os.Geteuid() == 0, nil
			case "full":
				_, err := os.Stat("/dev/full")
				return err == nil, nil
			}
			return false, errors.New("unknown condition " + condition)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":   exits,
			"pack":    pack,
			"replace": replace,
			"hold":    hold,
			"waitfor": waitFor,
			"foreign": func(ts *testscript.TestScript, _ bool, args []string) { alter(ts, args[0], "drop table meta") },
			"newer": func(ts *testscript.TestScript, _ bool, args []string) {
				alter(ts, args[0], "update meta set schema_version = 99")
			},
		},
	})
}

func pack(ts *testscript.TestScript, _ bool, args []string) {
	file, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	archive := zip.NewWriter(file)
	for _, name := range args[1:] {
		entry, err := archive.Create(filepath.Base(name))
		ts.Check(err)
		content, err := os.ReadFile(ts.MkAbs(name))
		ts.Check(err)
		_, err = entry.Write(content)
		ts.Check(err)
	}
	ts.Check(archive.Close())
	ts.Check(file.Close())
}

func replace(ts *testscript.TestScript, _ bool, args []string) {
	content, err := os.ReadFile(ts.MkAbs(args[2]))
	ts.Check(err)
	if !strings.Contains(string(content), args[0]) {
		ts.Fatalf("%s has no %q", args[2], args[0])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[3]), []byte(strings.Replace(string(content), args[0], args[1], 1)), 0o600))
}

func exits(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var failed *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &failed) {
		got = failed.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

func waitFor(ts *testscript.TestScript, _ bool, args []string) {
	for range 100 {
		if _, err := os.Stat(ts.MkAbs(args[0])); err == nil {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	ts.Fatalf("%s does not come", args[0])
}

func hold(ts *testscript.TestScript, _ bool, args []string) {
	database, err := store.Open(context.Background(), ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Defer(func() { _ = database.Close() })
}

// alter makes a database with one statement of its own.
func alter(ts *testscript.TestScript, path, statement string) {
	database, err := store.Open(context.Background(), ts.MkAbs(path))
	ts.Check(err)
	_, err = database.DB().Exec(statement)
	ts.Check(errors.Join(err, database.Close()))
}
