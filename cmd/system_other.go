//go:build !windows

package cmd

import (
	"errors"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"
)

// cacheVariable names the environment variable that says where caches lie.
const cacheVariable = "XDG_CACHE_HOME"

// readyTerminal has nothing to ready: terminals take UTF-8 and colours.
func readyTerminal() (restore func()) { return func() {} }

// hasOwnWindow reports whether the terminal was opened for this program alone and closes with it: tongbi.desktop says so.
func hasOwnWindow() bool { return os.Getenv("TONGBI_WINDOW") == "own" }

// errNoDesktop says that there is no screen on which to open anything.
var errNoDesktop = errors.New("no desktop")

// openOnDesktop opens a file with the program that the desktop has for it; $BROWSER, where it is set, comes first.
func openOnDesktop(path string) error {
	opener := "xdg-open"
	browser, _, _ := strings.Cut(os.Getenv("BROWSER"), ":")
	switch {
	case browser != "":
		opener = browser
	case runtime.GOOS == "darwin":
		opener = "open"
	case os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "":
		return errNoDesktop
	}
	opening := exec.Command(opener, path)
	if err := opening.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- opening.Wait() }()
	select {
	case err := <-ended:
		return err
	case <-time.After(patience):
		return nil
	}
}

// patience is how long an opener may take to say that it cannot; one that works may stay for as long as the browser does.
const patience = 2 * time.Second

// isHeld is about Windows: elsewhere a file that others have open can be replaced.
func isHeld(error) bool { return false }
