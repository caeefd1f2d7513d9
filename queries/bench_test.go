package queries

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tongbi/etl/fact"
	"tongbi/etl/store"
)

// generated fills a new database with so many organisations, ten years of documents each, five hundred figures a document. What
// it holds depends on nothing but the number: organisation o of year y spends amountOf(o, y) in all.
func generated(b *testing.B, path string, organizations int) {
	b.Helper()
	ctx := context.Background()
	database, err := store.Open(ctx, path)
	if err != nil {
		b.Fatal(err)
	}
	defer database.Close()
	const batch = 200 // keeps the sorting of a batch in memory
	for _, file := range []string{"document", "fact"} {
		statement, err := os.ReadFile(filepath.Join("testdata", "generated", file+".sql"))
		if err != nil {
			b.Fatal(err)
		}
		for first := 0; first < organizations; first += batch {
			_, err := database.DB().ExecContext(ctx, string(statement), sql.Named("first", first), sql.Named("beyond", min(first+batch, organizations)))
			if err != nil {
				b.Fatalf("%s: %v", file, err)
			}
		}
	}
	if err := Keep(ctx, database.DB(), nil); err != nil {
		b.Fatal(err)
	}
}

// amountOf is what testdata/generated/fact.sql gives as the total of an organisation's year.
func amountOf(organization, year int) fact.Fen {
	return fact.Fen(1_000_000_000 + organization*7_919_00 + (year-2016)*104_729_00)
}

// scale is a database of one size for the benchmarks of it.
type scale struct {
	facts         string
	organizations int
	variable      string // environment variable without which it is left out; empty: it always runs
}

var scales = []scale{{"5M", 1_000, ""}, {"50M", 10_000, "TONGBI_BENCH_50M"}}

// BenchmarkScale measures comparisons on generated figures of ten years under a memory limit of 1 GB: one organisation's, and all
// organisations' between two years beside a plain sum over the same table (the metric times).
func BenchmarkScale(b *testing.B) {
	for _, scale := range scales {
		b.Run(scale.facts, func(b *testing.B) {
			if scale.variable != "" && os.Getenv(scale.variable) == "" {
				b.Skip("only with " + scale.variable + "=1")
			}
			path := filepath.Join(b.TempDir(), "scale.duckdb")
			generated(b, path, scale.organizations)
			db, err := sql.Open("duckdb", path+"?access_mode=read_only&memory_limit=1GB&max_temp_directory_size=20GB")
			if err != nil {
				b.Fatal(err)
			}
			defer db.Close()
			one := fmt.Sprintf("某省第%06d局", scale.organizations/2)
			b.Run("organization", func(b *testing.B) { benchmarkOne(b, db, one) })
			b.Run("total", func(b *testing.B) { benchmarkAll(b, db, scale, ByTotal) })
			b.Run("nature", func(b *testing.B) { benchmarkAll(b, db, scale, ByNature) })
		})
	}
}

func benchmarkOne(b *testing.B, db *sql.DB, organization string) {
	for b.Loop() {
		changes, err := Compare(context.Background(), db, CompareOptions{Organization: organization, By: ByFunction, From: 2022, To: 2023})
		if err != nil {
			b.Fatal(err)
		}
		if len(changes) != 390 {
			b.Fatalf("%d changes of 130 codes in three measures", len(changes))
		}
	}
}

// benchmarkAll compares two years of all organisations, each time beside a plain sum, so that both have the same machine.
func benchmarkAll(b *testing.B, db *sql.DB, scale scale, by string) {
	var plain, compared time.Duration
	runs := 0
	plainSum(b, db) // the first one reads the file
	for b.Loop() {
		b.StopTimer()
		plain += plainSum(b, db)
		b.StartTimer()
		start := time.Now()
		changes, err := Compare(context.Background(), db, CompareOptions{By: by, From: 2022, To: 2023})
		if err != nil {
			b.Fatal(err)
		}
		compared += time.Since(start)
		runs++
		if len(changes) != 2*scale.organizations {
			b.Fatalf("%d changes of %d organisations", len(changes), scale.organizations)
		}
		for i, c := range changes {
			if by == ByTotal && (amount(c.From) != amountOf(i/2, 2022) || amount(c.To) != amountOf(i/2, 2023)) {
				b.Fatalf("%s: %s → %s", c.Organization, amount(c.From), amount(c.To))
			}
		}
	}
	b.ReportMetric(float64(compared)/float64(plain), "times-plain-sum")
	b.ReportMetric(float64(plain)/float64(runs)/float64(time.Millisecond), "plain-sum-ms")
}

// plainSum is how long a sum over all facts takes.
func plainSum(b *testing.B, db *sql.DB) time.Duration {
	start := time.Now()
	var sum string
	if err := db.QueryRow("select cast(sum(amount_yuan) as varchar) from fact").Scan(&sum); err != nil {
		b.Fatal(err)
	}
	return time.Since(start)
}

func BenchmarkDefine(b *testing.B) {
	db := load(b, wanli(b))
	for b.Loop() {
		s, err := begin(context.Background(), db, "")
		if err != nil {
			b.Fatal(err)
		}
		s.end()
	}
}

func BenchmarkCompare(b *testing.B) {
	db := load(b, wanli(b))
	for b.Loop() {
		if _, err := Compare(context.Background(), db, CompareOptions{By: ByFunction}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDossier(b *testing.B) {
	db := load(b, wanli(b))
	series := Series{"万里街道办事处", fact.Department, fact.InitialBudget, []fact.Year{2023, 2024, 2025}}
	for b.Loop() {
		if _, err := dossierOf(context.Background(), db, series); err != nil {
			b.Fatal(err)
		}
	}
}

// thousand is a database of a thousand disclosures: 500 organisations, two years each, with tables, sentences and claims of the size
// of a street office's. They differ in name only, so the rules have the same work in each.
func thousand(b *testing.B) *sql.DB { return thousandOf(b, 500) }

func thousandOf(b testing.TB, organisations int) *sql.DB {
	b.Helper()
	db := load(b, spoken(b, wanli(b)[1:]))
	for _, statement := range []string{
		`create temp table copy as select range as number from range(1, ` + fmt.Sprint(organisations) + `)`,
		`insert into document by name
			select document.* replace (document_id + 10 * number as document_id, sha256 || number as sha256, organization || number || '局' as organization,
				number || '-' || name as name, '/' || number || '-' || name as path)
			from document, copy`,
		`insert into fact by name select fact.* replace (document_id + 10 * number as document_id) from fact, copy`,
		`insert into claim by name select claim.* replace (document_id + 10 * number as document_id) from claim, copy`,
		`insert into passage by name select passage.* replace (document_id + 10 * number as document_id) from passage, copy`,
		`insert into reading by name select reading.* replace (document_id + 10 * number as document_id) from reading, copy`,
	} {
		if _, err := db.Exec(statement); err != nil {
			b.Fatal(err)
		}
	}
	return db
}

// spoken gives documents the tables and sentences that the fixture lacks: the other forms by function, a claim and a sentence on
// each item, compared with the year before.
func spoken(b testing.TB, documents []store.Submission) []store.Submission {
	b.Helper()
	earlier := map[fact.Code]fact.Money{}
	for i := range documents {
		disclosure := &documents[i].Disclosure
		for _, f := range slices.Clone(disclosure.Facts) {
			if f.Form != "expenditure_summary" {
				continue
			}
			for _, form := range []fact.FormID{"revenue_summary", "general_public_by_function"} {
				again := f
				again.Form = form
				disclosure.Facts = append(disclosure.Facts, again)
			}
			if len(f.Code) != 7 || f.Measure != fact.Total {
				continue
			}
			value, base := f.Money, earlier[f.Code]
			direction, moved := fact.Increase, "增加"
			if value.Fen < base.Fen {
				direction, moved = fact.Decrease, "减少"
			}
			sentence := fmt.Sprintf("“%s”科目%s万元，主要用于%s，比上年预算%s万元%s，主要原因是%s经费%s。", f.Label, value.Fen.TenThousands(), f.Label, base.Fen.TenThousands(), moved, f.Label, moved)
			disclosure.Claims = append(disclosure.Claims, fact.Claim{
				Subject: f.Label, Scheme: fact.Functional, Code: f.Code, Measure: fact.Total, Fund: fact.AllFunds, Value: &value, Raw: value.Fen.TenThousands(),
				BaseYear: disclosure.Identity.Year - 1, BaseStage: fact.InitialBudget, Base: &base, Direction: direction, Reason: f.Label + "经费" + moved, Sentence: sentence, Page: 6,
			})
			disclosure.Passages = append(disclosure.Passages, fact.Passage{Paragraph: len(disclosure.Passages) + 1, Page: 6, Text: sentence})
			earlier[f.Code] = value
		}
		for form := range 9 {
			disclosure.Readings = append(disclosure.Readings, fact.Reading{Form: "expenditure_summary", Title: fmt.Sprintf("%d年第%d张表", disclosure.Identity.Year, form), Figures: 100, Page: form + 9})
		}
	}
	return documents
}

// peak is the most memory that the process has had, in MB; 0 where the system does not tell.
func peak() float64 {
	status, _ := os.ReadFile("/proc/self/status")
	var kilobytes float64
	for line := range strings.Lines(string(status)) {
		fmt.Sscanf(line, "VmHWM: %f kB", &kilobytes)
	}
	return kilobytes / 1024
}

func BenchmarkCheckThousand(b *testing.B) {
	db := thousand(b)
	for b.Loop() {
		found, err := Check(context.Background(), db, CheckOptions{})
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(found)), "findings")
	}
	b.ReportMetric(peak(), "peak-MB")
}

func BenchmarkQuestionsThousand(b *testing.B) {
	db := thousand(b)
	for b.Loop() {
		asked, err := Questions(context.Background(), db, QuestionOptions{})
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(asked)), "questions")
	}
	b.ReportMetric(peak(), "peak-MB")
}
