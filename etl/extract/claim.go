package extract

import (
	"tongbi/etl/doc"
	"tongbi/etl/fact"
)

func (e *Extractor) claims(document *doc.Document, identity fact.Identity, facts []fact.Fact) []fact.Claim {
	return nil
}

func (e *Extractor) narrated(document *doc.Document, identity fact.Identity, disclosure fact.Disclosure) []fact.Fact {
	return nil
}
