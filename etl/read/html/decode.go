package html

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// unmark takes the byte order mark off and gives the text in UTF-8 where there was one; false where there was none.
func unmark(content []byte) ([]byte, bool) {
	switch {
	case bytes.HasPrefix(content, []byte("\xEF\xBB\xBF")):
		return content[3:], true
	case bytes.HasPrefix(content, []byte("\xFF\xFE")), bytes.HasPrefix(content, []byte("\xFE\xFF")):
		text, err := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(content)
		return text, err == nil
	}
	return content, false
}

var declared = regexp.MustCompile(`(?i)charset\s*=\s*["']?\s*([\w-]+)`)

// decode gives the page in UTF-8, by its mark, by what it proves to be, by what it declares, or else as GB18030; and a
// piece that could not be read, if any. A page that is valid UTF-8 is taken as such whatever it declares; GB2312 and GBK
// are read as GB18030, which holds both.
func decode(content []byte, label string) (text []byte, unreadable string) {
	if text, marked := unmark(content); marked {
		return text, firstUnreadable(text)
	}
	if utf8.Valid(content) {
		return content, ""
	}
	if found := declared.FindSubmatch(content[:min(len(content), 4096)]); found != nil && label == "" {
		label = string(found[1])
	}
	text, unreadable = as(encodingOf(label), content)
	if unreadable != "" {
		if other, clean := as(simplifiedchinese.GB18030, content); clean == "" {
			return other, ""
		}
	}
	return text, unreadable
}

func encodingOf(label string) encoding.Encoding {
	named, err := htmlindex.Get(label)
	if err != nil || named == simplifiedchinese.GBK {
		return simplifiedchinese.GB18030
	}
	return named
}

func as(encoding encoding.Encoding, content []byte) (text []byte, unreadable string) {
	text, err := encoding.NewDecoder().Bytes(content)
	if err != nil {
		return content, err.Error()
	}
	return text, firstUnreadable(text)
}

// firstUnreadable is the first character that could not be read with what stands around it; empty where there is none.
func firstUnreadable(text []byte) string {
	at := bytes.IndexRune(text, utf8.RuneError)
	if at < 0 {
		return ""
	}
	return strings.ToValidUTF8(string(text[max(0, at-20):min(len(text), at+20)]), "")
}

// isWrapped reports whether the content is a page in MIME wrapping (.mht, and what some systems call .doc).
func isWrapped(content []byte) bool {
	head := bytes.ToLower(bytes.TrimSpace(content[:min(len(content), 1024)]))
	return bytes.HasPrefix(head, []byte("mime-version:")) || bytes.HasPrefix(head, []byte("from:")) && bytes.Contains(head, []byte("\nmime-version:"))
}

// unwrap gives the first page inside a MIME wrapping and the encoding that its header names.
func unwrap(content []byte, limit int) (page []byte, label string, err error) {
	message, err := mail.ReadMessage(bytes.NewReader(bytes.TrimSpace(content)))
	if err != nil {
		return nil, "", fmt.Errorf("mime: %w", err)
	}
	kind, parameters, err := mime.ParseMediaType(message.Header.Get("Content-Type"))
	if err != nil {
		return nil, "", fmt.Errorf("mime: %w", err)
	}
	if !strings.HasPrefix(kind, "multipart/") {
		page, err = unpack(message.Body, message.Header.Get("Content-Transfer-Encoding"), limit)
		return page, parameters["charset"], err
	}
	for parts := multipart.NewReader(message.Body, parameters["boundary"]); ; {
		part, err := parts.NextRawPart()
		if err != nil {
			return nil, "", fmt.Errorf("mime: no page: %w", err)
		}
		kind, parameters, err := mime.ParseMediaType(part.Header.Get("Content-Type"))
		if err != nil || kind != "text/html" {
			continue
		}
		page, err = unpack(part, part.Header.Get("Content-Transfer-Encoding"), limit)
		return page, parameters["charset"], err
	}
}

// unpack undoes a transfer encoding.
func unpack(packed io.Reader, encoding string, limit int) ([]byte, error) {
	switch strings.ToLower(encoding) {
	case "base64":
		packed = base64.NewDecoder(base64.StdEncoding, packed)
	case "quoted-printable":
		packed = quotedprintable.NewReader(packed)
	}
	page, err := io.ReadAll(io.LimitReader(packed, int64(limit)))
	if err != nil {
		return nil, fmt.Errorf("mime: %w", err)
	}
	return page, nil
}
