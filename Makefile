# Two commands matter: make run and make test. See README.md.
GO ?= go
export CGO_ENABLED ?= 0
BIN := bin/lianzhang

.PHONY: run build web test test-go test-web lint bench generate clean

run: build
	$(BIN) serve --demo

build: web
	$(GO) build -trimpath -o $(BIN) ./cmd/lianzhang

web: web/dist/index.html

web/dist/index.html: web/node_modules/.package-lock.json $(shell find web/src web/index.html web/vite.config.ts -type f 2>/dev/null)
	cd web && npm run build

web/node_modules/.package-lock.json: web/package-lock.json
	cd web && npm ci --no-audit --no-fund

test:
	scripts/test

clean:
	rm -rf bin web/dist/assets web/dist/index.html
