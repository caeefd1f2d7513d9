package queries

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"tongbi/data"
	"tongbi/etl/fact"
	"tongbi/etl/store"
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

func TestACodeWithAnotherMeaningIsAnotherLine(t *testing.T) {
	documents := []store.Submission{
		coded(t, 2016, ByEconomic, "303 对个人和家庭的补助 95", "30311 住房公积金 85"),
		coded(t, 2017, ByEconomic, "303 对个人和家庭的补助 100", "30311 住房公积金 90"),
		coded(t, 2021, ByEconomic, "301 工资福利支出 95", "30113 住房公积金 95", "303 对个人和家庭的补助 20", "30311 代缴社会保险费 20"),
		coded(t, 2022, ByEconomic, "301 工资福利支出 96", "30113 住房公积金 96", "303 对个人和家庭的补助 21", "30311 代缴社会保险费 21"),
	}
	lines, err := Trend(context.Background(), load(t, documents), TrendOptions{By: ByEconomic, Level: fact.Section})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, line := range lines {
		got = append(got, fmt.Sprintf("%s %s %d %s %s", line.Code, line.Label, len(line.Figures), line.Figures[2017].Amount, line.Figures[2021].Amount))
		if line.Code == "30311" && line.Growth() != nil {
			t.Errorf("one growth over two meanings: %s", line.Growth().Percent())
		}
		if line.Code == "30311" && !strings.Contains(line.Note, "同码异义：2017年为“住房公积金”") {
			t.Error(line.Note)
		}
	}
	want := []string{"30113 住房公积金 2 0.00 95.00", "30311 住房公积金 2 90.00 0.00", "30311 代缴社会保险费 2 0.00 20.00"}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestTrendFollowsOnesOwnCrosswalk(t *testing.T) {
	documents := []store.Submission{
		coded(t, 2023, ByFunction, "201 一般公共服务支出 100", "2010308 信访事务 40"), coded(t, 2024, ByFunction, "201 一般公共服务支出 100", "20140 信访工作 50"),
	}
	crosswalk, err := data.LoadCrosswalk([]byte("id,year_effective,dimension,old_code,old_name,new_code,new_name,kind,confidence,evidence\nCW049,2024,功能,2010308,信访事务,20140,信访事务,move,S,某文\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		crosswalk data.Crosswalk
		words     string
		ids       int
	}{{nil, "2024年：可能的科目调整，把握不足，未采用：2010308→20140（科目对照CW049）", 0}, {crosswalk, "2024年：科目调整：2010308→20140（2024年，科目对照CW049），不单独比较，在201比较", 1}} {
		lines, err := Trend(context.Background(), load(t, documents), TrendOptions{By: ByFunction, Level: fact.Item, Crosswalk: c.crosswalk})
		if err != nil || len(lines) != 1 {
			t.Fatal(lines, err)
		}
		if !strings.Contains(lines[0].Note, c.words) || len(lines[0].Crosswalk) != c.ids {
			t.Errorf("%s %v", lines[0].Note, lines[0].Crosswalk)
		}
	}
}
