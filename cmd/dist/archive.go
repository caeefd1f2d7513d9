package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"
)

// entry is one file of an archive.
type entry struct {
	name       string
	content    []byte
	executable bool
}

// archive is one that was made.
type archive struct {
	path string
	size int64
	sum  string // SHA-256
}

// entries are the files of the target's archive: the program, what it cannot run without, and what people read.
func (t target) entries(program string) ([]entry, error) {
	files := []struct {
		name, path string
		executable bool
	}{
		{t.program, program, true},
		{"说明.txt", "cmd/dist/" + t.system + "/说明.txt", false},
		{"LICENSE", "LICENSE", false},
		{"第三方许可.txt", noticesFile, false},
	}
	type file = struct {
		name, path string
		executable bool
	}
	if t.system == "windows" {
		files[2].name = "LICENSE.txt"
		files = append(files, file{"duckdb.dll", duckLibrary, false})
	} else {
		files = append(files, file{"tongbi.desktop", "cmd/dist/linux/tongbi.desktop", true},
			file{"加入菜单.sh", "cmd/dist/linux/加入菜单.sh", true})
	}
	var entries []entry
	for _, file := range files {
		content, err := os.ReadFile(file.path)
		if err != nil {
			return nil, err
		}
		if t.system == "windows" && strings.HasSuffix(file.name, ".txt") {
			content = forNotepad(content)
		}
		entries = append(entries, entry{file.name, content, file.executable})
	}
	return entries, nil
}

// forNotepad is a text as the editors of Windows, old ones too, show it right.
func forNotepad(text []byte) []byte {
	return append([]byte("\ufeff"), bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n"))...)
}

// pack writes the archive, in it one folder with all entries, and beside it its SHA-256.
func pack(path, folder string, entries []entry, stamp time.Time) (archive, error) {
	var whole bytes.Buffer
	packed := packZip
	if strings.HasSuffix(path, ".tar.gz") {
		packed = packTar
	}
	if err := packed(&whole, folder, entries, stamp); err != nil {
		return archive{}, err
	}
	sum := sha256.Sum256(whole.Bytes())
	made := archive{path: path, size: int64(whole.Len()), sum: hex.EncodeToString(sum[:])}
	if err := os.WriteFile(path, whole.Bytes(), 0o644); err != nil {
		return archive{}, err
	}
	line := fmt.Sprintf("%s  %s\n", made.sum, filepath.Base(path))
	return made, os.WriteFile(path+".sha256", []byte(line), 0o644)
}

func packZip(out io.Writer, folder string, entries []entry, stamp time.Time) error {
	packed := zip.NewWriter(out)
	packed.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) { return flate.NewWriter(out, flate.BestCompression) })
	for _, entry := range entries {
		header := &zip.FileHeader{Name: path.Join(folder, entry.name), Method: zip.Deflate, Modified: stamp}
		header.SetMode(mode(entry))
		file, err := packed.CreateHeader(header)
		if err != nil {
			return err
		}
		if _, err := file.Write(entry.content); err != nil {
			return err
		}
	}
	return packed.Close()
}

func packTar(out io.Writer, folder string, entries []entry, stamp time.Time) error {
	compressed, err := gzip.NewWriterLevel(out, gzip.BestCompression)
	if err != nil {
		return err
	}
	packed := tar.NewWriter(compressed)
	for _, entry := range entries {
		header := &tar.Header{
			Name: path.Join(folder, entry.name), Size: int64(len(entry.content)), Mode: int64(mode(entry)), ModTime: stamp, Format: tar.FormatPAX,
		}
		if err := packed.WriteHeader(header); err != nil {
			return err
		}
		if _, err := packed.Write(entry.content); err != nil {
			return err
		}
	}
	if err := packed.Close(); err != nil {
		return err
	}
	return compressed.Close()
}

func mode(entry entry) os.FileMode {
	if entry.executable {
		return 0o755
	}
	return 0o644
}
