package cmd

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tongbi/etl/store"
)

// site makes a database of so many organisations, five budgets each: copies of the samples under other names and in other years, so
// that tables, sentences and texts are those of real disclosures.
func site(b *testing.B, path string, organizations int) {
	b.Helper()
	var out, problems bytes.Buffer
	if code := Main([]string{"load", "../data/samples", "--db", path, "--quiet"}, &out, &problems); code != exitDone {
		b.Fatalf("exit code %d: %s", code, problems.String())
	}
	database, err := store.Open(context.Background(), path)
	if err != nil {
		b.Fatal(err)
	}
	defer database.Close()
	connection, err := database.DB().Conn(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	defer connection.Close()
	for i, name := range []string{"copy", "document", "fact", "claim", "passage", "reading", "samples"} {
		statement, err := os.ReadFile(filepath.Join("testdata", "site", name+".sql"))
		if err != nil {
			b.Fatal(err)
		}
		var given []any
		if i == 0 {
			given = append(given, sql.Named("organizations", organizations))
		}
		if _, err := connection.ExecContext(context.Background(), string(statement), given...); err != nil {
			b.Fatalf("%s: %v", name, err)
		}
	}
}

// BenchmarkSite makes the report of 500 organisations over five years from a loaded database: every page and the index.
func BenchmarkSite(b *testing.B) {
	path := filepath.Join(b.TempDir(), "site.duckdb")
	site(b, path, 500)
	for b.Loop() {
		folder := filepath.Join(b.TempDir(), "report")
		var out, problems bytes.Buffer
		if code := Main([]string{"report", "--db", path, "-o", folder, "--quiet", "--no-pictures"}, &out, &problems); code != exitDone {
			b.Fatalf("exit code %d: %s", code, problems.String())
		}
		files, err := filepath.Glob(filepath.Join(folder, "*.html"))
		if err != nil || len(files) != 501 {
			b.Fatalf("%d pages, %v", len(files), err)
		}
	}
	b.ReportMetric(peakMemory(), "peak-MB")
}

// peakMemory is the most memory that the process has had, in MB; 0 where the system does not tell.
func peakMemory() float64 {
	status, _ := os.ReadFile("/proc/self/status")
	var kilobytes float64
	for line := range strings.Lines(string(status)) {
		fmt.Sscanf(line, "VmHWM: %f kB", &kilobytes)
	}
	return kilobytes / 1024
}
