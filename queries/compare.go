package queries

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"tongbi/data"
	"tongbi/etl/fact"
)

// Compare gives the changes of lines between years: like with like only, from the earlier year's own document, or, where
// that is not loaded, from what the later year's document says of it (Basis Implied). Rows come by organisation, scope,
// stages, years, view and code. What cannot be compared is a row of Status NotComparable with the reason in Note.
// Errors: *InvalidOptionError; *NotLoadedError where nothing that was asked for is loaded.
func Compare(ctx context.Context, db *sql.DB, options CompareOptions) ([]Change, error) {
	if err := options.check(); err != nil {
		return nil, err
	}
	s, err := beginFor(ctx, db, options.extent())
	if err != nil {
		return nil, err
	}
	defer s.end()
	changes, err := s.comparison(ctx, options)
	if err != nil {
		return nil, err
	}
	if len(changes) == 0 {
		return nil, notLoaded(ctx, db, options)
	}
	return Shown(changes, options), nil
}

// extent is what the views need to hold for the comparison.
func (o CompareOptions) extent() extent {
	wanted := extent{organization: o.Organization, from: o.From, to: o.To, exact: o.From != 0 && o.To != 0, view: o.By}
	if wanted.exact {
		wanted.from, wanted.to = min(o.From, o.To), max(o.From, o.To)
	}
	switch o.By {
	case ByBridge:
		wanted.view = ByFunction
	case ByRestatement:
		wanted.view = ""
	}
	return wanted
}

// comparison gives what was asked for.
func (s *session) comparison(ctx context.Context, options CompareOptions) ([]Change, error) {
	switch options.By {
	case ByRestatement:
		return s.restatements(ctx, options)
	case ByBridge:
		return s.bridges(ctx, options)
	}
	return s.compare(ctx, options)
}

// compare gives every change of the options, in the order of the forms.
func (s *session) compare(ctx context.Context, options CompareOptions) ([]Change, error) {
	changes, err := s.compareTables(ctx, options)
	if err != nil {
		return nil, err
	}
	if none, err := s.none(ctx, "implied"); err != nil {
		return nil, err
	} else if !none {
		implied, err := s.compareImplied(ctx, options)
		if err != nil {
			return nil, err
		}
		changes = append(changes, implied...)
	}
	slices.SortStableFunc(changes, bySeriesAndYears)
	crosswalk, err := orBuiltIn(options.Crosswalk)
	if err != nil {
		return nil, err
	}
	reconcile(changes, crosswalk)
	return slices.DeleteFunc(changes, func(c Change) bool {
		return options.Level != "" && c.Measure != "" && c.Code.Level() != options.Level
	}), nil
}

// orBuiltIn is a crosswalk, the built-in one where there is none.
func orBuiltIn(crosswalk data.Crosswalk) (data.Crosswalk, error) {
	if crosswalk == nil {
		return data.LoadCrosswalk()
	}
	return crosswalk, nil
}

// notLoaded is the error for years or organisations that are not there; nil where they are and merely have no such line.
func notLoaded(ctx context.Context, db *sql.DB, options CompareOptions) error {
	all, err := SeriesOf(ctx, db)
	if err != nil {
		return err
	}
	matching := slices.DeleteFunc(slices.Clone(all), func(s Series) bool {
		return !strings.Contains(s.Organization, options.Organization) || options.Scope != "" && s.Scope != options.Scope
	})
	var missing []fact.Year
	for _, year := range []fact.Year{options.From, options.To} {
		has := func(series Series) bool { return slices.Contains(series.Years, year) }
		if year != 0 && !slices.ContainsFunc(matching, has) {
			missing = append(missing, year)
		}
	}
	if len(matching) > 0 && len(missing) == 0 {
		return nil
	}
	return &NotLoadedError{options.Organization, missing, all}
}

func (o CompareOptions) arguments() arguments {
	return arguments{
		"organization": o.Organization, "scope": string(o.Scope), "stage": string(o.Stage), "base_stage": string(o.BaseStage),
		"view": o.By, "from_year": int(o.From), "to_year": int(o.To),
	}
}

// compareTables compares figures of tables with figures of tables.
func (s *session) compareTables(ctx context.Context, options CompareOptions) ([]Change, error) {
	if err := errors.Join(s.readFigures(ctx), s.readConflicts(ctx)); err != nil {
		return nil, err
	}
	var changes []Change
	err := s.ask(ctx, "compare", options.arguments(), func(rows *sql.Rows) error {
		var row comparedRow
		if err := row.scan(rows); err != nil {
			return err
		}
		if row.form == "" {
			changes = append(changes, row.unshared())
			return nil
		}
		change, err := s.changeOf(row)
		changes = append(changes, change)
		return err
	})
	return changes, err
}

// comparedRow is a row of reports/compare.sql; what the change takes as it is stands in it already.
type comparedRow struct {
	Change
	loaded                                                                                bool
	form                                                                                  string
	wholeLine, wholeMeasure, fromLabel, toLabel, fromStated, toStated, fromForms, toForms sql.NullString
	from, to                                                                              sql.NullInt64
}

func (r *comparedRow) scan(rows *sql.Rows) error {
	c := &r.Change
	return rows.Scan(&c.Organization, &c.Scope, &c.FromYear, &c.FromStage, &c.ToYear, &c.ToStage, &r.loaded, &c.By, &r.form, &c.form,
		&c.Fund, &c.Code, &c.Line, &c.Measure, &r.wholeLine, &r.wholeMeasure, &r.fromLabel, &r.toLabel, &r.from, &r.to, &r.fromStated, &r.toStated,
		&r.fromForms, &r.toForms)
}

// unshared tells that a view cannot be compared at all, since the years share no form.
func (r comparedRow) unshared() Change {
	c := r.Change
	c.Status, c.Basis = NotComparable, Disclosed
	c.Note = fmt.Sprintf("两年没有可比的同一张表：%d年%s；%d年%s", c.FromYear, r.fromForms.String, c.ToYear, r.toForms.String)
	return c
}

// changeOf judges a line that two years can be compared in.
func (s *session) changeOf(r comparedRow) (Change, error) {
	c := r.Change
	var missing [2]error
	c.From, missing[0] = s.tableFigure(r.from)
	c.To, missing[1] = s.tableFigure(r.to)
	if err := errors.Join(missing[:]...); err != nil {
		return c, err
	}
	c.Basis = Disclosed
	if !r.loaded {
		c.Basis = Implied
	}
	printed := r.toLabel
	if !printed.Valid {
		printed = r.fromLabel
	}
	c.Label = labelOf(c.By, c.Code, c.Line, c.Measure, printed.String)
	c.table, c.fromLabel, c.toLabel = r.loaded, r.fromLabel.String, r.toLabel.String
	from, to := yearKey{c.Organization, c.Scope, c.FromYear, c.FromStage}, yearKey{c.Organization, c.Scope, c.ToYear, c.ToStage}
	c.wholeFrom = s.wholeOf(from, r.form, c.Fund, r.wholeLine, r.wholeMeasure)
	c.wholeTo = s.wholeOf(to, r.form, c.Fund, r.wholeLine, r.wholeMeasure)
	var notes notes
	c.block(&notes, s.conflicts[from], r.fromStated, s.conflicts[to], r.toStated)
	c.missTotal(&notes)
	c.missProject(&notes)
	if c.Status != NotComparable {
		c.weigh(&notes)
		c.contribute(&notes, c.form)
	}
	c.remark(&notes, r.fromLabel, r.toLabel)
	c.Note = notes.String()
	return c, nil
}

// yearKey is a year and stage of an organisation and scope.
type yearKey struct {
	organization string
	scope        fact.Scope
	year         fact.Year
	stage        fact.Stage
}

// wholeKey is a figure that lines may be a part of: a total of a form.
type wholeKey struct {
	of      yearKey
	form    string
	fund    fact.Fund
	line    string
	measure fact.Measure
}

// wholeOf is the total of a year that a line of a form and fund is a part of; nil where it is part of none (line null), or the form
// states none.
func (s *session) wholeOf(year yearKey, form string, fund fact.Fund, line, measure sql.NullString) *fact.Fen {
	amount, stated := s.wholes[wholeKey{year, form, fund, line.String, fact.Measure(measure.String)}]
	if !stated || !line.Valid {
		return nil
	}
	return &amount
}

// readConflicts reads, once, which years' documents contradict one another.
func (s *session) readConflicts(ctx context.Context) error {
	if s.conflicts != nil {
		return nil
	}
	s.conflicts = map[yearKey]string{}
	if none, err := s.none(ctx, "conflicted_year"); none || err != nil {
		return err
	}
	return s.ask(ctx, "conflicts", nil, func(rows *sql.Rows) error {
		var key yearKey
		var difference string
		err := rows.Scan(&key.organization, &key.scope, &key.year, &key.stage, &difference)
		s.conflicts[key] = difference
		return err
	})
}

// block takes out the figures of a year that contradicts itself: none of two figures is chosen.
func (c *Change) block(notes *notes, fromConflict string, fromStated sql.NullString, toConflict string, toStated sql.NullString) {
	if notes.conflict(c.FromYear, fromConflict) || notes.dispute(c.FromYear, fromStated) {
		c.From, c.Status = nil, NotComparable
	}
	if notes.conflict(c.ToYear, toConflict) || notes.dispute(c.ToYear, toStated) {
		c.To, c.Status = nil, NotComparable
	}
}

// missTotal refuses a total that one year lacks: every budget has one, so it was not read.
func (c *Change) missTotal(notes *notes) {
	if c.By != ByTotal || c.Status == NotComparable || c.From != nil && c.To != nil {
		return
	}
	year := c.FromYear
	if c.To == nil {
		year = c.ToYear
	}
	c.Status = NotComparable
	notes.add(fmt.Sprintf("%d年没有读到%s", year, c.Label))
}

// missProject refuses a project that one year does not list, unless that year's list is complete: few documents list all of
// their projects, and what is not listed may go on.
func (c *Change) missProject(notes *notes) {
	if c.By != ByProject || c.Status == NotComparable {
		return
	}
	for _, side := range []struct {
		figure *Figure
		whole  *fact.Fen
		year   fact.Year
	}{{c.From, c.wholeFrom, c.FromYear}, {c.To, c.wholeTo, c.ToYear}} {
		if side.figure == nil && side.whole == nil {
			c.Status = NotComparable
			notes.add(fmt.Sprintf("%d年的文件没有列这个项目，也没有与合计相符的项目支出表，不能说明有没有", side.year))
		}
	}
}

// weigh fills change, rate and status. A line that one year lacks counts with its whole amount.
func (c *Change) weigh(notes *notes) {
	from, to := amount(c.From), amount(c.To)
	change := to - from
	c.Change = &change
	if rate, defined := fact.Change(from, to); defined && c.From != nil {
		c.Rate = &rate
	}
	switch {
	case change == 0:
		c.Status = Unchanged
	case c.From == nil:
		c.Status = New
		notes.add("新增")
	case c.To == nil:
		c.Status = Ended
	default:
		c.Status = Continuing
	}
	switch {
	case c.From != nil && from == 0 && to != 0:
		notes.add("新增：基数为0，不计增减率")
	case c.From != nil && c.To != nil && c.Rate == nil && change != 0:
		notes.add("正负号改变，不计增减率")
	}
}

// Completion is the 执行率: what of a year's budget was carried out. Nil where the figures are not a later stage of one
// year against an earlier one, or the budget is not above zero.
func (c Change) Completion() *fact.Rate {
	if c.FromYear != c.ToYear || slices.Index(cycle, c.FromStage) >= slices.Index(cycle, c.ToStage) || c.To == nil || amount(c.From) <= 0 {
		return nil
	}
	rate := fact.Ratio(int64(c.To.Amount), int64(c.From.Amount))
	return &rate
}

// amount is a figure's amount, zero where there is none.
func amount(figure *Figure) fact.Fen {
	if figure == nil {
		return 0
	}
	return figure.Amount
}

// contribute fills the share of the change of the total that the line is a part of.
func (c *Change) contribute(notes *notes, form string) {
	if c.wholeFrom == nil || c.wholeTo == nil {
		return
	}
	whole := int64(*c.wholeTo - *c.wholeFrom)
	switch {
	case whole == 0:
		notes.add(form + "合计未变，没有贡献率")
		return
	case c.By != ByTotal:
		notes.add("贡献率以" + form + "合计的变动为100%")
	}
	share := fact.Ratio(int64(*c.Change), whole)
	c.Contribution = &share
}

// remark notes what a reader must know of the figures: another name, a document that fails its own test.
func (c *Change) remark(notes *notes, fromLabel, toLabel sql.NullString) {
	if c.Basis == Implied && c.From != nil {
		notes.add(fmt.Sprintf("%s取自%s“%s”栏", figures(c.FromYear, c.FromStage), c.From.Place(), c.From.Source.Heading))
	}
	if (c.Code != "" || c.By == ByProject) && fromLabel.Valid && toLabel.Valid && narrow.Replace(fromLabel.String) != narrow.Replace(toLabel.String) {
		notes.add(fmt.Sprintf("%d年名称为“%s”", c.FromYear, fromLabel.String))
	}
	notes.added(c.FromYear, c.From)
	notes.added(c.ToYear, c.To)
	notes.doubt(c.From, c.To)
}

// added notes the rows that a project's figure is the sum of.
func (n *notes) added(year fact.Year, figure *Figure) {
	if figure != nil && strings.Contains(figure.Raw, "＋") {
		n.add(fmt.Sprintf("%d年各行相加：%s", year, figure.Raw))
	}
}

// narrow makes spellings alike that print one name.
var narrow = strings.NewReplacer("（", "(", "）", ")", "，", ",", "、", ",", " ", "", "“", "", "”", "")

// compareImplied compares with years that only a later document's sentences tell of.
func (s *session) compareImplied(ctx context.Context, options CompareOptions) ([]Change, error) {
	if err := errors.Join(s.readFigures(ctx), s.readConflicts(ctx)); err != nil {
		return nil, err
	}
	var changes []Change
	err := s.ask(ctx, "compare_implied", options.arguments(), func(rows *sql.Rows) error {
		c := Change{Basis: Implied}
		var base, value sql.NullString
		var stated, printed sql.NullInt64
		var label string
		var disputed bool
		err := rows.Scan(&c.Organization, &c.Scope, &c.FromYear, &c.FromStage, &c.ToYear, &c.ToStage, &c.By, &c.Fund, &c.Code,
			&c.Line, &c.Measure, &label, &base, &value, &stated, &printed, &disputed)
		if err != nil {
			return err
		}
		c.Label = labelOf(c.By, c.Code, c.Line, c.Measure, label)
		if c.From, err = s.figureIn(base); err != nil {
			return err
		}
		if c.To, err = s.figureIn(value); err != nil {
			return err
		}
		table, err := s.tableFigure(printed)
		if err != nil {
			return err
		}
		c.imply(table, disputed, s.conflicts[yearKey{c.Organization, c.Scope, c.ToYear, c.ToStage}])
		changes = append(changes, c)
		return nil
	})
	return changes, err
}

// imply settles a change that a sentence states, beside the figure of the document's own table.
func (c *Change) imply(table *Figure, disputed bool, conflict string) {
	var notes notes
	sentence := c.From
	switch {
	case notes.conflict(c.ToYear, conflict):
		c.Status, c.From, c.To = NotComparable, nil, nil
	case sentence == nil:
		c.Status, c.To = NotComparable, table
		notes.add(fmt.Sprintf("%s的文件未载入，%s的文件也没有说明", figures(c.FromYear, c.FromStage), figures(c.ToYear, c.ToStage)))
	case disputed:
		c.Status, c.From, c.To = NotComparable, nil, table
		notes.add(fmt.Sprintf("%d年文件的文字自相矛盾：%s", c.ToYear, quote(sentence)))
	default:
		c.weigh(&notes)
		notes.add(fmt.Sprintf("%s由%s推算", figures(c.FromYear, c.FromStage), quote(sentence)))
		notes.against(table, c.To)
	}
	notes.doubt(c.From, c.To)
	c.Note = notes.String()
}

// quote is a sentence with its place.
func quote(figure *Figure) string {
	return figure.Place() + "“" + figure.Sentence + "”"
}

// Shown ranks the changes, sorts them as asked and keeps of each pair so many as asked.
func Shown(changes []Change, options CompareOptions) []Change {
	rank(changes)
	order := options.Sort
	if order == "" && options.Top > 0 {
		order = SortChange
	}
	if size := sizes[order]; size != nil {
		slices.SortStableFunc(changes, func(a, b Change) int {
			if pair := bySeriesAndYears(a, b); pair != 0 {
				return pair
			}
			return size(b, a)
		})
	}
	if options.Top <= 0 {
		return changes
	}
	var kept []Change
	taken := 0
	for i, change := range changes {
		if i > 0 && bySeriesAndYears(changes[i-1], change) != 0 {
			taken = 0
		}
		if taken < options.Top {
			kept = append(kept, change)
		}
		taken++
	}
	return kept
}
