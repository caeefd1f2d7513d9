package queries

import (
	"math/rand/v2"
	"strings"
	"testing"

	"tongbi/etl/fact"
	"tongbi/etl/store"
)

// bridgeLines finds the rows of a bridge by line; every one but the nominal must add up to it.
func bridgeLines(t *testing.T, changes []Change) map[string]Change {
	t.Helper()
	lines := map[string]Change{}
	var sum fact.Fen
	for _, c := range changes {
		lines[c.Line] = c
		if c.Line != NominalChange {
			sum += *c.Change
		}
	}
	if nominal := *lines[NominalChange].Change; sum != nominal {
		t.Errorf("the bridge adds up to %s, the nominal change is %s", sum, nominal)
	}
	return lines
}

func TestBridgeTellsWhatOnlyMoved(t *testing.T) {
	lines := bridgeLines(t, mustCompare(t, []store.Submission{
		coded(t, 2018, ByFunction, "215 资源勘探信息等支出 100", "21506 安全生产监管 40", "21501 资源勘探开发 60", "206 科学技术支出 7", "204 公共安全支出 30"),
		coded(t, 2019, ByFunction, "215 资源勘探信息等支出 70", "21501 资源勘探开发 70", "224 灾害防治及应急管理支出 50", "22401 应急管理事务 50", "204 公共安全支出 33", "205 教育支出 9"),
	}, CompareOptions{By: ByBridge}))
	for line, want := range map[string]wanted{
		NominalChange:    {"137.00", "162.00", "25.00", "0.1825", "1.0000", Continuing, Disclosed, "以支出总表合计为准"},
		CodeMoves:        {"40.00", "50.00", "10.00", "0.2500", "0.4000", Continuing, Disclosed, "22401 应急管理事务"},
		NewItems:         {"", "9.00", "9.00", "", "0.3600", New, Disclosed, "205 教育支出"},
		EndedItems:       {"7.00", "", "-7.00", "-1.0000", "-0.2800", Ended, Disclosed, "206 科学技术支出"},
		ComparableChange: {"90.00", "103.00", "13.00", "0.1444", "0.5200", Continuing, Disclosed, "21501 资源勘探开发"},
	} {
		want.check(t, lines[line])
	}
	if len(lines) != 5 || !strings.Contains(lines[CodeMoves].Label, "CW015") {
		t.Errorf("%d lines, %s", len(lines), lines[CodeMoves].Label)
	}
}

func TestBridgeTellsWhatClassesLeave(t *testing.T) {
	before, after := coded(t, 2022, ByFunction, "204 公共安全支出 30"), coded(t, 2023, ByFunction, "204 公共安全支出 33")
	facts := after.Disclosure.Facts
	facts[len(facts)-1].Money.Fen += 1
	lines := bridgeLines(t, mustCompare(t, []store.Submission{before, after}, CompareOptions{By: ByBridge}))
	if c := lines[Unaccounted]; c.Change == nil || *c.Change != 1 {
		t.Errorf("%+v", c)
	}
}

func TestBridgeOfSentencesIsRefused(t *testing.T) {
	submission := coded(t, 2024, ByFunction, "204 公共安全支出 30")
	submission.Disclosure.Claims = []fact.Claim{{
		Subject: "公共安全支出", Scheme: fact.Functional, Code: "204", Measure: fact.Total, Fund: fact.AllFunds, Value: &fact.Money{Fen: 3000, Grain: 1},
		BaseYear: 2023, BaseStage: fact.InitialBudget, Change: &fact.Money{Fen: 100, Grain: 1}, Direction: fact.Increase, Sentence: "增加1元", Page: 1,
	}}
	changes := mustCompare(t, []store.Submission{submission}, CompareOptions{By: ByBridge})
	if len(changes) != 1 || changes[0].Status != NotComparable || changes[0].Change != nil || changes[0].Note != "上年没有自己的表，不能逐项衔接" {
		t.Errorf("%+v", changes)
	}
}

func TestBridgeAddsUpToTheFen(t *testing.T) {
	for seed := range uint64(4) {
		random := rand.New(rand.NewPCG(seed, 3))
		budgets := []store.Submission{randomBudget(random, 2018), randomBudget(random, 2021)}
		lines := bridgeLines(t, mustCompare(t, budgets, CompareOptions{By: ByBridge}))
		if whole := formTotal(budgets[1]) - formTotal(budgets[0]); *lines[NominalChange].Change != whole {
			t.Errorf("seed %d: %s, the total changes by %s", seed, *lines[NominalChange].Change, whole)
		}
	}
}

func TestBridgeOfTheRealSeries(t *testing.T) {
	lines := bridgeLines(t, mustCompare(t, wanli(t), CompareOptions{By: ByBridge, From: 2023, To: 2024}))
	wanted{"164978640.00", "156211123.00", "-8767517.00", "-0.0531", "1.0000", Continuing, Disclosed, ""}.check(t, lines[NominalChange])
	wanted{"", "250000.00", "250000.00", "", "-0.0285", New, Disclosed, "2059999 其他教育支出 25.00万元"}.check(t, lines[NewItems])
	wanted{"241300.00", "", "-241300.00", "-1.0000", "0.0275", Ended, Disclosed, "2080206 社会组织管理 -21.50万元"}.check(t, lines[EndedItems])
}

func TestBridgeLooksBelowAClassThatIsOffByRounding(t *testing.T) {
	lines := bridgeLines(t, mustCompare(t, wanli(t), CompareOptions{By: ByBridge, From: 2024, To: 2025}))
	wanted{"156211123.00", "189767551.00", "33556428.00", "0.2148", "1.0000", Continuing, Disclosed, ""}.check(t, lines[NominalChange])
	if note := lines[ComparableChange].Note; !strings.HasPrefix(note, "2129999 其他城乡社区支出 4,312.87万元、2120399") {
		t.Error(note)
	}
}
