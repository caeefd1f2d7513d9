package data

import (
	"errors"
	"strings"
	"testing"
)

const crosswalkHeader = "id,year_effective,dimension,level,old_code,old_name,new_code,new_name,kind,confidence,evidence\n"

func TestBuiltInCrosswalkHasASourceForEveryRow(t *testing.T) {
	crosswalk, err := LoadCrosswalk()
	if err != nil {
		t.Fatal(err)
	}
	if len(crosswalk) != 68 {
		t.Errorf("%d rows, want 68", len(crosswalk))
	}
	for _, row := range crosswalk {
		if row.Evidence == "" || strings.Contains(row.Evidence, "memory") {
			t.Errorf("%s: evidence %q", row.ID, row.Evidence)
		}
	}
}

func TestWrongCrosswalkRowsAreNamed(t *testing.T) {
	for name, c := range map[string]struct {
		row  string
		want error
	}{
		"a move without a new code points nowhere": {"A1,2024,功能,项,2010308,信访事务,,信访事务,move,S,某文", ErrNowhere},
		"a move onto itself":                       {"A1,2024,功能,项,2010308,信访事务,2010308,信访事务,move,S,某文", ErrCircle},
		"a move back where a built-in row came":    {"A1,2024,经济,款,30113,住房公积金,30311,住房公积金,move,S,某文", ErrCircle},
		"two rows in a circle":                     {"A0,2024,功能,款,21901,甲,21902,乙,move,S,某文\nA1,2025,功能,款,21902,乙,21901,甲,move,S,某文", ErrCircle},
		"a code with letters":                      {"A1,2024,功能,项,2O10308,信访事务,20140,信访事务,move,S,某文", ErrCode},
		"no year":                                  {"A1,,功能,项,2010308,信访事务,20140,信访事务,move,S,某文", ErrYear},
		"a kind that there is not":                 {"A1,2024,功能,项,2010308,信访事务,20140,信访事务,moved,S,某文", ErrKind},
		"a confidence that there is not":           {"A1,2024,功能,项,2010308,信访事务,20140,信访事务,move,X,某文", ErrConfidence},
		"too few fields":                           {"A1,2024,功能", ErrFields},
		"one id twice":                             {"A1,2024,功能,款,21901,甲,21902,乙,move,S,某文\nA1,2024,功能,款,21901,甲,21903,丙,move,S,某文", ErrTwice},
	} {
		_, err := LoadCrosswalk([]byte(crosswalkHeader + c.row + "\n"))
		var wrong *WrongRowError
		if !errors.Is(err, c.want) || !errors.As(err, &wrong) || wrong.Row != 2+strings.Count(c.row, "\n") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := LoadCrosswalk([]byte("id,kind\n")); !errors.Is(err, ErrHeader) {
		t.Errorf("missing columns: %v", err)
	}
}

func TestUserRowReplacesTheBuiltInRowOfItsID(t *testing.T) {
	crosswalk, err := LoadCrosswalk([]byte("\ufeff" + crosswalkHeader + "CW049,2024,功能,项,2010308,信访事务,20140,信访事务,move,S,某文\n"))
	if err != nil {
		t.Fatal(err)
	}
	last := crosswalk[len(crosswalk)-1]
	if len(crosswalk) != 68 || last.ID != "CW049" || !last.Certain() || !last.ChangesCode() {
		t.Errorf("%d rows, last %+v", len(crosswalk), last)
	}
}

func FuzzCrosswalk(f *testing.F) {
	f.Add([]byte(crosswalkFile))
	f.Fuzz(func(t *testing.T, content []byte) {
		var wrong *WrongRowError
		if _, err := LoadCrosswalk(content); err != nil && !errors.As(err, &wrong) {
			t.Error(err)
		}
	})
}
