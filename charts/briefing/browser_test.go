package briefing

import (
	"bytes"
	"context"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"tongbi/charts/dossiertest"
)

// TestPageInABrowser opens the page as a reader does, on a wide screen and on a phone: nothing goes wrong, nothing goes out,
// nothing is wider than the screen, and every chart has a size.
func TestPageInABrowser(t *testing.T) {
	path, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("no Chromium found, and CI=true asks for one")
		}
		t.Skip("no Chromium found: the page is not looked at in a browser")
	}
	file := filepath.Join(t.TempDir(), "简报.html")
	var page bytes.Buffer
	if err := HTML(&page, made(t, Options{}, briefOf(lined(dossiertest.Reviewed())))); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, page.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU)
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	defer stop()
	ctx, cancel := chromedp.NewContext(allocator)
	defer cancel()
	ctx, expire := context.WithTimeout(ctx, 2*time.Minute)
	defer expire()
	var lock sync.Mutex
	var problems []string
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal("starting Chromium:", err)
	}
	err = chromedp.Listen(ctx, func(event any) {
		lock.Lock()
		defer lock.Unlock()
		switch event := event.(type) {
		case *log.EventEntryAdded:
			problems = append(problems, event.Entry.Text)
		case *network.EventRequestWillBeSent:
			if !strings.HasPrefix(event.Request.URL, "file:") {
				problems = append(problems, "asked for "+event.Request.URL)
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	listening := chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		_, err := cdp.Call(ctx, tab, network.Enable, network.EnableParams{})
		return err
	})
	address := (&url.URL{Scheme: "file", Path: file}).String()
	for _, width := range []int64{390, 1100} {
		if err := chromedp.Do(ctx, listening, chromedp.EmulateViewport(width, 900), chromedp.Navigate(address), chromedp.WaitReady("main")); err != nil {
			t.Fatal(err)
		}
		ask := func(script string) bool {
			answer, err := chromedp.Run(ctx, chromedp.Evaluate[bool](script))
			if err != nil {
				t.Fatal(err)
			}
			return answer
		}
		wide := ask(`document.scrollingElement.scrollWidth > innerWidth`)
		drawn := ask(`[...document.querySelectorAll("svg")].every(svg => svg.getBoundingClientRect().height > 100)`)
		styled := ask(`getComputedStyle(document.querySelector("table")).borderCollapse === "collapse"`)
		if wide || !drawn || !styled {
			t.Errorf("%d px: wider than the screen %v, charts drawn %v, styled %v", width, wide, drawn, styled)
		}
	}
	lock.Lock()
	defer lock.Unlock()
	for _, problem := range problems {
		t.Error(problem)
	}
}
