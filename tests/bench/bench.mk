# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
#
# make bench        what translation costs, counted in instructions
# make bench-scale  how it grows with the number of virtual CPUs
# make bench-blocks the hottest translated block of each kernel
# make bench-smoke  a few counts that must stay what they are
#
# The runner of the conformance suite with other cases: kernels and programs.

.PHONY: bench bench-blocks bench-sample bench-scale bench-smoke bench-set-up bench-tools

BENCH := $(BUILD)/bench
BENCH_MACHINE := debian-4k
KERNELS := $(sort $(wildcard tests/bench/kernels/*.c))
BENCH_CASES := $(KERNELS) tests/bench/drive.c tests/bench/blocks.c tests/bench/programs.c tests/cases/backend/identity.c
BENCH_SOURCES := $(filter-out tests/bench/counted_agent.c tests/bench/meter.c \
	tests/bench/drive.c tests/bench/blocks.c tests/bench/programs.c,$(wildcard tests/bench/*.c))

# The same for both architectures: contraction would round otherwise on arm64.
KERNEL_FLAGS = -std=gnu11 -D_GNU_SOURCE -DGUEST -O2 -ffp-contract=off -fno-math-errno \
	$(WARNINGS) -Itests/bench

# One version, or the two that stand side by side.
KERNEL_COMPILER = $(shell { $(CC_x86_64) -dumpfullversion; $(CC_aarch64) -dumpfullversion; } | uniq | paste -sd+)

# It decides about the counts, so it is part of what they are compared with.
$(BENCH)/test_bench $(BUILD)/host/tests/bench/cost_report.o $(BUILD)/host/tests/bench/constant.o: \
	HOST_CFLAGS += -DBENCH_COMPILER='"$(KERNEL_COMPILER)"'

# $(1) architecture
define BENCH_GUESTS
$(BENCH)/payload/guests/$(1)/glibc/%: tests/bench/kernels/%.c tests/bench/guest/start.c tests/bench/bench_kernel.h | $(BUILD)/.tools
	@mkdir -p $$(@D)
	@$$(CC_$(1)) $$(KERNEL_FLAGS) -o $$@ $$< tests/bench/guest/start.c -lm -pthread

# It counts from outside the translator, so it is native in both.
$(BENCH)/payload/guests/$(1)/glibc/meter: tests/bench/meter.c | $(BUILD)/.tools
	@mkdir -p $$(@D)
	@$$(CC_aarch64) $$(HOST_CFLAGS) -O2 -static -MF $(BENCH)/meter-$(1).d -o $$@ $$<

# What programs work on.
$(BENCH)/payload/guests/$(1)/glibc/programs: $(wildcard tests/bench/programs/*) tests/bench/bench.mk
	@rm -rf $$@ && mkdir -p $$@/dpkg/info $$@/dpkg/updates
	@cp tests/bench/programs/* $$@
	@seq 1 24000 > $$@/numbers
	@seq 1 600000 > $$@/millions
	@seq 1 400 | sed 's/.*/Package: package-&\nStatus: install ok installed\nArchitecture: all\nVersion: 1.&-1\nMaintainer: nobody <nobody@example.org>\nDescription: package number &\n/' > $$@/dpkg/status
	@touch $$@

# Hard links: one copy serves both architectures.
$(BENCH)/payload/guests/$(1)/glibc/prepared: $(BENCH)/prepared/pycache
	@rm -rf $$@ && mkdir -p $$(@D) && cp -al $(BENCH)/prepared $$@
endef
$(foreach a,x86_64 aarch64,$(eval $(call BENCH_GUESTS,$(a))))

# Only `make bench` builds it; the programs that it serves have images of their
# own too.
PREPARED := $(wildcard $(BUILD)/images/prepared/prepared.tar)

$(BENCH)/prepared/pycache: $(PREPARED)
	@rm -rf $(@D) && mkdir -p $(@D)
	@tar --extract --file $< --directory $(@D)
	@touch $@

BENCH_PAYLOAD := $(foreach a,x86_64 aarch64,$(addprefix $(BENCH)/payload/guests/$(a)/glibc/,\
	identity meter programs $(if $(PREPARED),prepared) $(call name,$(KERNELS))))

# The runner's own objects serve; only the registry's are others.
BENCH_RUNNER := $(patsubst %.c,$(BUILD)/host/%.o,$(filter-out tests/runner/main.c,$(RUNNER_SOURCES)) \
	$(BENCH_CASES) $(BENCH_SOURCES))
BENCH_AGENT := $(patsubst %.c,$(BUILD)/agent/%.o,$(filter-out tests/agent/main.c,$(AGENT_SOURCES)) \
	$(BENCH_CASES) tests/bench/counted_agent.c)

$(eval $(call STAMP,$(BENCH)/sources,$(BENCH_RUNNER) $(BENCH_AGENT)))

$(BENCH)/bench: $(BENCH_RUNNER) $(BENCH)/sources
	@$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(filter %.o,$^) -ljansson -lcmocka -lm

$(eval $(call IDENTITY,$(BENCH)))
$(eval $(call PAYLOAD,$(BENCH),BENCH_AGENT,$(BENCH_PAYLOAD)))

BENCH_READY := $(BENCH)/bench $(BENCH)/payload.erofs $(BENCH)/initrd-$(BENCH_MACHINE)
ifneq ($(filter BENCH,$(SUITES)),)
-include $(BENCH_RUNNER:.o=.d) $(BENCH_AGENT:.o=.d)
endif

BENCH_OPTIONS = $(if $(BACKEND),--backend='$(BACKEND)') $(if $(CASE),--case='$(CASE)') \
	$(if $(REPEAT),--repeat='$(REPEAT)') $(if $(RESUME),--resume)

# By another make, which sees the images that the target's own lines have built.
define BENCH_BUILD
@$(call build,MAIN BENCH,$(BENCH_READY))
@ln -sfn ../images $(BENCH)/images
endef

bench-set-up: set-up
	$(BENCH_BUILD)

bench-tools: set-up
	@fixtures/setup --bench

# Some gigabytes, which nothing else needs.
BENCH_IMAGES := tools-amd64 tools-arm64 runtimes-amd64 runtimes-arm64 prepared

bench: bench-tools
	@printf '%s\n' $(BENCH_IMAGES) | xargs -n 1 -P $(shell nproc) fixtures/images/build
	$(BENCH_BUILD)
	@$(BENCH)/bench $(BENCH_OPTIONS)

# How it grows with threads: one for each virtual CPU. The counts of one CPU
# are those of the last `make bench`.
bench-scale: bench-set-up
	@red=0; for n in 2 4 8; do \
		$(BENCH)/bench --cpus=$$n $(if $(REPEAT),,--repeat=3) $(BENCH_OPTIONS) $(if $(CASE),,--case=parallel,atomics,contended); \
		case $$? in 0) ;; 1) red=1 ;; *) exit 2 ;; esac; done; exit $$red

# Where the cost comes from.
bench-blocks: bench-set-up
	@$(BENCH)/bench --blocks $(BENCH_OPTIONS)

bench-smoke: bench-set-up bench-tools
	@$(call build,MAIN BENCH,$(BENCH)/test_bench)
	@$(BENCH)/test_bench
	@$(BENCH)/bench --smoke

# Plots of invented figures, for the test of the documents.
bench-sample: bench-tools
	@$(call build,MAIN BENCH,$(BENCH)/sample/bench.jsonl)

$(BENCH)/sample/bench.jsonl: $(BENCH)/test_bench
	@$< 'plots_*' > /dev/null

$(BENCH)/test_bench: tests/bench/self/test_bench.c $(filter-out %/tests/bench/main.o,$(BENCH_RUNNER))
	@mkdir -p $(@D)
	@$(CC) $(HOST_CFLAGS) $(CFLAGS) -o $@ $(filter %.c %.o,$^) -ljansson -lcmocka -lm
