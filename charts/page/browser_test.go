package page

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
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

	"tongbi/charts"
	"tongbi/charts/dossiertest"
	"tongbi/etl/fact"
	"tongbi/queries"
)

// browser starts a headless browser, or skips the test with a word; under CI=true a missing browser is a failure.
func browser(t testing.TB) context.Context {
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
	ctx, expire := context.WithTimeout(ctx, 5*time.Minute)
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
	path     string
	lock     sync.Mutex
	problems []string
}

// open writes the report of dossiers to a folder and opens its first page.
func open(t *testing.T, ctx context.Context, width int, dark bool, dossiers ...queries.Dossier) *tab {
	t.Helper()
	return openWith(t, ctx, width, dark, Options{}, dossiers...)
}

func openWith(t *testing.T, ctx context.Context, width int, dark bool, options Options, dossiers ...queries.Dossier) *tab {
	t.Helper()
	folder := t.TempDir()
	for name, content := range reported(t, options, dossiers...) {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return visit(t, ctx, width, dark, filepath.Join(folder, "index.html"))
}

func visit(t *testing.T, ctx context.Context, width int, dark bool, path string) *tab {
	t.Helper()
	opened := &tab{t: t, path: path}
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
		if thrown := event.ExceptionDetails.Exception; thrown != nil {
			problem += " " + thrown.Description
		}
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

// screenshots is where the pictures of the pages are kept for people to look at; git ignores it.
const screenshots = "../../bin/screenshots"

// shoot keeps a picture of the whole page.
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
	if err := os.MkdirAll(screenshots, 0o755); err != nil {
		o.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(screenshots, name), content, 0o644); err != nil {
		o.t.Fatal(err)
	}
}

// print keeps the page as it goes to paper, and fails where a chart or a table is cut there: where anything stands out of the
// paper, a chart is parted by the end of a page, or it takes more sheets than it should: every question is printed, so each takes little.
func (o *tab) print(name string, most int) {
	o.t.Helper()
	paper, err := chromedp.Run(o.ctx, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4), chromedp.PDFPrintBackground(), chromedp.PDFPreferCSSPageSize()))
	if err != nil {
		o.t.Fatal(err)
	}
	o.keep(name+".pdf", paper)
	if sheets := bytes.Count(paper, []byte("/Type /Page\n")); sheets == 0 || sheets > most {
		o.t.Errorf("%s: %d sheets of paper, want %d at most", name, sheets, most)
	}
	const paperWidth = 703 // 186 mm
	on := visit(o.t, o.ctx, paperWidth, false, o.path)
	on.do(chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		_, err := cdp.Call(ctx, tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
		return err
	}))
	on.eval("window.dispatchEvent(new Event('beforeprint')); new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
	if out := on.eval(`[...document.querySelectorAll('body *')].filter(e => {
		const r = e.getBoundingClientRect();
		return r.width && r.height && r.right > 706 && !e.closest('.sr, .skip, .points');
	}).slice(0, 5).map(e => e.outerHTML.slice(0, 90)).join('\n')`); out != "" {
		o.t.Errorf("%s: stands out of the paper: %s", name, out)
	}
	if cut := on.eval(cutTexts); cut != "" {
		o.t.Errorf("%s: cut on paper: %s", name, cut)
	}
	if parted := on.eval(`[...document.querySelectorAll('.mini, .structure .plot, .bridge')].filter(e => getComputedStyle(e).breakInside !== 'avoid').length`); parted != "0" {
		o.t.Errorf("%s: %s charts may be parted by the end of a page", name, parted)
	}
}

// cutTexts finds texts of charts that stand out of their frame.
const cutTexts = `[...document.querySelectorAll('.plot svg text')].filter(text => {
	const a = text.getBoundingClientRect(), b = text.closest('svg').getBoundingClientRect();
	return a.width && (a.left < b.left - 1 || a.right > b.right + 1 || a.top < b.top - 1 || a.bottom > b.bottom + 1);
}).map(text => text.textContent).join(', ')`

// axe gives the accessibility checker from the development dependencies of charts/assets.
func axe(t *testing.T) string {
	t.Helper()
	script, err := os.ReadFile("../assets/node_modules/axe-core/axe.min.js")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("axe-core is not installed, and CI=true asks for it: run `make assets`")
		}
		t.Skip("axe-core is not installed: run `make assets`")
	}
	return string(script)
}

// varied is a dossier of final accounts of two funds with a year missing and more lines than a chart can name.
func varied() queries.Dossier {
	years := []fact.Year{2019, 2020, 2022, 2023, 2024, 2025}
	amounts := func(seed int) map[fact.Year]string {
		yuan := map[fact.Year]string{}
		for i, year := range years {
			yuan[year] = fmt.Sprint((seed*7919%1000 + 37*i*(seed%5-2) + 200) * 10000)
		}
		return yuan
	}
	var rows []dossiertest.Row
	add := func(fund fact.Fund, by, code, label string, measure fact.Measure, seed int) {
		rows = append(rows, dossiertest.Row{Fund: fund, By: by, Code: code, Label: label, Measure: measure, Yuan: amounts(seed)})
	}
	add(fact.AllFunds, "total", "", "本年支出", fact.Total, 1)
	for class := range 14 {
		add(fact.GeneralPublic, "function", fmt.Sprint(201+class), fmt.Sprintf("第%d类支出", class+1), fact.AmountOnly, class)
	}
	for item := range 40 {
		add(fact.GeneralPublic, "function", fmt.Sprintf("20101%02d", item+1), fmt.Sprintf("第%d项名称相当长的一般公共服务支出", item+1), fact.AmountOnly, item)
	}
	add(fact.GovernmentFund, "function", "212", "城乡社区支出", fact.AmountOnly, 3)
	add(fact.GovernmentFund, "function", "21208", "国有土地使用权出让收入安排的支出", fact.AmountOnly, 3)
	dossier := dossiertest.New("某市自然资源和规划局", years, rows)
	dossier.Series.Stage = fact.FinalAccounts
	for i := range dossier.Lines {
		dossier.Lines[i].Stage = fact.FinalAccounts
	}
	for i := range dossier.Changes {
		dossier.Changes[i].FromStage, dossier.Changes[i].ToStage = fact.FinalAccounts, fact.FinalAccounts
	}
	return dossier
}

// blank draws pages as empty sheets of A4; of page 7 it has none.
func blank(pages []PageOf) ([]Picture, error) {
	var sheet bytes.Buffer
	if err := png.Encode(&sheet, image.NewGray(image.Rect(0, 0, 8, 11))); err != nil {
		return nil, err
	}
	pictures := make([]Picture, len(pages))
	for i, page := range pages {
		pictures[i] = Picture{PNG: sheet.Bytes(), Width: 595.2, Height: 842}
		if page.Page == 7 {
			pictures[i] = Picture{Missing: "没有图"}
		}
	}
	return pictures, nil
}

func TestInBrowser(t *testing.T) {
	if _, err := charts.Library(); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("CI=true asks for the drawing library: ", err)
		}
		t.Skip("the report cannot be drawn: ", err)
	}
	ctx := browser(t)
	pages := map[string][]queries.Dossier{
		"street": {dossiertest.Street()}, "reviewed": {dossiertest.Reviewed()}, "centre": {dossiertest.Centre()}, "hostile": {hostile()}, "varied": {varied()},
		"broken-series": {broken()}, "index": {dossiertest.Reviewed(), dossiertest.Centre()}, "index-many": many(14), "index-hostile": {hostile(), dossiertest.Centre(), varied()},
	}
	for _, look := range []struct {
		name  string
		width int
		dark  bool
	}{{"light", 1280, false}, {"dark", 1280, true}, {"phone", 390, false}} {
		t.Run("looks "+look.name, func(t *testing.T) {
			for name, dossiers := range pages {
				o := open(t, ctx, look.width, look.dark, dossiers...)
				if wide := o.eval("document.documentElement.scrollWidth"); wide != fmt.Sprint(look.width) {
					t.Errorf("%s is %s wide on a screen of %d", name, wide, look.width)
				}
				if o.eval("document.title") == "owned" {
					t.Errorf("%s: text ran as a script", name)
				}
				o.shoot(name + "-" + look.name)
				o.quiet()
			}
			t.Log("pictures of the pages: bin/screenshots")
		})
	}
	t.Run("prints", func(t *testing.T) {
		sheets := map[string]int{
			"street": 6, "reviewed": 7, "centre": 3, "hostile": 6, "varied": 7, "broken-series": 7, "index": 1, "index-many": 2, "index-hostile": 1,
		}
		for name, dossiers := range pages {
			o := open(t, ctx, 1280, true, dossiers...)
			o.print(name, sheets[name])
			o.quiet()
		}
	})
	t.Run("opens what is folded for paper, and folds it again", func(t *testing.T) {
		o := open(t, ctx, 1280, false, dossiertest.Reviewed())
		folds := "[...document.querySelectorAll('.more')].map(m => m.open).join()"
		before := o.eval(folds)
		o.eval("window.dispatchEvent(new Event('beforeprint'))")
		on := o.eval(folds)
		o.eval("window.dispatchEvent(new Event('afterprint'))")
		if after := o.eval(folds); before != "false,false,false" || on != "true,true,true" || after != before {
			t.Errorf("before %s, on paper %s, after %s", before, on, after)
		}
		o.quiet()
	})
	t.Run("asks with proof, by keyboard", func(t *testing.T) {
		for _, width := range []int{1280, 390} {
			o := openWith(t, ctx, width, false, Options{Pictures: blank}, dossiertest.Reviewed())
			if got := o.eval("document.querySelectorAll('#questions > .asks > li').length + ' ' + document.querySelector('#questions summary').innerText"); got != "8 另有2个问题" {
				t.Errorf("questions: %s", got)
			}
			o.eval("document.querySelector('.asks .f').focus()")
			o.do(chromedp.KeyEvent("\r"))
			got := o.eval("document.querySelector('#panel').innerText.replace(/\\s+/g, ' ')")
			if !strings.HasPrefix(got, "5,234.89万元 × 2025年 其他城乡社区支出 文件 2025年部门预算.pdf 位置 第17页 表1") || !strings.HasSuffix(got, "看整页") {
				t.Errorf("panel: %s", got)
			}
			box := "(r => [r.x, r.y, r.width, r.height].map(n => n.baseVal.value).join())(document.querySelector('#panel .mark'))"
			if got := o.eval(box + " + ' ' + document.querySelector('#panel svg').getAttribute('viewBox')"); got != "398,198,84,24 150 124.5 380 171" {
				t.Errorf("frame and part of the page: %s", got)
			}
			o.shoot(fmt.Sprintf("picture-%d", width))
			o.do(chromedp.KeyEvent("\t"), chromedp.KeyEvent("\t"), chromedp.KeyEvent("\r"))
			if got := o.eval("document.querySelector('#panel svg').getAttribute('viewBox') + ' ' + document.querySelector('#panel .pic span').innerText + ' ' + document.activeElement.className"); got != "0 0 595.2 842 回到该处 pic whole" {
				t.Errorf("whole page: %s", got)
			}
			o.do(chromedp.KeyEvent("\u001b"))
			o.eval("document.querySelector('.finds .f').click()")
			if got := o.eval("document.querySelector('#panel').innerText.replace(/\\s+/g, ' ')"); got != "第7页 × 21201城乡社区管理事务 文件 2025年部门预算.pdf 位置 第7页 所写 887.36 应为 87.36 依据 第12、17、23页 没有图" {
				t.Errorf("finding: %s", got)
			}
			o.quiet()
		}
	})
	t.Run("draws every chart within its frame", func(t *testing.T) {
		for _, width := range []int{1280, 390} {
			o := open(t, ctx, width, false, dossiertest.Street())
			if got := o.eval("[...document.querySelectorAll('.plot')].filter(p => p.getClientRects().length).map(p => p.querySelectorAll('svg path').length > 0).join()"); !strings.Contains(got, "true") || strings.Contains(got, "false") {
				t.Errorf("drawn: %s", got)
			}
			if cut := o.eval(cutTexts); cut != "" {
				t.Errorf("cut at %d: %s", width, cut)
			}
			o.quiet()
		}
	})
	t.Run("switches years", func(t *testing.T) {
		o := open(t, ctx, 1280, false, dossiertest.Street())
		lead := "document.querySelector('#summary .on').innerText"
		if got := o.eval(lead); !strings.Contains(got, "比上年增加3,355.64万元") {
			t.Errorf("opens with %s", got)
		}
		o.eval("document.querySelector('[data-show=\"2023-2024\"]').click()")
		if got := o.eval(lead); !strings.Contains(got, "比上年减少876.75万元") {
			t.Errorf("switched to %s", got)
		}
		if got := o.eval("[...document.querySelectorAll('#lines .view.on thead [class*=\" p\"]')].filter(h => h.offsetParent).map(h => h.innerText.replace(/\\s+/g, ' ')).join()"); got != "增减额 2023→2024,增减率 2023→2024,占合计变化 2023→2024" {
			t.Errorf("columns %s", got)
		}
		o.shoot("street-2023-2024")
		o.quiet()
	})
	t.Run("opens levels of the bridge by keyboard", func(t *testing.T) {
		o := open(t, ctx, 1280, false, dossiertest.Street())
		o.eval("document.querySelector('.pane.on .bridge tbody.on .open').focus()")
		o.do(chromedp.KeyEvent("\r"))
		if got := o.eval("document.querySelector('.pane.on .bridge tbody.on').dataset.of + ' ' + document.activeElement.innerText"); !strings.HasPrefix(got, "212 其他城乡社区支出") {
			t.Errorf("opened %s", got)
		}
		o.do(chromedp.KeyEvent("\r"))
		if got := o.eval("document.querySelector('.pane.on .crumbs').innerText"); got != "全部›城乡社区支出›其他城乡社区支出" {
			t.Errorf("path %s", got)
		}
		o.eval("document.querySelectorAll('.pane.on .crumbs button')[1].click()")
		o.shoot("street-drilled")
		if got := o.eval("document.querySelector('.pane.on .bridge tbody.on').dataset.of"); got != "212" {
			t.Errorf("back at %s", got)
		}
		o.quiet()
	})
	t.Run("shows evidence by keyboard", func(t *testing.T) {
		for _, width := range []int{1280, 390} {
			o := open(t, ctx, width, false, dossiertest.Street())
			o.eval("document.querySelector('#movers .pane.on tbody td:nth-of-type(2) .f').focus()")
			o.do(chromedp.KeyEvent("\r"))
			o.shoot(fmt.Sprintf("evidence-%d", width))
			got := o.eval("document.activeElement.id + ' ' + document.querySelector('#panel').innerText.replace(/\\s+/g, ' ')")
			if !strings.HasPrefix(got, "panel 5,234.89万元 × 2025年 2129999 其他城乡社区支出 文件 2025年部门预算.pdf 位置 第17页 表1") || !strings.Contains(got, "原文 52,348,937") {
				t.Errorf("panel: %s", got)
			}
			o.do(chromedp.KeyEvent("\u001b"))
			if got := o.eval("document.querySelector('#panel').hidden + ' ' + document.activeElement.innerText"); got != "true 5,234.89" {
				t.Errorf("closed: %s", got)
			}
			o.quiet()
		}
	})
	t.Run("filters, folds and sorts every line", func(t *testing.T) {
		o := open(t, ctx, 1280, false, dossiertest.Street())
		shown := "[...document.querySelectorAll('.view.on tbody tr')].filter(r => !r.hidden).map(r => r.querySelector('small').innerText).join(' ')"
		o.eval("document.querySelector('.fold [data-depth=\"1\"]').click()")
		if got := o.eval(shown); got != "201 204 205 206 207 208 210 212 221" {
			t.Errorf("folded to classes: %s", got)
		}
		o.eval("[...document.querySelectorAll('.view.on tr:not([hidden])')].find(r => r.innerText.includes('221')).querySelector('.twist').click()")
		if got := o.eval(shown); got != "201 204 205 206 207 208 210 212 221 22102 22103" {
			t.Errorf("one class open: %s", got)
		}
		o.eval("const f = document.querySelector('#filter'); f.value = '2129999'; f.dispatchEvent(new Event('input'))")
		if got := o.eval(shown); got != "212 21299 2129999" {
			t.Errorf("filtered: %s", got)
		}
		o.eval("f.value = ''; f.dispatchEvent(new Event('input')); document.querySelector('.fold [data-depth=\"1\"]').click(); document.querySelectorAll('.view.on [data-sort]')[2].click()")
		if got := o.eval(shown); got != "212 208 221 201 210 204 205 207 206" {
			t.Errorf("sorted by the latest year: %s", got)
		}
		o.eval("document.querySelector('#view').value = '1'; document.querySelector('#view').dispatchEvent(new Event('change'))")
		if got := o.eval("document.querySelector('.view.on caption').innerText"); !strings.HasPrefix(got, "支出功能分类 · 基本支出") {
			t.Errorf("view: %s", got)
		}
		o.quiet()
	})
	t.Run("has no serious fault of accessibility", func(t *testing.T) {
		checker := axe(t)
		for name, dossiers := range map[string][]queries.Dossier{"reviewed": pages["reviewed"], "varied": pages["varied"], "broken-series": pages["broken-series"], "index-many": pages["index-many"]} {
			for _, look := range []struct {
				width int
				dark  bool
			}{{1280, false}, {1280, true}, {390, false}} {
				o := openWith(t, ctx, look.width, look.dark, Options{Pictures: blank, Embed: 1 << 20}, dossiers...)
				o.eval(checker + "; 0")
				o.eval("document.querySelectorAll('.more').forEach(m => m.open = true); [...document.querySelectorAll('.asks .f, #lines .f')].slice(0, 1).forEach(f => f.click())")
				faults := o.eval(`axe.run().then(result => result.violations.filter(v => v.impact === 'serious' || v.impact === 'critical')
					.map(v => v.id + ': ' + v.nodes.slice(0, 4).map(n => n.html.slice(0, 160) + ' ' + n.failureSummary).join(' | ')).join('\n'))`)
				if faults != "" {
					t.Errorf("%s at %d, dark %v:\n%s", name, look.width, look.dark, faults)
				}
			}
		}
	})
	t.Run("a link opens the same years and section", func(t *testing.T) {
		o := open(t, ctx, 1280, false, dossiertest.Street())
		address := o.eval("location.href")
		o.eval("document.querySelector('[data-show=\"2023-2024\"]').click()")
		if got := o.eval("location.hash"); got != "#2023-2024" {
			t.Errorf("after a switch of years the address ends in %s", got)
		}
		o.eval("document.querySelector('nav [href=\"#movers\"]').click()")
		o.do(chromedp.WaitReady("body"))
		if got := o.eval("new Promise(done => setTimeout(() => done(location.hash), 200))"); got != "#2023-2024/movers" {
			t.Errorf("in a section the address ends in %s", got)
		}
		o.do(chromedp.Navigate("about:blank"), chromedp.Navigate(address+"#2023-2024/movers"), chromedp.WaitReady("body"))
		if got := o.eval("document.querySelector('#summary .on').dataset.pair + ' ' + (Math.abs(document.querySelector('#movers').getBoundingClientRect().top - 46) < 4)"); got != "2023-2024 true" {
			t.Errorf("the link opened %s", got)
		}
		o.do(chromedp.Navigate("about:blank"), chromedp.Navigate(address+"#nothing/%3Cb%3E"), chromedp.WaitReady("body"))
		if got := o.eval("document.querySelector('#summary .on').dataset.pair"); got != "2024-2025" {
			t.Errorf("a link to nothing opened %s", got)
		}
		o.quiet()
	})
	t.Run("bars lead to evidence", func(t *testing.T) {
		o := openWith(t, ctx, 1280, false, Options{Pictures: blank, Embed: 1 << 20}, dossiertest.Street())
		for plot, want := range map[string]string{
			".mini .plot": "16,497.86万元 × 2023年 本年支出", ".pane.on .structure .plot": "12,131.99万元 × 2023年 212 城乡社区支出",
		} {
			at := o.eval(fmt.Sprintf(`(() => {
				const plot = document.querySelector('%s'); plot.scrollIntoView({ block: 'center' });
				const bar = [...plot.querySelectorAll('path')].filter(p => (p.getAttribute('fill') || '').startsWith('var(--'))[0].getBoundingClientRect();
				return [bar.x + bar.width / 2, bar.y + bar.height - 4].join(' ');
			})()`, plot))
			var x, y float64
			fmt.Sscan(at, &x, &y)
			o.do(chromedp.MouseClickXY(x, y))
			if got := o.eval("document.querySelector('#panel').innerText.replace(/\\s+/g, ' ')"); !strings.HasPrefix(got, want) {
				t.Errorf("%s at %s: %s", plot, at, got)
			}
			o.do(chromedp.KeyEvent("\u001b"))
		}
		o.quiet()
	})
	t.Run("a text shows the row of the table", func(t *testing.T) {
		o := openWith(t, ctx, 1280, false, Options{Pictures: blank}, dossiertest.Centre())
		o.eval("document.querySelector('#lines .view.on tbody [data-e]').click()")
		if got := o.eval("document.querySelector('#panel .line td.here').innerText + ' ' + document.querySelectorAll('#panel svg').length"); got != "1616095 0" && got != "1,616,095 0" {
			t.Errorf("row %s", got)
		}
		o.quiet()
	})
	t.Run("a page out of its folder says everything but the charts", func(t *testing.T) {
		folder := t.TempDir()
		for name, content := range reported(t, Options{}, dossiertest.Reviewed(), dossiertest.Centre()) {
			if strings.HasPrefix(name, "上海市普陀区") {
				if err := os.WriteFile(filepath.Join(folder, "page.html"), content, 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
		o := visit(t, ctx, 1280, false, filepath.Join(folder, "page.html"))
		o.eval("document.querySelector('#movers .pane.on .f').click()")
		if got := o.eval("[...document.querySelectorAll('.plot')].some(p => p.offsetHeight > 0) + ' ' + document.querySelector('#panel').hidden + ' ' + (document.querySelector('.mini .points').offsetHeight > 10)"); got != "false false true" {
			t.Errorf("charts, panel hidden, figures of the small charts: %s", got)
		}
	})
	t.Run("without scripts the latest years show and every sentence stands", func(t *testing.T) {
		folder := t.TempDir()
		content := reported(t, Options{}, dossiertest.Street())["index.html"]
		if err := os.WriteFile(filepath.Join(folder, "page.html"), content, 0o600); err != nil {
			t.Fatal(err)
		}
		o := blankTab(t, ctx)
		o.do(chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
			_, err := cdp.Call(ctx, tab, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
			return err
		}), chromedp.EmulateViewport(1280, 900), chromedp.Navigate((&url.URL{Scheme: "file", Path: filepath.Join(folder, "page.html")}).String()), chromedp.WaitReady("body"))
		o.shoot("street-without-scripts")
		o.do(chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
			_, err := cdp.Call(ctx, tab, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{})
			return err
		}))
		shown := "(selector => [...document.querySelectorAll(selector)].filter(e => e.offsetHeight > 0).length)"
		if got := o.eval(shown + "('#summary .pane') + ' ' + " + shown + "('#bridge .pane') + ' ' + " + shown + "('.bridge tbody') + ' ' + " + shown + "('.view.on thead th')"); got != "3 1 1 7" {
			t.Errorf("sentences, bridges, levels, columns: %s", got)
		}
	})
	t.Run("sorts, filters and unfolds the index", func(t *testing.T) {
		o := open(t, ctx, 1280, false, many(14)...)
		shown := "[...document.querySelectorAll('.index tbody')].filter(b => !b.hidden).map(b => b.rows[0].cells[0].querySelector('a').innerText).join()"
		o.eval("document.querySelectorAll('.index [data-sort]')[2].focus()")
		o.do(chromedp.KeyEvent("\r"))
		if got := o.eval(shown); !strings.HasPrefix(got, "第13局,第12局,第11局") {
			t.Errorf("sorted by change: %s", got)
		}
		o.do(chromedp.KeyEvent("\r"))
		if got := o.eval(shown); !strings.HasPrefix(got, "第0局,第1局,第2局") {
			t.Errorf("sorted the other way: %s", got)
		}
		o.eval("const f = document.querySelector('#filter'); f.value = '第1'; f.dispatchEvent(new Event('input'))")
		if got := o.eval(shown + " + ' ' + document.querySelector('.count').innerText"); got != "第1局,第10局,第11局,第12局,第13局 显示5个，共14个" {
			t.Errorf("filtered: %s", got)
		}
		if got := o.eval("document.querySelector('.say').offsetHeight + ' ' + (document.querySelector('#sentences').click(), [...document.querySelectorAll('.say')].some(s => s.offsetHeight > 0))"); got != "0 true" {
			t.Errorf("sentences: %s", got)
		}
		o.quiet()
	})
	t.Run("marks the year in which a classification changed", func(t *testing.T) {
		o := open(t, ctx, 1280, false, broken())
		if got := o.eval("[...document.querySelectorAll('#trend .mini')].filter(m => m.querySelector('path[stroke-dasharray]')).map(m => m.innerText.replace(/\\s+/g, ' ')).join('|')"); !strings.Contains(got, "2023年起不可与以前直接相比") || strings.Count(got, "|") != 0 {
			t.Errorf("dashed: %s", got)
		}
		o.quiet()
	})
}

// blankTab is a tab before any page.
func blankTab(t *testing.T, ctx context.Context) *tab {
	t.Helper()
	own, cancel := chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	return &tab{t: t, ctx: own}
}

// broken is a series in which the code of one class took in another one in 2023.
func broken() queries.Dossier {
	dossier := varied()
	for i := range dossier.Changes {
		change := &dossier.Changes[i]
		if change.Code == "205" && change.ToYear == 2023 && change.FromYear == 2022 {
			change.Status, change.Note, change.Crosswalk, change.Rate = queries.NotComparable, "科目调整：2050305→2050399（科目对照CW900）", []string{"CW900"}, nil
		}
	}
	return dossier
}

// many gives so many small series whose totals all moved differently.
func many(count int) []queries.Dossier {
	var dossiers []queries.Dossier
	for i := range count {
		dossiers = append(dossiers, dossiertest.New(fmt.Sprintf("第%d局", i), []fact.Year{2023, 2024, 2025}, []dossiertest.Row{
			{By: "total", Label: "本年支出", Measure: fact.Total, Yuan: map[fact.Year]string{2023: "10000000", 2024: fmt.Sprint(9000000 + 300000*i), 2025: fmt.Sprint(9500000 + 500000*i)}},
		}))
	}
	return dossiers
}

// BenchmarkOpen opens the page of three years and the index of 500 series in Chromium, from the address to the moment when the
// page's script has drawn everything and answers (the metric interactive-ms).
func BenchmarkOpen(b *testing.B) {
	ctx := browser(b)
	for name, dossiers := range map[string][]queries.Dossier{"page": {dossiertest.Reviewed()}, "index": many(500)} {
		b.Run(name, func(b *testing.B) {
			folder := b.TempDir()
			for name, content := range reported(b, Options{}, dossiers...) {
				if name == "index.html" {
					if err := os.WriteFile(filepath.Join(folder, name), content, 0o600); err != nil {
						b.Fatal(err)
					}
				}
			}
			address := (&url.URL{Scheme: "file", Path: filepath.Join(folder, "index.html")}).String()
			spent, runs := 0.0, 0
			for b.Loop() {
				tab, cancel := chromedp.NewContext(ctx)
				if err := chromedp.Do(tab, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(address), chromedp.WaitReady("body")); err != nil {
					b.Fatal(err)
				}
				took, err := chromedp.Run(tab, chromedp.Evaluate[float64]("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"))
				if err != nil {
					b.Fatal(err)
				}
				spent, runs = spent+took, runs+1
				cancel()
			}
			b.ReportMetric(spent/float64(runs), "interactive-ms")
		})
	}
}
