package queries

import (
	"context"
	"testing"

	"tongbi/etl/fact"
)

func BenchmarkDefine(b *testing.B) {
	db := load(b, wanli(b))
	for b.Loop() {
		s, err := begin(context.Background(), db, "", figureViews)
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
		if _, err := DossierOf(context.Background(), db, series); err != nil {
			b.Fatal(err)
		}
	}
}
