package word

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tongbi/charts/dossiertest"
	"tongbi/etl/doc"
	"tongbi/etl/read/docx"
	"tongbi/queries"
)

var update = flag.Bool("update", false, "write the golden files anew")

func outline(dossier queries.Dossier) Outline {
	return Outline{Documents: dossier.Documents, Questions: dossier.Review.Questions, Findings: dossier.Review.Findings}
}

func written(t *testing.T, write func(io.Writer, Outline) error, outline Outline) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := write(&out, outline); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// read gives the text of a document as the program's own reader finds it: a paragraph or a row a line.
func read(t *testing.T, content []byte) string {
	t.Helper()
	document, err := docx.Read(context.Background(), content, docx.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if len(document.Issues) > 0 {
		t.Errorf("issues %v", document.Issues)
	}
	var text strings.Builder
	for _, block := range document.Blocks {
		switch block := block.(type) {
		case *doc.Paragraph:
			mark := ""
			if block.Heading {
				mark = "# "
			}
			fmt.Fprintln(&text, mark+block.Text())
		case *doc.Grid:
			row := 0
			for _, cell := range block.Cells {
				if cell.Row != row {
					fmt.Fprint(&text, "\n|")
				}
				row = cell.Row
				fmt.Fprintf(&text, " %s |", strings.ReplaceAll(cell.Text, "\n", "⏎"))
			}
			fmt.Fprintln(&text)
		}
	}
	return text.String()
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the document differs from %s; run with -update and look at the difference:\n%s", path, got)
	}
}

func TestQuestionsReadBack(t *testing.T) {
	golden(t, "questions.golden.txt", read(t, written(t, Questions, outline(dossiertest.Reviewed()))))
}

func TestFindingsReadBack(t *testing.T) {
	two := outline(dossiertest.Reviewed())
	other := dossiertest.Centre()
	two.Documents = append(two.Documents, other.Documents...)
	two.Documents[0].FormsMissing = append(two.Documents[0].FormsMissing, "three_public")
	golden(t, "findings.golden.txt", read(t, written(t, Findings, two)))
}

func TestSameOutlineSameBytes(t *testing.T) {
	one := written(t, Questions, outline(dossiertest.Reviewed()))
	if !bytes.Equal(one, written(t, Questions, outline(dossiertest.Reviewed()))) {
		t.Error("the bytes differ")
	}
}

// TestEveryPartIsWellFormed reads every part of the package as XML.
func TestEveryPartIsWellFormed(t *testing.T) {
	for name, content := range unzipped(t, written(t, Questions, outline(hostile()))) {
		decoder := xml.NewDecoder(strings.NewReader(content))
		for {
			if _, err := decoder.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Errorf("%s: %v", name, err)
				break
			}
		}
	}
}

// unzipped gives the parts of an Office file by name.
func unzipped(t *testing.T, content []byte) map[string]string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, file := range archive.File {
		opened, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(opened)
		if err := errors.Join(err, opened.Close()); err != nil {
			t.Fatal(err)
		}
		parts[file.Name] = string(text)
	}
	return parts
}

const attack = `</w:t><w:fldSimple w:instr=" DDEAUTO cmd "/>&xxe;]]>` + "\x00\x0b\u202e\ufffe=HYPERLINK(1)"

// hostile is a review whose every text tries to become markup or a field.
func hostile() queries.Dossier {
	dossier := dossiertest.Reviewed()
	for i := range dossier.Documents {
		dossier.Documents[i].Document, dossier.Documents[i].Identity.Organization = attack, attack
		dossier.Documents[i].Unrecognised = []string{attack}
	}
	for i := range dossier.Review.Questions {
		q := &dossier.Review.Questions[i]
		q.Organization, q.Question, q.Basis, q.Evidence, q.Materials, q.Theme, q.Rule = attack, attack, attack, attack, attack, attack, attack
		q.Stated = &queries.Stated{Text: attack, Document: attack}
		if q.Current != nil {
			q.Current.Label, q.Current.Document = attack, attack
		}
	}
	for i := range dossier.Review.Findings {
		f := &dossier.Review.Findings[i]
		f.Organization, f.Document, f.Message, f.Subject = attack, attack, attack, attack
	}
	return dossier
}

func TestHostileTextIsText(t *testing.T) {
	content := written(t, Questions, outline(hostile()))
	parts := unzipped(t, content)
	for _, name := range []string{"word/document.xml", "word/header.xml", "docProps/core.xml"} {
		if strings.Contains(parts[name], "<w:fldSimple") || strings.Contains(parts[name], "instrText") || strings.ContainsAny(parts[name], "\x00\x0b\u202e\ufffe") {
			t.Errorf("%s: text became more than text", name)
		}
	}
	if n := strings.Count(read(t, content), `</w:t><w:fldSimple w:instr=" DDEAUTO cmd "/>&xxe;]]>=HYPERLINK(1)`); n < 50 {
		t.Errorf("the text stands there %d times", n)
	}
}

func TestOutlineWithoutQuestionsSaysSo(t *testing.T) {
	dossier := dossiertest.Centre()
	text := read(t, written(t, Questions, Outline{Documents: dossier.Documents}))
	for _, want := range []string{"上海市闵行区城市运行管理中心", "2024年部门预算审查询问提纲", "没有触发提问的规则", "没有发现对不上的地方"} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is missing in:\n%s", want, text)
		}
	}
}

// TestOpensInOffice has LibreOffice, where it is installed, turn the document into PDF pages.
func TestOpensInOffice(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not installed: the document is not opened in an office program")
	}
	folder := t.TempDir()
	path := filepath.Join(folder, "提纲.docx")
	if err := os.WriteFile(path, written(t, Questions, outline(dossiertest.Reviewed())), 0o600); err != nil {
		t.Fatal(err)
	}
	convert := exec.Command(office, "-env:UserInstallation=file://"+filepath.Join(folder, "profile"), "--headless", "--convert-to", "pdf", "--outdir", folder, path)
	if out, err := convert.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	pages, err := os.ReadFile(filepath.Join(folder, "提纲.pdf"))
	if err != nil || !bytes.HasPrefix(pages, []byte("%PDF")) || len(pages) < 10_000 {
		t.Errorf("%d bytes, %v", len(pages), err)
	}
}
