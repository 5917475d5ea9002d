# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
#
# make              set up, then run every case and backend (= make conformance)
# make check        the project's own tests and a short run on real machines
# make docs report  the analysis and the results page, from the last whole run or the reference run
# make publish      makes the last whole run the reference run (docs/results)
# make site         everything to read as one folder for a web server, build/site
# make list         the cases and their rules
# make new-case     a case to fill in: AREA=area NAME=name (docs/guide/adding-a-case.md)
# make case         all that it has to pass: CASE=name
# make mutation     cases with their subject broken, which must fail: CASE=
# make bench        what translation costs, counted (docs/guide/cost.md)
# make arm-host    a whole Debian arm64, and the suite in it (docs/guide/arm-hosts.md)
# make workloads    real software, driven as a user would (docs/guide/workloads.md)
# make gpu          programs on a machine with a GPU (docs/guide/gpu.md)
# make suites       the tests that Debian ships of it: SUITE=
# make faults fuzz  a run disturbed at random moments; parsers of foreign bytes
# make controls     the native controls under other kernels and CPUs
# make lint         formatting, static analysis, licences; of some: FILES='FILE...'
# make image        the suite as a container image (docs/guide/own-machine.md)
# make forms        the table of instruction forms, anew (docs/guide/forms.md)
# make coverage     which system calls, options and files the cases make use of
# MACHINE= BACKEND= CASE= TIER=smoke FLAVOURS=all JOBS= REPEAT= RESUME=1
# ALONE=1 FEX=dir QEMU=dir BOX64=dir                                   see README.md

# What the command line may set, for the check at the end of this file.
VARIABLES := ALONE AREA BACKEND BASELINE BOX64 BUILD CACHE CASE CC CC_aarch64 CC_x86_64 CFLAGS CHROMIUM \
	FEX FILES FLAVOURS JOBS LDFLAGS MACHINE MIRROR NAME QEMU REPEAT RESUME RULE TIER

HOST := $(shell uname -m)
BUILD := build
IMAGES := amd64 arm64 machine krun debian-4k debian-16k qemu-trixie box64-trixie box64-sid \
	musl-amd64 musl-arm64 go
# Versions beside the usual ones: built when BACKEND names them, as qemu@sid or qemu@*.
comma := ,
NAMED_IMAGES := $(basename $(notdir $(foreach p,$(subst $(comma), ,$(BACKEND)),\
	$(if $(findstring @,$(p)),$(wildcard fixtures/images/backends/$(subst @,-,$(p)).recipe)))))
# Kernels that have their drivers as modules: their recipes name some.
MODULE_KERNELS := $(filter $(IMAGES),$(basename $(notdir $(shell grep -lE '^[[:space:]]*modules ' fixtures/machine/*.recipe))))

CC ?= cc
ifeq ($(HOST),x86_64)
CC_x86_64 ?= gcc
CC_aarch64 ?= aarch64-linux-gnu-gcc
JANSSON_AGENT := -I$(BUILD)/images/jansson-arm64/include
JANSSON_AGENT_LIB := $(BUILD)/images/jansson-arm64/lib/libjansson.a
IMAGES += jansson-arm64
else
CC_x86_64 ?= x86_64-linux-gnu-gcc
CC_aarch64 ?= gcc
JANSSON_AGENT_LIB := -ljansson
endif

# Texts of bounded length are cut on purpose: snprintf never overruns them.
WARNINGS := -Wall -Wextra -Werror -Wno-unknown-warning-option -Wno-format-truncation
# The GPU's requests are in libdrm's copy of the kernel's headers, alike for all architectures.
DRM_HEADERS := -idirafter /usr/include/libdrm
INCLUDES := -Ifixtures/guest $(DRM_HEADERS) $(addprefix -Itests/,report runner results agent identify wiring engines backends machines common bench order software)
CFLAGS ?= -O2 -g
SANITIZE := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all
HOST_CFLAGS = -std=gnu11 -D_GNU_SOURCE $(WARNINGS) $(INCLUDES) -MMD -MP

# What both programs speak, and the adapters; the agent runs inside the machine. It
# is part of the runner too, whose machine `host` is this Linux.
SHARED_SOURCES := $(wildcard tests/identify/*.c tests/common/*.c tests/backends/*.c tests/engines/*.c tests/machines/*.c)
AGENT_SOURCES := $(wildcard tests/agent/*.c) $(SHARED_SOURCES)
# Only of the suites: what reads the results of earlier runs, and what wires machines.
RESULTS_SOURCES := $(wildcard tests/results/*.c tests/wiring/*.c)
RUNNER_SOURCES := $(wildcard tests/report/*.c tests/runner/*.c) $(filter-out tests/agent/main.c,$(AGENT_SOURCES))

# Hundreds of guests are built: by all CPUs, unless the user said otherwise, and by a
# make of its own. It reads what the compilers and the runners say that there is
# (SUITES: of MAIN, SELF, BENCH), which takes longer than everything else here.
PARALLEL = $(MAKE) -rR --no-print-directory --silent \
	$(if $(findstring jobserver,$(MAKEFLAGS)),,--jobs=$(shell nproc))
# $(1) suites, $(2) targets
build = SUITES='$(1)' fixtures/compile $(BUILD) $(PARALLEL) $(2)

.DELETE_ON_ERROR:
.PHONY: all case conformance check findings new-case self-test smoke mutation list runner set-up clean distclean lint format FORCE

all: conformance

include docs/page/page.mk
include docs/publish/publish.mk
include docs/docs.mk

# Set-up -----------------------------------------------------------------------

$(BUILD)/.tools: fixtures/setup
	@fixtures/setup
	@mkdir -p $(BUILD) && touch $@

# What the runner alone takes: the documents ask it for its cases, and run nothing.
$(BUILD)/.compiler: fixtures/setup
	@fixtures/setup --no-run
	@mkdir -p $(BUILD) && touch $@

$(BUILD)/.images: $(BUILD)/.tools $(wildcard fixtures/images/* fixtures/images/*/* fixtures/machine/*)
	@printf '%s\n' $(IMAGES) | xargs -n 1 -P $(shell nproc) fixtures/images/build
	@fixtures/images/store
	@touch $@

# Flavours ---------------------------------------------------------------------

GUEST_FLAGS = -std=gnu11 -D_GNU_SOURCE -DGUEST -O2 -g $(WARNINGS) -Wno-sign-compare -Ifixtures/guest $(DRM_HEADERS)

name = $(basename $(notdir $(1)))

# Each flavour (tests/common/flavours.def): what it is compiled with, what it is
# linked with before and after its own objects, and those.
debian_x86_64 := amd64
debian_aarch64 := arm64
ARCHITECTURES := x86_64 aarch64

PARTS_glibc := guest start-libc
BEFORE_glibc = -pthread

PARTS_static := guest libc start-static
FLAGS_static = -DGUEST_STATIC -ffreestanding -fno-stack-protector -fno-pie -U_FORTIFY_SOURCE \
	-fno-tree-loop-distribute-patterns $(PLAIN_$(1))
# What GCC would otherwise take glibc's start-up code to be there for.
PLAIN_x86_64 := -fcf-protection=none
PLAIN_aarch64 := -mno-outline-atomics
BEFORE_static = -static -nostdlib -no-pie

# What Debian's musl-gcc does, for either architecture and any host.
MUSL = $(BUILD)/images/musl-$(debian_$(1))
PARTS_musl := guest start-libc
HEADERS_musl = -nostdinc -isystem $(MUSL)/include -isystem $$$$($(CC_$(1)) -print-file-name=include) $(PLAIN_$(1))
FLAGS_musl = $(HEADERS_musl) -fPIE
BEFORE_musl = -pie -nostdlib -Wl,--dynamic-linker=/lib/ld-musl-$(1).so.1 \
	$(addprefix $(MUSL)/lib/,Scrt1.o crti.o)
AFTER_musl = -L$(MUSL)/lib -lc -lgcc $(MUSL)/lib/crtn.o

PARTS_musl-static := $(PARTS_musl)
FLAGS_musl-static = $(HEADERS_musl) -fno-pie
BEFORE_musl-static = -static -no-pie -nostdlib $(addprefix $(MUSL)/lib/,crt1.o crti.o)
AFTER_musl-static = $(AFTER_musl)

PARTS_static-pie := guest start-libc
FLAGS_static-pie = -fPIE
BEFORE_static-pie = -static-pie -pthread

PARTS_jit := $(PARTS_static) start-jit
FLAGS_jit = $(FLAGS_static) -DGUEST_JIT -fPIE
# It applies the plain form of relocations only.
BEFORE_jit = -static-pie -nostdlib -Wl,--entry=jit_start,-z,nopack-relative-relocs

GUEST_FLAVOURS := $(filter-out go,$(shell sed -n 's/^FLAVOUR[^"]*"\([^"]*\)".*/\1/p' tests/common/flavours.def))

# Guests -----------------------------------------------------------------------

# What a guest includes its compiler writes down, below $(BUILD)/deps. Until it has,
# and that may be from before it did, any header counts.
GUEST_HEADERS := $(wildcard fixtures/guest/*.h)
# $(1) file of dependencies, $(2) its target
define DEPENDS
$(if $(wildcard $(1)),include $(1),$(2): $(GUEST_HEADERS))
endef
NOTE_DEPENDENCIES = mkdir -p $$(@D) $$(dir $(1)) && $$(CC_$(2)) -MMD -MP -MF $(1) -MT $$@

# $(1) flavour, $(2) architecture
define GUEST_LIBRARY
$(BUILD)/guest/$(2)/$(1)/%.o: fixtures/guest/%.c | $(BUILD)/.images
	@$(call NOTE_DEPENDENCIES,$(BUILD)/deps/$(2)/$(1)/fixtures/guest/$$*.d,$(2)) \
		$$(GUEST_FLAGS) $(call FLAGS_$(1),$(2)) -c -o $$@ $$<
$(foreach part,$(PARTS_$(1)),
$(call DEPENDS,$(BUILD)/deps/$(2)/$(1)/fixtures/guest/$(part).d,$(BUILD)/guest/$(2)/$(1)/$(part).o))
endef

# Those of one architecture and flavour. source_NAME is the source of a case.
# $(1) their directory, $(2) architecture, $(3) flavour, $(4) names of cases,
# $(5) more flags, $(6) directory of dependencies
define C_GUESTS
$(4:%=$(1)/$(2)/$(3)/%): $(1)/$(2)/$(3)/%: $$$$(source_%) $(PARTS_$(3):%=$(BUILD)/guest/$(2)/$(3)/%.o)
	@$(call NOTE_DEPENDENCIES,$(6)/$(2)/$(3)/$$(<:.c=.d),$(2)) \
		$$(GUEST_FLAGS) $(call FLAGS_$(3),$(2)) $(5) -DCASE_NAME='"$$*"' -o $$@ \
		$(call BEFORE_$(3),$(2)) $$(filter %.c %.o,$$^) $(call AFTER_$(3),$(2))
$(foreach c,$(4),
$(call DEPENDS,$(6)/$(2)/$(3)/$(source_$(c):.c=.d),$(1)/$(2)/$(3)/$(c)))
endef

# A Go guest: its standard library is compiled once, into a cache of our own.
GO := $(CURDIR)/$(BUILD)/images/go/go
GO_BUILD = env -u GOFLAGS -u GOEXPERIMENT GOROOT=$(GO) GOPATH=$(CURDIR)/$(BUILD)/go \
	GOCACHE=$(CURDIR)/$(BUILD)/go/cache GOENV=off GO111MODULE=off GOTOOLCHAIN=local \
	GOOS=linux CGO_ENABLED=0 $(GO)/bin/go build -trimpath
go_x86_64 := GOARCH=amd64 GOAMD64=v1
go_aarch64 := GOARCH=arm64 GOARM64=v8.0

$(BUILD)/go/src/guest:
	@mkdir -p $(@D)
	@ln -s $(CURDIR)/fixtures/guest/go $@

# The same for guests in Go.
define GO_GUESTS
$(4:%=$(1)/$(2)/go/%): $(1)/$(2)/go/%: $$$$(source_%:.c=.go) $(wildcard fixtures/guest/go/*.go) | $(BUILD)/.images $(BUILD)/go/src/guest
	@mkdir -p $$(@D)
	@$(go_$(2)) $$(GO_BUILD) $(if $(5),-tags=mutated) \
		-ldflags '-X guest.Name=$$* -X guest.Source=$$<' -o $$@ $$<
endef
guest_rules = $(if $(filter go,$(3)),$(GO_GUESTS),$(C_GUESTS))

# The guest of the cases that share a container (fixtures/guest/shared.c): their
# objects, of which only the entry can be seen, and a table of those.
# $(1) directory of a suite, $(2) architecture, $(3) flavour, $(4) names of cases
define SHARED_GUEST
$(4:%=$(1)/shared/$(2)/$(3)/%.o): $(1)/shared/$(2)/$(3)/%.o: $$$$(source_%) | $(BUILD)/.images
	@$(call NOTE_DEPENDENCIES,$(1)/deps/shared/$(2)/$(3)/$$(<:.c=.d),$(2)) \
		$$(filter-out -g,$$(GUEST_FLAGS)) $(call FLAGS_$(3),$(2)) -DCASE_NAME='"$$*"' -Dguest_main=$$*_main -c -o $$@ $$<
	@$$$$($$(CC_$(2)) -print-prog-name=objcopy) --strip-debug --keep-global-symbol=$$*_main $$@
$(foreach c,$(4),
$(call DEPENDS,$(1)/deps/shared/$(2)/$(3)/$(source_$(c):.c=.d),$(1)/shared/$(2)/$(3)/$(c).o))

$(1)/shared/$(2)/$(3)/table.c: $(1)/guests.list
	@mkdir -p $$(@D)
	@{ printf '#include "shared.h"\n#include <stddef.h>\n'; \
	printf 'int %s_main(void);\n' $(4); \
	echo 'const struct shared_case shared_cases[] = {'; \
	for c in $(4); do echo "{ \"$$$$c\", $$$${c}_main },"; done; \
	echo '{ NULL, NULL } };'; } > $$@

$(1)/payload/guests/$(2)/$(3)/shared: fixtures/guest/shared.c $(1)/shared/$(2)/$(3)/table.c \
		$(4:%=$(1)/shared/$(2)/$(3)/%.o) $(PARTS_$(3):%=$(BUILD)/guest/$(2)/$(3)/%.o) \
		$(addprefix fixtures/guest/,shared.h guest.h)
	@mkdir -p $$(@D)
	@$$(CC_$(2)) $$(GUEST_FLAGS) $(call FLAGS_$(3),$(2)) -DCASE_NAME='"shared"' -o $$@ \
		$(call BEFORE_$(3),$(2)) $$(filter %.c %.o,$$^) $(call AFTER_$(3),$(2))
endef

# What a machine boots with -----------------------------------------------------

# The agent, as /init of a file system that holds the guests, and for kernels with
# modules of an initrd as well. $(1)/sources is a STAMP of what the agent is linked from.
# $(1) directory, $(2) variable of the agent's objects, $(3) the guests
define PAYLOAD
$(1)/payload/init: $$($(2)) $(1)/sources
	@mkdir -p $$(@D)
	@$$(CC_aarch64) -static -o $$@ $$(filter %.o,$$^) $$(JANSSON_AGENT_LIB)

$(1)/payload.erofs: $(1)/payload/init $(3)
	@cd $(1)/payload && mkdir -p dev proc sys m
	@rm -f $$@ && mkfs.erofs --quiet -T0 --all-root $$@ $(1)/payload

$(1)/initrd-%: $(1)/payload/init | $(BUILD)/.images
	@cd $(1)/payload && mkdir -p dev proc sys m && \
		printf '%s\n' init dev proc sys m | cpio --quiet --create --format=newc --owner=0:0 > ../agent-$$*.cpio
	@cat $(BUILD)/images/$$*/modules.cpio $(1)/agent-$$*.cpio > $$@
endef

# The proof of who runs the guests is that of the conformance suite. $(1) as above
IDENTITIES = $(foreach a,$(ARCHITECTURES),$(1)/payload/guests/$(a)/glibc/identity)
define IDENTITY
$(IDENTITIES): $(1)/payload/guests/%/glibc/identity: $(BUILD)/payload/guests/%/glibc/identity
	@mkdir -p $$(@D)
	@cp $$< $$@
endef

# A suite ----------------------------------------------------------------------

# A file that holds a list, and is written again when that changes: what was linked
# of other sources is old then, even if none of these is newer.
# $(1) the file, $(2) the list
define STAMP
$(1): $(if $(call differ,$(strip $(2)),$(strip $(file <$(1)))),FORCE)
	@mkdir -p $$(@D)
	@echo '$(strip $(2))' > $$@
endef
differ = $(subst $(1),,$(2))$(subst $(2),,$(1))

# The runner and its agent, for one set of cases.
# $(1) prefix of its variables, $(2) directory, $(3) its cases, $(4) flags of the
# runner, $(5) documents with its rules
define SUITE_RULES
$(1)_RUNNER := $$(patsubst %.c,$(2)/host/%.o,$(RUNNER_SOURCES) $(RESULTS_SOURCES) $(3))
$(1)_AGENT := $$(patsubst %.c,$(2)/agent/%.o,$(AGENT_SOURCES) $(3))

$(2)/host/%.o: %.c | $(BUILD)/.compiler
	@mkdir -p $$(@D)
	@$$(CC) $$(HOST_CFLAGS) $(4) -c $$< -o $$@

$(2)/agent/%.o: %.c | $(BUILD)/.images
	@mkdir -p $$(@D)
	@$$(CC_aarch64) $$(HOST_CFLAGS) -O2 -g $$(JANSSON_AGENT) -c $$< -o $$@

$(call STAMP,$(2)/sources,$(RUNNER_SOURCES) $(RESULTS_SOURCES) $(AGENT_SOURCES) $(3))

# The ids of the rules, for the runner to know those that cases cite.
$(2)/rules.c: $(5)
	@mkdir -p $$(@D)
	@{ printf '#include "rules.h"\n\nconst char *const spec_rules[] = {\n'; \
	sed -n 's/^## \([A-Z0-9]*-[0-9]*\).*/\t"\1",/p' $(5); \
	printf '\t0,\n};\n'; } > $$@

$(2)/conformance: $$($(1)_RUNNER) $(2)/rules.c $(2)/sources
	@$$(CC) $$(INCLUDES) $(4) $$(LDFLAGS) -o $$@ $$(filter %.o %.c,$$^) -ljansson -lcmocka -llzma -lm

$(call PAYLOAD,$(2),$(1)_AGENT,$(2)/guests.list)

# Which guests there are, the runner knows; those that no longer are go.
$(2)/guests.mk: $(2)/conformance fixtures/guests
	@fixtures/guests $(1) $(2)
$(2)/guests.list: $(2)/guests.mk
	@:

$(1)_READY := $(2)/conformance $(2)/payload.erofs $(addprefix $(2)/initrd-,$(MODULE_KERNELS))
endef

# Its guests, by what $(2)/guests.mk says. $(1) and $(2) as above
define SUITE_GUESTS
$(foreach a,$(ARCHITECTURES),$(foreach f,$(GUEST_FLAVOURS) go,$(if $($(1)_$(a)_$(f)),
$(call guest_rules,$(2)/payload/guests,$(a),$(f),$($(1)_$(a)_$(f)),,$(2)/deps)
$(1)_GUESTS += $($(1)_$(a)_$(f):%=$(2)/payload/guests/$(a)/$(f)/%))
$(if $($(1)_SHARED_$(a)_$(f)),
$(call SHARED_GUEST,$(2),$(a),$(f),$($(1)_SHARED_$(a)_$(f)))
$(1)_GUESTS += $(2)/payload/guests/$(a)/$(f)/shared)))
$(2)/payload.erofs: $$($(1)_GUESTS)
$(1)_OBJECTS := $$($(1)_RUNNER) $$($(1)_AGENT) $$(foreach a,$(ARCHITECTURES),$$(foreach f,$(GUEST_FLAVOURS),$$($(1)_SHARED_$$(a)_$$(f))))
-include $$($(1)_RUNNER:.o=.d) $$($(1)_AGENT:.o=.d)
endef

CASES := $(sort $(wildcard tests/cases/*/*.c))
SELF_CASES := $(sort $(wildcard tests/self/cases/*.c))
SELF := $(BUILD)/self
$(eval $(call SUITE_RULES,MAIN,$(BUILD),$(CASES),$(CFLAGS),$(wildcard docs/spec/*.md)))
$(eval $(call SUITE_RULES,SELF,$(SELF),$(SELF_CASES),$(SANITIZE),tests/self/rules.md))

# Cases broken on purpose: the usual flavours of all, or of what CASE names; for the CPU
# of MACHINE, this one if none is named. What proves who runs them is with them.
MUTATED := $(BUILD)/mutated/payload/guests
# They have only to fail.
MUTATED_FLAGS := -DMUTATED -O1 -g0
MUTATED_FOR := $(if $(filter-out host,$(MACHINE)),aarch64,$(HOST))
MUTATED_GUESTS = $(shell $(BUILD)/conformance --guests --case='$(or $(CASE),*),identity' | \
	awk '$$1 == "$(MUTATED_FOR)" { print "$(MUTATED)/" $$1 "/" $$2 "/" $$3 }')

.SECONDEXPANSION:
ifneq ($(filter MAIN,$(SUITES)),)
include $(BUILD)/guests.mk
$(foreach f,$(GUEST_FLAVOURS),$(foreach a,$(ARCHITECTURES),$(eval $(call GUEST_LIBRARY,$(f),$(a)))))
$(eval $(call SUITE_GUESTS,MAIN,$(BUILD)))
$(foreach f,$(GUEST_FLAVOURS) go,$(if $(MAIN_$(MUTATED_FOR)_$(f)),\
	$(eval $(call guest_rules,$(MUTATED),$(MUTATED_FOR),$(f),$(MAIN_$(MUTATED_FOR)_$(f)),$(MUTATED_FLAGS),$(BUILD)/deps/mutated))))
endif
ifneq ($(filter SELF,$(SUITES)),)
include $(SELF)/guests.mk
$(eval $(call SUITE_GUESTS,SELF,$(SELF)))
endif
ifneq ($(SUITES),)
# For fixtures/compile, which tells how far it is.
$(file >$(BUILD)/.count,$(words $(foreach s,$(SUITES),$($s_OBJECTS) $($s_GUESTS))))
endif

runner: $(BUILD)/.compiler
	@$(call build,MAIN,$(BUILD)/conformance)

set-up: $(BUILD)/.images
	@$(if $(NAMED_IMAGES),fixtures/images/build $(NAMED_IMAGES))
	@$(call build,MAIN,$(MAIN_READY))

# Each of them names its targets at its head.
include docs/man/man.mk tests/software/software.mk # whose agent gpu.mk takes
include $(filter-out tests/software/software.mk,$(sort $(wildcard tests/*/*.mk)))

# Running ----------------------------------------------------------------------

OPTIONS = $(if $(MACHINE),--machine='$(MACHINE)') $(if $(BACKEND),--backend='$(BACKEND)') \
	$(if $(CASE),--case='$(CASE)') $(if $(JOBS),--jobs='$(JOBS)') \
	$(if $(TIER),--tier='$(TIER)') $(if $(REPEAT),--repeat='$(REPEAT)') $(if $(RESUME),--resume) \
	$(if $(filter all,$(FLAVOURS)),--all-flavours) $(if $(ALONE),--alone) \
	$(if $(BASELINE),--baseline='$(BASELINE)') $(if $(POLICY),--policy='$(POLICY)') \
	$(if $(SUMMARY),--summary='$(SUMMARY)') $(if $(SHARD),--shard='$(SHARD)') $(if $(TIMES),--times='$(TIMES)')

export BOX64 FEX QEMU

conformance: set-up
	@$(BUILD)/conformance $(OPTIONS)

# The short run: the same program and machines, the cases that tell most.
smoke: set-up
	@mkdir -p $(BUILD)/check/results
	@$(BUILD)/conformance --tier=check --machine=host,krun --results=$(BUILD)/check/results $(OPTIONS)

# The programs of docs/findings, against what the reports say.
findings: set-up
	@tests/findings

list: runner
	@$(BUILD)/conformance --list

# The project's own tests --------------------------------------------------------

SELF_TESTS := $(patsubst tests/self/%.c,$(SELF)/%,$(sort $(wildcard tests/self/test_*.c)))
SELF_OBJECTS = $(filter-out $(SELF)/host/tests/runner/main.o,$(SELF_RUNNER))

$(SELF)/test_%: tests/self/test_%.c $(wildcard tests/self/*.h) $(SELF_READY)
	@$(CC) $(HOST_CFLAGS) $(SANITIZE) -o $@ $< $(SELF_OBJECTS) -ljansson -lcmocka -llzma -lm

self-test: set-up
	@$(call build,MAIN SELF,$(SELF_TESTS) $(SELF_READY) $(MUTATED_GUESTS) $(MUTATED_FORMS))
	@ln -sfn ../images $(SELF)/images
	@# What lives until the end of a program is no leak worth reporting.
	@export ASAN_OPTIONS=detect_leaks=0; status=0; \
	for t in $(SELF_TESTS); do $$t || status=1; done; exit $$status

# One case from its first draft to its records (docs/guide/adding-a-case.md).
new-case:
	@tests/new-case '$(AREA)' '$(NAME)' '$(RULE)'

case:
	@MAKE='$(MAKE)' BUILD='$(BUILD)' tests/case '$(CASE)'

# A case's broken twin by hand: what a failure of it looks like. To fail is right.
mutation: $(BUILD)/.images runner
	@$(call build,MAIN,$(BUILD)/conformance $(MUTATED_GUESTS) $(MUTATED_FORMS))
	@ln -sfn ../images $(BUILD)/mutated/images
	@mkdir -p $(BUILD)/mutated/results
	@$(if $(filter-out host,$(MACHINE)),cd $(BUILD)/mutated && mkdir -p payload/dev payload/proc payload/sys payload/m && \
		cp ../payload/init payload && rm -f payload.erofs && \
		mkfs.erofs --quiet -T0 --all-root payload.erofs payload && \
		$(foreach k,$(MODULE_KERNELS),ln -sfn ../initrd-$k initrd-$k &&) :)
	@$(BUILD)/conformance --mutated --build=$(BUILD)/mutated --results=$(BUILD)/mutated/results \
		--machine=$(or $(MACHINE),host) --alone --backend=native-$(patsubst aarch64,arm64,$(MUTATED_FOR)) $(if $(CASE),--case='$(CASE)')

check:
	@MAKE='$(MAKE)' BUILD='$(BUILD)' tests/check

# Housekeeping ---------------------------------------------------------------------

SOURCES = $(shell git ls-files '*.c' '*.h')

format:
	clang-format -i $(SOURCES)

lint:
	@fixtures/setup --lint --forms --gpu
	@$(MAKE) -rR --no-print-directory --silent $(BUILD)/gpu/shaders.h
	@LINT_HOST='-std=gnu11 -D_GNU_SOURCE $(WARNINGS) $(INCLUDES)' LINT_GUEST='$(GUEST_FLAGS)' \
		LINT_KERNEL='$(KERNEL_FLAGS)' LINT_ORDER='$(ORDER_FLAGS) -Itests/order/tracer' LINT_GPU='$(GPU_FLAGS)' \
		LINT_GUEST_PARTS='$(PARTS_glibc:%=fixtures/guest/%.c)' \
		tests/lint $(FILES)

clean:
	rm -rf $(BUILD)

distclean: clean
	@cache=$$(fixtures/cache) && echo rm -rf "$$cache" && rm -rf "$$cache"

# make itself swallows a slip, and runs everything.
$(foreach v,$(.VARIABLES),$(if $(filter command line,$(origin $v)),$(if $(filter-out $(VARIABLES) -%,$v),\
	$(error no variable is named "$v"$(shell fixtures/nearest '$v' $(VARIABLES))))))
$(foreach f,$(filter-out all,$(FLAVOURS)),$(error FLAVOURS takes "all", not "$f"; one flavour is CASE='*/musl'))
