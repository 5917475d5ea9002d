# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
#
# make docs         the analysis (HTML, PDF) and the rules, from the last results
# make docs-check   the filters' own tests, then validity, links and spelling

.PHONY: docs docs-check

docs: runner
	@fixtures/setup --docs
	@docs/build

docs-check: runner bench-sample $(PAGE_LIBRARIES)
	@fixtures/setup --docs
	@tests/docs/check
