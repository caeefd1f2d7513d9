package cmd

import (
	"bytes"
	"io"
	"testing"
)

// TestLongWorkTellsEachPartOnlyWhereItIsAskedTo holds reports, briefings and exports to what loading does: a line a part with
// --verbose, nothing where nobody looks at a terminal.
func TestLongWorkTellsEachPartOnlyWhereItIsAskedTo(t *testing.T) {
	for _, c := range []struct {
		console console
		want    string
	}{
		{console{verbose: true}, "已完成 甲局\n已完成 乙局\n"},
		{console{quiet: true}, ""},
		{console{}, ""},
	} {
		var said bytes.Buffer
		c.console.err = &said
		done := &watched{console: &c.console, done: eachDone}
		done.watch("甲局", 2)
		done.watch("乙局", 2)
		done.end()
		if said.String() != c.want {
			t.Errorf("verbose %v: %q", c.console.verbose, said.String())
		}
	}
}

// silent is a console that says nothing.
func silent() *console { return &console{out: io.Discard, err: io.Discard, quiet: true} }
