# `make run` and `make test` are all a newcomer needs; both install what is missing.

HOST ?= 127.0.0.1
PORT ?= 8080
DATA ?= data

.PHONY: run build test bench lint clean

## Install what is missing, build for speed, start, print the address and the first log-in.
run: build
	.build/release/vesalius serve --host $(HOST) --port $(PORT) --data $(DATA)

build:
	Scripts/install build
	Scripts/wasm
	swift build -c release --product vesalius-decode
	swift build -c release --product vesalius

## Everything: lint, type check, JavaScript, Swift on SQLite and PostgreSQL, the SDK, the browser.
test:
	Scripts/install build test
	Scripts/test

## Figures beside its peers on this machine, as ratios and limits.
bench:
	Scripts/install build test bench
	Scripts/wasm
	swift build -c release --product vesalius-decode
	swift build -c release --product vesalius
	Scripts/bench

lint:
	swift format lint --strict --parallel --recursive Package.swift Sources Tests

clean:
	rm -rf .build .venv
