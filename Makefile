# Everything a fresh Debian or Ubuntu machine with Swift needs: `make demo`, then `make test`.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := build

PREFIX ?= /usr/local
NATIVE := -Xcc -march=native
RELEASE := swift build -c release $(NATIVE)
TESTS := .build-test
TESTFLAGS := -c release $(NATIVE) -Xswiftc -enable-testing --scratch-path $(TESTS)
DEBIAN := libopenblas-dev zlib1g-dev pkg-config
SOURCES := Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Benchmarks
PYTHON ?= python3
HEADROOM := .build/release/headroom
LIBRARIES := LinearAlgebra Probability Documents AccountHealth SellerReports Simulation Forecasting Decisions Reporting

.PHONY: build demo test prove bench docs format lint install packages examples clean

build: packages
	$(RELEASE) --product headroom

# The Debian packages that are missing; nothing is asked for where all are there.
packages:
	@missing=""; for name in $(DEBIAN); do \
	  dpkg-query -W -f='$${Status}' $$name 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$name"; done; \
	if [ -n "$$missing" ]; then \
	  echo "installing$$missing"; \
	  if [ "$$(id -u)" = 0 ]; then root=""; else root=sudo; fi; \
	  $$root apt-get update -qq && $$root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $$missing >/dev/null; \
	fi

demo: build
	$(HEADROOM) forecast notebooks-data/example/orders.csv --seed 1 --output demo-output

test: packages lint
	swift build --build-tests $(TESTFLAGS)
	swift test --skip-build $(TESTFLAGS)

# Longer proofs and timings; their dated results are in notebooks-data/proofs.md.
prove: DEBIAN += dieharder
prove: packages
	swift build --build-tests $(TESTFLAGS)
	HEADROOM_PROVE=1 swift test --skip-build $(TESTFLAGS) --filter Proof

# The benchmarks; with PEERS=DIR also the table of the folder's run_all.py, where Python and NumPy are there.
bench: build
	swift package --package-path Benchmarks --scratch-path .build-bench $(NATIVE) benchmark --no-progress
	@if [ -z "$(PEERS)" ]; then echo "peers: name their folder to compare, make bench PEERS=DIR"; \
	elif $(PYTHON) -c "import numpy" 2>/dev/null; then \
	  $(PYTHON) $(PEERS)/run_all.py --only numpy,numba,cpp \
	    --candidate "headroom=$(HEADROOM) simulate $(PEERS)/reference_workload.json --timing json"; \
	else echo "peers: $(PYTHON) has no NumPy; name another, make bench PEERS=DIR PYTHON=PATH"; fi

# The documentation of the libraries as a static site in docs-output; a warning is an error.
docs: packages
	rm -rf docs-output && mkdir -p docs-output
	swift package --scratch-path .build-docs --allow-writing-to-directory docs-output generate-documentation \
	  $(LIBRARIES:%=--target %) --enable-experimental-combined-documentation --warnings-as-errors \
	  --disable-indexing --transform-for-static-hosting --output-path docs-output

lint:
	swift format lint --strict -r $(SOURCES)

format:
	swift format -i -r $(SOURCES)

install: build
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 0755 $(HEADROOM) $(DESTDIR)$(PREFIX)/bin/headroom

clean:
	rm -rf .build .build-bench .build-docs $(TESTS) demo-output docs-output
