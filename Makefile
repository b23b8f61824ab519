# Two commands matter: make run and make test. See README.md.
GO ?= go
export CGO_ENABLED ?= 0
# One set of flags for go build, go test and go vet, so that nothing is compiled twice.
export GOFLAGS ?= -trimpath
BIN := bin/lianzhang
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)

.PHONY: run build web test bench lint generate clean

run: build
	$(BIN) serve --demo

build: web
	$(GO) build -ldflags "-X lianzhang/internal/cli.release=$(VERSION)" -o $(BIN) ./cmd/lianzhang

web: web/dist/index.html

web/dist/index.html: web/node_modules/.package-lock.json web/index.html web/vite.config.ts $(shell find web/src web/public -type f 2>/dev/null)
	cd web && npm run build
	@touch web/dist/index.html

web/node_modules/.package-lock.json: web/package-lock.json
	cd web && npm ci --no-audit --no-fund
	@touch web/node_modules/.package-lock.json

test:
	scripts/test

# The benchmarks; figures belong into docs/performance.md with the machine and the data.
bench:
	$(GO) test -run '^$$' -bench . -benchmem ./internal/...

lint:
	scripts/lint

# The description of the API and the types that the front end reads it with.
generate: web/node_modules/.package-lock.json
	$(GO) run ./cmd/lianzhang openapi > docs/openapi.json
	cd web && npm run types

clean:
	rm -rf bin web/dist/assets web/dist/index.html
