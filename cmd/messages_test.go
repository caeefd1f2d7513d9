package cmd

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"tongbi/etl/doc"
)

// codesInSource finds every constant of type doc.Code below etl.
func codesInSource(t *testing.T) []doc.Code {
	t.Helper()
	var codes []doc.Code
	err := fs.WalkDir(os.DirFS("../etl"), ".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join("../etl", path), nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(node ast.Node) bool {
			if spec, ok := node.(*ast.ValueSpec); ok {
				codes = append(codes, codesOf(spec)...)
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return codes
}

func codesOf(spec *ast.ValueSpec) []doc.Code {
	kind := ""
	switch typed := spec.Type.(type) {
	case *ast.Ident:
		kind = typed.Name
	case *ast.SelectorExpr:
		kind = typed.Sel.Name
	}
	if kind != "Code" {
		return nil
	}
	var codes []doc.Code
	for _, value := range spec.Values {
		if literal, ok := value.(*ast.BasicLit); ok {
			text, _ := strconv.Unquote(literal.Value)
			codes = append(codes, doc.Code(text))
		}
	}
	return codes
}

func TestEveryDefectHasItsWording(t *testing.T) {
	codes := codesInSource(t)
	if len(codes) < 15 {
		t.Fatalf("only %d codes found in the source", len(codes))
	}
	for _, code := range codes {
		if defects[code].what == "" || defects[code].next == "" {
			t.Errorf("messages.go has no wording for %q", code)
		}
	}
}

func TestIssueMessageSaysWhereWhatAndWhatNext(t *testing.T) {
	got := issueMessage("2023年部门决算.pdf", doc.PDF, doc.Issue{Pos: doc.Pos{Page: 12, Table: 3, Row: 7}, Code: "not_number", Detail: "1,2O4.5"}, 12).in(chinese)
	want := "2023年部门决算.pdf 第12页 表3 第7行：金额“1,2O4.5”无法识别。请对照原文核对这一格，其余数字已读取。"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestIssueMessageOfAnUnknownCodeStillSaysWhere(t *testing.T) {
	got := issueMessage("a.txt", doc.Text, doc.Issue{Pos: doc.Pos{Page: 3}, Code: "new_code"}, 3).in(chinese)
	if !strings.HasPrefix(got, "a.txt 第3行：") || !strings.Contains(got, "new_code") {
		t.Error(got)
	}
}

func TestIssueMessageKeepsControlCharactersOffTheTerminal(t *testing.T) {
	got := issueMessage("a\x1b[31m.pdf", doc.PDF, doc.Issue{Code: doc.BrokenFile, Detail: "x\x1b]0;y\a\nz\u202e"}, 0).in(chinese)
	if strings.ContainsAny(got, "\x1b\a\n\u202e") {
		t.Errorf("%q", got)
	}
}

func TestPagesThatShareADefectStandInOneLine(t *testing.T) {
	var issues []doc.Issue
	for page := 3; page <= 40; page++ {
		issues = append(issues, doc.Issue{Pos: doc.Pos{Page: page}, Code: doc.PageWithoutText})
	}
	lines := issueLines("扫描.pdf", doc.PDF, issues, 3)
	if len(lines) != 1 || !strings.HasPrefix(lines[0].in(chinese), "扫描.pdf 第3页至第40页：没有文字") {
		t.Errorf("%q", lines)
	}
}

func TestManyDefectsOfOneKindAreCounted(t *testing.T) {
	var issues []doc.Issue
	for row := range 9 {
		issues = append(issues, doc.Issue{Pos: doc.Pos{Page: 2, Table: 1, Row: row + 1}, Code: "not_number", Detail: "x"})
	}
	lines := issueLines("a.pdf", doc.PDF, issues, 3)
	if len(lines) != 4 || !strings.Contains(lines[3].in(chinese), "另有6处") {
		t.Errorf("%q", lines)
	}
}
