package data

import "testing"

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
