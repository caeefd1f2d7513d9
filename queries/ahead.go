package queries

import (
	"context"
	"iter"
)

// asking is what came of asking for some series.
type asking[T any] struct {
	found []T // one a series
	err   error
}

// ahead asks for chunks of series in their order and gives what it finds of each series. It starts at once with the first chunk, and
// asks for the next one while a chunk is used. An error ends the sequence.
func ahead[T any](ctx context.Context, chunks [][]Series, ask func(context.Context, []Series) ([]T, error)) iter.Seq2[T, error] {
	answers := make([]chan asking[T], len(chunks))
	start := func(i int) {
		if i < len(chunks) {
			answers[i] = make(chan asking[T], 1)
			go func() {
				found, err := ask(ctx, chunks[i])
				answers[i] <- asking[T]{found, err}
			}()
		}
	}
	start(0)
	return func(yield func(T, error) bool) {
		for i := range chunks {
			start(i + 1)
			got := <-answers[i]
			if got.err != nil {
				yield(*new(T), got.err)
				return
			}
			for j, one := range got.found {
				got.found[j] = *new(T) // so that it need not stay until the last one is used
				if !yield(one, nil) {
					return
				}
			}
		}
	}
}
