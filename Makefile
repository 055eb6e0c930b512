# Everything a fresh Debian or Ubuntu machine with Swift needs: `make demo`, then `make test`.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := build

PREFIX ?= /usr/local
NATIVE := -Xcc -march=native
# Without debug information, which takes a sixth of the time of a build and two thirds of the program's size.
OPTIMIZED := -c release $(NATIVE) -debug-info-format none
RELEASE := swift build $(OPTIMIZED)
TESTS := .build-test
TESTFLAGS := $(OPTIMIZED) -Xswiftc -enable-testing --scratch-path $(TESTS)
DEBIAN := libopenblas-dev zlib1g-dev libssl-dev libsqlite3-dev pkg-config
SOURCES := Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Benchmarks
# The browser of the report's test. Ubuntu has it as a snap alone, so that test is left out there.
BROWSER := $(shell . /etc/os-release 2>/dev/null; [ "$$ID" != debian ] || echo chromium)
PYTHON ?= python3
HEADROOM := .build/release/headroom
LIBRARIES := Digests LinearAlgebra Probability Documents AccountHealth SellerReports Store Simulation ModelFiles \
  Forecasting Synthesis Decisions Workspace Reporting LocalPage

.PHONY: build demo built test spark prove fuzz bench docs format lint man install packages examples notebook clean

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

built: packages
	swift build --build-tests --explicit-target-dependency-import-check error $(TESTFLAGS)

test: DEBIAN += $(BROWSER)
test: packages lint built
	swift test --skip-build $(TESTFLAGS)

# The Python package for Spark in an environment of its own: its types, and its tests with a real Spark in local[2].
SPARK := .build-spark
spark: DEBIAN += python3-venv default-jre-headless
spark: packages $(if $(wildcard $(HEADROOM)),,build)
	test -x $(SPARK)/bin/pip || $(PYTHON) -m venv $(SPARK)
	$(SPARK)/bin/pip install -q 'Sources/headroom-spark[test]'
	cd Sources/headroom-spark && ../../$(SPARK)/bin/mypy && \
	  HEADROOM=$(abspath $(HEADROOM)) ../../$(SPARK)/bin/python -m pytest -q

# Longer proofs and timings; their dated results are in notebooks-data/proofs.md.
prove: DEBIAN += dieharder
prove: packages
	swift build --build-tests $(TESTFLAGS)
	HEADROOM_PROVE=1 swift test --skip-build $(TESTFLAGS) --filter 'Proof|KilledRunTests|RewrittenFilesTests|StoreRobustTests|DamagedRowsTests'
	$(MAKE) docs
	$(MAKE) notebook

# Coverage-guided fuzzing of everything that reads a user's file. ENTRIES="orders rules" runs some of it, and
# SECONDS_EACH=60 ends each entry earlier.
RUNS ?= 1000000
FUZZ := .build-fuzz
fuzz: packages
	swift build -c release --package-path Tests/Fuzz --scratch-path $(FUZZ) --sanitize fuzzer --product Fuzz
	RUNS=$(RUNS) CORPUS=$(CURDIR)/$(FUZZ)/corpus FINDINGS=$(CURDIR)/fuzz-output \
	  Tests/Fuzz/fuzz.sh $(CURDIR)/$(FUZZ)/release/Fuzz $(ENTRIES)

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

# Format and order of imports by swift-format; width and a few words of the prose by a script.
lint:
	swift format lint --strict -r $(SOURCES)
	find . -name '.?*' -prune -o -name '*.md' -print0 -o -name '*.swift' -print0 | LC_ALL=C xargs -0 awk -f .ci/prose.awk

format:
	swift format -i -r $(SOURCES)

# Every file of the example seller, and the pictures of the notebook; the notebook itself is kept without outputs.
EXAMPLE := notebooks-data/example
examples: build
	cd $(EXAMPLE) && PATH="$(CURDIR)/.build/release:$$PATH" && \
	headroom synthesize seller.yaml --seed 2 --output orders.csv -q && \
	headroom status orders.csv -q > status.txt && \
	headroom status orders.csv -q --format csv > status.csv && \
	headroom forecast orders.csv --seed 1 --output . -q > forecast.txt && \
	headroom explain orders.csv --metric late_shipment_rate_30d --from 2026-10-30 -q --format csv > explain.csv && \
	headroom whatif orders.csv --set late_shipment=x0.6 --seed 1 --output whatif -q > whatif.txt && \
	headroom rank orders.csv --seed 1 --output rank -q > rank.txt && \
	headroom plan orders.csv --as-of 2026-11-11 --seed 1 --output plan.md -q && \
	headroom backtest orders.csv --from 2026-03-01 --to 2026-10-20 --every 7 --horizons 14,30 --seed 1 \
	  --output backtest -q > backtest.txt && \
	headroom report orders.csv --seed 1 --output report.html --charts charts -q 2>/dev/null && \
	find charts -type f ! -name fan_late_shipment_rate_30d.svg ! -name first-breach_order_defect_rate.svg -delete && \
	rm report.html whatif/manifest.json rank/manifest.json backtest/manifest.json

# The notebook run from top to bottom in an environment of its own, and the same pictures by gnuplot where it is there.
VENV := .build-notebook
notebook:
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install -q -r notebooks-data/requirements.txt
	cd notebooks-data && ../$(VENV)/bin/python -c "import nbformat, nbclient; \
	  nbclient.NotebookClient(nbformat.read('notebook.ipynb', 4), timeout=300).execute()"
	@if command -v gnuplot >/dev/null; then cd notebooks-data && gnuplot plot.gp; fi

man: packages
	swift package $(OPTIMIZED) --allow-writing-to-package-directory generate-manual

install: build man
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 0755 $(HEADROOM) $(DESTDIR)$(PREFIX)/bin/headroom
	install -m 0644 .build/plugins/GenerateManual/outputs/headroom/*.1 $(DESTDIR)$(PREFIX)/share/man/man1
	@for shell in bash:bash-completion/completions/headroom zsh:zsh/site-functions/_headroom \
	  fish:fish/vendor_completions.d/headroom.fish; do \
	  file=$(DESTDIR)$(PREFIX)/share/$${shell#*:}; install -d $$(dirname $$file); \
	  $(HEADROOM) --generate-completion-script $${shell%%:*} > $$file; \
	done

clean:
	rm -rf .build .build-bench .build-docs .build-notebook $(SPARK) $(FUZZ) $(TESTS) demo-output docs-output fuzz-output
