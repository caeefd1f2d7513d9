package queries

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"tongbi/data"
	"tongbi/etl/fact"
)

// gradeReasons fills the table graded: for each statement of said with a reason how good that is, and the amount that it
// explains.
func (s *session) gradeReasons(ctx context.Context) error {
	wording, err := data.LoadWording()
	if err != nil {
		return fmt.Errorf("load wordings: %w", err)
	}
	rows, err := s.connection.QueryContext(ctx, `select document_id, ordinal, reason from said where reason <> '' order by document_id, ordinal`)
	if err != nil {
		return fmt.Errorf("list reasons: %w", err)
	}
	defer rows.Close()
	type graded struct {
		Document  int       `json:"document_id"`
		Ordinal   int       `json:"ordinal"`
		Grade     Grade     `json:"grade"`
		Explained *fact.Fen `json:"explained"`
	}
	all := []graded{}
	for rows.Next() {
		var one graded
		var reason string
		if err := rows.Scan(&one.Document, &one.Ordinal, &reason); err != nil {
			return fmt.Errorf("list reasons: %w", err)
		}
		one.Grade, one.Explained = gradeOf(reason, wording.Reasons), amountExplained(reason)
		all = append(all, one)
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("list reasons: %w", err)
	}
	return s.fill(ctx, `create temp table graded as
		select unnest(from_json($list, '[{"document_id": "INTEGER", "ordinal": "INTEGER", "grade": "VARCHAR", "explained": "BIGINT"}]'), recursive := true)`, all)
}

// quantity is a number of something in a reason.
var quantity = regexp.MustCompile(`[0-9.]+(万元|亿元|元|人|名|个|户|辆|套|台|平方米|%)`)

// gradeOf says how much a reason explains.
func gradeOf(reason string, wording data.Reasons) Grade {
	switch {
	case reason == "":
		return NoReason
	case quantity.MatchString(reason):
		return Quantified
	case wording.Commonplace(reason):
		return Commonplace
	}
	return Qualitative
}

var (
	sentenceEnd = regexp.MustCompile(`[；;。]`)
	clauseEnd   = regexp.MustCompile(`[，、：:（）()]|,(?:[^0-9]|$)`)
	moneyWords  = regexp.MustCompile(`([0-9][0-9,]*(?:\.[0-9]+)?)(亿元|万元|元|万)(平方米|人|户|件|次|名|个|份|张|字|吨|公里)?`)
	wholeAgain  = regexp.MustCompile(`相抵|合计|总计|净[增减]|共[增减]`) // the whole again
	shifted     = regexp.MustCompile(`^从.*中`)                // taken from another line: its fall is this one's rise
	fromTo      = regexp.MustCompile(`[由从自]([0-9][0-9,]*(?:\.[0-9]+)?)(亿元|万元|元)[^0-9]*([0-9][0-9,]*(?:\.[0-9]+)?)(亿元|万元|元)`)
	upward      = regexp.MustCompile(`新增|增加|增长|增列|调增|追加|上升|提高|上调|多安排|增`)
	downward    = regexp.MustCompile(`减少|下降|调减|压减|压缩|核减|削减|降低|取消|节约|退出|少安排|减`)
	level       = regexp.MustCompile(`(?:至|到|为|达|共计|预算数?|决算数?|执行数)$`) // an amount after these is how much there is, not by how much it moved
)

// amountExplained adds up the amounts by which a reason says that things rose (positive) and fell (negative); nil where it names
// none. An amount takes the direction named in its own clause, else the one before it in the same list (新增甲20万元、乙
// 5万元). Where parts follow a whole (“增加30万元，其中：甲20万元、乙10万元”), only the parts count.
func amountExplained(reason string) *fact.Fen {
	if _, parts, found := strings.Cut(reason, "其中"); found && moneyWords.MatchString(parts) {
		head, _, _ := strings.Cut(reason, "其中")
		return addedUp(parts, direction(head))
	}
	return addedUp(reason, 0)
}

func addedUp(text string, inherited fact.Fen) *fact.Fen {
	var sum *fact.Fen
	add := func(amount fact.Fen) {
		if sum == nil {
			sum = new(fact.Fen)
		}
		*sum += amount
	}
	for _, sentence := range sentenceEnd.Split(text, -1) {
		sign := inherited
		for _, clause := range clauses(sentence) {
			if ends := fromTo.FindStringSubmatch(clause); ends != nil {
				from, to := parsed(ends[1], ends[2]), parsed(ends[3], ends[4])
				if from != nil && to != nil {
					add(*to - *from)
				}
				continue
			}
			if wholeAgain.MatchString(clause) || shifted.MatchString(clause) {
				continue
			}
			if own := direction(clause); own != 0 {
				sign = own
			}
			for _, at := range moneyWords.FindAllStringSubmatchIndex(clause, -1) {
				amount := parsed(clause[at[2]:at[3]], clause[at[4]:at[5]])
				if amount == nil || sign == 0 || at[6] >= 0 || level.MatchString(clause[:at[0]]) {
					continue
				}
				add(sign * *amount)
			}
		}
	}
	return sum
}

// clauses splits a sentence at its commas, those between digits left alone.
func clauses(sentence string) []string {
	var parts []string
	for rest := sentence; ; {
		at := clauseEnd.FindStringIndex(rest)
		if at == nil {
			return append(parts, rest)
		}
		parts = append(parts, rest[:at[0]])
		if rest[at[0]] == ',' {
			at[1] = at[0] + 1
		}
		rest = rest[at[1]:]
	}
}

// direction is 1 where words speak of an increase, -1 of a decrease, 0 of neither; of both, the last one counts.
func direction(words string) fact.Fen {
	up, down := lastIndex(upward, words), lastIndex(downward, words)
	switch {
	case up > down:
		return 1
	case down > up:
		return -1
	}
	return 0
}

func lastIndex(pattern *regexp.Regexp, words string) int {
	all := pattern.FindAllStringIndex(words, -1)
	if all == nil {
		return -1
	}
	return all[len(all)-1][0]
}

var moneyUnits = map[string]fact.Unit{"元": fact.Yuan, "万元": fact.TenThousandYuan, "万": fact.TenThousandYuan, "亿元": fact.HundredMillion}

func parsed(number, unit string) *fact.Fen {
	money, err := fact.ParseMoney(number, moneyUnits[unit])
	if err != nil {
		return nil
	}
	return &money.Fen
}
