package cmd

import (
	"bytes"
	"testing"
)

// BenchmarkReport makes the report of the samples from files to pages, the PDF engine compiled before.
func BenchmarkReport(b *testing.B) {
	folder := b.TempDir()
	for b.Loop() {
		var out, problems bytes.Buffer
		if code := Main([]string{"report", "../data/samples", "-o", folder, "--quiet"}, &out, &problems); code != exitDone {
			b.Fatalf("exit code %d: %s", code, problems.String())
		}
	}
}
