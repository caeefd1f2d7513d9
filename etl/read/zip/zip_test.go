package zip

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"tongbi/etl/doc"
)

// entry is a file to pack.
type entry struct {
	header  zip.FileHeader
	content string
}

func plain(name, content string) entry {
	return entry{zip.FileHeader{Name: name, Method: zip.Deflate}, content}
}

func pack(t testing.TB, entries ...entry) string {
	t.Helper()
	var packed bytes.Buffer
	archive := zip.NewWriter(&packed)
	for _, entry := range entries {
		file, err := archive.CreateHeader(&entry.header)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := file.Write([]byte(entry.content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	return packed.String()
}

// list writes what an archive gives: name=content, or name!issue.
func list(content string, limits Limits) string {
	var files []string
	for file := range Files([]byte(content), limits) {
		if file.Issue != nil {
			files = append(files, file.Name+"!"+string(file.Issue.Code))
			continue
		}
		files = append(files, file.Name+"="+string(file.Content[:min(len(file.Content), 20)]))
	}
	return strings.Join(files, " ")
}

func expect(t *testing.T, content string, limits Limits, want string) {
	t.Helper()
	if got := list(content, limits); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestFilesOfArchivesInArchives(t *testing.T) {
	inner := pack(t, plain("2024/决算.txt", "乙"))
	expect(t, pack(t, plain("预算.txt", "甲"), plain("决算.zip", inner)), Limits{}, "预算.txt=甲 决算.zip/2024/决算.txt=乙")
}

func TestFilesKeepsOfficeDocumentsWhole(t *testing.T) {
	office := pack(t, plain("[Content_Types].xml", "x"), plain("word/document.xml", "y"))
	if got := list(pack(t, plain("预算.docx", office)), Limits{}); !strings.HasPrefix(got, "预算.docx=PK") || strings.Contains(got, " ") && strings.Contains(got, "word/") {
		t.Errorf("got %q", got)
	}
}

func TestFilesReadsNamesOfChineseWindows(t *testing.T) {
	name, err := simplifiedchinese.GBK.NewEncoder().String("财政局/2024年部门预算.pdf")
	if err != nil {
		t.Fatal(err)
	}
	expect(t, pack(t, entry{zip.FileHeader{Name: name, NonUTF8: true}, "甲"}), Limits{}, "财政局/2024年部门预算.pdf=甲")
}

func TestFilesPrefersNameInUnicodeField(t *testing.T) {
	const short = "YUSUAN~1.PDF"
	field := binary.LittleEndian.AppendUint16(nil, 0x7075)
	field = binary.LittleEndian.AppendUint16(field, uint16(5+len("预算.pdf")))
	field = append(field, 1)
	field = binary.LittleEndian.AppendUint32(field, crc32.ChecksumIEEE([]byte(short)))
	field = append(field, "预算.pdf"...)
	expect(t, pack(t, entry{zip.FileHeader{Name: short, Extra: field}, "甲"}), Limits{}, "预算.pdf=甲")
}

func TestFilesKeepsNamesBelowTheArchive(t *testing.T) {
	expect(t, pack(t, plain("../../etc/甲.txt", "1"), plain(`年度\乙.txt`, "2"), plain("/丙.txt", "3")), Limits{}, "etc/甲.txt=1 年度/乙.txt=2 丙.txt=3")
}

func TestFilesPassesOverWhatSystemsLeaveBehind(t *testing.T) {
	expect(t, pack(t, plain("__MACOSX/._预算.txt", ""), plain(".DS_Store", ""), plain("年度/", ""), plain("Thumbs.db", ""), plain("预算.txt", "甲")),
		Limits{}, "预算.txt=甲")
}

func TestFilesTellsEncryptedFile(t *testing.T) {
	content := []byte(pack(t, plain("锁.txt", "甲"), plain("开.txt", "乙")))
	content[6] |= 1                                            // local header of the first file
	content[bytes.Index(content, []byte("PK\x01\x02"))+8] |= 1 // its entry in the directory
	expect(t, string(content), Limits{}, "锁.txt!encrypted_file 开.txt=乙")
}

func TestFilesBoundsHostileArchives(t *testing.T) {
	zeros := strings.Repeat("0", 1<<20)
	nested := "甲"
	for range 6 {
		nested = pack(t, plain("内.zip", nested))
	}
	var many []entry
	for i := range 20 {
		many = append(many, plain(fmt.Sprintf("%02d.txt", i), "1"))
	}
	lying := []byte(pack(t, plain("谎.txt", zeros)))
	at := bytes.Index(lying, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(lying[at+24:], 10) // claims ten bytes
	for name, test := range map[string]struct{ content, want string }{
		"a file too large":            {pack(t, plain("大.txt", zeros), plain("小.txt", "1")), "大.txt!too_large 小.txt=1"},
		"files too large together":    {pack(t, plain("1.txt", zeros[:600_000]), plain("2.txt", zeros[:600_000]), plain("3.txt", "1")), "1.txt=" + zeros[:20] + " 2.txt!too_large"},
		"archives within archives":    {nested, "内.zip/内.zip/内.zip/内.zip!too_large"},
		"files without end":           {pack(t, many...), strings.TrimSpace(strings.Repeat("%02d.txt=1 ", 10)) + " !too_large"},
		"a directory without end":     {pack(t, plain("甲.txt", "1")) + strings.Repeat("PK\x01\x02", 100_001), "!too_large"},
		"a file larger than it says":  {string(lying), "谎.txt!broken_file"},
		"an archive cut off":          {pack(t, plain("甲.txt", "1"))[:40], "!broken_file"},
		"an archive in it is cut off": {pack(t, plain("内.zip", nested[:40]), plain("乙.txt", "1")), "内.zip!broken_file 乙.txt=1"},
		"nothing":                     {pack(t), ""},
	} {
		t.Run(name, func(t *testing.T) {
			if strings.Contains(test.want, "%02d") {
				numbers := make([]any, 10)
				for i := range numbers {
					numbers[i] = i
				}
				test.want = fmt.Sprintf(test.want, numbers...)
			}
			expect(t, test.content, Limits{Bytes: 700_000, Total: 1_000_000, Entries: 10, Depth: 4}, test.want)
		})
	}
}

func FuzzFiles(f *testing.F) {
	f.Add([]byte(pack(f, plain("甲.zip", pack(f, plain("乙.txt", "1"))), plain(`..\丙`, "2"))))
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	f.Fuzz(func(t *testing.T, content []byte) {
		for file := range Files(content, Limits{Bytes: 1 << 16, Total: 1 << 18, Entries: 100}) {
			if strings.HasPrefix(file.Name, "/") || strings.Contains("/"+file.Name+"/", "/../") {
				t.Fatalf("name leads out of the archive: %q", file.Name)
			}
			if file.Issue == nil && file.Content == nil {
				t.Fatal("neither content nor issue")
			}
			if file.Issue != nil && file.Issue.Code == doc.Code("") {
				t.Fatal("issue without a code")
			}
		}
	})
}
