package data

import (
	"testing"
	"testing/fstest"
)

func load(t *testing.T) *Vocabulary {
	t.Helper()
	vocabulary, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return vocabulary
}

func TestEntitledTakesTheLongestTitle(t *testing.T) {
	vocabulary := load(t)
	for title, want := range map[string]string{
		"2024年部门财务收支预算总表":       "revenue_expenditure_summary",
		"2024年部门财政拨款收支预算总表":     "appropriation_summary",
		"2024年部门支出预算总表":         "expenditure_summary",
		"财政拨款支出预算表（功能科目）":       "appropriation_by_function",
		"一般公共预算支出预算表（功能科目）":     "general_public_by_function",
		"2025年部门三公经费和机关运行经费预算表": "three_public",
		"一般公共预算机关运行经费支出预算表":     "admin_operating_by_economic",
		"财政拨款政府性基金支出预算表":        "government_fund_by_function",
		"一般公共预算财政拨款基本支出决算表":     "general_public_basic_by_economic",
		"一般公共预算财政拨款支出决算表":       "general_public_by_function",
		"2019年政府采购预算表":          "procurement",
		"三公经费、会议费、培训费支出预算表":     "three_public",
		"关于2024年部门预算的说明":        "",
		"基本支出预算表":               "",
		"政府性基金收入预算表":            "",
		"收入决算明细表":               "revenue_summary",
		"公共财政拨款支出决算表":           "general_public_by_function",
		"机关运行经费、国有资产占用及政府采购情况表": "state_assets",
	} {
		got := ""
		if form, _ := vocabulary.Entitled(title); form != nil {
			got = form.ID
		}
		if got != want {
			t.Errorf("Entitled(%q) = %q, want %q", title, got, want)
		}
	}
}

func TestUserFormReplacesBuiltIn(t *testing.T) {
	folder := fstest.MapFS{"own.toml": {Data: []byte("id = \"procurement\"\nname = \"采购\"\nfund = \"all\"\ntitles = [\"采购一览\"]\nlayout = \"list\"\n")}}
	vocabulary, err := Load(folder)
	if err != nil {
		t.Fatal(err)
	}
	if form := vocabulary.Form("procurement"); form.Name != "采购" || len(form.Titles) != 1 {
		t.Errorf("form = %+v", form)
	}
}

func TestMistypedFormIsRefused(t *testing.T) {
	for name, text := range map[string]string{
		"unknown key":    "id = \"x\"\nname = \"x\"\nfund = \"all\"\ntitels = [\"y\"]\nlayout = \"list\"\n",
		"unknown layout": "id = \"x\"\nname = \"x\"\nfund = \"all\"\ntitles = [\"y\"]\nlayout = \"rows\"\n",
		"no titles":      "id = \"x\"\nname = \"x\"\nfund = \"all\"\nlayout = \"list\"\n",
		"bad pattern":    "id = \"x\"\nname = \"x\"\nfund = \"all\"\ntitles = [\"y\"]\nlayout = \"list\"\n[[columns]]\nheading = \"(\"\n",
	} {
		if _, err := Load(fstest.MapFS{"own.toml": {Data: []byte(text)}}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestOneOrganizationHasOneName(t *testing.T) {
	vocabulary := load(t)
	if err := vocabulary.AddAliases([]byte("[[aliases]]\nname = \"某市财政局\"\nalso = [\"市财政局\", \"某市财政和国资局\"]\n")); err != nil {
		t.Fatal(err)
	}
	for printed, want := range map[string]string{
		"某省人大办公厅":            "某省人大常委会办公厅",
		"某省人民代表大会常务委员会办公厅":   "某省人大常委会办公厅",
		"某省人大常委会办公厅":         "某省人大常委会办公厅",
		"中国人民政治协商会议某省委员会办公厅": "某省政协办公厅",
		"市财政局":      "某市财政局",
		"某市财政局（本级）": "某市财政局",
		"某市审计局":     "某市审计局",
	} {
		if got := vocabulary.Organization(printed); got != want {
			t.Errorf("Organization(%q) = %q, want %q", printed, got, want)
		}
	}
	if err := vocabulary.AddAliases([]byte("[[alias]]\nname = \"x\"\n")); err == nil {
		t.Error("a mistyped key is no error")
	}
}
