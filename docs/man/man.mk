# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
#
# make install      DESTDIR= PREFIX=/usr/local: the program, its manual and completion,
#                   and what it reads of this project. Runs take --build=DIR beside
# make man          build/man/conformance.1
# make deb          build/deb: Debian's source and binary package (fixtures/debian)
# make deb-check    lintian says nothing of it, and it installs and runs in a fresh system

VARIABLES += DESTDIR PREFIX

.PHONY: install man deb deb-check

PREFIX ?= /usr/local
INSTALL_ROOT = $(DESTDIR)$(PREFIX)
INSTALL_SHARE = $(INSTALL_ROOT)/share/x86-conformance
INSTALL_COMPLETION = $(INSTALL_ROOT)/share

man: $(BUILD)/man/conformance.1

$(BUILD)/man/conformance.1: docs/man/conformance.1.md
	@command -v pandoc >/dev/null || fixtures/setup --docs
	@mkdir -p $(@D)
	@pandoc --standalone --from=markdown-smart --to=man --output=$@ $<

install: runner man
	@$(call build,MAIN,$(BUILD)/payload/guests/x86_64/static/identity)
	@install -D -m 755 $(BUILD)/conformance '$(INSTALL_ROOT)/bin/conformance'
	@install -D -m 755 $(BUILD)/payload/guests/x86_64/static/identity '$(INSTALL_ROOT)/lib/x86-conformance/probe-amd64'
	@install -D -m 644 $(BUILD)/man/conformance.1 '$(INSTALL_ROOT)/share/man/man1/conformance.1'
	@install -D -m 644 fixtures/completion/conformance.bash '$(INSTALL_COMPLETION)/bash-completion/completions/conformance'
	@install -D -m 644 fixtures/completion/_conformance '$(INSTALL_COMPLETION)/zsh/site-functions/_conformance'
	@install -D -m 644 fixtures/completion/conformance.fish '$(INSTALL_COMPLETION)/fish/vendor_completions.d/conformance.fish'
	@for f in tests/expect/*.txt tests/tiers/* $(wildcard docs/results/*.xz); do \
		install -D -m 644 "$$f" '$(INSTALL_SHARE)/'"$$f" || exit; done

deb:
	@fixtures/setup --no-run --deb
	@BUILD='$(BUILD)' fixtures/debian/make

deb-check: deb
	@BUILD='$(BUILD)' tests/make/deb
