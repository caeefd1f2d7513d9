package ocr

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

var errNoChinese = errors.New("tesseract has no simplified Chinese")

// said is what tesseract reads in one picture.
type said struct {
	text string
	sure float64 // per cent, of its least certain word
}

// tesseract reads pictures of single lines, all in one run of the program, since its start takes longer than a line.
func tesseract(ctx context.Context, program string, pictures []*image.Gray, options ...string) ([]said, error) {
	if len(pictures) == 0 {
		return nil, nil
	}
	folder, err := os.MkdirTemp("", "tongbi-ocr")
	if err != nil {
		return nil, fmt.Errorf("folder for tesseract: %w", err)
	}
	defer os.RemoveAll(folder)
	var list bytes.Buffer
	for i, picture := range pictures {
		name := filepath.Join(folder, strconv.Itoa(i)+".pgm")
		if err := os.WriteFile(name, portable(picture), 0o600); err != nil {
			return nil, fmt.Errorf("write picture for tesseract: %w", err)
		}
		fmt.Fprintln(&list, name)
	}
	listed := filepath.Join(folder, "list.txt")
	if err := os.WriteFile(listed, list.Bytes(), 0o600); err != nil {
		return nil, fmt.Errorf("write list for tesseract: %w", err)
	}
	arguments := append([]string{listed, "stdout", "--psm", "7"}, options...)
	command := exec.CommandContext(ctx, program, append(arguments, "tsv")...)
	command.Env = append(os.Environ(), "OMP_THREAD_LIMIT=1") // documents are read side by side already
	var complaints bytes.Buffer
	command.Stderr = &complaints
	command.WaitDelay = 5 * time.Second
	table, err := command.Output()
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case strings.Contains(complaints.String(), "chi_sim"):
		return nil, errNoChinese
	case err != nil:
		return nil, fmt.Errorf("tesseract: %w: %s", err, strings.TrimSpace(complaints.String()))
	}
	return readTable(table, len(pictures))
}

// portable writes a picture in the plainest of formats.
func portable(picture *image.Gray) []byte {
	size := picture.Bounds().Size()
	out := fmt.Appendf(nil, "P5 %d %d 255\n", size.X, size.Y)
	for y := range size.Y {
		out = append(out, rowOf(picture, y)...)
	}
	return out
}

// Columns of tesseract's table, and the level of its rows that are words.
const (
	levelColumn, pictureColumn, confidenceColumn, textColumn, columns = 0, 1, 10, 11, 12
	wordLevel                                                         = "5"
)

// readTable reads tesseract's table of the words of so many pictures.
func readTable(table []byte, pictures int) ([]said, error) {
	all := make([]said, pictures)
	for _, row := range strings.Split(string(table), "\n") {
		fields := strings.Split(strings.TrimSuffix(row, "\r"), "\t")
		if len(fields) < columns || fields[levelColumn] != wordLevel {
			continue
		}
		number, err := strconv.Atoi(fields[pictureColumn])
		if err != nil || number < 1 || number > pictures {
			return nil, fmt.Errorf("tesseract's table: picture %q of %d", fields[pictureColumn], pictures)
		}
		sure, err := strconv.ParseFloat(fields[confidenceColumn], 64)
		if err != nil {
			return nil, fmt.Errorf("tesseract's table: %w", err)
		}
		one := &all[number-1]
		if one.text == "" || sure < one.sure {
			one.sure = sure
		}
		one.text += strings.TrimSpace(fields[textColumn])
	}
	return all, nil
}
