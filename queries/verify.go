package queries

import (
	"context"
	"database/sql"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"tongbi/data"
	"tongbi/etl/fact"
)

// Verdict says whether a figure of a finished text is what the database gives.
type Verdict string

// The verdicts.
const (
	Right    Verdict = "right"
	Wrong    Verdict = "wrong"
	NotFound Verdict = "not_found" // not decidable: the text or the database does not say enough
)

// Verified is one row of `tongbi verify`: one figure of a finished text, held against the database.
type Verified struct {
	fact.Mention
	Verdict      Verdict
	Organization string
	Scope        fact.Scope
	Label        string // of the line that the text speaks of
	Code         fact.Code
	Measure      fact.Measure
	Expected     string // in the text's own unit and grain; empty where nothing can be said
	Reason       string // Chinese: why it is wrong or cannot be decided, or by which rule it is right
	Source       string // where the figures stand that it was derived from
}

// VerifyOptions settle what a text does not say; zero fields leave it to the text.
type VerifyOptions struct {
	Organization string // part of a name
	Year         fact.Year
	Stage        fact.Stage
	Scope        fact.Scope
	Crosswalk    data.Crosswalk // nil: the built-in one
}

// Verify derives every figure anew. A figure is right only where organisation, scope, stage, year and subject are certain and
// what the database has, rounded half up to the grain in which the figure is printed, is the same; a figure that merely equals
// some other one is not.
func Verify(ctx context.Context, db *sql.DB, mentions []fact.Mention, options VerifyOptions) ([]Verified, error) {
	series, err := SeriesOf(ctx, db)
	if err != nil {
		return nil, err
	}
	vocabulary, err := data.Load()
	if err != nil {
		return nil, err
	}
	v := verifier{ctx: ctx, db: db, options: options, series: series, vocabulary: vocabulary, known: map[string]*told{}}
	for _, one := range series {
		if !slices.Contains(v.names, one.Organization) {
			v.names = append(v.names, one.Organization)
		}
	}
	all := make([]Verified, len(mentions))
	for i, mention := range mentions {
		if all[i], err = v.verify(mention); err != nil {
			return nil, fmt.Errorf("verify %s: %w", mention.Raw, err)
		}
	}
	return all, nil
}

// verifier holds figures against what is known of their organisations, which is asked for once each.
type verifier struct {
	ctx        context.Context
	db         *sql.DB
	options    VerifyOptions
	series     []Series
	names      []string // of all organisations
	vocabulary *data.Vocabulary
	known      map[string]*told
}

// told is what the database says of one organisation.
type told struct {
	dossiers []Dossier
	uncoded  map[kept][]Line // lines without a code, those that no view has too
	texts    []text          // of its documents
	review   []text          // what the checks and the questions say
}

// kept is what the lines of one organisation are kept apart by.
type kept struct {
	scope fact.Scope
	stage fact.Stage
}

// text is a text that may stand in another word by word.
type text struct{ words, source string }

func (v *verifier) verify(mention fact.Mention) (Verified, error) {
	one := Verified{Mention: mention, Verdict: NotFound}
	if one.Year == 0 && v.options.Year != 0 {
		one.Year = v.options.Year
		if one.Assumed || one.BaseYear == 0 && one.Kind != fact.Amount && one.Kind != fact.ShareOf && one.Kind != fact.AverageGrowth {
			one.BaseYear = one.Year - 1
		}
	}
	if one.Stage == "" {
		one.Stage = v.options.Stage
	}
	if other := v.stranger(mention); other != "" {
		one.Reason = "说的是" + other + "，库中没有它"
		return one, nil
	}
	names := v.organizations(mention)
	if len(names) != 1 {
		one.Reason = "没有写明是哪个部门，或库中没有这个部门"
		if len(names) > 1 {
			one.Reason = "提到几个部门，不知是哪个：" + strings.Join(names, "、")
		}
		return one, nil
	}
	one.Organization = names[0]
	told, err := v.tell(names[0])
	if err != nil {
		return one, err
	}
	if told.repeats(&one) {
		return one, nil
	}
	told.judge(v, &one)
	return one, nil
}

// organizations are those that the text around a figure names, the nearest text first; the one that was given overrides it.
func (v *verifier) organizations(mention fact.Mention) []string {
	if v.options.Organization != "" {
		return slices.DeleteFunc(slices.Clone(v.names), func(name string) bool { return !strings.Contains(name, v.options.Organization) })
	}
	for _, text := range mention.Context {
		if named := data.Named(text, v.names); len(named) > 0 {
			return named
		}
	}
	return nil
}

// authority is what the name of a department looks like that stands with its place.
var authority = regexp.MustCompile(`\p{Han}{1,3}(?:区|县|市|省)(?:人民政府)?[^，。；、：\d（）“”]{1,12}?(?:局|委员会|办公室|办事处|厅)`)

// stranger is a department that the sentence itself names and the database does not have: nothing of the sentence can be decided.
func (v *verifier) stranger(mention fact.Mention) string {
	if v.options.Organization != "" || len(mention.Context) == 0 {
		return ""
	}
	if named := authority.FindString(mention.Context[0]); named != "" && len(data.Named(mention.Context[0], v.names)) == 0 && mention.Kind != fact.Quoted {
		return named
	}
	return ""
}

// tell asks the database for all it has on an organisation.
func (v *verifier) tell(name string) (*told, error) {
	if known := v.known[name]; known != nil {
		return known, nil
	}
	t := &told{uncoded: map[kept][]Line{}}
	v.known[name] = t
	own := slices.DeleteFunc(slices.Clone(v.series), func(series Series) bool { return series.Organization != name })
	for dossier, err := range Reviewed(v.ctx, v.db, own, v.options.Crosswalk) {
		if err != nil {
			return nil, err
		}
		t.dossiers = append(t.dossiers, dossier)
		t.addReview(dossier.Review)
	}
	if err := t.addUncoded(v.ctx, v.db, name); err != nil {
		return nil, err
	}
	t.addStatedBases()
	return t, nil
}

// addUncoded adds lines without a code, and the texts of the documents.
func (t *told) addUncoded(ctx context.Context, db *sql.DB, name string) error {
	s, err := begin(ctx, db, name)
	if err != nil {
		return err
	}
	defer s.end()
	if err := s.readFigures(ctx); err != nil {
		return err
	}
	last := ""
	err = s.ask(ctx, "uncoded", arguments{"organization": name}, func(rows *sql.Rows) error {
		var one Line
		var year fact.Year
		var column sql.NullInt64
		if err := rows.Scan(&one.Organization, &one.Scope, &one.Stage, &year, &one.By, &one.Fund, &one.Line, &one.Measure, &one.Label, &column); err != nil {
			return err
		}
		figure, err := s.tableFigure(column)
		if err != nil || figure == nil {
			return err
		}
		of := kept{one.Scope, one.Stage}
		if key := fmt.Sprint(of, one.By, one.Fund, one.Line, one.Measure); key != last {
			last = key
			one.Figures, one.Wholes = map[fact.Year]Figure{}, map[fact.Year]fact.Fen{}
			t.uncoded[of] = append(t.uncoded[of], one)
		}
		lines := t.uncoded[of]
		lines[len(lines)-1].Figures[year] = *figure
		return nil
	})
	if err != nil {
		return err
	}
	if err := t.addQuoted(ctx, s, name); err != nil {
		return err
	}
	return s.ask(ctx, "passages", arguments{"organization": name}, func(rows *sql.Rows) error {
		var organization, document, format, words string
		var page int
		if err := rows.Scan(&organization, &document, &format, &page, &words); err != nil || organization != name {
			return err
		}
		t.texts = append(t.texts, text{fact.Unspaced(words), place(document, format, fact.Source{Page: page})})
		return nil
	})
}

// addQuoted adds to the lines what documents of other stages and years state of them: 年初预算数 in final accounts.
func (t *told) addQuoted(ctx context.Context, s *session, name string) error {
	return s.ask(ctx, "quoted", arguments{"organization": name}, func(rows *sql.Rows) error {
		one := Line{Organization: name, Figures: map[fact.Year]Figure{}, Wholes: map[fact.Year]fact.Fen{}}
		var year fact.Year
		var column sql.NullInt64
		if err := rows.Scan(&one.Scope, &one.Stage, &year, &one.By, &one.Fund, &one.Code, &one.Measure, &one.Label, &column); err != nil {
			return err
		}
		figure, err := s.tableFigure(column)
		if err != nil || figure == nil {
			return err
		}
		dossier := t.of(Series{Organization: name, Scope: one.Scope, Stage: one.Stage})
		at := slices.IndexFunc(dossier.Lines, func(l Line) bool { return l.By == one.By && l.Code == one.Code && l.Measure == one.Measure })
		if at < 0 {
			dossier.Lines = append(dossier.Lines, one)
			at = len(dossier.Lines) - 1
		}
		if _, known := dossier.Lines[at].Figures[year]; !known {
			dossier.Lines[at].Figures[year] = *figure
		}
		return nil
	})
}

// addStatedBases adds what sentences give as the figure of another stage: …年初预算为1,560.05万元，支出决算为1,511.89万元.
func (t *told) addStatedBases() {
	for i := range t.dossiers {
		series := t.dossiers[i].Series
		for _, statement := range t.dossiers[i].Statements {
			claim := statement.Claim
			if claim.Base == nil || claim.Code == "" || claim.BaseStage == "" || claim.BaseStage == series.Stage {
				continue
			}
			of := t.of(Series{Organization: series.Organization, Scope: series.Scope, Stage: claim.BaseStage})
			if slices.Contains(of.Series.Years, claim.BaseYear) {
				continue
			}
			at := slices.IndexFunc(of.Lines, func(l Line) bool { return l.By == ByFunction && l.Code == claim.Code && l.Measure == fact.Total })
			if at < 0 {
				of.Lines = append(of.Lines, Line{
					Organization: series.Organization, Scope: series.Scope, Stage: claim.BaseStage, By: ByFunction, Code: claim.Code, Label: claim.Subject,
					Measure: fact.Total, Figures: map[fact.Year]Figure{}, Wholes: map[fact.Year]fact.Fen{},
				})
				at = len(of.Lines) - 1
			}
			if _, known := of.Lines[at].Figures[claim.BaseYear]; !known {
				of.Lines[at].Figures[claim.BaseYear] = Figure{
					Amount: claim.Base.Fen, Grain: claim.Base.Grain, Document: statement.Document, Format: statement.Format,
					Source: fact.Source{Page: claim.Page}, Sentence: claim.Sentence, Implied: true, Presence: fact.Stated,
				}
			}
		}
	}
}

// of is what is known of a scope and stage; a new one where no document of it is loaded.
func (t *told) of(series Series) *Dossier {
	for i := range t.dossiers {
		if t.dossiers[i].Series.is(series) {
			return &t.dossiers[i]
		}
	}
	t.dossiers = append(t.dossiers, Dossier{Series: series})
	return &t.dossiers[len(t.dossiers)-1]
}

// addReview adds what the checks and the questions say of an organisation: a text may repeat it word by word.
func (t *told) addReview(review *Review) {
	add := func(source string, words ...string) {
		for _, one := range words {
			if words := fact.Unspaced(one); len(words) >= shortestRepeated {
				t.review = append(t.review, text{words, source})
			}
		}
	}
	for _, finding := range review.Findings {
		add("tongbi check 规则"+finding.Rule, finding.Message, finding.Detail)
	}
	for _, question := range review.Questions {
		add("tongbi questions 规则"+question.Rule, question.Question, question.Basis, question.Evidence, question.Materials)
	}
}

// shortestRepeated is how many bytes a text has at least to be told from words that only happen to be the same.
const shortestRepeated = 24

// repeats decides figures that stand in a quotation of a document, or in the words of a check or a question of this program: they
// are right where the words are the same.
func (t *told) repeats(one *Verified) bool {
	if t.repeatsReview(one) {
		return true
	}
	if one.Kind == fact.Quoted {
		one.Source = t.quoted(one.Quotation)
		if one.Source == "" {
			one.Reason = "引文在已装入的文件里没有找到"
			return true
		}
		one.Verdict, one.Reason = Right, "引文与原文一致"
		return true
	}
	return false
}

// repeatsReview decides a figure in the words of a check or a question.
func (t *told) repeatsReview(one *Verified) bool {
	if len(one.Context) < 2 {
		return false
	}
	around := one.Context[1]
	for _, said := range t.review {
		for from := 0; ; {
			at := strings.Index(around[from:], said.words)
			if at < 0 {
				break
			}
			at += from
			if at <= one.Offset && one.Offset < at+len(said.words) {
				one.Verdict, one.Reason, one.Source = Right, "与现在的结果一致", said.source
				return true
			}
			from = at + 1
		}
	}
	return false
}

// quoted is where a document says the words of a quotation, which may leave parts out; empty where none does.
func (t *told) quoted(quotation string) string {
	pieces := strings.FieldsFunc(strings.ReplaceAll(quotation, "...", "…"), func(r rune) bool { return r == '…' })
	whole := t.running()
	source := ""
	for _, piece := range pieces {
		piece = strings.Trim(fact.Unspaced(piece), "，。；、")
		if piece == "" {
			continue
		}
		at := strings.Index(whole.words, piece)
		if at < 0 {
			return ""
		}
		if source == "" {
			source = whole.at(at)
		}
	}
	return source
}

// running is all texts one behind the other.
func (t *told) running() runningText {
	var all strings.Builder
	var r runningText
	for _, one := range t.texts {
		r.begins, r.sources = append(r.begins, all.Len()), append(r.sources, one.source)
		all.WriteString(one.words)
	}
	r.words = all.String()
	return r
}

// runningText knows where each of its parts begins.
type runningText struct {
	words   string
	begins  []int
	sources []string
}

func (r runningText) at(position int) string {
	i, found := slices.BinarySearch(r.begins, position)
	if !found {
		i--
	}
	return r.sources[i]
}
