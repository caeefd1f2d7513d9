package read

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"path"
	"slices"
	"strings"

	"tongbi/etl/doc"
	"tongbi/etl/read/docx"
	"tongbi/etl/read/office"
	"tongbi/etl/read/xlsx"
	"tongbi/etl/read/zip"
)

// endings are those of files that can hold a disclosure.
var endings = []string{
	".pdf", ".txt", ".csv", ".docx", ".docm", ".xlsx", ".xlsm", ".html", ".htm", ".mht", ".mhtml", ".doc", ".wps", ".xls", ".et", ".rtf", ".odt", ".ods",
	".zip", ".rar", ".7z",
}

// Promising reports whether a file's name ends as a disclosure's can. In folders and archives, pictures, programs and
// the like that lie beside disclosures were not offered to be read.
func Promising(name string) bool { return slices.Contains(endings, strings.ToLower(path.Ext(name))) }

// isArchive reports whether the content is a zip archive of files, not an office document, which is such an archive too.
func isArchive(content []byte) bool {
	return zip.Sniff(content) && !docx.Sniff(content) && !xlsx.Sniff(content) && !office.Sniff(content)
}

// readArchive gives the documents of an archive. Each is named by the archive and its place in it.
func (r *Reader) readArchive(ctx context.Context, name string, content []byte) ([]*doc.Document, error) {
	var documents []*doc.Document
	for file := range zip.Files(content, r.options.Limits.archive()) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		inside := path.Join(name, file.Name)
		if file.Issue != nil {
			documents = append(documents, unpackFailure(inside, content, *file.Issue))
			continue
		}
		if !Promising(file.Name) {
			continue
		}
		if len(file.Content) == 0 {
			documents = append(documents, one(inside, file.Content, refused(doc.EmptyFile))...)
			continue
		}
		read, err := r.readFile(ctx, inside, file.Content)
		if err != nil {
			return nil, err
		}
		documents = append(documents, read...)
	}
	if len(documents) == 0 {
		return one(name, content, refused(doc.EmptyFile)), nil
	}
	return documents, nil
}

// unpackFailure stands for a file of an archive that could not be unpacked. Its identity is that of its place.
func unpackFailure(name string, archive []byte, issue doc.Issue) *doc.Document {
	sum := sha256.New()
	sum.Write(archive)
	sum.Write([]byte(name))
	return &doc.Document{Name: name, SHA256: hex.EncodeToString(sum.Sum(nil)), Issues: []doc.Issue{issue}}
}
