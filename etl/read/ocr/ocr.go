// Package ocr reads a scanned page: ruled lines from the points of its picture, words by the program tesseract with its
// simplified Chinese.
package ocr

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
	"unicode"

	"tongbi/etl/doc"
)

// packages are what a machine needs, as Debian calls them.
const packages = "tesseract (tesseract-ocr, tesseract-ocr-chi-sim)"

// leastSure is the confidence, in per cent, from which the digits of a word count as read.
const leastSure = 60

// Page is what was recognised on one page, in points from its top left corner once it was put straight.
type Page struct {
	Rules []doc.Box  // ruled lines, as the narrow rectangles they fill
	Words []doc.Line // words with the box of each; a digit that is not certain is U+FFFD, never a guess
}

// Read recognises a page. The issue says that tesseract or its Chinese is missing; an error means that it failed or
// that ctx ended.
func Read(ctx context.Context, picture *image.Gray, dotsPerInch int) (Page, *doc.Issue, error) {
	program, err := exec.LookPath("tesseract")
	if err != nil {
		return Page{}, &doc.Issue{Code: doc.MissingProgram, Detail: packages}, nil
	}
	if slope := skew(picture); slope != 0 {
		picture = straightened(picture, slope)
	}
	var page Page
	lines := rules(picture, dotsPerInch)
	for _, line := range lines {
		page.Rules = append(page.Rules, inPoints(line, dotsPerInch))
	}
	erase(picture, lines)
	table, err := recognise(ctx, program, picture, dotsPerInch)
	if errors.Is(err, errNoChinese) {
		return Page{}, &doc.Issue{Code: doc.MissingProgram, Detail: packages}, nil
	}
	if err != nil {
		return Page{}, nil, err
	}
	page.Words, err = words(table, dotsPerInch)
	return page, nil, err
}

var errNoChinese = errors.New("tesseract has no simplified Chinese")

// recognise gives tesseract's table of words. --psm 11 looks for words wherever they stand: cells are not
// taken for one sentence.
func recognise(ctx context.Context, program string, picture *image.Gray, dotsPerInch int) ([]byte, error) {
	var encoded, said bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := encoder.Encode(&encoded, picture); err != nil {
		return nil, fmt.Errorf("write picture for tesseract: %w", err)
	}
	command := exec.CommandContext(ctx, program, "stdin", "stdout", "-l", "chi_sim", "--psm", "11", "--dpi", strconv.Itoa(dotsPerInch), "tsv")
	command.Env = append(os.Environ(), "OMP_THREAD_LIMIT=1") // documents are read side by side already
	command.Stdin, command.Stderr = &encoded, &said
	command.WaitDelay = 5 * time.Second
	table, err := command.Output()
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case strings.Contains(said.String(), "chi_sim"):
		return nil, errNoChinese
	case err != nil:
		return nil, fmt.Errorf("tesseract: %w: %s", err, strings.TrimSpace(said.String()))
	}
	return table, nil
}

// Columns of tesseract's table, and the level of its rows that are words.
const (
	levelColumn, leftColumn, topColumn, widthColumn, heightColumn = 0, 6, 7, 8, 9
	confidenceColumn, textColumn, columns                         = 10, 11, 12
	wordLevel                                                     = "5"
)

// words reads tesseract's table.
func words(table []byte, dotsPerInch int) ([]doc.Line, error) {
	var all []doc.Line
	for _, row := range strings.Split(string(table), "\n") {
		fields := strings.Split(row, "\t")
		if len(fields) < columns || fields[levelColumn] != wordLevel {
			continue
		}
		text := strings.TrimSpace(fields[textColumn])
		if text == "" {
			continue
		}
		var place [4]int
		for i, column := range []int{leftColumn, topColumn, widthColumn, heightColumn} {
			number, err := strconv.Atoi(fields[column])
			if err != nil {
				return nil, fmt.Errorf("tesseract's table: %w", err)
			}
			place[i] = number
		}
		sure, err := strconv.ParseFloat(fields[confidenceColumn], 64)
		if err != nil {
			return nil, fmt.Errorf("tesseract's table: %w", err)
		}
		if sure < leastSure {
			text = strings.Map(doubtful, text)
		}
		box := image.Rect(place[0], place[1], place[0]+place[2], place[1]+place[3])
		all = append(all, doc.Line{Text: text, Box: inPoints(box, dotsPerInch), Scanned: true})
	}
	return all, nil
}

// doubtful gives U+FFFD for a digit.
func doubtful(r rune) rune {
	if unicode.IsDigit(r) {
		return unicode.ReplacementChar
	}
	return r
}
