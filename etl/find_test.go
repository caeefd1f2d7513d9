package etl

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// plant makes empty files below a new folder and gives the folder.
func plant(t *testing.T, names ...string) string {
	t.Helper()
	folder := t.TempDir()
	for _, name := range names {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func names(files []File) []string {
	var names []string
	for _, file := range files {
		names = append(names, file.Name)
	}
	return names
}

func TestFindNamesFilesByTheShortestFolderThatTellsThemApart(t *testing.T) {
	folder := plant(t, "甲局/2024/预算.pdf", "乙局/2024/预算.pdf", "甲局/2023/预算.pdf", "甲局/决算.txt")
	want := []string{"乙局/2024/预算.pdf", "甲局/2023/预算.pdf", "甲局/2024/预算.pdf", "决算.txt"}
	if got := names(Find([]string{folder})); !slices.Equal(got, want) {
		t.Errorf("names = %q, want %q", got, want)
	}
}

func TestFindLeavesOutWhatIsNoDisclosure(t *testing.T) {
	folder := plant(t, "预算.PDF", "~$预算.docx", ".预算.txt", ".git/预算.txt", "说明.md", "照片.jpg")
	if got := names(Find([]string{folder})); !slices.Equal(got, []string{"预算.PDF"}) {
		t.Errorf("names = %q, want the PDF alone", got)
	}
	if got := names(Find([]string{filepath.Join(folder, "说明.md")})); !slices.Equal(got, []string{"说明.md"}) {
		t.Errorf("names = %q; a file that is named itself is to be offered", got)
	}
}

func TestFindLeavesOutThePagesOfReports(t *testing.T) {
	folder := plant(t, "预算.html")
	page := "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"generator\" content=\"tongbi\">"
	if err := os.WriteFile(filepath.Join(folder, "index.html"), []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := names(Find([]string{folder})); !slices.Equal(got, []string{"预算.html"}) {
		t.Errorf("names = %q, want 预算.html alone", got)
	}
}

func TestFindTakesPatterns(t *testing.T) {
	folder := plant(t, "b.pdf", "a.pdf", "c.txt", "[d].pdf")
	if got := names(Find([]string{filepath.Join(folder, "?.pdf")})); !slices.Equal(got, []string{"a.pdf", "b.pdf"}) {
		t.Errorf("names = %q, want the two that match", got)
	}
	if got := names(Find([]string{filepath.Join(folder, "[d].pdf")})); !slices.Equal(got, []string{"[d].pdf"}) {
		t.Errorf("names = %q; a file that exists is no pattern", got)
	}
	if got := Find([]string{filepath.Join(folder, "*.docx")}); len(got) != 1 || got[0].Err == nil {
		t.Errorf("%+v, want one path that is not there", got)
	}
}

func TestFindGivesEachFileOnce(t *testing.T) {
	folder := plant(t, "预算.pdf")
	if got := Find([]string{folder, filepath.Join(folder, "预算.pdf"), folder}); len(got) != 1 {
		t.Errorf("%d files, want 1: %+v", len(got), got)
	}
}

func TestFindKeepsTheOrderGiven(t *testing.T) {
	folder := plant(t, "a.pdf", "b.pdf", "c.pdf")
	paths := []string{filepath.Join(folder, "c.pdf"), filepath.Join(folder, "a.pdf"), filepath.Join(folder, "b.pdf")}
	if got := names(Find(paths)); !slices.Equal(got, []string{"c.pdf", "a.pdf", "b.pdf"}) {
		t.Errorf("names = %q", got)
	}
}

func TestFindTellsOfAPathThatIsAbsent(t *testing.T) {
	files := Find([]string{filepath.Join(t.TempDir(), "没有.pdf")})
	if len(files) != 1 || !os.IsNotExist(files[0].Err) || files[0].Name != "没有.pdf" {
		t.Errorf("files = %+v, want one with its error", files)
	}
}
