# The whole project in ten words: build report test fuzz bench assets lint, and dist dist-test notices for the archives.

.DEFAULT_GOAL := build
.PHONY: build report test fuzz bench assets lint dist dist-test notices

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
test: charts/assets/built cmd/dist/node_modules lint
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

# DuckDB as a DLL, at the version and hash of the lock file; it is for Windows, which npm has to be told to overlook.
cmd/dist/node_modules: cmd/dist/package-lock.json
	cd cmd/dist && npm ci --force --no-audit --no-fund --loglevel=error
	@touch cmd/dist/node_modules

# The archives for the machines of the users, in dist/: Windows, Linux, Linux on ARM. A compiler that is missing is named.
dist: charts/assets/built
	go run ./cmd/dist -version $(version)

# Runs the archives themselves: Windows under Wine, ARM under qemu, Linux in an empty root. on=windows-amd64 picks one.
on ?= .*
dist-test:
	DIST_VERSION=$(version) go test -tags archives -count=1 -v -run 'TestArchives/($(on))' ./cmd/dist

# cmd/notices.txt, anew from the modules and packages in use.
notices: charts/assets/built cmd/dist/node_modules
	go run ./cmd/dist -notices
