package etl

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"
	"time"
)

// double lets some later items finish first and counts how many outcomes nobody has taken yet.
func double(held *atomic.Int64) func(context.Context, int) int {
	return func(_ context.Context, item int) int {
		held.Add(1)
		time.Sleep(time.Duration(item%3) * time.Millisecond)
		return 2 * item
	}
}

func TestInOrderKeepsTheOrderGivenAndHoldsFew(t *testing.T) {
	var held, most atomic.Int64
	items := make([]int, 200)
	for i := range items {
		items[i] = i
	}
	var got []int
	err := inOrder(t.Context(), items, double(&held), func(out int) error {
		most.Store(max(most.Load(), held.Load()))
		held.Add(-1)
		got = append(got, out/2)
		return nil
	})
	if err != nil || !slices.Equal(got, items) {
		t.Errorf("inOrder = %v, outcomes %v; want the items in their order", err, got)
	}
	if workers := int64(runtime.GOMAXPROCS(0)); most.Load() > 3*workers {
		t.Errorf("%d outcomes held by %d workers; want no more than thrice as many", most.Load(), workers)
	}
}

func TestInOrderStopsAtTheFirstErrorOfYield(t *testing.T) {
	var held atomic.Int64
	full := errors.New("disk full")
	seen := 0
	err := inOrder(t.Context(), make([]int, 100), double(&held), func(int) error {
		seen++
		return full
	})
	if !errors.Is(err, full) || seen != 1 {
		t.Errorf("inOrder = %v after %d outcomes; want the error of the first", err, seen)
	}
}

func TestInOrderEndsWithItsContext(t *testing.T) {
	var held atomic.Int64
	ctx, cancel := context.WithCancel(t.Context())
	err := inOrder(ctx, make([]int, 100), double(&held), func(int) error {
		cancel()
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("inOrder = %v; want %v", err, context.Canceled)
	}
}

func TestInOrderOfNothingIsNothing(t *testing.T) {
	var held atomic.Int64
	if err := inOrder(t.Context(), nil, double(&held), func(int) error { return errors.New("called") }); err != nil {
		t.Error(err)
	}
}
