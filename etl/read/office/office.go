// Package office brings the old formats of office programs (.doc, .xls, .wps, .et, .rtf) and the open ones (.odt, .ods)
// into the new formats of Word and Excel, with the help of LibreOffice where it is installed. It tells them by their
// content; names say little.
package office

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"tongbi/etl/doc"
)

// Limits bounds what one conversion may cost. A zero field means its default.
type Limits struct {
	Bytes int           // size of the file and of what becomes of it; default 200 MiB
	Time  time.Duration // default 2 minutes
}

// orDefault fills what is zero.
func (l Limits) orDefault() Limits {
	if l.Bytes == 0 {
		l.Bytes = 200 << 20
	}
	if l.Time == 0 {
		l.Time = 2 * time.Minute
	}
	return l
}

// kind is one of the formats that are converted.
type kind struct {
	ending string     // by which LibreOffice knows it
	target doc.Format // what it becomes
}

var (
	oldWord    = kind{"doc", doc.Word}
	oldExcel   = kind{"xls", doc.Book}
	richText   = kind{"rtf", doc.Word}
	openText   = kind{"odt", doc.Word}
	openSheet  = kind{"ods", doc.Book}
	wordXML    = kind{"xml", doc.Word}
	excelXML   = kind{"xml", doc.Book}
	noKind     = kind{}
	encrypted  = errors.New("encrypted")
	noDocument = errors.New("no document in the compound file")
)

// Sniff reports whether the content is of a format that is converted, or an encrypted or unknown compound file.
func Sniff(content []byte) bool {
	found, err := recognise(content)
	return found != noKind || err != nil
}

// recognise tells the kind by the content; an error where it is a compound file that cannot be converted.
func recognise(content []byte) (kind, error) {
	head := string(content[:min(len(content), 1024)])
	switch {
	case strings.HasPrefix(head, compoundMark):
		return recogniseCompound(content)
	case strings.HasPrefix(head, `{\rtf`):
		return richText, nil
	case strings.HasPrefix(head, "PK\x03\x04"):
		return recogniseOpen(content), nil
	case strings.Contains(head, `<?mso-application progid="Word.Document"`):
		return wordXML, nil
	case strings.Contains(head, `<?mso-application progid="Excel.Sheet"`):
		return excelXML, nil
	}
	return noKind, nil
}

// recogniseCompound looks for the stream that holds the text. WPS Office keeps .wps and .et files like Word and Excel.
func recogniseCompound(content []byte) (kind, error) {
	file, err := openCompound(content)
	if err != nil {
		return noKind, err
	}
	for _, stream := range file.streams() {
		switch stream.name {
		case "EncryptedPackage":
			return noKind, encrypted
		case "WordDocument":
			return oldWord, wordLock(file.read(stream.start))
		case "Workbook", "Book":
			return oldExcel, excelLock(file.read(stream.start))
		}
	}
	return noKind, noDocument
}

// wordLock reads the flag that a Word 97 document is encrypted (MS-DOC 2.5.2, fEncrypted).
func wordLock(beginning []byte) error {
	const mark, flags, isEncrypted = "\xEC\xA5", 0x0A, 0x0100
	if len(beginning) > flags+1 && string(beginning[:2]) == mark && binary.LittleEndian.Uint16(beginning[flags:])&isEncrypted != 0 {
		return encrypted
	}
	return nil
}

// excelLock looks for the record that says that the rest of an Excel 97 workbook is encrypted (MS-XLS 2.4.117); it
// stands among the first.
func excelLock(records []byte) error {
	const beginning, filePass = 0x0809, 0x002F
	for first := true; len(records) >= 4; first = false {
		id, size := binary.LittleEndian.Uint16(records), int(binary.LittleEndian.Uint16(records[2:]))
		if first && id != beginning {
			return nil
		}
		if id == filePass {
			return encrypted
		}
		records = records[min(4+size, len(records)):]
	}
	return nil
}

// recogniseOpen reads the kind that an OpenDocument archive names in its first part.
func recogniseOpen(content []byte) kind {
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil || len(archive.File) == 0 || archive.File[0].Name != "mimetype" {
		return noKind
	}
	part, err := archive.File[0].Open()
	if err != nil {
		return noKind
	}
	defer part.Close()
	name, _ := io.ReadAll(io.LimitReader(part, 100)) // what could not be read matches nothing
	switch string(name) {
	case "application/vnd.oasis.opendocument.text":
		return openText
	case "application/vnd.oasis.opendocument.spreadsheet":
		return openSheet
	}
	return noKind
}

// Convert gives the content as a Word document or an Excel workbook, and which of the two. What is wrong with the file,
// or a missing LibreOffice, is an Issue and no content; an error means that ctx ended or nothing could be written.
func Convert(ctx context.Context, content []byte, limits Limits) ([]byte, doc.Format, *doc.Issue, error) {
	limits = limits.orDefault()
	kind, err := recognise(content)
	switch {
	case errors.Is(err, encrypted):
		return nil, "", &doc.Issue{Code: doc.EncryptedFile}, nil
	case errors.Is(err, noDocument):
		return nil, "", &doc.Issue{Code: doc.UnknownFormat, Detail: err.Error()}, nil
	case err != nil:
		return nil, "", &doc.Issue{Code: doc.BrokenFile, Detail: err.Error()}, nil
	case len(content) > limits.Bytes:
		return nil, kind.target, &doc.Issue{Code: doc.TooLarge, Detail: fmt.Sprintf("%d bytes > %d", len(content), limits.Bytes)}, nil
	}
	program := find()
	if program == "" {
		return nil, kind.target, &doc.Issue{Code: doc.MissingProgram, Detail: "LibreOffice"}, nil
	}
	folder, err := os.MkdirTemp("", "tongbi-office-")
	if err != nil {
		return nil, "", nil, fmt.Errorf("convert with LibreOffice: %w", err)
	}
	defer os.RemoveAll(folder)
	timed, cancel := context.WithTimeout(ctx, limits.Time)
	defer cancel()
	converted, issue, err := convert(timed, program, folder, kind, content, limits)
	if ctx.Err() != nil {
		return nil, "", nil, ctx.Err()
	}
	if err != nil {
		return nil, "", nil, fmt.Errorf("convert with LibreOffice: %w", err)
	}
	return converted, kind.target, issue, nil
}

// settings keep LibreOffice from running what a document brings along, from fetching what it links to, and from asking.
const settings = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>1</value></prop></item>
</oor:items>`

// convert runs LibreOffice in a folder of its own, with a profile of its own, so that runs side by side and the user's
// open LibreOffice don't meet.
func convert(ctx context.Context, program, folder string, kind kind, content []byte, limits Limits) ([]byte, *doc.Issue, error) {
	source := filepath.Join(folder, "document."+kind.ending)
	profile := filepath.Join(folder, "profile")
	if err := os.MkdirAll(filepath.Join(profile, "user"), 0o700); err != nil {
		return nil, nil, err
	}
	if err := os.WriteFile(filepath.Join(profile, "user", "registrymodifications.xcu"), []byte(settings), 0o600); err != nil {
		return nil, nil, err
	}
	if err := os.WriteFile(source, content, 0o600); err != nil {
		return nil, nil, err
	}
	out := filepath.Join(folder, "out")
	place := url.URL{Scheme: "file", Path: "/" + strings.TrimPrefix(filepath.ToSlash(profile), "/")}
	command := exec.CommandContext(ctx, program, "-env:UserInstallation="+place.String(), "--headless", "--norestore",
		"--nolockcheck", "--convert-to", string(kind.target), "--outdir", out, source)
	command.Dir = folder
	command.WaitDelay = 5 * time.Second // a child may hold the output open
	ownGroup(command)
	said, err := command.CombinedOutput()
	if ctx.Err() != nil {
		return nil, &doc.Issue{Code: doc.TooLarge, Detail: fmt.Sprintf("not converted within %v", limits.Time)}, nil
	}
	converted, readErr := readUpTo(filepath.Join(out, "document."+string(kind.target)), limits.Bytes)
	switch {
	case errors.Is(readErr, errSize):
		return nil, &doc.Issue{Code: doc.TooLarge, Detail: readErr.Error()}, nil
	case readErr != nil:
		return nil, &doc.Issue{Code: doc.BrokenFile, Detail: refusal(said, err)}, nil
	}
	return converted, nil, nil
}

// refusal is what LibreOffice said when it made no document.
func refusal(said []byte, err error) string {
	lines := strings.Split(strings.TrimSpace(string(said)), "\n")
	if last := strings.TrimSpace(lines[len(lines)-1]); last != "" {
		return "LibreOffice: " + last
	}
	if err != nil {
		return "LibreOffice: " + err.Error()
	}
	return "LibreOffice made no document"
}

var errSize = errors.New("too large after conversion")

func readUpTo(name string, limit int) ([]byte, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if info.Size() > int64(limit) {
		return nil, errSize
	}
	return os.ReadFile(name)
}

// places are where installers put LibreOffice without making it known by name.
var places = []string{
	`C:\Program Files\LibreOffice\program\soffice.com`,
	`C:\Program Files (x86)\LibreOffice\program\soffice.com`,
	"/Applications/LibreOffice.app/Contents/MacOS/soffice",
}

// find gives the LibreOffice program; empty where there is none.
func find() string {
	for _, name := range append([]string{"soffice", "libreoffice"}, places...) {
		if found, err := exec.LookPath(name); err == nil {
			return found
		}
	}
	return ""
}
