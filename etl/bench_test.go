package etl_test

import (
	"runtime"
	"strconv"
	"testing"

	"tongbi/etl"
	"tongbi/etl/doc"
	"tongbi/etl/store"
)

const samples = "../data/samples"

// BenchmarkExtract reads and understands the samples' PDFs: pages a second with one worker and with two.
func BenchmarkExtract(b *testing.B) {
	with := options(b)
	files := etl.Find([]string{samples})
	for _, workers := range []int{1, 2} {
		b.Run("workers="+strconv.Itoa(workers), func(b *testing.B) {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(workers))
			pages := 0
			for b.Loop() {
				err := etl.Extract(b.Context(), files, with, func(outcome etl.Outcome) error {
					if outcome.Document.Format == doc.PDF {
						pages += outcome.Document.Pages
					}
					return nil
				})
				if err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(pages)/b.Elapsed().Seconds(), "pages/s")
		})
	}
}

// BenchmarkStore stores what the samples say: facts a second, one transaction a document.
func BenchmarkStore(b *testing.B) {
	var submissions []store.Submission
	facts := 0
	err := etl.Extract(b.Context(), etl.Find([]string{samples}), options(b), func(outcome etl.Outcome) error {
		submissions = append(submissions, store.Submission{Document: outcome.Document, Path: outcome.Path, Disclosure: outcome.Disclosure})
		facts += len(outcome.Disclosure.Facts)
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	stored := 0
	for b.Loop() {
		database, err := store.Open(b.Context(), store.Memory)
		if err != nil {
			b.Fatal(err)
		}
		for _, submission := range submissions {
			if _, err := database.Save(b.Context(), submission); err != nil {
				b.Fatal(err)
			}
		}
		if err := database.Close(); err != nil {
			b.Fatal(err)
		}
		stored += facts
	}
	b.ReportMetric(float64(stored)/b.Elapsed().Seconds(), "facts/s")
}
