package data

import (
	"maps"
	"testing"
)

func TestThresholds(t *testing.T) {
	got, err := Thresholds([]byte("# 本单位的口径\n[Q03]\nrate = 0.5\nwan = 100\n\n[Q15]\nwan = 5\n"))
	if err != nil {
		t.Fatal(err)
	}
	if want := map[string]string{"Q03.rate": "0.5", "Q03.wan": "100", "Q15.wan": "5"}; !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	for _, wrong := range []string{"[Q03]\nrate = \"much\"", "rate = 0.5", "[Q03"} {
		if got, err := Thresholds([]byte(wrong)); err == nil {
			t.Errorf("%q: %v", wrong, got)
		}
	}
}
