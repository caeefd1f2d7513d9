package charts

import (
	"embed"
	"errors"
	"fmt"
	"regexp"
)

// The pattern also matches build.mjs, so that the program compiles where the assets have not been built yet.
//
//go:embed assets/buil*
var assets embed.FS

// ErrNoAssets says that the program was built without the drawing library.
var ErrNoAssets = errors.New("the drawing library is not built in: run `make assets`, then build again")

// named is how the drawing library names itself at its beginning (assets/build.mjs).
var named = regexp.MustCompile(`^/\* Apache ECharts ([0-9.]+),`)

// LibraryVersion is the version of Apache ECharts that is built in, empty where none is.
func LibraryVersion() string {
	script, err := Library()
	if found := named.FindStringSubmatch(script); err == nil && found != nil {
		return found[1]
	}
	return ""
}

// Library is the script that draws the charts, a build of Apache ECharts that knows only what the report draws.
// It fails with ErrNoAssets where the program was built before `make assets`.
func Library() (string, error) {
	script, err := assets.ReadFile("assets/built/echarts.js")
	if err != nil {
		return "", fmt.Errorf("%w (%v)", ErrNoAssets, err)
	}
	return string(script), nil
}
