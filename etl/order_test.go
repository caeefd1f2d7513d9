package etl

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"testing"
	"time"
)

// double is a worker that lets later items finish first and counts how many outcomes nobody has taken yet.
func double(held *atomic.Int64, closed *atomic.Int64) func() worker[int, int] {
	return func() worker[int, int] {
		return worker[int, int]{
			work: func(_ context.Context, item int) int {
				held.Add(1)
				time.Sleep(time.Duration(item%3) * time.Millisecond)
				return 2 * item
			},
			close: func() { closed.Add(1) },
		}
	}
}

func TestInOrderKeepsTheOrderGivenAndHoldsFew(t *testing.T) {
	var held, closed, most atomic.Int64
	items := make([]int, 200)
	for i := range items {
		items[i] = i
	}
	var got []int
	err := inOrder(t.Context(), items, double(&held, &closed), func(out int) error {
		most.Store(max(most.Load(), held.Load()))
		held.Add(-1)
		got = append(got, out/2)
		return nil
	})
	if err != nil || !slices.Equal(got, items) {
		t.Errorf("inOrder = %v, outcomes %v; want the items in their order", err, got)
	}
	if workers := closed.Load(); workers == 0 || most.Load() > 3*workers {
		t.Errorf("%d outcomes held by %d workers; want no more than thrice as many", most.Load(), workers)
	}
}

func TestInOrderStopsAtTheFirstErrorOfYield(t *testing.T) {
	var held, closed atomic.Int64
	full := errors.New("disk full")
	seen := 0
	err := inOrder(t.Context(), make([]int, 100), double(&held, &closed), func(int) error {
		seen++
		return full
	})
	if !errors.Is(err, full) || seen != 1 || closed.Load() == 0 {
		t.Errorf("inOrder = %v after %d outcomes, %d workers closed; want the error of the first", err, seen, closed.Load())
	}
}

func TestInOrderEndsWithItsContext(t *testing.T) {
	var held, closed atomic.Int64
	ctx, cancel := context.WithCancel(t.Context())
	err := inOrder(ctx, make([]int, 100), double(&held, &closed), func(int) error {
		cancel()
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("inOrder = %v; want %v", err, context.Canceled)
	}
}

func TestInOrderOfNothingIsNothing(t *testing.T) {
	var held, closed atomic.Int64
	if err := inOrder(t.Context(), nil, double(&held, &closed), func(int) error { return errors.New("called") }); err != nil {
		t.Error(err)
	}
}
