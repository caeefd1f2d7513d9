package cmd

import (
	"os/exec"
	"path/filepath"
	"runtime"
	"time"
)

// openers open a file with the program that the system has for it.
var openers = map[string][]string{
	"darwin":  {"open"},
	"windows": {"rundll32", "url.dll,FileProtocolHandler"},
}

// patience is how long an opener may take to say that it cannot; one that works may stay for as long as the browser does.
const patience = 2 * time.Second

// open shows a file in the browser, or says that it cannot. It does not wait for the browser.
func (c *console) open(path string) {
	opener, known := openers[runtime.GOOS]
	if !known {
		opener = []string{"xdg-open"}
	}
	whole, err := filepath.Abs(path)
	if err == nil {
		command := exec.Command(opener[0], append(append([]string{}, opener[1:]...), whole)...)
		if err = command.Start(); err == nil {
			ended := make(chan error, 1)
			go func() { ended <- command.Wait() }()
			select {
			case err = <-ended:
			case <-time.After(patience):
			}
		}
	}
	if err == nil {
		return
	}
	c.say("%s", noBrowser(path))
}
