package queries

import (
	"context"
	"database/sql"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"tongbi/etl/fact"
)

// composition is what the documents of one year say of the units that its figures are made of.
type composition struct {
	units int      // how many, 本级 included; 0 where they do not say or contradict one another
	names []string // all of them, as canonicalUnit gives them, sorted; none where no document lists them all
	said  string   // where it says so, with the sentence
}

// known reports whether the documents say anything.
func (c composition) known() bool { return c.units > 0 || len(c.names) > 0 }

// composed is a year whose units are known.
type composed struct {
	organization string
	scope        fact.Scope
	year         fact.Year
	stage        fact.Stage
}

// compositions are what the documents of the organisations say of their units.
func (s *session) compositions(ctx context.Context, organization string) (map[composed]composition, error) {
	type statement struct {
		telling, name, text, place string
		units                      sql.NullInt64
		open                       bool
	}
	statements := map[composed][]statement{}
	err := s.ask(ctx, "composition", arguments{"organization": organization}, func(rows *sql.Rows) error {
		var of composed
		var one statement
		var document, format string
		var page int
		err := rows.Scan(&of.organization, &of.scope, &of.year, &of.stage, &document, &format, &page, &one.telling, &one.name, &one.units, &one.open, &one.text)
		if err != nil {
			return err
		}
		one.place = place(document, format, fact.Source{Page: page})
		one.name = canonicalUnit(one.name, of.organization)
		statements[of] = append(statements[of], one)
		return nil
	})
	compositions := map[composed]composition{}
	for of, all := range statements {
		var c composition
		contradictory := false
		for _, one := range all {
			if one.telling == "count" && one.units.Valid {
				contradictory = contradictory || c.units > 0 && c.units != int(one.units.Int64)
				c.units, c.said = int(one.units.Int64), one.place+"“"+one.text+"”"
			}
		}
		if contradictory {
			c.units, c.said = 0, ""
		}
		for _, telling := range []string{"scope", "listed", "table"} {
			open := false
			for _, one := range all {
				if one.telling == telling && one.name != "" {
					c.names, open = append(c.names, one.name), open || one.open
				}
			}
			slices.Sort(c.names)
			c.names = slices.Compact(c.names)
			if open || c.units > 0 && len(c.names) != c.units {
				c.names = nil
			}
			if len(c.names) > 0 {
				break
			}
		}
		compositions[of] = c
	}
	return compositions, err
}

// ownUnit stands for the department's own 本级, however it is called.
const ownUnit = "本级"

var (
	unitTail = regexp.MustCompile(`[，,；;：:。].*$|不单列预算.*$`)
	unitHead = regexp.MustCompile(`^(下属|所属)?(事业|行政|参公|预算)?单位`)
	ownTail  = regexp.MustCompile(`[（(]?(部门)?(本级|本部|机关本级)[）)]?(预算|决算)?$`)
)

// canonicalUnit is a unit's name as it is compared: 本级 for the department itself.
func canonicalUnit(name, organization string) string {
	name = unitHead.ReplaceAllString(unitTail.ReplaceAllString(narrow.Replace(name), ""), "")
	if name != "" && (ownTail.MatchString(name) || name == narrow.Replace(organization)) {
		return ownUnit
	}
	return name
}

// scopeChange is what two years' documents say of a change of the units that the figures are made of.
type scopeChange struct {
	label, note string
	unit        string // the one unit that came or went; empty where only their number is known
	came        bool   // the unit is in the later document only
}

// scopeChanges compares what two years say of their units; remark says the same for the total, where nothing changed or nothing is
// known.
func scopeChanges(before, after composition, fromYear, toYear fact.Year) (changes []scopeChange, remark string) {
	switch {
	case !before.known() && !after.known():
		return nil, "两年的文件都没有写明单位构成，口径是否变化无从核对"
	case !before.known() || !after.known():
		year := fromYear
		if before.known() {
			year = toYear
		}
		return nil, fmt.Sprintf("%d年的文件没有写明单位构成，口径是否变化无从核对", year)
	case len(before.names) > 0 && len(after.names) > 0:
		for _, name := range after.names {
			if !slices.Contains(before.names, name) {
				changes = append(changes, scopeChange{label: "口径变化：增加单位" + name, note: fmt.Sprintf("%d年文件所列单位中有，%d年没有", toYear, fromYear), unit: name, came: true})
			}
		}
		for _, name := range before.names {
			if !slices.Contains(after.names, name) {
				changes = append(changes, scopeChange{label: "口径变化：减少单位" + name, note: fmt.Sprintf("%d年文件所列单位中有，%d年没有", fromYear, toYear), unit: name})
			}
		}
		if len(changes) == 0 {
			return nil, fmt.Sprintf("两年文件所列单位相同（%d家）", len(after.names))
		}
		return changes, ""
	case before.units == 0 || after.units == 0:
		return nil, "两年的文件没有用同一种方式写明单位构成，口径是否变化无从核对"
	case before.units == after.units:
		return nil, fmt.Sprintf("两年文件所述单位数相同（%d家）", after.units)
	}
	return []scopeChange{{
		label: fmt.Sprintf("口径变化：单位由%d家变为%d家", before.units, after.units),
		note:  before.said + "；" + after.said,
	}}, ""
}

// unitLines are the amounts of a unit's own document by code, the total under the empty one; none where it is not loaded.
func (s *session) unitLines(ctx context.Context, unit string, year fact.Year, stage fact.Stage, form string) (lines map[fact.Code]fact.Fen, documents string, err error) {
	lines = map[fact.Code]fact.Fen{}
	given := arguments{"unit": unit, "fiscal_year": int(year), "stage": string(stage), "form_name": form}
	err = s.ask(ctx, "unit_lines", given, func(rows *sql.Rows) error {
		var code fact.Code
		var amount fact.Fen
		if err := rows.Scan(&code, &amount, &documents); err != nil {
			return err
		}
		lines[code] = amount
		return nil
	})
	return lines, documents, err
}

// takeOut takes a unit that came or went out of the items of a bridge, so that what is left compares: the amounts are those of
// its own document. Why it cannot is said, and nothing is taken out then.
func (s *session) takeOut(ctx context.Context, change scopeChange, of Change, parts []Change) (rest []Change, taken fact.Fen, note string, err error) {
	const unpurified = "，可比变动没有扣除它"
	if change.unit == "" || change.unit == ownUnit {
		return parts, 0, "文件没有写明这些单位的金额" + unpurified, nil
	}
	year, stage, side := of.FromYear, of.FromStage, Change.fromAmount
	if change.came {
		year, stage, side = of.ToYear, of.ToStage, Change.toAmount
	}
	lines, documents, err := s.unitLines(ctx, change.unit, year, stage, of.form)
	if err != nil {
		return nil, 0, "", err
	}
	if len(lines) == 0 {
		return parts, 0, "文件没有写明它的金额，它自己的文件没有装入" + unpurified, nil
	}
	for i := range parts {
		part := &parts[i]
		amount := lines[part.Code]
		if amount > side(*part) && amount > 0 {
			return parts, 0, fmt.Sprintf("%s的%s超过了部门的同一科目", documents, part.Code) + unpurified, nil
		}
		taken += amount
	}
	if whole, ok := lines[""]; !ok || whole != taken {
		return parts, 0, documents + "的科目与部门的科目对不上" + unpurified, nil
	}
	rest = slices.Clone(parts)
	for i := range rest {
		rest[i].reduce(change.came, lines[rest[i].Code])
	}
	return rest, taken, "金额见" + documents, nil
}

// reduce lessens one side of a change by the amount of a unit; nothing left is no figure.
func (c *Change) reduce(later bool, amount fact.Fen) {
	if amount == 0 {
		return
	}
	side := &c.From
	if later {
		side = &c.To
	}
	if *side == nil {
		return
	}
	left := **side
	left.Amount -= amount
	*side = &left
	if left.Amount == 0 {
		*side = nil
	}
	c.Label = strings.TrimSuffix(c.Label, unitless) + unitless
}

// unitless marks an item from which a unit that came or went is taken out.
const unitless = "（扣除口径变化）"
