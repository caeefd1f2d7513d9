package etl

import (
	"testing"

	"tongbi/etl/doc"
)

func TestANameInAnArchiveDoesNotMoveTheCursor(t *testing.T) {
	line := newLine(nil, Options{})
	defer line.close()
	document := &doc.Document{Name: "甲.zip/预\n算\x1b[31m\u202e.txt"}
	if got := line.unpacked(File{Path: "甲.zip", Name: "甲.zip"}, Outcome{Document: document}); got.Document.Name != "预_算_[31m_.txt" {
		t.Errorf("%q", got.Document.Name)
	}
}
