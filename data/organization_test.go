package data

import (
	"slices"
	"strings"
	"testing"
)

func TestAlikeNamesAreAsked(t *testing.T) {
	for _, c := range []struct {
		one, other string
		want       bool
	}{
		{"上海市普陀区财政局", "普陀区财政局", true},
		{"万里街道办事处", "上海市普陀区人民政府万里街道办事处", true},
		{"上海市普陀区财政局", "财政局", true},
		{"上海市普陀区财政局", "上海市闵行区财政局", false},
		{"上海市普陀区财政局", "上海市普陀区教育局", false},
		{"上海市普陀区财政局", "上海市普陀区财政局", false},
		{"上海市普陀区财政局", "", false},
		{"上海市普陀区财政局", "上海市普陀区财政局本级", false},
		{"上海市普陀区财政局（本级）", "上海市普陀区财政局", false},
		{"上海市普陀区财政局", "上海市普陀区财政局机关", false},
		{"上海市普陀区财政局", "上海市普陀区财政局国库收付中心", false},
		{"上海市普陀区财政局", "上海市普陀区财政局（汇总）", true},
	} {
		if got := len(Alike([]string{c.one, c.other})) == 1; got != c.want {
			t.Errorf("%s, %s: %v", c.one, c.other, got)
		}
	}
}

func TestOrganizationsOfARegion(t *testing.T) {
	for _, c := range []struct {
		name, region string
		want         bool
	}{
		{"江苏省人大常委会办公厅", "江苏省", true},
		{"江苏省人大常委会办公厅", "江苏", true},
		{"上海市普陀区财政局", "普陀区", true},
		{"上海市普陀区财政局", "上海市普陀区", true},
		{"上海市普陀区人民政府万里街道办事处", "上海", true},
		{"上海市江苏路街道办事处", "江苏", false},
		{"上海市普陀区财政局", "陀区", false},
		{"万里街道办事处", "普陀区", false},
		{"上海市普陀区财政局", "财政局", false},
		{"上海市普陀区财政局", "", false},
	} {
		if got := InRegion(c.name, c.region); got != c.want {
			t.Errorf("%s in %s: %v", c.name, c.region, got)
		}
	}
}

func TestAnOrganisationIsNamedByWhatTextsCallIt(t *testing.T) {
	names := []string{"上海市普陀区人民政府万里街道办事处", "上海市普陀区财政局", "上海市普陀区财政局国库收付中心", "江苏省政协办公厅"}
	for text, want := range map[string]string{
		"上海市普陀区人民政府万里街道办事处2025年部门预算": "上海市普陀区人民政府万里街道办事处",
		"万里街道2025年支出预算":              "上海市普陀区人民政府万里街道办事处",
		"普陀区财政局和省政协":                 "上海市普陀区财政局",
		"区财政局国库收付中心2025年单位预算":        "上海市普陀区财政局国库收付中心",
		"长宁区财政局2025年部门预算":            "",
		"本区财政局":                      "上海市普陀区财政局",
		"财政局、万里街道办事处":                "上海市普陀区财政局、上海市普陀区人民政府万里街道办事处",
		"千里街道":                       "",
	} {
		got := Named(text, names)
		slices.Sort(got)
		wanted := strings.FieldsFunc(want, func(r rune) bool { return r == '、' })
		slices.Sort(wanted)
		if !slices.Equal(got, wanted) {
			t.Errorf("%s names %q, want %q", text, got, want)
		}
	}
}
