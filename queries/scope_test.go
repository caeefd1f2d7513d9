package queries

import (
	"reflect"
	"strings"
	"testing"

	"tongbi/etl/fact"
)

// scopeRows are the rows of a bridge on units that came or went; all rows with an amount must add up to the nominal change.
func scopeRows(t *testing.T, changes []Change) []Change {
	t.Helper()
	var rows []Change
	var sum fact.Fen
	for _, c := range changes[1:] {
		if c.Line == ScopeChanged {
			rows = append(rows, c)
		}
		if c.Change != nil {
			sum += *c.Change
		}
	}
	if changes[0].Line != NominalChange || sum != *changes[0].Change {
		t.Errorf("the bridge adds up to %s, the nominal change is %s", sum, *changes[0].Change)
	}
	return rows
}

func TestAUnitThatCameIsTakenOutWhereItsOwnDocumentSaysHowMuch(t *testing.T) {
	changes := mustCompare(t, submissions(t, "testdata/units"), CompareOptions{By: ByBridge, Organization: "甲局", Scope: fact.Department, From: 2023, To: 2024})
	rows := scopeRows(t, changes)
	if len(rows) != 1 || rows[0].Label != "口径变化：增加单位甲局信息中心" {
		t.Fatalf("%+v", rows)
	}
	wanted{"", "38.00", "38.00", "", "0.6552", New, Disclosed, "2024年文件所列单位中有，2023年没有；金额见中心2024.pdf"}.check(t, rows[0])
	for _, c := range changes {
		switch c.Line {
		case ComparableChange:
			wanted{"110.00", "130.00", "20.00", "0.1818", "0.3448", Continuing, Disclosed, "201 一般公共服务支出（扣除口径变化）"}.check(t, c)
		case NewItems:
			t.Errorf("the unit's own item is told as new: %+v", c)
		}
	}
}

func TestAUnitWithoutADocumentOfItsOwnIsToldWithoutAnAmount(t *testing.T) {
	changes := mustCompare(t, submissions(t, "testdata/units"), CompareOptions{By: ByBridge, Organization: "甲局", Scope: fact.Department, From: 2024, To: 2025})
	rows := scopeRows(t, changes)
	if len(rows) != 1 || rows[0].Label != "口径变化：减少单位甲局档案馆" {
		t.Fatalf("%+v", rows)
	}
	wanted{"", "", "", "", "", NotComparable, Disclosed, "它自己的文件没有装入，可比变动没有扣除它"}.check(t, rows[0])
}

func TestAUnitWhoseItemsDoNotFitIsNotTakenOut(t *testing.T) {
	all := submissions(t, "testdata/units")
	for i := range all {
		if all[i].Document.Name == "中心2024.pdf" {
			all[i].Disclosure.Facts[0].Money.Fen = 20000 // more than the department's own
		}
	}
	rows := scopeRows(t, mustCompare(t, all, CompareOptions{By: ByBridge, Organization: "甲局", Scope: fact.Department, From: 2023, To: 2024}))
	if len(rows) != 1 || rows[0].Change != nil || !strings.Contains(rows[0].Note, "中心2024.pdf的201超过了部门的同一科目，可比变动没有扣除它") {
		t.Errorf("%+v", rows)
	}
}

func TestANumberOfUnitsThatChangesIsToldWithItsSentences(t *testing.T) {
	rows := scopeRows(t, mustCompare(t, submissions(t, "testdata/units"), CompareOptions{By: ByBridge, Organization: "乙厅"}))
	if len(rows) != 1 || rows[0].Label != "口径变化：单位由5家变为1家" || rows[0].Change != nil {
		t.Fatalf("%+v", rows)
	}
	for _, words := range []string{"乙2023.pdf 第6页“我部门预算包含了", "乙2024.pdf 第5页“从预算单位构成看", "文件没有写明这些单位的金额，可比变动没有扣除它"} {
		if !strings.Contains(rows[0].Note, words) {
			t.Errorf("%q is not in %q", words, rows[0].Note)
		}
	}
}

func TestScopeChanges(t *testing.T) {
	listed := func(units int, names ...string) composition {
		return composition{units: units, names: names, said: "某文"}
	}
	for name, c := range map[string]struct {
		before, after composition
		labels        []string
		remark        string
	}{
		"nothing said":      {composition{}, composition{}, nil, "两年的文件都没有写明单位构成，口径是否变化无从核对"},
		"one year says":     {listed(2), composition{}, nil, "2024年的文件没有写明单位构成，口径是否变化无从核对"},
		"the same units":    {listed(2, "乙馆", "本级"), listed(2, "乙馆", "本级"), nil, "两年文件所列单位相同（2家）"},
		"one for another":   {listed(2, "乙馆", "本级"), listed(2, "丙馆", "本级"), []string{"口径变化：增加单位丙馆", "口径变化：减少单位乙馆"}, ""},
		"the same number":   {listed(2), listed(2, "丙馆", "本级"), nil, "两年文件所述单位数相同（2家）"},
		"another number":    {listed(3), listed(2, "丙馆", "本级"), []string{"口径变化：单位由3家变为2家"}, ""},
		"a list and no sum": {composition{names: []string{"本级"}}, listed(2), nil, "两年的文件没有用同一种方式写明单位构成，口径是否变化无从核对"},
	} {
		changes, remark := scopeChanges(c.before, c.after, 2023, 2024)
		var labels []string
		for _, change := range changes {
			labels = append(labels, change.label)
		}
		if !reflect.DeepEqual(labels, c.labels) || remark != c.remark {
			t.Errorf("%s: %v %q", name, labels, remark)
		}
	}
}
