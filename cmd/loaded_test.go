package cmd

import (
	"context"

	"tongbi/data"
	"tongbi/etl"
	"tongbi/etl/extract"
	"tongbi/etl/fact"
	"tongbi/etl/store"
)

// given are files and folders with what a person settles of them.
type given struct {
	paths    []string
	identity fact.Identity
}

// storeOf loads files into a database in memory.
func storeOf(all ...given) (*store.Store, error) {
	ctx := context.Background()
	vocabulary, err := data.Load()
	if err != nil {
		return nil, err
	}
	database, err := store.Open(ctx, store.Memory)
	if err != nil {
		return nil, err
	}
	for _, one := range all {
		options := etl.Options{Extractor: extract.New(vocabulary), Given: one.identity}
		if err := etl.Load(ctx, database, etl.Find(one.paths), options, func(etl.Loaded) error { return nil }); err != nil {
			return nil, err
		}
	}
	return database, nil
}
