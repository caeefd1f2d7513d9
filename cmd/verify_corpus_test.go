package cmd

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"tongbi/charts/briefing"
	"tongbi/charts/word"
	"tongbi/etl/doc"
	"tongbi/etl/fact"
	"tongbi/etl/mention"
	"tongbi/etl/read/docx"
	"tongbi/etl/read/html"
	"tongbi/etl/read/txt"
	"tongbi/etl/store"
	"tongbi/queries"
)

// wholeCorpus is the whole corpus in a database, with a verifier that knows it; read once for all tests.
var wholeCorpus = sync.OnceValues(func() (*store.Store, error) {
	return storeOf(given{paths: []string{corpus + "/shanghai", corpus + "/jiangsu"}})
})

var wholeVerifier = sync.OnceValues(func() (*queries.Verifier, error) {
	database, err := wholeCorpus()
	if err != nil {
		return nil, err
	}
	return queries.NewVerifier(context.Background(), database.DB(), queries.VerifyOptions{})
})

func corpusVerifier(t *testing.T) (*store.Store, *queries.Verifier) {
	t.Helper()
	if _, err := os.Stat(corpus); err != nil {
		t.Skip("the real documents are not here: ", err)
	}
	verifier, err := wholeVerifier()
	if err != nil {
		t.Fatal(err)
	}
	database, _ := wholeCorpus()
	return database, verifier
}

// rendered reads a briefing back in each format.
func rendered(t *testing.T, made briefing.Briefing) map[string]*doc.Document {
	t.Helper()
	ctx := context.Background()
	var inWord, inPage bytes.Buffer
	if err := word.Briefing(&inWord, made); err != nil {
		t.Fatal(err)
	}
	if err := briefing.HTML(&inPage, made); err != nil {
		t.Fatal(err)
	}
	document, err := docx.Read(ctx, inWord.Bytes(), docx.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	page, err := html.Read(ctx, inPage.Bytes(), html.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return map[string]*doc.Document{"md": txt.Read([]byte(markdownOf(t, made)), txt.Limits{}), "docx": document, "html": page}
}

func markdownOf(t *testing.T, made briefing.Briefing) string {
	t.Helper()
	var out bytes.Buffer
	if err := briefing.Markdown(&out, made); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// holdsWhole holds that every figure of our own briefing is derived again, in every format.
func holdsWhole(t *testing.T, verifier *queries.Verifier, made briefing.Briefing) {
	t.Helper()
	for format, document := range rendered(t, made) {
		verified, err := verifier.Verify(context.Background(), mention.Read(document))
		if err != nil {
			t.Fatal(err)
		}
		if len(verified) < 100 {
			t.Errorf("%s: only %d figures", format, len(verified))
		}
		for _, one := range verified {
			if one.Verdict != queries.Right {
				t.Errorf("%s: %s %s: %s, %s (%s) in %s", format, one.Subject, one.Raw, one.Verdict, one.Expected, one.Reason, one.Sentence)
			}
		}
	}
}

// TestOwnBriefingsVerifyToTheLastFigure: what our own briefing says of any organisation of the corpus, or of several, is derived again
// by verify, in every format.
func TestOwnBriefingsVerifyToTheLastFigure(t *testing.T) {
	database, verifier := corpusVerifier(t)
	all, err := briefs(context.Background(), silent(), database, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, organizations := range [][]string{
		nil, {"万里街道"}, {"普陀区人民政府办公室"}, {"财政局"}, {"闵行"}, {"人大"}, {"政协"}, {"人大", "政协"}, {"财政局", "闵行", "人民政府办公室"},
	} {
		t.Run(strings.Join(organizations, "、"), func(t *testing.T) {
			holdsWhole(t, verifier, briefingOf(t, database, only(all, organizations)))
		})
	}
}

// only are the briefs of organisations whose name contains one of the texts.
func only(all []queries.Brief, organizations []string) []queries.Brief {
	return slices.DeleteFunc(slices.Clone(all), func(one queries.Brief) bool {
		return len(organizations) > 0 && !slices.ContainsFunc(organizations, func(part string) bool { return strings.Contains(one.Organization, part) })
	})
}

// TestOwnBriefingsOfRareSetsVerify does the same where the documents are of several stages or scopes, or leave a year out.
func TestOwnBriefingsOfRareSetsVerify(t *testing.T) {
	if _, err := os.Stat(corpus); err != nil {
		t.Skip("the real documents are not here: ", err)
	}
	const street, finance = corpus + "/shanghai/万里街道-%d-部门预算.pdf", corpus + "/shanghai/财政局-2025-部门预算.pdf"
	of := func(year fact.Year, stage fact.Stage, scope fact.Scope) given {
		return given{[]string{fmt.Sprintf(street, year)}, fact.Identity{Year: year, Stage: stage, Scope: scope}}
	}
	for name, files := range map[string][]given{
		"a year left out":        {of(2023, "", ""), of(2025, "", ""), {paths: []string{finance}}},
		"final accounts alone":   {{paths: []string{corpus + "/shanghai/财政局-2024-部门决算.pdf"}}},
		"both scopes":            {of(2025, "", ""), of(2024, "", ""), of(2023, "", fact.UnitScope), {paths: []string{finance}}},
		"several final accounts": {of(2025, "", ""), of(2024, fact.FinalAccounts, ""), of(2023, fact.FinalAccounts, "")},
		"accounts, then budget":  {of(2024, "", ""), of(2023, fact.FinalAccounts, "")},
		"outturn":                {of(2025, fact.Outturn, ""), of(2024, fact.Outturn, "")},
	} {
		t.Run(name, func(t *testing.T) {
			database, err := storeOf(files...)
			if err != nil {
				t.Fatal(err)
			}
			defer database.Close()
			verifier, err := queries.NewVerifier(context.Background(), database.DB(), queries.VerifyOptions{})
			if err != nil {
				t.Fatal(err)
			}
			holdsWhole(t, verifier, briefed(t, database))
		})
	}
}

// byOthers are texts as people write them, with how many of their figures are undecided at most: those of 上述四项, of 总支出 that may be with
// or without the balance, of organisations that are held against each other.
var byOthers = map[string]int{
	"审查参阅材料.txt": 2, "趋势简报.md": 0, "预算执行情况分析.txt": 5, "三年情况简析.md": 4, "两部门预算情况.txt": 3, "审查意见.md": 4,
}

// plantedMark encloses a figure of a test text that is wrong on purpose.
var plantedMark = regexp.MustCompile(`⟦(.*?)⟧`)

// TestBriefingsByOthersVerify holds texts as people write them, with real figures and a handful of wrong ones: every wrong one is found,
// no right one is called wrong, and few are left undecided.
func TestBriefingsByOthersVerify(t *testing.T) {
	_, verifier := corpusVerifier(t)
	for name, undecided := range byOthers {
		t.Run(name, func(t *testing.T) {
			content, err := os.ReadFile(filepath.Join("testdata", "verify", name))
			if err != nil {
				t.Fatal(err)
			}
			planted := map[string]bool{}
			for i, line := range strings.Split(string(content), "\n") {
				for _, found := range plantedMark.FindAllStringSubmatch(line, -1) {
					planted[fmt.Sprint(i+1, found[1])] = true
				}
			}
			clean := plantedMark.ReplaceAllString(string(content), "$1")
			verified, err := verifier.Verify(context.Background(), mention.Read(txt.Read([]byte(clean), txt.Limits{})))
			if err != nil {
				t.Fatal(err)
			}
			count := map[queries.Verdict]int{}
			for _, one := range verified {
				count[one.Verdict]++
				at := fmt.Sprint(one.Page, one.Raw)
				if wrong := one.Verdict == queries.Wrong; wrong != planted[at] {
					t.Errorf("第%d行 %s %s: %s, %s (%s)", one.Page, one.Subject, one.Raw, one.Verdict, one.Expected, one.Reason)
				}
				delete(planted, at)
			}
			for at := range planted {
				t.Error("not read: ", at)
			}
			t.Log(count)
			if count[queries.NotFound] > undecided {
				t.Errorf("%d figures are undecided, more than %d", count[queries.NotFound], undecided)
			}
		})
	}
}
