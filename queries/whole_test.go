package queries

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"tongbi/etl/doc"
	"tongbi/etl/fact"
	"tongbi/etl/store"
)

// owned gives a document to another organisation and scope.
func owned(submission store.Submission, organization string, scope fact.Scope) store.Submission {
	document := *submission.Document
	document.Name = organization + document.Name
	document.SHA256 = document.Name
	submission.Document, submission.Path = &document, "/"+document.Name
	submission.Disclosure.Identity.Organization, submission.Disclosure.Identity.Scope = organization, scope
	return submission
}

// totalsOf are the totals of all organisations whose name has the part.
func totalsOf(t *testing.T, documents []store.Submission, part string, options CompareOptions) (changes, totals []Change) {
	t.Helper()
	ctx := context.Background()
	db := load(t, documents)
	options.Organization = part
	changes, err := Compare(ctx, db, options)
	if err != nil {
		t.Fatal(err)
	}
	totals, err = Totals(ctx, db, changes, "合计", func(organization string) bool { return strings.Contains(organization, part) })
	if err != nil {
		t.Fatal(err)
	}
	return changes, totals
}

func TestATotalIsTheSumOfItsRows(t *testing.T) {
	for seed := range uint64(3) {
		random := rand.New(rand.NewPCG(seed, 4))
		var documents []store.Submission
		for _, name := range []string{"甲省一局", "甲省二局", "甲省三局"} {
			for _, year := range []fact.Year{2023, 2024} {
				documents = append(documents, owned(randomBudget(random, year), name, fact.Department))
			}
		}
		changes, totals := totalsOf(t, documents, "", CompareOptions{By: ByFunction})
		sums := map[fact.Code][3]fact.Fen{}
		for _, c := range changes {
			sum := sums[c.Code]
			sums[c.Code] = [3]fact.Fen{sum[0] + amount(c.From), sum[1] + amount(c.To), sum[2] + *c.Change}
		}
		if len(totals) != len(sums) {
			t.Errorf("seed %d: %d totals of %d codes", seed, len(totals), len(sums))
		}
		left := map[fact.Level]fact.Rate{fact.Class: fact.Ratio(1, 1), fact.Item: fact.Ratio(1, 1)}
		for _, c := range totals {
			if got := [3]fact.Fen{amount(c.From), amount(c.To), *c.Change}; got != sums[c.Code] || !strings.HasPrefix(c.Note, "3个部门合计") {
				t.Errorf("seed %d, %s: total %v, rows %v, %s", seed, c.Code, got, sums[c.Code], c.Note)
			}
			left[c.Code.Level()] = left[c.Code.Level()].Minus(*c.Contribution)
		}
		for level, rest := range left {
			if rest.Sign() != 0 {
				t.Errorf("seed %d: contributions of level %s leave %s of 100%%", seed, level, rest.Percent())
			}
		}
	}
}

func TestATotalSaysWhomItLeavesOutAndWhy(t *testing.T) {
	of := func(year fact.Year, yuan, organization string, scope fact.Scope) store.Submission {
		return owned(coded(t, year, ByFunction, "204 公共安全支出 "+yuan), organization, scope)
	}
	department := of(2024, "130", "甲省一局", fact.Department)
	for i, text := range []string{"本部门中，行政单位2家，具体包括：", "1.甲省一局本级", "2.甲省二局"} {
		department.Disclosure.Passages = append(department.Disclosure.Passages, fact.Passage{Paragraph: i + 1, Page: 3, Text: text})
	}
	again := of(2023, "7", "甲省五局", fact.Department)
	again.Document = &doc.Document{Name: "另一份.pdf", SHA256: "另一份", Format: doc.PDF}
	_, totals := totalsOf(t, []store.Submission{
		of(2023, "100", "甲省一局", fact.Department), department,
		of(2023, "40", "甲省二局", fact.Department), of(2024, "50", "甲省二局", fact.Department), // within 一局
		of(2023, "10", "甲省三局", fact.Department), of(2024, "11", "甲省三局", fact.Department),
		of(2024, "999", "甲省四局", fact.Department),                                              // one year only
		of(2023, "5", "甲省五局", fact.Department), again, of(2024, "6", "甲省五局", fact.Department), // contradicts itself
		of(2023, "1", "甲省三局中心", fact.UnitScope), of(2024, "3", "甲省三局中心", fact.UnitScope), // another scope
		of(2023, "1", "乙省一局", fact.Department), of(2024, "3", "乙省一局", fact.Department), // not selected
	}, "甲省", CompareOptions{By: ByFunction})
	if len(totals) != 2 {
		t.Fatalf("%+v", totals)
	}
	for _, c := range totals {
		want := wanted{"110.00", "141.00", "31.00", "0.2818", "1.0000", Continuing, Disclosed, "2个部门合计；未计入：甲省二局（已含在甲省一局之内）、甲省五局（2023年的文件互相矛盾"}
		if c.Scope == fact.UnitScope {
			want = wanted{"1.00", "3.00", "2.00", "2.0000", "1.0000", Continuing, Disclosed, "1个单位合计；"}
		}
		want.check(t, c)
		if c.Scope == fact.Department && !strings.Contains(c.Note, "甲省四局（未载入2023年年初预算数）") {
			t.Error(c.Note)
		}
	}
}

func TestALineThatOneOrganisationCannotCompareIsNotInTheTotal(t *testing.T) {
	var documents []store.Submission
	for i, name := range []string{"甲省一局", "甲省二局"} {
		documents = append(documents,
			owned(coded(t, 2017, ByEconomic, "303 对个人和家庭的补助 100", "30311 住房公积金 90"), name, fact.Department),
			owned(coded(t, 2021, ByEconomic, "303 对个人和家庭的补助 20", fmt.Sprintf("30311 %s 20", []string{"代缴社会保险费", "住房公积金"}[i])), name, fact.Department))
	}
	_, totals := totalsOf(t, documents, "", CompareOptions{By: ByEconomic})
	wanted{"", "", "", "", "", NotComparable, Disclosed, "甲省一局不可比：同码异义"}.check(t, of(t, totals, ByEconomic, "30311", fact.Total))
	wanted{"200.00", "40.00", "-160.00", "-0.8000", "1.0000", Continuing, Disclosed, "2个部门合计"}.check(t, of(t, totals, ByEconomic, "303", fact.Total))
}
