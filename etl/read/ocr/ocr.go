// Package ocr reads a scanned page: ruled lines from the points of its picture, words by the program tesseract with its
// simplified Chinese.
package ocr

import (
	"context"
	"errors"
	"image"
	"os/exec"

	"tongbi/etl/doc"
)

// packages are what a machine needs, as Debian calls them.
const packages = "tesseract (tesseract-ocr, tesseract-ocr-chi-sim)"

// Page is what was recognised on one page, in points from its top left corner once it was put straight.
type Page struct {
	Rules []doc.Box  // ruled lines, as the narrow rectangles they fill
	Words []doc.Line // words with the box of each; a digit that is not certain is U+FFFD, never a guess
}

// Read recognises a page. Cells gives, for the ruled lines, the places of the cells of the tables that they make: each line
// of a cell is recognised by itself, as are the lines outside. The issue says that tesseract or its Chinese is missing; an
// error means that it failed or that ctx ended.
func Read(ctx context.Context, picture *image.Gray, dotsPerInch int, cells func(rules []doc.Box) []doc.Box) (Page, *doc.Issue, error) {
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
	pieces := piecesOf(picture, cells(page.Rules), dotsPerInch)
	texts, err := readPieces(ctx, program, picture, pieces, dotsPerInch)
	if errors.Is(err, errNoChinese) {
		return Page{}, &doc.Issue{Code: doc.MissingProgram, Detail: packages}, nil
	}
	if err != nil {
		return Page{}, nil, err
	}
	for i, text := range texts {
		if text != "" {
			page.Words = append(page.Words, doc.Line{Text: text, Box: inPoints(pieces[i], dotsPerInch), Scanned: true})
		}
	}
	return page, nil, nil
}

// piecesOf gives the lines of text of a page: those of its cells, and those of what is left.
func piecesOf(picture *image.Gray, cells []doc.Box, dotsPerInch int) []image.Rectangle {
	r := rasterOf(picture)
	var pieces []image.Rectangle
	for _, cell := range cells {
		place := inDots(cell, dotsPerInch)
		pieces = append(pieces, r.linesIn(place, dotsPerInch)...)
		r.clear(place)
	}
	return append(pieces, r.piecesBeside(dotsPerInch)...)
}
