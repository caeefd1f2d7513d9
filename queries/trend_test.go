package queries

import (
	"context"
	"math"
	"testing"

	"tongbi/etl/fact"
)

func trendOf(t *testing.T, by, code string, measure fact.Measure) Line {
	t.Helper()
	lines, err := Trend(context.Background(), load(t, wanli(t)), TrendOptions{By: by})
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range lines {
		if string(line.Code) == code && line.Measure == measure {
			return line
		}
	}
	t.Fatalf("no line %s %s", code, measure)
	return Line{}
}

func TestGrowthOverYearsIsCompound(t *testing.T) {
	growth := trendOf(t, ByTotal, "", fact.Total).Growth()
	if growth == nil || growth.Percent() != "7.25%" {
		t.Errorf("16,497.86 → 18,976.76 in two years: %v", growth)
	}
	for name, line := range map[string]Line{
		"one year apart": {Figures: map[fact.Year]Figure{2023: {Amount: 1}, 2024: {Amount: 2}}},
		"from zero":      {Figures: map[fact.Year]Figure{2023: {}, 2025: {Amount: 2}}},
		"below zero":     {Figures: map[fact.Year]Figure{2023: {Amount: 1}, 2025: {Amount: -2}}},
	} {
		if growth := line.Growth(); growth != nil {
			t.Errorf("%s: %s", name, growth.Percent())
		}
	}
}

func TestYearlyChangesCompoundToTheChangeOverTheSpan(t *testing.T) {
	line := trendOf(t, ByTotal, "", fact.Total)
	product := 1.0
	for year := fact.Year(2024); year <= 2025; year++ {
		rate, _ := fact.Change(line.Figures[year-1].Amount, line.Figures[year].Amount)
		product *= 1 + rate.Float()
	}
	whole, _ := fact.Change(line.Figures[2023].Amount, line.Figures[2025].Amount)
	growth := 1 + line.Growth().Float()
	if math.Abs(product-1-whole.Float()) > 1e-12 || math.Abs(growth*growth-product) > 1e-9 {
		t.Errorf("yearly %v, span %v, compound %v", product-1, whole.Float(), growth*growth-1)
	}
}

func TestChangeOfShareIsInPercentagePoints(t *testing.T) {
	change := trendOf(t, ByNature, "", fact.Project).ShareChange()
	if change == nil || change.Percent() != "6.85%" { // 6,557.23 of 16,497.86 is 39.75%, 8,842.58 of 18,976.76 is 46.60%
		t.Errorf("%v", change)
	}
	if change := trendOf(t, ByTotal, "", fact.Total).ShareChange(); change != nil {
		t.Errorf("the total has a share of itself: %s", change.Percent())
	}
}
