package cmd

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/term"
)

// areDropped reports whether the arguments are files and folders that exist.
func areDropped(args []string) bool {
	for _, path := range args {
		if _, err := os.Stat(path); err != nil {
			return false
		}
	}
	return len(args) > 0
}

// runDropped makes a report of files and folders that were dropped on the program, puts it beside the first of them and
// opens it in the browser.
func runDropped(ctx context.Context, console *console, paths []string) error {
	folder, beside, err := folderBeside(paths)
	if err != nil {
		return err
	}
	if !beside {
		console.say(notWritable, filepath.Dir(paths[0]), folder)
	}
	console.hint(readingForYou)
	err = runReport(ctx, console, &reportOptions{folder: folder, embed: embedded, open: true}, paths)
	_ = os.Remove(folder) // where it stayed empty
	return err
}

// folderBeside makes the folder for the report of dropped files: beside the first of them, with the name of a single one
// or, where nothing can be written there, in the user's home.
func folderBeside(paths []string) (folder string, beside bool, err error) {
	first, err := filepath.Abs(paths[0])
	if err != nil {
		return "", false, err
	}
	name := reportFolder
	if len(paths) == 1 {
		name = withoutEnding(first) + "-" + reportFolder
	}
	folder = filepath.Join(filepath.Dir(first), name)
	refused := os.MkdirAll(folder, 0o755)
	if refused == nil {
		return folder, true, nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", false, refused
	}
	folder = filepath.Join(home, name)
	return folder, false, os.MkdirAll(folder, 0o755)
}

// withoutEnding is the base name of a file without its ending, and that of a folder as it is.
func withoutEnding(path string) string {
	base := filepath.Base(path)
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return base
	}
	return strings.TrimSuffix(base, filepath.Ext(base))
}

// waitForKey keeps the window open until it has been read.
func waitForKey(console *console) {
	keyboard := int(os.Stdin.Fd())
	if !term.IsTerminal(keyboard) {
		return
	}
	console.say("")
	console.say(keyToClose)
	before, err := term.MakeRaw(keyboard)
	if err != nil {
		return
	}
	defer func() { _ = term.Restore(keyboard, before) }()
	_, _ = io.ReadFull(os.Stdin, make([]byte, 1))
}
