# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
#
# make report       build/report/index.html from the last whole run or the reference
#                   run, and build/report/findings: reports to send upstream
# make page-check   its tests, with headless Chromium
# BASELINE=file     an earlier results.jsonl to compare with

PAGE := docs/page
PAGE_LIBRARIES := $(PAGE)/node_modules/.package-lock.json

.PHONY: report page-check page-clean

# The cache first, so that only the first run ever needs a network.
$(PAGE_LIBRARIES): $(PAGE)/package.json $(PAGE)/package-lock.json
	@fixtures/setup --no-run --page
	@cache=$$(fixtures/cache)/npm && cd $(PAGE) && { npm ci --silent --offline --cache="$$cache" 2>/dev/null || \
		npm ci --silent --cache="$$cache" || \
		{ echo "report: npm could not fetch the libraries of docs/page/package-lock.json" >&2; exit 2; }; }
	@touch $@

report: $(PAGE_LIBRARIES)
	@$(WITH_RUN) node $(PAGE)/build.js $(if $(BASELINE),--baseline='$(BASELINE)')
	@$(WITH_RUN) node $(PAGE)/findings.js

page-check: $(PAGE_LIBRARIES)
	@fixtures/setup --no-run --page-check
	@node --test --test-reporter=spec $(sort $(wildcard tests/page/*.test.mjs))

clean: page-clean
page-clean:
	rm -rf $(PAGE)/node_modules
