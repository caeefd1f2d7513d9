# The whole project in seven words: build report test fuzz bench assets lint.

.DEFAULT_GOAL := build
.PHONY: build report test fuzz bench assets lint

version  := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
fuzztime ?= 30s

# A complete program: the page's scripts are made first where they are missing.
build: charts/assets/built
	go build -trimpath -ldflags "-s -w -X tongbi/cmd.version=$(version)" -o bin/tongbi ./cmd/tongbi

# The demo: from nothing to a report of the samples.
report: build
	bin/tongbi report data/samples -o report
	@echo "报告在 $(CURDIR)/report/index.html，用浏览器打开即可。"

# Everything a change must pass.
test: charts/assets/built lint
	go test ./...
	go test -race -run 'InOrder|Extract|Archive|Load' ./etl

# Formatting and vet.
lint:
	@unformatted=$$(gofmt -l cmd etl queries charts/*.go charts/page charts/word charts/sheet data 2>/dev/null); \
	if [ -n "$$unformatted" ]; then echo "gofmt -w:"; echo "$$unformatted"; exit 1; fi
	go vet ./...

# Every fuzz target of every package for $(fuzztime) each.
fuzz:
	@for package in $$(go list ./...); do \
		for target in $$(go test -list '^Fuzz' $$package | grep '^Fuzz'); do \
			echo "$$package $$target"; \
			go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(fuzztime) -fuzzminimizetime 1s $$package || exit 1; \
		done; \
	done

bench:
	go test -run '^$$' -bench . -benchmem ./...

# ECharts, built to the size the report needs; npm ci takes the versions of the lock file.
assets charts/assets/built:
	cd charts/assets && npm ci --no-audit --no-fund --loglevel=error && npm run --silent build
	@touch charts/assets/built
