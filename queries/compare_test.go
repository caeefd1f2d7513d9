package queries

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"tongbi/etl/fact"
	"tongbi/etl/store"
)

// wanli are the three budgets of a real sub-district office, 2023 to 2025: the figures as published, in small tables.
func wanli(t testing.TB) []store.Submission {
	t.Helper()
	all := submissions(t, "testdata/wanli")
	add := func(row record, year string, f fact.Fact) {
		i := slices.IndexFunc(all, func(s store.Submission) bool { return s.Document.Name == year+".pdf" })
		f.Year, f.Stage, f.Presence = all[i].Disclosure.Identity.Year, fact.InitialBudget, fact.Stated
		f.Raw, f.Source = f.Money.Fen.In(fact.Yuan, 0), fact.Source{Page: row.number("page"), Table: 1, Row: row.number("row"), Col: 5}
		all[i].Disclosure.Facts = append(all[i].Disclosure.Facts, f)
	}
	for _, row := range table(t, "testdata/wanli/function.csv") {
		for _, measure := range []fact.Measure{fact.Total, fact.Basic, fact.Project} {
			f := fact.Fact{Form: "expenditure_summary", Fund: fact.AllFunds, Scheme: fact.Functional, Code: fact.Code(row["code"]), Label: row["label"],
				Measure: measure, Money: *row.money(t, string(measure))}
			if f.Code == "" {
				f.Scheme, f.Line = "", "form_total"
			}
			add(row, row["year"], f)
		}
	}
	for _, row := range table(t, "testdata/wanli/economic.csv") {
		f := fact.Fact{Form: "general_public_basic_by_economic", Fund: fact.GeneralPublic, Scheme: fact.Economic, Code: fact.Code(row["code"]), Label: row["label"],
			Measure: fact.Total, Money: *row.money(t, "total")}
		if f.Code == "" {
			f.Scheme, f.Line = "", "form_total"
		}
		add(row, row["year"], f)
	}
	return all
}

// yuan is an amount as the command prints it, empty where there is none.
func yuan(figure *Figure) string {
	if figure == nil {
		return ""
	}
	return figure.Amount.String()
}

func mustCompare(t testing.TB, submissions []store.Submission, options CompareOptions) []Change {
	t.Helper()
	changes, err := Compare(context.Background(), load(t, submissions), options)
	if err != nil {
		t.Fatal(err)
	}
	return changes
}

func TestCompareWanliByFunctionIsExact(t *testing.T) {
	changes := mustCompare(t, wanli(t), CompareOptions{By: ByFunction})
	type key struct {
		code     string
		from, to fact.Year
		measure  fact.Measure
	}
	got := map[key]Change{}
	for _, change := range changes {
		got[key{string(change.Code), change.FromYear, change.ToYear, change.Measure}] = change
	}
	count := 0
	for _, row := range table(t, "testdata/wanli/changes.csv") {
		count++
		change := got[key{row["code"], fact.Year(row.number("from")), fact.Year(row.number("to")), fact.Total}]
		if change.Change == nil || change.Change.String() != row["change"] || percent(change.Rate) != row["percent"] ||
			yuan(change.From) != row["from_yuan"] || yuan(change.To) != row["to_yuan"] || string(change.Status) != row["status"] {
			t.Errorf("%v: got %s → %s, %v, %s, %s", row, yuan(change.From), yuan(change.To), change.Change, percent(change.Rate), change.Status)
		}
	}
	if count != 135 || len(changes) != 3*count {
		t.Errorf("%d changes known, %d given; want 135 and 405", count, len(changes))
	}
}

// percent is a rate as people read it, empty where there is none.
func percent(rate *fact.Rate) string {
	if rate == nil {
		return ""
	}
	return rate.Percent()
}

// wanted is a change by what matters of it: amounts, rate, contribution, status, basis.
type wanted struct {
	from, to, change, rate, contribution string
	status                               Status
	basis                                Basis
	note                                 string // part of it
}

func (w wanted) check(t *testing.T, c Change) {
	t.Helper()
	got := wanted{from: yuan(c.From), to: yuan(c.To), status: c.Status, basis: c.Basis, note: w.note}
	if c.Change != nil {
		got.change = c.Change.String()
	}
	if c.Rate != nil {
		got.rate = c.Rate.Round(4)
	}
	if c.Contribution != nil {
		got.contribution = c.Contribution.Round(4)
	}
	if got != w || !strings.Contains(c.Note, w.note) {
		t.Errorf("%s %s %s: got %+v, note %q; want %+v", c.By, c.Code, c.Label, got, c.Note, w)
	}
}

// of finds the one change of a view, line (code or id) and measure.
func of(t *testing.T, changes []Change, by, line string, measure fact.Measure) Change {
	t.Helper()
	var found []Change
	for _, c := range changes {
		if c.By == by && (string(c.Code) == line || c.Code == "" && c.Line == line) && c.Measure == measure {
			found = append(found, c)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%d changes of %s %s %s", len(found), by, line, measure)
	}
	return found[0]
}

func TestCompareWanliTotals(t *testing.T) {
	changes := mustCompare(t, wanli(t), CompareOptions{From: 2024, To: 2025})
	for _, c := range []struct {
		by, line string
		measure  fact.Measure
		want     wanted
	}{
		{ByTotal, "expenditure_total", fact.Total, wanted{"156211123.00", "189767551.00", "33556428.00", "0.2148", "1.0000", Continuing, Disclosed, ""}},
		{ByTotal, "revenue_total", fact.Total, wanted{"156211123.00", "189767551.00", "33556428.00", "0.2148", "1.0000", Continuing, Disclosed, ""}},
		{ByNature, "form_total", fact.Project, wanted{"56505103.00", "88425805.00", "31920702.00", "0.5649", "0.9513", Continuing, Disclosed, "支出总表合计"}},
		{ByNature, "form_total", fact.Basic, wanted{"99706020.00", "101341746.00", "1635726.00", "0.0164", "0.0487", Continuing, Disclosed, ""}},
		{ByFunction, "2129999", fact.Total, wanted{"9220200.00", "52348937.00", "43128737.00", "4.6776", "1.2853", Continuing, Disclosed, "贡献率以支出总表合计的变动为100%"}},
		{ByEconomic, "30213", fact.Total, wanted{"430000.00", "276000.00", "-154000.00", "-0.3581", "-0.0941", Continuing, Disclosed, "经济分类"}},
		{ByThreePublic, "", fact.ThreePublic, wanted{"479100.00", "379100.00", "-100000.00", "-0.2087", "1.0000", Continuing, Disclosed, ""}},
		{ByThreePublic, "", fact.VehiclePurchase, wanted{"250000.00", "150000.00", "-100000.00", "-0.4000", "1.0000", Continuing, Disclosed, ""}},
		{ByThreePublic, "", fact.AdminOperating, wanted{"4431800.00", "4646400.00", "214600.00", "0.0484", "", Continuing, Disclosed, ""}},
		{ByProcurement, "procurement_total", fact.Procurement, wanted{"16624400.00", "48212000.00", "31587600.00", "1.9001", "1.0000", Continuing, Disclosed, ""}},
	} {
		c.want.check(t, of(t, changes, c.by, c.line, c.measure))
	}
}

func TestCompareWanliByEconomicIsExact(t *testing.T) {
	changes := mustCompare(t, wanli(t), CompareOptions{By: ByEconomic, From: 2023, To: 2024})
	rows := table(t, "testdata/wanli/economic.csv")
	amount := func(year string, code fact.Code) string {
		for _, row := range rows {
			if row["year"] == year && row["code"] == string(code) {
				return row["total"] + ".00"
			}
		}
		return ""
	}
	if len(changes) != 31 {
		t.Errorf("%d changes, want 31", len(changes))
	}
	for _, c := range changes {
		if yuan(c.From) != amount("2023", c.Code) || yuan(c.To) != amount("2024", c.Code) {
			t.Errorf("%s: %s → %s", c.Code, yuan(c.From), yuan(c.To))
		}
	}
}

// seed is a budget whose previous year is known from its own sentences only.
func seed(t testing.TB) []store.Submission { return submissions(t, "testdata/seed") }

func TestCompareImpliedTotalOfTheSeed(t *testing.T) {
	changes := mustCompare(t, seed(t), CompareOptions{By: ByTotal, From: 2023, To: 2024})
	if len(changes) != 2 {
		t.Fatalf("%d rows: %+v", len(changes), changes)
	}
	for i, label := range []string{"财政拨款支出", "财政拨款收入"} {
		c := changes[i]
		wanted{"31379900.00", "17722100.00", "-13657800.00", "-0.4352", "", Continuing, Implied, "比2023年预算减少1,365.78万元"}.check(t, c)
		if c.Label != label || c.Fund != fact.Appropriation || c.Measure != fact.Total || !c.From.Implied || c.To.Implied {
			t.Errorf("got %s %s %s %+v", c.Label, c.Fund, c.Measure, c.From)
		}
		if !strings.Contains(c.Note, "2023年年初预算数由种子.txt 第9") || !strings.Contains(c.Note, "列17,722,077.40元") || strings.Contains(c.Note, "不符") ||
			!strings.Contains(c.Note, "种子.txt自身勾稽不平") {
			t.Errorf("note: %s", c.Note)
		}
	}
}

func TestCompareImpliedUnchanged(t *testing.T) {
	changes := mustCompare(t, seed(t), CompareOptions{By: ByThreePublic})
	wanted{"74000.00", "74000.00", "0.00", "0.0000", "", Unchanged, Implied, "持平"}.check(t, of(t, changes, ByThreePublic, "", fact.ThreePublic))
	wanted{"0.00", "0.00", "0.00", "", "", Unchanged, Implied, ""}.check(t, of(t, changes, ByThreePublic, "", fact.VehiclePurchase))
	wanted{"", "0.00", "", "", "", NotComparable, Implied, "也没有说明"}.check(t, of(t, changes, ByThreePublic, "", fact.AdminOperating))
}

func TestImpliedIsNotUsedWhereTheYearIsLoaded(t *testing.T) {
	earlier := submissionOf(record{"document": "2023.txt", "organization": "闵行区城市运行管理中心", "scope": "department", "year": "2023", "stage": "initial_budget"})
	earlier.Disclosure.Facts = []fact.Fact{total(2023, "expenditure_total", 3137987654)}
	changes := mustCompare(t, append(seed(t), earlier), CompareOptions{By: ByTotal})
	wanted{"31379876.54", "17722077.40", "-13657799.14", "-0.4352", "1.0000", Continuing, Disclosed, ""}.check(t, of(t, changes, ByTotal, "expenditure_total", fact.Total))
	wanted{"", "17722077.40", "", "", "", NotComparable, Disclosed, "2023年没有读到本年收入"}.check(t, of(t, changes, ByTotal, "revenue_total", fact.Total))
	if len(changes) != 2 {
		t.Errorf("%d changes, want the two of the documents", len(changes))
	}
}

func TestFiscalAppropriationOnlyWhereNothingIsSaidOfAllFunds(t *testing.T) {
	submission := submissionOf(record{"document": "a.pdf", "organization": "甲局", "scope": "department", "year": "2024", "stage": "initial_budget"})
	ofAppropriation := implying("9.00", "", "1.00", "")
	ofAppropriation.Line = "expenditure_fiscal_appropriation"
	submission.Disclosure.Claims = []fact.Claim{ofAppropriation, implying("10.00", "", "2.50", "")}
	changes := mustCompare(t, []store.Submission{submission}, CompareOptions{By: ByTotal})
	if len(changes) != 1 || changes[0].Label != "本年支出" || changes[0].Change.String() != "25000.00" {
		t.Errorf("got %+v", changes)
	}
}

func TestFirstFormThatBothYearsHave(t *testing.T) {
	both := func(year string, forms ...fact.FormID) store.Submission {
		submission := submissionOf(record{"document": year + ".pdf", "organization": "甲局", "scope": "department", "year": year, "stage": "initial_budget"})
		for i, form := range forms {
			f := figureOfForm(form, submission.Disclosure.Identity.Year, fact.Fen(100*(i+1)))
			submission.Disclosure.Facts = append(submission.Disclosure.Facts, f)
		}
		return submission
	}
	for _, c := range []struct{ earlier, later, want []fact.FormID }{
		{[]fact.FormID{"expenditure_summary", "appropriation_by_function", "general_public_by_function"}, []fact.FormID{"expenditure_summary", "general_public_by_function"}, []fact.FormID{"expenditure_summary"}},
		{[]fact.FormID{"appropriation_by_function", "general_public_by_function"}, []fact.FormID{"expenditure_summary", "appropriation_by_function", "general_public_by_function"}, []fact.FormID{"appropriation_by_function"}},
		{[]fact.FormID{"expenditure_summary"}, []fact.FormID{"general_public_by_function"}, nil},
	} {
		changes := mustCompare(t, []store.Submission{both("2023", c.earlier...), both("2024", c.later...)}, CompareOptions{By: ByFunction})
		switch {
		case len(changes) != 1:
			t.Errorf("%v, %v: %d changes", c.earlier, c.later, len(changes))
		case c.want == nil:
			wanted{"", "", "", "", "", NotComparable, Disclosed, "两年没有可比的同一张表：2023年有支出总表；2024年有一般公共预算支出表（功能分类）"}.check(t, changes[0])
		case changes[0].From.Source.Title != string(c.want[0]) || changes[0].To.Source.Title != string(c.want[0]):
			t.Errorf("%v, %v: compared %s with %s", c.earlier, c.later, changes[0].From.Source.Title, changes[0].To.Source.Title)
		}
	}
}

// figureOfForm is a coded line of a form, whose title is the form's id.
func figureOfForm(form fact.FormID, year fact.Year, amount fact.Fen) fact.Fact {
	f := total(year, "", amount)
	f.Form, f.Scheme, f.Code, f.Label, f.Source.Title = form, fact.Functional, "201", "一般公共服务支出", string(form)
	return f
}

// total is a line of 收支总表.
func total(year fact.Year, line string, amount fact.Fen) fact.Fact {
	return fact.Fact{Form: "revenue_expenditure_summary", Year: year, Stage: fact.InitialBudget, Fund: fact.AllFunds, Line: line, Label: "总计",
		Measure: fact.Total, Money: fact.Money{Fen: amount, Grain: 1}, Presence: fact.Stated, Raw: amount.String(), Source: fact.Source{Page: 1, Table: 1, Row: 1, Col: 2}}
}

// implying is a claim on the total of expenditure, in 万元.
func implying(value, base, change string, direction fact.Direction) fact.Claim {
	money := func(text string) *fact.Money {
		if text == "" {
			return nil
		}
		money, err := fact.ParseMoney(text, fact.TenThousandYuan)
		if err != nil {
			panic(err)
		}
		return &money
	}
	return fact.Claim{Subject: "支出预算", Line: "expenditure_total", Measure: fact.Total, Fund: fact.AllFunds, Value: money(value), Raw: value,
		Base: money(base), Change: money(change), Direction: direction, BaseYear: 2023, BaseStage: fact.InitialBudget, Page: 2, Sentence: "支出预算" + value}
}

func TestCompareImplied(t *testing.T) {
	rate := fact.Ratio(1, 10)
	onlyRate := implying("10.00", "", "", fact.Increase)
	onlyRate.Rate = &rate
	ofOutturn := implying("10.00", "9.00", "", "")
	ofOutturn.BaseStage = fact.Outturn
	for name, c := range map[string]struct {
		claims []fact.Claim
		want   wanted
	}{
		"change":                 {[]fact.Claim{implying("10.00", "", "-2.50", fact.Decrease)}, wanted{"125000.00", "100000.00", "-25000.00", "-0.2000", "", Continuing, Implied, "由a.pdf 第2页“支出预算10.00”推算"}},
		"base":                   {[]fact.Claim{implying("10.00", "8.00", "", "")}, wanted{"80000.00", "100000.00", "20000.00", "0.2500", "", Continuing, Implied, ""}},
		"unchanged":              {[]fact.Claim{implying("10.00", "", "", fact.Unchanged)}, wanted{"100000.00", "100000.00", "0.00", "0.0000", "", Unchanged, Implied, ""}},
		"base and change agree":  {[]fact.Claim{implying("10.00", "8.00", "2.00", "")}, wanted{"80000.00", "100000.00", "20000.00", "0.2500", "", Continuing, Implied, ""}},
		"within the grain":       {[]fact.Claim{implying("10.00", "8.01", "2.00", "")}, wanted{"80000.00", "100000.00", "20000.00", "0.2500", "", Continuing, Implied, ""}},
		"contradicts itself":     {[]fact.Claim{implying("10.00", "8.02", "2.00", "")}, wanted{"", "100012.34", "", "", "", NotComparable, Implied, "自相矛盾"}},
		"contradicts each other": {[]fact.Claim{implying("10.00", "", "2.00", ""), implying("10.00", "", "3.00", "")}, wanted{"", "100012.34", "", "", "", NotComparable, Implied, "自相矛盾"}},
		"the finer one":          {[]fact.Claim{implying("10", "", "2", ""), implying("10.00", "", "2.30", "")}, wanted{"77000.00", "100000.00", "23000.00", "0.2987", "", Continuing, Implied, ""}},
		"against the table":      {[]fact.Claim{implying("11.00", "", "2.00", "")}, wanted{"90000.00", "110000.00", "20000.00", "0.2222", "", Continuing, Implied, "列100,012.34元，与该句不符"}},
		"from zero":              {[]fact.Claim{implying("10.00", "", "10.00", "")}, wanted{"0.00", "100000.00", "100000.00", "", "", Continuing, Implied, "新增"}},
		"rate alone":             {[]fact.Claim{onlyRate}, wanted{}},
		"outturn":                {[]fact.Claim{ofOutturn}, wanted{}},
		"no value":               {[]fact.Claim{implying("", "", "2.00", "")}, wanted{}},
	} {
		t.Run(name, func(t *testing.T) {
			submission := submissionOf(record{"document": "a.pdf", "organization": "甲局", "scope": "department", "year": "2024", "stage": "initial_budget"})
			submission.Disclosure.Facts = []fact.Fact{total(2024, "expenditure_total", 10001234)}
			submission.Disclosure.Claims = c.claims
			changes, err := Compare(context.Background(), load(t, []store.Submission{submission}), CompareOptions{By: ByTotal, From: 2023, To: 2024})
			if c.want == (wanted{}) {
				var missing *NotLoadedError
				if !errors.As(err, &missing) || !slices.Equal(missing.Years, []fact.Year{2023}) || len(missing.Series) != 1 {
					t.Errorf("got %v, %v", changes, err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			c.want.check(t, of(t, changes, ByTotal, "expenditure_total", fact.Total))
		})
	}
}

func TestCompareSeveral(t *testing.T) {
	changes := mustCompare(t, submissions(t, "testdata/several"), CompareOptions{Organization: "甲", From: 2022, To: 2023})
	for _, c := range []struct {
		line string
		want wanted
	}{
		{"201", wanted{"600.00", "650.00", "50.00", "0.0833", "0.2500", Continuing, Disclosed, "贡献率以一般公共预算支出表（功能分类）合计的变动为100%"}},
		{"206", wanted{"100.00", "", "-100.00", "-1.0000", "-0.5000", Ended, Disclosed, ""}},
		{"210", wanted{"300.00", "350.00", "50.00", "0.1667", "0.2500", Continuing, Disclosed, "2022年名称为“医疗卫生与计划生育支出”"}},
		{"214", wanted{"0.00", "0.00", "0.00", "", "0.0000", Unchanged, Disclosed, "2023/预算.pdf自身勾稽不平"}},
		{"221", wanted{"0.00", "80.00", "80.00", "", "0.4000", Continuing, Disclosed, "新增：基数为0"}},
		{"222", wanted{"-50.00", "20.00", "70.00", "", "0.3500", Continuing, Disclosed, "正负号改变"}},
		{"229", wanted{"", "50.00", "50.00", "", "0.2500", New, Disclosed, "新增"}},
	} {
		c.want.check(t, of(t, changes, ByFunction, c.line, fact.Total))
	}
	if from := of(t, changes, ByFunction, "214", fact.Total).From; from.Presence != fact.Dash || from.Raw != "—" {
		t.Errorf("the dash became %+v", from)
	}
	if label := of(t, changes, ByFunction, "210", fact.Total).Label; label != "卫生健康支出" {
		t.Errorf("label %s is not the later year's", label)
	}
	wanted{"", "", "", "", "", NotComparable, Disclosed, "2022年未读到；2023年有“三公”经费表"}.check(t, of(t, changes, ByThreePublic, "", ""))
}

func TestConflictBlocksTheYear(t *testing.T) {
	changes := mustCompare(t, submissions(t, "testdata/several"), CompareOptions{Organization: "乙局"})
	wanted{"500.00", "", "", "", "", NotComparable, Disclosed, "2024年的文件互相矛盾：2024更正.pdf、乙局/2024.pdf（支出总计：2024更正.pdf 520.00、乙局/2024.pdf 510.00）"}.
		check(t, of(t, changes, ByTotal, "expenditure_total", fact.Total))
}

func TestLineStatedTwiceIsNotCompared(t *testing.T) {
	changes := mustCompare(t, submissions(t, "testdata/several"), CompareOptions{Organization: "甲局", From: 2023, To: 2024, By: ByFunction})
	wanted{"1150.00", "", "", "", "", NotComparable, Disclosed, "2024年同一行有不同的数：1250.00、1260.00"}.check(t, of(t, changes, ByFunction, "201", fact.Total))
}

func TestAmendedBudgetAgainstAccounts(t *testing.T) {
	changes := mustCompare(t, submissions(t, "testdata/several"), CompareOptions{Stage: fact.FinalAccounts, BaseStage: fact.InitialBudget, By: ByTotal})
	wanted{"1200.00", "1100.00", "-100.00", "-0.0833", "1.0000", Continuing, Disclosed, ""}.check(t, of(t, changes, ByTotal, "expenditure_total", fact.Total))
}

func TestColumnOfAnotherYearIsImplied(t *testing.T) {
	changes := mustCompare(t, submissions(t, "testdata/several"), CompareOptions{Stage: fact.InitialBudget, BaseStage: fact.Outturn, By: ByFunction})
	wanted{"580.00", "600.00", "20.00", "0.0345", "", Continuing, Implied, "2021年执行数取自2022/预算.pdf 第5页 表1 第2行“2021年执行数”栏"}.
		check(t, of(t, changes, ByFunction, "201", fact.Total))
}

func TestScopesAreNeverMixed(t *testing.T) {
	for _, c := range mustCompare(t, submissions(t, "testdata/several"), CompareOptions{}) {
		if c.Scope == fact.UnitScope {
			t.Errorf("a single year of a unit is compared: %+v", c)
		}
	}
}

func TestCompareSelects(t *testing.T) {
	db := load(t, wanli(t))
	for _, c := range []struct {
		options CompareOptions
		rows    int
	}{
		{CompareOptions{By: ByFunction, Level: fact.Class, From: 2024, To: 2025}, 27},
		{CompareOptions{By: ByFunction, Level: fact.Item, Top: 3}, 6},
		{CompareOptions{By: ByTotal, From: 2024}, 2},
		{CompareOptions{By: ByTotal, To: 2024}, 2},
		{CompareOptions{By: ByTotal, From: 2023, To: 2025}, 2},
		{CompareOptions{By: ByTotal, Organization: "万里"}, 4},
		{CompareOptions{By: ByTotal, Scope: fact.UnitScope, Organization: "万里"}, -1},
		{CompareOptions{By: ByTotal, Stage: fact.FinalAccounts}, 0},
		{CompareOptions{By: ByFund}, 0},
		{CompareOptions{Organization: "百里"}, -1},
		{CompareOptions{From: 2022, To: 2023}, -1},
		{CompareOptions{From: 2026}, -1},
	} {
		changes, err := Compare(context.Background(), db, c.options)
		var missing *NotLoadedError
		if c.rows < 0 && errors.As(err, &missing) && len(missing.Series) == 1 && len(missing.Series[0].Years) == 3 {
			continue
		}
		if err != nil || len(changes) != c.rows {
			t.Errorf("%+v: %d rows, %v; want %d", c.options, len(changes), err, c.rows)
		}
	}
	for _, options := range []CompareOptions{{By: "totals"}, {Level: "x"}, {Stage: "x"}, {BaseStage: "x"}, {Scope: "x"}, {Sort: "x"}} {
		var invalid *InvalidOptionError
		if _, err := Compare(context.Background(), db, options); !errors.As(err, &invalid) {
			t.Errorf("%+v: %v", options, err)
		}
	}
}

func TestTopIsTheLargestChangeOfEachPair(t *testing.T) {
	var got []string
	for _, c := range mustCompare(t, wanli(t), CompareOptions{By: ByFunction, Level: fact.Item, Top: 1}) {
		got = append(got, string(c.Code)+c.Change.String())
	}
	if want := []string{"21201998050457.00", "212999943128737.00"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	changes := mustCompare(t, wanli(t), CompareOptions{By: ByFunction, From: 2023, To: 2024, Sort: SortRate})
	if first := changes[0]; first.Code != "20406" && first.Code != "2040607" && first.Rate.Round(4) != "-1.0000" {
		t.Errorf("sorted by rate the first is %s %s", first.Code, first.Rate.Round(4))
	}
}

func TestFigureTellsItsPlace(t *testing.T) {
	source := fact.Source{Page: 12, Table: 3, Row: 7, Col: 2}
	for format, want := range map[string]string{
		"pdf": "a 第12页 表3 第7行", "txt": "a 第12行 表3 第7行", "xlsx": "a 第12个工作表 表3 第7行", "docx": "a 表3 第7行", "html": "a 表3 第7行",
	} {
		if got := (Figure{Document: "a", Format: format, Source: source}).Place(); got != want {
			t.Errorf("%s: %s, want %s", format, got, want)
		}
	}
}

func TestRankIsThePlaceBySizeAmongPeers(t *testing.T) {
	changes := mustCompare(t, []store.Submission{
		coded(t, 2022, ByFunction, "204 公共安全支出 30", "2049999 其他公共安全支出 30", "205 教育支出 10", "206 科学技术支出 5", "207 文化旅游体育与传媒支出 5"),
		coded(t, 2023, ByFunction, "204 公共安全支出 33", "2049999 其他公共安全支出 33", "205 教育支出 3", "206 科学技术支出 8", "207 文化旅游体育与传媒支出 5"),
	}, CompareOptions{By: ByFunction, Top: 3})
	for code, want := range map[string]int{"205": 1, "204": 2, "2049999": 1} {
		if c := of(t, changes, ByFunction, code, fact.Total); c.Rank != want {
			t.Errorf("%s is number %d, want %d", code, c.Rank, want)
		}
	}
	changes = mustCompare(t, []store.Submission{
		coded(t, 2022, ByFunction, "204 公共安全支出 30", "206 科学技术支出 5"), coded(t, 2023, ByFunction, "204 公共安全支出 33", "206 科学技术支出 2"),
	}, CompareOptions{By: ByFunction})
	if changes[0].Rank != 1 || changes[1].Rank != 1 {
		t.Errorf("equal changes are number %d and %d", changes[0].Rank, changes[1].Rank)
	}
}
