package etl

import (
	"bytes"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tongbi/etl/exchange"
	"tongbi/etl/read"
)

// File is one file offered, or one path that could not be looked into.
type File struct {
	Path string
	Name string // the base name; with the shortest folder that tells it apart where base names collide
	Err  error  // why there is no file: it is absent, or the folder may not be read

	Exported  bool // a folder that tongbi export wrote, or a .zip of one
	Documents int  // how many documents it says to hold
}

// Find gives the files that the paths name, in the order given, the files of a folder in the order of their names and
// each file once. A folder is searched with all below it; hidden files and the lock files of office programs are left
// out, and so are this program's own pages and what has no name ending of a disclosure. A folder or .zip that is an export counts as
// one file. A path that does not exist may be a pattern, which the shells of Windows leave to the program.
func Find(paths []string) []File {
	var files []File
	for _, path := range paths {
		info, err := os.Stat(path)
		matches, _ := filepath.Glob(path)
		switch {
		case err != nil && len(matches) > 0:
			files = append(files, Find(matches)...)
		case err != nil:
			files = append(files, File{Path: path, Err: err})
		case info.IsDir():
			files = append(files, search(path)...)
		case filepath.Base(path) == exchange.Descriptor:
			files = append(files, search(filepath.Dir(path))...)
		default:
			files = append(files, offered(path))
		}
	}
	return named(once(files))
}

// search gives the readable files below a folder.
func search(folder string) []File {
	var files []File
	_ = filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		hidden := strings.HasPrefix(entry.Name(), ".") || strings.HasPrefix(entry.Name(), "~$")
		if err == nil && entry.IsDir() && (!hidden || path == folder) {
			if documents, ok := exchange.Recognise(path); ok {
				files = append(files, File{Path: path, Exported: true, Documents: documents})
				return filepath.SkipDir
			}
		}
		switch {
		case err != nil:
			files = append(files, File{Path: path, Err: err})
		case hidden && entry.IsDir() && path != folder:
			return filepath.SkipDir
		case !hidden && entry.Type().IsRegular() && read.Promising(entry.Name()) && !isOwnPage(path):
			files = append(files, offered(path))
		}
		return nil
	})
	return files
}

// offered is one file; a .zip may be an export.
func offered(path string) File {
	if strings.EqualFold(filepath.Ext(path), ".zip") {
		if documents, ok := exchange.Recognise(path); ok {
			return File{Path: path, Exported: true, Documents: documents}
		}
	}
	return File{Path: path}
}

// ownPage is what every page of a report says of itself (charts/page/shell.gohtml, charts/briefing/page.gohtml).
var ownPage = []byte(`<meta name="generator" content="tongbi">`)

// isOwnPage reports whether a file is a page of a report: reports lie beside the documents they tell of, and their tables
// are nobody's disclosure.
func isOwnPage(path string) bool {
	if !strings.EqualFold(filepath.Ext(path), ".html") {
		return false
	}
	file, err := os.Open(path)
	if err != nil {
		return false
	}
	defer file.Close()
	head, _ := io.ReadAll(io.LimitReader(file, 1024))
	return bytes.Contains(head, ownPage)
}

// once drops the later ones of files given twice.
func once(files []File) []File {
	seen := map[string]bool{}
	return slices.DeleteFunc(files, func(file File) bool {
		whole := absolute(file.Path)
		again := seen[whole]
		seen[whole] = true
		return again
	})
}

// named gives each file its name: as many folders before the base name as it takes to tell equal base names apart.
func named(files []File) []File {
	groups := map[string][]int{}
	for i, file := range files {
		base := filepath.Base(file.Path)
		groups[base] = append(groups[base], i)
	}
	for _, group := range groups {
		for depth := 1; ; depth++ {
			names := map[string]bool{}
			for _, i := range group {
				files[i].Name = ending(filepath.ToSlash(absolute(files[i].Path)), depth)
				names[files[i].Name] = true
			}
			if len(names) == len(group) {
				break
			}
		}
	}
	return files
}

// ending is the last so many elements of a path with slashes.
func ending(path string, elements int) string {
	parts := strings.Split(path, "/")
	return strings.Join(parts[max(0, len(parts)-elements):], "/")
}

func absolute(path string) string {
	whole, err := filepath.Abs(path)
	if err != nil {
		return filepath.Clean(path)
	}
	return whole
}
