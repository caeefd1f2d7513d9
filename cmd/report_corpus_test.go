package cmd

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"tongbi/charts"
	"tongbi/etl/fact"
)

// streetReport makes the report of the three budgets of 万里街道 and gives its page; it skips where the corpus is absent.
func streetReport(t *testing.T) *goquery.Document {
	t.Helper()
	paths, _ := filepath.Glob(filepath.Join(corpus, "shanghai", "万里街道-*-部门预算.pdf"))
	if len(paths) != 3 {
		t.Skip("the real documents are not here: ", corpus)
	}
	folder := t.TempDir()
	var out, problems bytes.Buffer
	if code := Main(append([]string{"report", "-o", folder, "--quiet"}, paths...), &out, &problems); code != exitDone {
		t.Fatalf("exit code %d: %s", code, problems.String())
	}
	content, err := os.ReadFile(filepath.Join(folder, "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	page, err := goquery.NewDocumentFromReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	return page
}

// cellsOf gives the texts of the cells of a row.
func cellsOf(row *goquery.Selection) []string {
	return row.ChildrenFiltered("th, td").Map(func(_ int, cell *goquery.Selection) string { return strings.TrimSpace(cell.Text()) })
}

// inTenThousands is an amount in whole yuan of the expectations as pages write it, “—” where there is none.
func inTenThousands(t *testing.T, yuan string) string {
	t.Helper()
	if yuan == "" {
		return "—"
	}
	money, err := fact.ParseMoney(yuan, fact.Yuan)
	if err != nil {
		t.Fatal(err)
	}
	return charts.Amount(money.Fen)
}

func TestReportOfTheCorpusIsRight(t *testing.T) {
	page := streetReport(t)
	rows := expected(t, "wanli_yoy_ground_truth.csv")
	t.Run("sentence", func(t *testing.T) {
		const want = "2025年支出预算18,976.76万元，比上年增加3,355.64万元，增长21.48%。其中其他城乡社区支出（2129999）增加4,312.87万元，占增加额的128.53%；项目支出占比由36.17%升至46.60%，上升10.43个百分点。"
		if got := strings.TrimSpace(page.Find("#summary .on").Text()); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		if got := page.Find("#summary .pane[data-pair='2023-2025']").Text(); !strings.Contains(got, "年均增长7.25%") {
			t.Errorf("2023 to 2025: %s", got)
		}
	})
	t.Run("six figures", func(t *testing.T) {
		var got []string
		page.Find("#figures .on li").Each(func(_ int, one *goquery.Selection) {
			got = append(got, strings.Join(strings.Fields(one.Find(".k").Text()+" "+one.Find(".v").Text()+" "+one.Find(".d").Text()), " "))
		})
		want := []string{
			"支出合计 18,976.76 +3,355.64 +21.48%", "基本支出 10,134.17 +163.57 +1.64%", "项目支出 8,842.58 +3,192.07 +56.49%",
			"“三公”经费 37.91 −10.00 −20.87%", "机关运行经费 464.64 +21.46 +4.84%", "政府采购 4,821.20 +3,158.76 +190.01%",
		}
		if !slices.Equal(got, want) {
			t.Errorf("got %q", got)
		}
	})
	t.Run("bridge", func(t *testing.T) {
		want := map[string]string{}
		for _, row := range rows {
			if row["level"] == "类" && row["d25_24"] != "0" && row["d25_24"] != "" {
				want[row["name"]] = signedInTenThousands(t, row["d25_24"])
			}
		}
		page.Find("#bridge .on tbody[data-of=''] tr:not(.foot):not(.sum)").Each(func(_ int, row *goquery.Selection) {
			cells := cellsOf(row)
			name := strings.TrimSuffix(cells[0], " ›")
			if want[name] != cells[2] {
				t.Errorf("%s: got %s, want %s", name, cells[2], want[name])
			}
			delete(want, name)
		})
		if len(want) > 0 {
			t.Errorf("not in the bridge: %v", want)
		}
		if got := cellsOf(page.Find("#bridge .on tbody[data-of=''] tr.sum")); got[2] != "+3,355.64" || got[3] != "100.00%" {
			t.Errorf("sum %q", got)
		}
	})
	t.Run("movers", func(t *testing.T) {
		var items []map[string]string
		for _, row := range rows {
			if row["level"] == "项" && row["d25_24"] != "" {
				items = append(items, row)
			}
		}
		slices.SortFunc(items, func(a, b map[string]string) int { return int(magnitude(t, b["d25_24"]) - magnitude(t, a["d25_24"])) })
		page.Find("#movers .on tbody tr").Each(func(i int, row *goquery.Selection) {
			cells, want := cellsOf(row), items[i]
			wanted := []string{want["name"] + want["code"], inTenThousands(t, want["b2024_total"]), inTenThousands(t, want["b2025_total"]), "", signedInTenThousands(t, want["d25_24"])}
			if !slices.Equal(cells[:5], wanted) {
				t.Errorf("got %q, want %q", cells, wanted)
			}
		})
	})
	t.Run("every line", func(t *testing.T) {
		found, held := map[string][]string{}, 0
		for view, measure := range map[string]string{"支出功能分类 · 合计": "total", "支出功能分类 · 基本支出": "basic", "支出功能分类 · 项目支出": "project"} {
			page.Find("#lines table").FilterFunction(func(_ int, table *goquery.Selection) bool {
				return strings.HasPrefix(table.Find("caption").Text(), view)
			}).
				Find("tbody tr").Each(func(_ int, row *goquery.Selection) {
				found[measure+row.Find("th small").Text()] = cellsOf(row)
			})
		}
		for _, row := range rows {
			for _, measure := range []string{"total", "basic", "project"} {
				if row["level"] == "合计" || row["b2023_"+measure]+row["b2024_"+measure]+row["b2025_"+measure] == "" {
					continue
				}
				cells := found[measure+row["code"]]
				if len(cells) < 5 {
					t.Errorf("%s %s is missing", row["code"], measure)
					continue
				}
				for i, year := range []string{"2023", "2024", "2025"} { // 2022, which only sentences tell of, comes first
					held++
					if got, _, _ := strings.Cut(cells[2+i], year+"年"); got != inTenThousands(t, row["b"+year+"_"+measure]) {
						t.Errorf("%s %s %s: got %s, want %s", row["code"], measure, year, got, inTenThousands(t, row["b"+year+"_"+measure]))
					}
				}
			}
		}
		if held < 600 {
			t.Errorf("only %d figures were held against the expectations", held)
		}
	})
	t.Run("marked cells", func(t *testing.T) { markedCells(t, page) })
}

func magnitude(t *testing.T, yuan string) fact.Fen {
	t.Helper()
	money, err := fact.ParseMoney(yuan, fact.Yuan)
	if err != nil {
		t.Fatal(err)
	}
	return max(money.Fen, -money.Fen)
}

func signedInTenThousands(t *testing.T, yuan string) string {
	t.Helper()
	money, err := fact.ParseMoney(yuan, fact.Yuan)
	if err != nil {
		t.Fatal(err)
	}
	return charts.Signed(money.Fen)
}

// placedWord is a word of a page and where it stands, as poppler sees it: another program than the one that read the figures.
type placedWord struct {
	Left   float64 `xml:"xMin,attr"`
	Top    float64 `xml:"yMin,attr"`
	Right  float64 `xml:"xMax,attr"`
	Bottom float64 `xml:"yMax,attr"`
	Text   string  `xml:",chardata"`
}

type wordsOfPages struct {
	Pages []struct {
		Width float64      `xml:"width,attr"`
		Words []placedWord `xml:"word"`
	} `xml:"body>doc>page"`
}

func wordsOf(t *testing.T, document string) wordsOfPages {
	t.Helper()
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not installed: marked cells are not held against it")
	}
	text, err := exec.Command("pdftotext", "-bbox", filepath.Join(corpus, "shanghai", document), "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	var words wordsOfPages
	decoder := xml.NewDecoder(bytes.NewReader(text))
	decoder.Strict, decoder.Entity = false, xml.HTMLEntity
	if err := decoder.Decode(&words); err != nil {
		t.Fatal(err)
	}
	return words
}

// markedCells holds the frame that the page draws around every figure against the words that stand in it.
func markedCells(t *testing.T, page *goquery.Document) {
	var evidence struct {
		Words   []string `json:"words"`
		Figures []struct {
			Document int        `json:"d"`
			Place    int        `json:"p"`
			Raw      string     `json:"w"`
			Picture  int        `json:"g"`
			Box      [4]float64 `json:"b"`
		} `json:"figures"`
	}
	var pictures []struct {
		Address string  `json:"d"`
		Width   float64 `json:"w"`
	}
	for id, into := range map[string]any{"evidence": &evidence, "pictures": &pictures} {
		if err := json.Unmarshal([]byte(page.Find("#"+id).Text()), into); err != nil {
			t.Fatal(err)
		}
	}
	documents, held := map[string]wordsOfPages{}, 0
	for _, figure := range evidence.Figures {
		if figure.Box == [4]float64{} || figure.Raw == "" || figure.Picture == 0 {
			continue
		}
		name := evidence.Words[figure.Document]
		if _, known := documents[name]; !known {
			documents[name] = wordsOf(t, name)
		}
		var number int
		if _, err := fmt.Sscanf(evidence.Words[figure.Place], "第%d页", &number); err != nil {
			t.Fatal(evidence.Words[figure.Place], err)
		}
		one := documents[name].Pages[number-1]
		if shown := pictures[figure.Picture-1]; !strings.HasPrefix(shown.Address, "data:image/png") || shown.Width < one.Width-2 || shown.Width > one.Width+2 {
			t.Fatalf("%s page %d is shown %.1f points wide, it is %.1f", name, number, shown.Width, one.Width)
		}
		var inside strings.Builder
		for _, w := range one.Words {
			x, y := (w.Left+w.Right)/2, (w.Top+w.Bottom)/2
			if figure.Box[0]-2 <= x && x <= figure.Box[2]+2 && figure.Box[1]-2 <= y && y <= figure.Box[3]+2 {
				inside.WriteString(w.Text)
			}
		}
		held++
		if bare := strings.NewReplacer(" ", "", "\n", ""); bare.Replace(inside.String()) != bare.Replace(figure.Raw) {
			t.Errorf("%s %s: %q is framed, %q was read", name, evidence.Words[figure.Place], inside.String(), figure.Raw)
		}
	}
	if held < 1000 {
		t.Errorf("only %d frames were held against the pages", held)
	}
	t.Logf("%d frames hold their figure", held)
}
