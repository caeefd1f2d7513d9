package exchange

import (
	"archive/zip"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
)

// container is where the files of an export lie: a folder, or an archive of one. Whatever the export says, nothing else is opened.
type container interface {
	fs.FS
	io.Closer
}

// openContainer opens a folder, or an archive that holds an export: at its top, or in its one folder.
func openContainer(name string) (container, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return openArchive(name)
	}
	root, err := os.OpenRoot(name)
	if err != nil {
		return nil, err
	}
	return folder{root.FS(), root}, nil
}

type folder struct {
	fs.FS
	io.Closer
}

// archive is a zip file whose entries are found by their names in the export.
type archive struct {
	entries map[string]*zip.File
	io.Closer
}

// largestArchive is how many bytes the files of an archive may have after unpacking. They are read in passing and never held, so that
// a larger one would cost time only.
const largestArchive = 16 << 30

// openArchive lists what an archive holds of an export. One without an export is a *Defect of kind
// ErrMissing.
func openArchive(name string) (container, error) {
	reader, err := zip.OpenReader(name)
	if err != nil {
		return nil, err
	}
	opened := archive{map[string]*zip.File{}, reader}
	var tops []string // the folder of the description, or, where that got lost, of the documents
	room := uint64(largestArchive)
	for _, entry := range reader.File {
		if entry.UncompressedSize64 > room {
			reader.Close()
			return nil, &Defect{Kind: ErrRow, File: path.Base(entry.Name), Detail: "archive is too large"}
		}
		room -= entry.UncompressedSize64
		folder, file := path.Split(entryName(entry))
		switch {
		case strings.Count(folder, "/") > 1:
		case file == Descriptor:
			tops = append([]string{folder}, tops...)
		case file == tables[0].Name+".csv":
			tops = append(tops, folder)
		}
	}
	if len(tops) == 0 {
		reader.Close()
		return nil, &Defect{Kind: ErrMissing, File: Descriptor}
	}
	for _, entry := range reader.File {
		if below, is := strings.CutPrefix(entryName(entry), tops[0]); is {
			opened.entries[below] = entry
		}
	}
	return opened, nil
}

// entryName is the name of an entry with slashes: some programs of Windows write backslashes.
func entryName(entry *zip.File) string { return strings.ReplaceAll(entry.Name, `\`, "/") }

// Open gives a file of the export.
func (a archive) Open(name string) (fs.File, error) {
	entry := a.entries[name]
	if entry == nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	unpacked, err := entry.Open()
	if err != nil {
		return nil, err
	}
	return packed{unpacked, entry.FileInfo()}, nil
}

// packed is one file of an archive.
type packed struct {
	io.ReadCloser
	info fs.FileInfo
}

// Stat tells what the archive says of the file.
func (p packed) Stat() (fs.FileInfo, error) { return p.info, nil }
