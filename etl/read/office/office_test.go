package office

import (
	"bytes"
	"context"
	"encoding/binary"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"
	"unicode/utf16"

	"tongbi/etl/doc"
	"tongbi/etl/read/readtest"
)

// compoundFile is a compound file with one stream of the given name that begins with the given bytes: header, chain
// table, directory, stream.
func compoundFile(name string, beginning ...byte) []byte {
	content := make([]byte, 4*512)
	copy(content, compoundMark)
	put16, put32 := binary.LittleEndian.PutUint16, binary.LittleEndian.PutUint32
	put16(content[0x1E:], 9)
	put32(content[0x30:], 1)
	for i := range 109 {
		put32(content[0x4C+4*i:], 0xFFFFFFFF)
	}
	put32(content[0x4C:], 0)
	put32(content[512:], 0xFFFFFFFD)
	put32(content[512+4:], endOfChain)
	put32(content[512+8:], endOfChain)
	entry := content[1024:]
	letters := utf16.Encode([]rune(name))
	for i, letter := range letters {
		put16(entry[2*i:], letter)
	}
	put16(entry[64:], uint16(2*len(letters)+2))
	put32(entry[116:], 2)
	copy(content[1536:], beginning)
	return content
}

func TestRecogniseByContent(t *testing.T) {
	word := append([]byte("\xEC\xA5"), make([]byte, 30)...)
	lockedWord := bytes.Clone(word)
	lockedWord[0x0B] = 0x01
	book := []byte{0x09, 0x08, 2, 0, 0, 6}
	lockedBook := append(bytes.Clone(book), 0x2F, 0x00, 2, 0, 0, 0)
	for name, test := range map[string]struct {
		content []byte
		want    kind
		err     error
	}{
		"Word 97, WPS":        {compoundFile("WordDocument", word...), oldWord, nil},
		"Word 97, encrypted":  {compoundFile("WordDocument", lockedWord...), oldWord, encrypted},
		"Excel 97, ET":        {compoundFile("Workbook", book...), oldExcel, nil},
		"Excel 97, encrypted": {compoundFile("Workbook", lockedBook...), oldExcel, encrypted},
		"Excel 95":            {compoundFile("Book", book...), oldExcel, nil},
		"encrypted new file":  {compoundFile("EncryptedPackage"), noKind, encrypted},
		"an installer":        {compoundFile("SummaryInformation"), noKind, noDocument},
		"cut off":             {[]byte(compoundMark), noKind, errCompound},
		"rich text":           {[]byte(`{\rtf1`), richText, nil},
		"Word 2003 XML":       {[]byte(`<?xml version="1.0"?><?mso-application progid="Word.Document"?>`), wordXML, nil},
		"Excel 2003 XML":      {[]byte(`<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>`), excelXML, nil},
		"OpenDocument text":   {readtest.Zip(t, map[string]string{"mimetype": "application/vnd.oasis.opendocument.text", "x": ""}), openText, nil},
		"OpenDocument sheet":  {readtest.Zip(t, map[string]string{"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "x": ""}), openSheet, nil},
		"an archive":          {readtest.Zip(t, map[string]string{"a.txt": ""}), noKind, nil},
		"a text":              {[]byte("2024年部门预算"), noKind, nil},
	} {
		if got, err := recognise(test.content); got != test.want || err != test.err {
			t.Errorf("%s: got %+v, %v; want %+v, %v", name, got, err, test.want, test.err)
		}
		if got, want := Sniff(test.content), test.want != noKind || test.err != nil; got != want {
			t.Errorf("%s: Sniff = %v", name, got)
		}
	}
}

func expectIssue(t *testing.T, content []byte, limits Limits, want doc.Code, detail string) {
	t.Helper()
	converted, _, issue, err := Convert(context.Background(), content, limits)
	if err != nil || converted != nil || issue == nil || issue.Code != want || detail != "" && issue.Detail != detail {
		t.Errorf("got %d bytes, issue %+v, error %v; want %s", len(converted), issue, err, want)
	}
}

func TestConvertTellsWhatCannotBeConverted(t *testing.T) {
	expectIssue(t, compoundFile("EncryptedPackage"), Limits{}, doc.EncryptedFile, "")
	expectIssue(t, compoundFile("SummaryInformation"), Limits{}, doc.UnknownFormat, "")
	expectIssue(t, []byte(compoundMark), Limits{}, doc.BrokenFile, "")
	expectIssue(t, []byte(`{\rtf1 甲}`), Limits{Bytes: 3}, doc.TooLarge, "")
}

func TestConvertNamesMissingProgram(t *testing.T) {
	if find() != "" && len(places) > 0 && runtime.GOOS != "linux" {
		t.Skip("LibreOffice stands where installers put it")
	}
	t.Setenv("PATH", t.TempDir())
	expectIssue(t, []byte(`{\rtf1 甲}`), Limits{}, doc.MissingProgram, "LibreOffice")
}

// program puts a stand-in for LibreOffice on the path.
func program(t *testing.T, script string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the stand-in is a shell script")
	}
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "soffice"), []byte("#!/bin/sh\n"+script), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", folder+":/usr/bin:/bin")
}

func TestConvertEndsProgramThatHangsWithItsChildren(t *testing.T) {
	program(t, "sleep 60 & sleep 60")
	began := time.Now()
	expectIssue(t, []byte(`{\rtf1 甲}`), Limits{Time: 200 * time.Millisecond}, doc.TooLarge, "")
	if waited := time.Since(began); waited > 20*time.Second {
		t.Errorf("waited %v", waited)
	}
}

func TestConvertTellsWhatTheProgramSaid(t *testing.T) {
	program(t, "echo Error: source file could not be loaded >&2")
	expectIssue(t, []byte(`{\rtf1 甲}`), Limits{}, doc.BrokenFile, "LibreOffice: Error: source file could not be loaded")
}

func TestConvertStopsWithItsContext(t *testing.T) {
	program(t, "sleep 60")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, _, _, err := Convert(ctx, []byte(`{\rtf1 甲}`), Limits{}); err == nil {
		t.Error("no error")
	}
}

func FuzzSniff(f *testing.F) {
	f.Add(compoundFile("WordDocument", 0xEC, 0xA5))
	f.Add(compoundFile("Workbook", 9, 8, 0, 0))
	f.Add([]byte(`{\rtf1`))
	f.Fuzz(func(_ *testing.T, content []byte) { Sniff(content) })
}
