package page

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"tongbi/charts/dossiertest"
	"tongbi/queries"
)

// browser starts a headless browser, or skips the test with a word; under CI=true a missing browser is a failure.
func browser(t *testing.T) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("no Chromium found, and CI=true asks for one")
		}
		t.Skip("no Chromium found: the report is not looked at in a browser")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("force-color-profile", "srgb"))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, cancel := chromedp.NewContext(allocator)
	ctx, expire := context.WithTimeout(ctx, 90*time.Second)
	t.Cleanup(func() { expire(); cancel(); stop() })
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal("starting Chromium:", err)
	}
	return ctx
}

// tab is a page that was opened, with everything that went wrong or went out.
type tab struct {
	t        *testing.T
	ctx      context.Context
	lock     sync.Mutex
	problems []string
}

// open writes the report of dossiers to a folder and opens its first page.
func open(t *testing.T, ctx context.Context, width int, dark bool, dossiers ...queries.Dossier) *tab {
	t.Helper()
	files, err := Report(dossiers, Options{})
	if err != nil {
		t.Skip("the drawing library is not built, so no browser is asked: ", err)
	}
	folder := t.TempDir()
	for _, file := range files {
		if err := os.WriteFile(filepath.Join(folder, file.Name), file.Content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return visit(t, ctx, width, dark, filepath.Join(folder, "index.html"))
}

func visit(t *testing.T, ctx context.Context, width int, dark bool, path string) *tab {
	t.Helper()
	opened := &tab{t: t}
	own, cancel := chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	opened.ctx = own
	address := (&url.URL{Scheme: "file", Path: path}).String()
	if err := chromedp.Listen(own, func(event any) { opened.listen(event, filepath.Dir(path)) }); err != nil {
		t.Fatal(err)
	}
	scheme := "light"
	if dark {
		scheme = "dark"
	}
	media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}
	opened.do(chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		if _, err := cdp.Call(ctx, tab, network.Enable, network.EnableParams{}); err != nil {
			return err
		}
		_, err := cdp.Call(ctx, tab, emulation.SetEmulatedMedia, media)
		return err
	}), chromedp.EmulateViewport(int64(width), 900), chromedp.Navigate(address), chromedp.WaitReady("body"))
	return opened
}

// listen keeps every console message, exception, and request that is not for a file of the report.
func (o *tab) listen(event any, folder string) {
	problem := ""
	switch event := event.(type) {
	case *runtime.EventConsoleAPICalled:
		problem = fmt.Sprintf("console %s: %v", event.Type, event.Args)
	case *runtime.EventExceptionThrown:
		problem = "exception: " + event.ExceptionDetails.Text
	case *log.EventEntryAdded:
		problem = fmt.Sprintf("log %s: %s", event.Entry.Level, event.Entry.Text)
	case *network.EventRequestWillBeSent:
		address, _ := url.PathUnescape(event.Request.URL)
		if !strings.HasPrefix(address, "file://"+folder) && !strings.HasPrefix(address, "data:") {
			problem = "request: " + event.Request.URL
		}
	}
	if problem != "" {
		o.lock.Lock()
		defer o.lock.Unlock()
		o.problems = append(o.problems, problem)
	}
}

func (o *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	o.t.Helper()
	if err := chromedp.Do(o.ctx, actions...); err != nil {
		o.t.Fatal(err)
	}
}

// eval runs a script in the page and gives its value as text.
func (o *tab) eval(script string) string {
	o.t.Helper()
	value, err := chromedp.Run(o.ctx, chromedp.Evaluate[any](script, chromedp.EvalAwaitPromise))
	if err != nil {
		o.t.Fatal(err)
	}
	return fmt.Sprint(value)
}

// quiet fails where anything was logged, thrown or requested.
func (o *tab) quiet() {
	o.t.Helper()
	o.lock.Lock()
	defer o.lock.Unlock()
	for _, problem := range o.problems {
		o.t.Error(problem)
	}
}

// shoot keeps a picture of the whole page for people to look at; git ignores the folder.
func (o *tab) shoot(name string) {
	o.t.Helper()
	picture, err := chromedp.Run(o.ctx, chromedp.FullScreenshot(100))
	if err != nil {
		o.t.Fatal(err)
	}
	o.keep(name+".png", picture)
}

func (o *tab) keep(name string, content []byte) {
	o.t.Helper()
	if err := os.MkdirAll("testdata/screenshots", 0o755); err != nil {
		o.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join("testdata/screenshots", name), content, 0o644); err != nil {
		o.t.Fatal(err)
	}
}

// print gives the page as it goes to paper.
func (o *tab) print(name string) {
	o.t.Helper()
	paper, err := chromedp.Run(o.ctx, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4), chromedp.PDFPrintBackground(), chromedp.PDFPreferCSSPageSize()))
	if err != nil {
		o.t.Fatal(err)
	}
	o.keep(name+".pdf", paper)
}

func TestLooks(t *testing.T) {
	ctx := browser(t)
	for _, look := range []struct {
		name  string
		width int
		dark  bool
	}{{"light", 1280, false}, {"dark", 1280, true}, {"phone", 390, false}} {
		street := open(t, ctx, look.width, look.dark, dossiertest.Street())
		street.shoot("street-" + look.name)
		if look.name == "light" {
			street.print("street")
		}
		street.quiet()
	}
	centre := open(t, ctx, 1280, false, dossiertest.Centre())
	centre.shoot("centre-light")
	centre.quiet()
}
