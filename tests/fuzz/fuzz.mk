# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
#
# make fuzz         every parser of bytes that come from elsewhere, under ASan and UBSan
# RUNS=N            so many inputs for each; else SECONDS=N for all together (60)
# make faults       a run that is killed, stopped and starved at random moments
# SEED=N N=200      which moments, and how many; MACHINE=host or krun: only there

VARIABLES += N RUNS SECONDS SEED

FUZZ := $(BUILD)/fuzz
FUZZ_SOURCES := $(filter-out tests/runner/main.c,$(RUNNER_SOURCES)) $(SELF_CASES) tests/fuzz/parsers.c
FUZZ_OBJECTS := $(FUZZ_SOURCES:%.c=$(FUZZ)/%.o)
FUZZ_SANITIZE := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all

.PHONY: fuzz faults

$(FUZZ)/.tools: fixtures/setup
	@fixtures/setup --fuzz
	@mkdir -p $(FUZZ) && touch $@

$(FUZZ)/%.o: %.c | $(FUZZ)/.tools
	@mkdir -p $(@D)
	@clang $(HOST_CFLAGS) $(FUZZ_SANITIZE) -c $< -o $@

$(FUZZ)/parsers: $(FUZZ_OBJECTS)
	@clang -fsanitize=fuzzer,address,undefined -o $@ $^ -ljansson -lcmocka

fuzz: $(FUZZ)/parsers
	@RUNS='$(RUNS)' SECONDS_IN_ALL='$(SECONDS)' tests/fuzz/run $(FUZZ)

-include $(FUZZ_OBJECTS:.o=.d)

FAULTS_SOURCES := $(wildcard tests/faults/*.c)

$(BUILD)/faults-driver: $(FAULTS_SOURCES) $(wildcard tests/faults/*.h) | $(BUILD)/.tools
	@$(CC) -std=gnu11 -D_GNU_SOURCE $(WARNINGS) -Itests/common $(CFLAGS) -o $@ $(FAULTS_SOURCES) -ljansson

faults: set-up $(BUILD)/faults-driver
	@$(BUILD)/faults-driver --build=$(BUILD) $(if $(SEED),--seed='$(SEED)') \
		$(if $(N),--moments='$(N)') $(if $(MACHINE),--machine='$(MACHINE)')
