package queries

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
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
	v, err := NewVerifier(ctx, db, options)
	if err != nil {
		return nil, err
	}
	return v.Verify(ctx, mentions)
}

// Verifier holds the figures of texts against what is known of their organisations, which is asked for once each. It is for one
// text after the other.
type Verifier struct {
	db         *sql.DB
	options    VerifyOptions
	series     []Series
	names      []string // of all organisations
	vocabulary *data.Vocabulary
	known      map[string]*told
	namedIn    map[string][]string // what data.Named found in a text
	spoken     []string            // organisations that the text at hand speaks of
}

// NewVerifier makes a verifier of what a database holds.
func NewVerifier(ctx context.Context, db *sql.DB, options VerifyOptions) (*Verifier, error) {
	series, err := SeriesOf(ctx, db)
	if err != nil {
		return nil, err
	}
	vocabulary, err := data.Load()
	if err != nil {
		return nil, err
	}
	v := &Verifier{db: db, options: options, series: series, vocabulary: vocabulary, known: map[string]*told{}, namedIn: map[string][]string{}}
	for _, one := range series {
		if !slices.Contains(v.names, one.Organization) {
			v.names = append(v.names, one.Organization)
		}
	}
	return v, nil
}

// Verify derives every figure of one text anew (see the function Verify).
func (v *Verifier) Verify(ctx context.Context, mentions []fact.Mention) ([]Verified, error) {
	v.spoken = nil
	var wanted []string
	for _, mention := range mentions {
		names := v.organizations(mention)
		if len(names) == 1 && !slices.Contains(v.spoken, names[0]) {
			v.spoken = append(v.spoken, names[0])
		}
		if mention.Members > 1 {
			wanted = append(wanted, names...)
		}
	}
	if err := v.learn(ctx, append(wanted, v.spoken...)); err != nil {
		return nil, err
	}
	all := make([]Verified, len(mentions))
	for i, mention := range mentions {
		all[i] = v.verify(mention)
	}
	return all, nil
}

// told is what the database says of one organisation.
type told struct {
	dossiers []Dossier
	uncoded  map[kept][]Line         // lines without a code, those that no view has too
	twins    map[lineOfYear][]Figure // of lines that two forms print with a small difference
	texts    []text                  // of its documents
	review   []text                  // what the checks and the questions say
}

// lineOfYear is a line of one year as several forms may print it.
type lineOfYear struct {
	kept
	year    fact.Year
	code    fact.Code
	measure fact.Measure
}

// kept is what the lines of one organisation are kept apart by.
type kept struct {
	scope fact.Scope
	stage fact.Stage
}

// text is a text that may stand in another word by word.
type text struct{ words, source string }

func (v *Verifier) verify(mention fact.Mention) Verified {
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
		return one
	}
	if v.judgeSum(&one) {
		return one
	}
	names := v.organizations(mention)
	if len(names) != 1 {
		one.Reason = "没有写明是哪个部门，或库中没有这个部门"
		if len(names) > 1 {
			one.Reason = "提到几个部门，不知是哪个：" + strings.Join(names, "、")
		}
		return one
	}
	one.Organization = names[0]
	told := v.known[names[0]]
	if !told.repeats(&one) {
		told.judge(v, &one)
	}
	return one
}

// organizations are those that the text around a figure names: its own subject, then the nearest text first; the one that was given
// overrides it.
func (v *Verifier) organizations(mention fact.Mention) []string {
	if v.options.Organization != "" {
		return slices.DeleteFunc(slices.Clone(v.names), func(name string) bool { return !strings.Contains(name, v.options.Organization) })
	}
	if named := v.organizationsIn(mention.Subject); len(named) == 1 {
		return named
	}
	for _, text := range mention.Context {
		if named := v.organizationsIn(text); len(named) > 0 {
			return named
		}
	}
	return nil
}

// organizationsIn are those that a text names.
func (v *Verifier) organizationsIn(text string) []string {
	named, known := v.namedIn[text]
	if !known {
		named = data.Named(text, v.names)
		v.namedIn[text] = named
	}
	return named
}

// authority is what the name of a department looks like that stands with its place.
var authority = regexp.MustCompile(`[^\P{Han}年]{1,3}(?:区|县|市|省)(?:人民政府)?[^，。；、：\d（）“”]{1,12}?(?:局|委员会|办公室|办事处|厅)`)

// stranger is a department that the sentence itself names and the database does not have: nothing of the sentence can be decided.
func (v *Verifier) stranger(mention fact.Mention) string {
	if v.options.Organization != "" || len(mention.Context) == 0 {
		return ""
	}
	if named := authority.FindString(mention.Context[0]); named != "" && len(v.organizationsIn(mention.Context[0])) == 0 && mention.Kind != fact.Quoted {
		return named
	}
	return ""
}

// learn asks the database for all it has on organisations that are not known yet.
func (v *Verifier) learn(ctx context.Context, wanted []string) error {
	var series []Series
	var names []string
	for _, one := range v.series {
		if slices.Contains(wanted, one.Organization) && v.known[one.Organization] == nil {
			series = append(series, one)
			if !slices.Contains(names, one.Organization) {
				names = append(names, one.Organization)
			}
		}
	}
	learned := map[string]*told{}
	for _, name := range names {
		learned[name] = &told{uncoded: map[kept][]Line{}, twins: map[lineOfYear][]Figure{}}
	}
	for dossier, err := range Reviewed(ctx, v.db, series, v.options.Crosswalk, nil) {
		if err != nil {
			return err
		}
		t := learned[dossier.Series.Organization]
		t.dossiers = append(t.dossiers, dossier)
	}
	for _, name := range names {
		if err := learned[name].addUncoded(ctx, v.db, name); err != nil {
			return err
		}
		learned[name].addStatedBases()
		for _, dossier := range learned[name].dossiers {
			if dossier.Review != nil {
				learned[name].addReview(dossier.Review)
			}
		}
	}
	maps.Copy(v.known, learned)
	return nil
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
	if err := t.addTwins(ctx, s, name); err != nil {
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

// addTwins adds the figures of lines that two forms print with a small difference.
func (t *told) addTwins(ctx context.Context, s *session, name string) error {
	return s.ask(ctx, "otherwise", arguments{"organization": name}, func(rows *sql.Rows) error {
		var of lineOfYear
		var coded sql.NullInt64
		var named sql.NullString
		if err := rows.Scan(&of.scope, &of.stage, &of.year, &of.code, &of.measure, &coded, &named); err != nil {
			return err
		}
		figure, err := s.tableFigure(coded)
		if !coded.Valid {
			figure, err = s.figureIn(named)
		}
		if err == nil && figure != nil {
			t.twins[of] = append(t.twins[of], *figure)
		}
		return err
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
			if claim.Base == nil || claim.BaseStage == "" || claim.BaseStage == series.Stage || claim.Code == "" && claim.Line == "" && (claim.Measure == "" || claim.Measure == fact.Total) {
				continue
			}
			of := t.of(Series{Organization: series.Organization, Scope: series.Scope, Stage: claim.BaseStage})
			if slices.Contains(of.Series.Years, claim.BaseYear) {
				continue
			}
			line := of.lineOf(claim)
			if _, known := line.Figures[claim.BaseYear]; !known {
				line.Figures[claim.BaseYear] = Figure{
					Amount: claim.Base.Fen, Grain: claim.Base.Grain, Document: statement.Document, Format: statement.Format,
					Source: fact.Source{Page: claim.Page}, Sentence: claim.Sentence, Implied: true, Presence: fact.Stated,
				}
			}
		}
	}
}

// lineOf is the line that a sentence speaks of; a new one where there is none.
func (d *Dossier) lineOf(claim fact.Claim) *Line {
	subject := data.Subject{Line: claim.Line, Measure: string(claim.Measure), Fund: string(claim.Fund)}
	for i := range d.Lines {
		one := &d.Lines[i]
		if claim.Code != "" && one.By == ByFunction && one.Code == claim.Code && one.Measure == fact.Total || claim.Code == "" && one.Code == "" && means(subject, *one) {
			return one
		}
	}
	line := Line{
		Organization: d.Series.Organization, Scope: d.Series.Scope, Stage: d.Series.Stage, By: ByFunction, Code: claim.Code, Label: claim.Subject,
		Measure: fact.Total, Figures: map[fact.Year]Figure{}, Wholes: map[fact.Year]fact.Fen{},
	}
	if claim.Code == "" {
		line.By, line.Line, line.Measure, line.Fund = "", claim.Line, claim.Measure, claim.Fund
	}
	d.Lines = append(d.Lines, line)
	return &d.Lines[len(d.Lines)-1]
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
	var documents []string
	for _, dossier := range t.dossiers {
		for _, document := range dossier.Documents {
			documents = append(documents, document.Document)
		}
	}
	add := func(source string, words ...string) {
		for _, one := range words {
			for _, piece := range withoutNames(one, documents) { // a text may call documents otherwise
				if words := fact.Unspaced(piece); len(words) >= shortestRepeated {
					t.review = append(t.review, text{words, source})
				}
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

// withoutNames is a text, and the pieces of it between the names of documents where it has some.
func withoutNames(text string, documents []string) []string {
	pieces := []string{text}
	for _, document := range documents {
		var smaller []string
		for _, piece := range pieces {
			smaller = append(smaller, strings.Split(piece, document)...)
		}
		pieces = smaller
	}
	if len(pieces) == 1 {
		return pieces
	}
	return append([]string{text}, pieces...)
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
