package charts_test

import (
	"encoding/json"
	"strings"
	"testing"

	"tongbi/charts"
	"tongbi/charts/dossiertest"
)

func TestPlotsNameFunctionsAndCarryNone(t *testing.T) {
	hostile := `</script><script>alert(1)</script>__f__"function(){}"__f__`
	dossier := budgets(three, total("1", "2", "3"), item("201", hostile, "1", "2", "3"), item("204", "乙", "1", "1", "1"))
	comparison := latest(dossier)
	plots := []charts.Plot{comparison.Bridges()[0].Plot(), comparison.ByClass().Plot(), charts.Trends(dossier)[1].Plot()}
	for _, plot := range plots {
		content, err := json.Marshal(plot)
		if err != nil {
			t.Fatal(err)
		}
		text := string(content)
		if strings.Contains(text, "<") {
			t.Errorf("a label can end its element: %s", text)
		}
		for _, unused := range []string{`"toolbox"`, `"tooltip"`, `"legend"`, `"title"`} {
			if strings.Contains(text, unused) {
				t.Errorf("%s was not asked for: %s", unused, text)
			}
		}
		for _, wanted := range []string{`"animation":false`, `"description":`, `var(--`} {
			if !strings.Contains(text, wanted) {
				t.Errorf("%s is missing: %s", wanted, text)
			}
		}
	}
}

func TestBridgePlotRunsFromWhereTheLastStepCameTo(t *testing.T) {
	bridge := latest(budgets(two, item("201", "甲", "0", "300000"), item("204", "乙", "0", "200000"), item("205", "丙", "200000", "100000"))).Bridges()[0]
	content, _ := json.Marshal(bridge.Level())
	want := `{"low":0,"high":50,"data":[{"name":"甲","value":[0,30,0],"itemStyle":{"color":"var(--up)"}},{"name":"乙","value":[30,50,1],"itemStyle":{"color":"var(--up)"}},` +
		`{"name":"丙","value":[50,40,2],"itemStyle":{"color":"var(--dn)"}},{"name":"合计变化","value":[0,40,3],"itemStyle":{"color":"var(--cur)"}}],` +
		`"description":"合计变化的构成（万元）：甲+30.00；乙+20.00；丙−10.00；合计变化+40.00"}`
	if string(content) != want {
		t.Errorf("got  %s\nwant %s", content, want)
	}
}

func TestTrendShowsGapsAndImpliedYears(t *testing.T) {
	trends := charts.Trends(dossiertest.Centre())
	if len(trends) != 1 || !strings.Contains(trends[0].Describe(), "2023年3,137.99，2024年1,772.21") {
		t.Errorf("%v", trends)
	}
}
