package etl

import (
	"context"
	"runtime"

	"golang.org/x/sync/errgroup"
)

// inOrder lets several workers work on the items and hands the outcomes over one by one in the order of the items.
// Only a few outcomes a worker are held at any time, so a thousand items need no more memory than ten.
// It stops at the first error of yield and where ctx ends, and returns only when no worker is at work any more.
func inOrder[In, Out any](ctx context.Context, items []In, work func(context.Context, In) Out, yield func(Out) error) error {
	type task struct {
		item    In
		outcome chan Out
	}
	group, ctx := errgroup.WithContext(ctx)
	workers := min(runtime.GOMAXPROCS(0), len(items))
	tasks := make(chan task)
	awaited := make(chan chan Out, workers)

	group.Go(func() error {
		defer close(tasks)
		defer close(awaited)
		for _, item := range items {
			outcome := make(chan Out, 1)
			select {
			case awaited <- outcome:
			case <-ctx.Done():
				return ctx.Err()
			}
			select {
			case tasks <- task{item, outcome}:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	for range workers {
		group.Go(func() error {
			for task := range tasks {
				task.outcome <- work(ctx, task.item)
			}
			return nil
		})
	}
	group.Go(func() error {
		for outcome := range awaited {
			select {
			case out := <-outcome:
				if err := yield(out); err != nil {
					return err
				}
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	return group.Wait()
}
