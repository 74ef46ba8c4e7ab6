# Ladeapp. `make run` and `make test` are all a newcomer needs.
PORT ?= 8000
DEMO ?= 1
PY := .venv/bin/python

.PHONY: run test lint soak bench audit lock vendor words dev
.DEFAULT_GOAL := run

run: .venv/.run .venv/.words ## the app and its worker, with the demo workplace (DEMO=0 starts empty)
	@LADEAPP_DEMO=$(DEMO) LADEAPP_BIND=$${LADEAPP_BIND:-127.0.0.1:$(PORT)} exec .venv/bin/ladeapp run

test: dev .venv/.words ## everything
	@tools/system-packages
	$(PY) -m pytest $(ARGS)

lint: dev ## ruff, mypy, walls, sizes, tsc, words, vendored files
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) tools/walls.py
	$(PY) tools/words.py --check
	$(PY) tools/vendor.py --check
	tools/typecheck-js
	$(PY) tools/sizes.py

soak: dev .venv/.words ## the long runs
	$(PY) -m pytest -m slow --override-ini addopts="-q --strict-markers --numprocesses 2 --dist loadfile --no-loadscope-reorder"

bench: dev .venv/.words ## measured side by side, in one run
	$(PY) -m bench

audit: dev ## what the release rule gives away and what it is good for: ARGS="8 12 --teams 1000 --set works=0.5"
	$(PY) -m audit $(ARGS)

lock: dev ## pin every dependency by hash
	$(PY) tools/lock.py

vendor: dev ## fetch third-party client files anew
	$(PY) tools/vendor.py

words: dev ## bring the catalogues up to date with the code
	$(PY) tools/words.py

dev: .venv/.dev

.venv/.words: .venv/.run $(wildcard ladeapp/translations/*/LC_MESSAGES/*.po)
	@$(PY) tools/words.py --compile
	@touch $@

.venv/.run: requirements.txt requirements-postgres.txt requirements-pdf.txt pyproject.toml
	tools/environment requirements.txt requirements-postgres.txt requirements-pdf.txt
	@touch $@

.venv/.dev: .venv/.run requirements-dev.txt
	tools/environment requirements-dev.txt
	@touch $@
