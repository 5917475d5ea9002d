# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
#
# make coverage          which system calls, options and files the cases make use of
# make coverage-record   the same, and keeps it in tests/coverage/recorded.tsv
# make coverage-check    that nothing recorded has lost its case

.PHONY: coverage coverage-record coverage-check

$(BUILD)/coverage/facts: tests/coverage/facts.c | $(BUILD)/.tools
	@mkdir -p $(@D)
	@$(CC) -std=gnu11 -D_GNU_SOURCE $(WARNINGS) $(CFLAGS) -o $@ $<

coverage coverage-record coverage-check: set-up $(BUILD)/coverage/facts $(BUILD)/forms/count
	@fixtures/setup --coverage
	@BUILD='$(BUILD)' tests/coverage/run $(patsubst coverage-%,--%,$(filter coverage-%,$@))
