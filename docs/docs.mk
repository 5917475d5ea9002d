# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
#
# make docs         the analysis (HTML, PDF) and the rules, from the last whole run
#                   or the reference run
# make docs-check   the filters' own tests, then validity, links and spelling

.PHONY: docs docs-check

docs: runner
	@fixtures/setup --no-run --docs --page
	@$(WITH_RUN) docs/build

docs-check: runner bench-sample $(PAGE_LIBRARIES)
	@fixtures/setup --docs
	@tests/docs/check
