# The targets a developer needs. `make help` lists them.
SHELL := /bin/bash
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo 0.1.0)
LDFLAGS := -s -w -X main.version=$(VERSION)
GOFUMPT := go run mvdan.cc/gofumpt@v0.12.0
STATICCHECK := go run honnef.co/go/tools/cmd/staticcheck@v0.8.2
# What is long on one goroutine is tested without the race detector, like app/trials and its histories.
ALONE := ^(TestCrashImages|TestEveryFlippedBitIsRefusedOrListed|TestEveryTamperingIsRefusedOrListed|TestCanaryTypedIntoTheWindowIsInNoFile)$$
export CGO_ENABLED := 1

.PHONY: run test test-long bench bench-peers build windows lint clean help

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

build: ## build bin/custody
	@.ci/deps build
	go build -trimpath -ldflags '$(LDFLAGS)' -o bin/custody .

windows: ## cross-compile bin/custody.exe
	@.ci/deps windows
	CC=x86_64-w64-mingw32-gcc GOOS=windows GOARCH=amd64 go build -trimpath -ldflags '$(LDFLAGS)' -o bin/custody.exe .

run: ## open the window on a demo vault or the last one used; without a display walk it and leave out/
	@.ci/deps all
	@$(MAKE) --no-print-directory build
	@.ci/open

lint: ## vet, gofumpt, staticcheck; the house's import rules are a test
	go vet ./...
	@out="$$($(GOFUMPT) -l $$(git ls-files '*.go'))"; if [ -n "$$out" ]; then echo "not gofumpt-clean:"; echo "$$out"; exit 1; fi
	$(STATICCHECK) ./...

test: ## all that continuous integration runs
	@.ci/deps all
	@$(MAKE) --no-print-directory build lint
	.ci/display go test -race -short -p 4 -timeout 20m -skip '$(ALONE)' $$(go list ./... | grep -vx custody/app/trials) # four at once: the walks wait more than they work
	go test -short -timeout 20m ./app/trials ./app/trials/grants
	.ci/display go test -short -run '$(ALONE)' ./store/vault ./ui/window

test-long: ## the long runs: more images, kills, histories, a pinyin input method
	@.ci/deps long
	@$(MAKE) --no-print-directory build
	.ci/display go test -timeout 6h ./...

bench: ## measure, and write out/bench.json
	@.ci/deps all
	@$(MAKE) --no-print-directory build
	.ci/display go run ./bench

bench-peers: ## measure other ways of making the same PDF, and add them to out/bench.json
	@.ci/deps peers
	@$(MAKE) --no-print-directory build
	npm install --silent --no-save --no-audit --no-fund --prefix out/peers @myriaddreamin/typst-ts-node-compiler@0.7.0
	go run ./bench --only pdf,peers --add

clean: ## remove what was built and left behind; the Go build cache stays
	rm -rf bin out
