package queries

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"tongbi/data"
	"tongbi/etl/fact"
)

// Trend follows lines over all years, implied ones included. Errors: *InvalidOptionError; *NotLoadedError where nothing
// of the organisation is loaded. A code that means something else from a year on is two lines; lines whose codes changed say so in
// Note.
func Trend(ctx context.Context, db *sql.DB, options TrendOptions) ([]Line, error) {
	if err := options.check(); err != nil {
		return nil, err
	}
	s, err := beginFor(ctx, db, extent{organization: options.Organization, view: options.By})
	if err != nil {
		return nil, err
	}
	defer s.end()
	lines, err := s.trend(ctx, options)
	if err != nil {
		return nil, err
	}
	if len(lines) == 0 {
		return nil, notLoaded(ctx, db, CompareOptions{Organization: options.Organization, Scope: options.Scope})
	}
	return lines, nil
}

func (s *session) trend(ctx context.Context, options TrendOptions) ([]Line, error) {
	if err := s.readFigures(ctx); err != nil {
		return nil, err
	}
	var lines []Line
	given := arguments{
		"organization": options.Organization, "scope": string(options.Scope), "stage": string(options.Stage),
		"view": options.By,
	}
	err := s.ask(ctx, "trend", given, func(rows *sql.Rows) error {
		var one Line
		var year fact.Year
		var printed string
		var sentence, form, wholeLine, wholeMeasure sql.NullString
		var number sql.NullInt64
		err := rows.Scan(&one.Organization, &one.Scope, &one.Stage, &year, &one.By, &one.Fund, &one.Code, &one.Line, &one.Measure,
			&printed, &form, &wholeLine, &wholeMeasure, &number, &sentence)
		if err != nil {
			return err
		}
		figure, err := s.tableFigure(number)
		if !number.Valid {
			figure, err = s.figureIn(sentence)
		}
		if err != nil {
			return err
		}
		if last := len(lines) - 1; last < 0 || !lines[last].is(one) {
			one.Figures, one.Wholes, one.labels = map[fact.Year]Figure{}, map[fact.Year]fact.Fen{}, map[fact.Year]string{}
			lines = append(lines, one)
		}
		line := &lines[len(lines)-1]
		line.Label = labelOf(one.By, one.Code, one.Line, one.Measure, printed)
		line.Figures[year], line.labels[year] = *figure, printed
		of := yearKey{one.Organization, one.Scope, year, one.Stage}
		if whole := s.wholeOf(of, form.String, one.Fund, wholeLine, wholeMeasure); whole != nil {
			line.Wholes[year] = *whole
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	crosswalk, err := orBuiltIn(options.Crosswalk)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(follow(lines, crosswalk), func(l Line) bool { return options.Level != "" && l.Code.Level() != options.Level }), nil
}

// follow applies the crosswalk to lines over the years, from each year to the next one that its table has: it notes what is
// known of their codes, and cuts a line in two where its code was given to another meaning.
func follow(lines []Line, crosswalk data.Crosswalk) []Line {
	var followed []Line
	for start := 0; start < len(lines); {
		end := start + 1
		for end < len(lines) && lines[start].besides(lines[end]) {
			end++
		}
		table := slices.Clone(lines[start:end])
		if dimension := dimensions[table[0].By]; dimension != "" {
			table = followTable(table, crosswalk, dimension)
		}
		followed = append(followed, table...)
		start = end
	}
	return followed
}

func followTable(table []Line, crosswalk data.Crosswalk, dimension string) []Line {
	years := map[fact.Year]bool{}
	for _, line := range table {
		for year, figure := range line.Figures {
			years[year] = years[year] || !figure.Implied
		}
	}
	maps.DeleteFunc(years, func(_ fact.Year, own bool) bool { return !own })
	var cuts []fact.Year
	codes := map[fact.Year]map[fact.Code]bool{}
	sorted := slices.Sorted(maps.Keys(years))
	for i := 1; i < len(sorted); i++ {
		from, to := sorted[i-1], sorted[i]
		pair := comparison{make([]Change, len(table)), crosswalk, dimension, map[fact.Code]bool{}}
		for l := range table {
			pair.lines[l] = table[l].between(from, to)
		}
		pair.reconcile()
		for l, c := range pair.lines {
			if c.Note != "" {
				table[l].Note = strings.TrimPrefix(table[l].Note+"；"+fmt.Sprintf("%d年：%s", to, strings.TrimSuffix(c.Note, "；")), "；")
			}
			for _, id := range c.Crosswalk {
				if !slices.Contains(table[l].Crosswalk, id) {
					table[l].Crosswalk = append(table[l].Crosswalk, id)
				}
			}
		}
		if len(pair.reused) > 0 {
			cuts, codes[to] = append(cuts, to), pair.reused
		}
	}
	var cut []Line
	for _, line := range table {
		for _, year := range cuts {
			if codes[year][line.Code] {
				var before Line
				before, line = line.cut(year)
				cut = append(cut, before)
			}
		}
		cut = append(cut, line)
	}
	return cut
}

// besides reports whether two lines stand in the same table.
func (l Line) besides(other Line) bool {
	return l.Organization == other.Organization && l.Scope == other.Scope && l.Stage == other.Stage && l.By == other.By && l.Fund == other.Fund
}

// between is the change of a line between two years, as the crosswalk wants it.
func (l Line) between(from, to fact.Year) Change {
	c := Change{
		Organization: l.Organization, Scope: l.Scope, Fund: l.Fund, By: l.By, Code: l.Code, Label: l.Label, Measure: l.Measure,
		FromYear: from, FromStage: l.Stage, ToYear: to, ToStage: l.Stage, table: true, fromLabel: l.labels[from], toLabel: l.labels[to],
	}
	if figure, ok := l.Figures[from]; ok {
		c.From = &figure
	}
	if figure, ok := l.Figures[to]; ok {
		c.To = &figure
	}
	if c.From != nil || c.To != nil {
		c.weigh(new(notes))
	}
	return c
}

// cut divides a line before a year.
func (l Line) cut(year fact.Year) (before, after Line) {
	before, after = l, l
	before.Figures, after.Figures = divide(l.Figures, year)
	before.Wholes, after.Wholes = divide(l.Wholes, year)
	before.labels, after.labels = divide(l.labels, year)
	before.Label = before.labels[slices.Max(slices.Collect(maps.Keys(before.labels)))]
	return before, after
}

func divide[Value any](all map[fact.Year]Value, year fact.Year) (before, after map[fact.Year]Value) {
	before, after = map[fact.Year]Value{}, map[fact.Year]Value{}
	for y, value := range all {
		if y < year {
			before[y] = value
		} else {
			after[y] = value
		}
	}
	return before, after
}

// is reports whether both are the same line, whatever their figures.
func (l Line) is(other Line) bool {
	return l.Organization == other.Organization && l.Scope == other.Scope && l.Stage == other.Stage && l.By == other.By &&
		l.Fund == other.Fund && l.Code == other.Code && l.Line == other.Line && l.Measure == other.Measure
}

// Growth is the 年均增长 from the first year of the line to the last: the one rate by which every year would have grown.
// Nil where they lie less than two years apart or an amount is not above zero. It is a root and thus no exact ratio: good
// to ten decimals.
func (l Line) Growth() *fact.Rate {
	const decimals = 10_000_000_000
	years := slices.Sorted(maps.Keys(l.Figures))
	if len(years) < 2 {
		return nil
	}
	first, last := years[0], years[len(years)-1]
	from, to := l.Figures[first].Amount, l.Figures[last].Amount
	if last-first < 2 || from <= 0 || to <= 0 {
		return nil
	}
	growth := math.Pow(float64(to)/float64(from), 1/float64(last-first)) - 1
	if growth >= math.MaxInt64/decimals {
		return nil
	}
	rate := fact.Ratio(int64(math.Round(growth*decimals)), decimals)
	return &rate
}

// ShareChange is how much the line's share of its total changed from the first year to the last: 0.1043 is 10.43个百分点.
// Nil where either year lacks the total, or the line is the total.
func (l Line) ShareChange() *fact.Rate {
	years := slices.Sorted(maps.Keys(l.Wholes))
	if len(years) < 2 || l.By == ByTotal {
		return nil
	}
	first, last := years[0], years[len(years)-1]
	before, after := l.Wholes[first], l.Wholes[last]
	if before <= 0 || after <= 0 {
		return nil
	}
	change := fact.Ratio(int64(l.Figures[last].Amount), int64(after)).Minus(fact.Ratio(int64(l.Figures[first].Amount), int64(before)))
	return &change
}
