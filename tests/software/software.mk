# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
#
# make workloads        real software, driven as a user would (docs/guide/workloads.md)
# make suites           the test suites that it brings
# make software-check   the self-test
#
# The runner of the conformance suite with other cases.

.PHONY: workloads suites software-check software-set-up

VARIABLES += WORKLOAD SUITE RECORD

SOFTWARE := $(BUILD)/software
WORKLOADS := $(sort $(wildcard tests/workloads/*.c))
# What both programs have; the rest is the runner's alone.
SUITE_CASES := $(sort $(wildcard tests/suites/*.c))
GPU_PROGRAMS := $(sort $(wildcard tests/gpu/*.c))
SOFTWARE_CASES := $(WORKLOADS) $(SUITE_CASES) $(GPU_PROGRAMS) $(addprefix tests/software/,shell.c logs.c suite.c) tests/cases/backend/identity.c
SOFTWARE_SOURCES := $(filter-out $(SOFTWARE_CASES),$(wildcard tests/software/*.c))

# The runner's own objects serve; only the registry's are others.
SOFTWARE_RUNNER := $(patsubst %.c,$(BUILD)/host/%.o,$(filter-out tests/runner/main.c,$(RUNNER_SOURCES)) $(RESULTS_SOURCES) \
	$(SOFTWARE_CASES) $(SOFTWARE_SOURCES))
SOFTWARE_AGENT := $(patsubst %.c,$(BUILD)/agent/%.o,$(AGENT_SOURCES) $(SOFTWARE_CASES))

$(eval $(call STAMP,$(SOFTWARE)/sources,$(SOFTWARE_RUNNER) $(SOFTWARE_AGENT)))

$(SOFTWARE)/software: $(SOFTWARE_RUNNER) $(SOFTWARE)/sources
	@$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(filter %.o,$^) -ljansson -lcmocka -llzma -lm

$(eval $(call IDENTITY,$(SOFTWARE)))
$(eval $(call PAYLOAD,$(SOFTWARE),SOFTWARE_AGENT,$(call IDENTITIES,$(SOFTWARE))))

SOFTWARE_READY := $(SOFTWARE)/software $(SOFTWARE)/payload.erofs $(addprefix $(SOFTWARE)/initrd-,$(MODULE_KERNELS))
ifneq ($(filter SOFTWARE,$(SUITES)),)
-include $(SOFTWARE_RUNNER:.o=.d) $(SOFTWARE_AGENT:.o=.d)
endif

# Some gigabytes, of which `make bench` uses a part.
WORKLOAD_IMAGES := $(foreach i,tools runtimes services,$(i)-amd64 $(i)-arm64)

SOFTWARE_OPTIONS = $(if $(MACHINE),--machine='$(MACHINE)') $(if $(BACKEND),--backend='$(BACKEND)') \
	$(if $(JOBS),--jobs='$(JOBS)') $(if $(RESUME),--resume)

software-set-up: set-up
	@$(call build,MAIN SOFTWARE,$(SOFTWARE_READY))
	@ln -sfn ../images $(SOFTWARE)/images

workloads: software-set-up
	@printf '%s\n' $(WORKLOAD_IMAGES) | xargs -n 1 -P $(shell nproc) fixtures/images/build
	@$(SOFTWARE)/software workloads $(SOFTWARE_OPTIONS) $(if $(WORKLOAD),--case='$(WORKLOAD)')

suites: software-set-up
	@fixtures/images/build suites-amd64 suites-arm64
	@$(SOFTWARE)/software suites $(SOFTWARE_OPTIONS) $(if $(SUITE),--case='$(SUITE)') $(if $(RECORD),--record)

$(SOFTWARE)/test_software: tests/software/self/test_software.c $(filter-out %/tests/software/main.o,$(SOFTWARE_RUNNER))
	@mkdir -p $(@D)
	@$(CC) $(HOST_CFLAGS) $(CFLAGS) -o $@ $(filter %.c %.o,$^) -ljansson -lcmocka -llzma -lm

software-check: software-set-up
	@$(call build,MAIN SOFTWARE,$(SOFTWARE)/test_software)
	@$(SOFTWARE)/test_software
