package queries

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func asked(t *testing.T, options QuestionOptions) []Question {
	t.Helper()
	db := load(t, submissions(t, filepath.Join("testdata", "questions")))
	questions, err := Questions(context.Background(), db, options)
	if err != nil {
		t.Fatal(err)
	}
	return questions
}

// TestQuestions holds every rule to what it asks of small documents; a rule that asks nothing there is not tested.
func TestQuestions(t *testing.T) {
	rows := [][]string{{"rule", "priority", "year", "reason", "question", "basis", "evidence", "amount"}}
	fired := map[string]bool{}
	for _, q := range asked(t, QuestionOptions{}) {
		fired[q.Rule] = true
		rows = append(rows, []string{q.Rule, string(q.Priority), fmt.Sprint(q.Year), string(q.Reason), q.Question, q.Basis, q.Evidence, q.Money.String()})
		if !strings.Contains(q.Question, "请说明") && !strings.Contains(q.Question, "请核实") {
			t.Errorf("%s accuses: %s", q.Rule, q.Question)
		}
	}
	golden(t, filepath.Join("testdata", "questions", "questions.golden.csv"), rows)
	rules, err := QuestionRules(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range rules {
		if !fired[rule.ID] {
			t.Errorf("%s asks nothing", rule.ID)
		}
	}
}

func TestTopQuestions(t *testing.T) {
	if got := asked(t, QuestionOptions{Top: 3}); len(got) != 3 || got[0].Priority != High {
		t.Errorf("%d questions", len(got))
	}
}

func TestThresholdSetByHand(t *testing.T) {
	rules, err := QuestionRules(map[string]string{"Q01.rate": "9"})
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range asked(t, QuestionOptions{Rules: rules}) {
		if q.Rule == "Q01" {
			t.Errorf("asked: %s", q.Question)
		}
	}
	for _, wrong := range []map[string]string{{"Q01.none": "1"}, {"Q99.rate": "1"}, {"Q01.rate": "much"}} {
		if _, err := QuestionRules(wrong); !errors.Is(err, ErrThreshold) {
			t.Errorf("%v: %v", wrong, err)
		}
	}
}

func TestQuestionRuleWithoutHeadIsRefused(t *testing.T) {
	if _, err := QuestionRules(nil, fstest.MapFS{"bad.sql": {Data: []byte("select 1")}}); !errors.Is(err, ErrRule) {
		t.Error(err)
	}
}

// TestQuestionsAskAboutChecksThatExist: a head that names a check that is gone would ask about nothing, and say so to nobody.
func TestQuestionsAskAboutChecksThatExist(t *testing.T) {
	checks, err := Rules()
	if err != nil {
		t.Fatal(err)
	}
	rules, err := QuestionRules(nil)
	if err != nil {
		t.Fatal(err)
	}
	asked := map[string]string{}
	for _, rule := range rules {
		for _, name := range rule.Checks {
			if !slices.ContainsFunc(checks, func(check Rule) bool { return check.ID == name }) {
				t.Errorf("%s asks about %s, which is no check", rule.ID, name)
			}
			if asked[name] != "" {
				t.Errorf("%s and %s ask about %s", asked[name], rule.ID, name)
			}
			asked[name] = rule.ID
		}
	}
}
