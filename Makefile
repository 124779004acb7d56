# Each target is a script of the same name: read those. All of them install what they miss.
.PHONY: help run test check bench openapi

help: ## What can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

run: ## Build, load the demo scheme, serve on http://127.0.0.1:8080
	@scripts/run

test: ## Everything, as CI runs it
	@scripts/test

check: ## The quick part of `test`: format, spelling, lints, unit tests
	@scripts/check

bench: ## Speed: benchmarks and a load run
	@scripts/bench

openapi: ## Write openapi/openapi.json from the registered routes
	@scripts/openapi
