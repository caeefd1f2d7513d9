package data

import (
	"slices"
	"testing"
)

func TestFunctionItemsAreNamedOnce(t *testing.T) {
	items, err := FunctionItems()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[FunctionItem]bool{}
	for _, item := range items {
		if item.Section == "" || item.Item == "" || seen[item] {
			t.Errorf("%+v stands twice or lacks a name", item)
		}
		seen[item] = true
	}
	if !seen[FunctionItem{"统计信息事务", "统计管理"}] {
		t.Error("统计管理 is not here")
	}
}

// TestOldNamesComeFromTheCrosswalk: a rename is here, a move and an uncertain rename are not.
func TestOldNamesComeFromTheCrosswalk(t *testing.T) {
	crosswalk, err := LoadCrosswalk()
	if err != nil {
		t.Fatal(err)
	}
	names := OldNames(crosswalk)
	if !slices.Contains(names, OldName{"functional", "215", "资源勘探信息等支出", "资源勘探工业信息等支出", 2020}) {
		t.Errorf("资源勘探信息等支出 is not among %v", names)
	}
	for _, name := range names {
		if name.Old == "法制建设" || name.Old == "地震事务" {
			t.Errorf("%s is moved or unsure", name.Old)
		}
	}
}
