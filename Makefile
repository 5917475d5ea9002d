# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
#
# make              set up, then run every case and backend (= make conformance)
# make check        the project's own tests and a short run on real machines
# make docs report  the analysis and the results page, from the last results
# make list         the cases and their rules
# make bench        what translation costs, counted (docs/guide/cost.md)
# make coverage     which system calls, options and files the cases make use of
# make lint         formatting, static analysis, licences
# MACHINE= BACKEND= CASE= TIER=smoke FLAVOURS=all FEX=dir JOBS= REPEAT= RESUME=1
# ALONE=1                                                              see README.md

HOST := $(shell uname -m)
BUILD := build
IMAGES := amd64 arm64 machine krun debian-4k debian-16k qemu-trixie box64-trixie box64-sid \
	musl-amd64 musl-arm64 go
# Versions beside the usual ones: built when BACKEND names them, as qemu@sid or qemu@*.
comma := ,
NAMED_IMAGES := $(basename $(notdir $(foreach p,$(subst $(comma), ,$(BACKEND)),\
	$(if $(findstring @,$(p)),$(wildcard fixtures/images/backends/$(subst @,-,$(p)).recipe)))))
MODULE_KERNELS := debian-4k debian-16k

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
INCLUDES := -Ifixtures/guest $(addprefix -Itests/,report runner agent engines backends machines common bench)
CFLAGS ?= -O2 -g
SANITIZE := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all
HOST_CFLAGS = -std=gnu11 -D_GNU_SOURCE $(WARNINGS) $(INCLUDES) -MMD -MP

# What both programs speak, and the adapters; the agent runs inside the machine. It
# is part of the runner too, whose machine `host` is this Linux.
SHARED_SOURCES := $(wildcard tests/common/*.c tests/backends/*.c tests/engines/*.c tests/machines/*.c)
AGENT_SOURCES := $(wildcard tests/agent/*.c) $(SHARED_SOURCES)
RUNNER_SOURCES := $(wildcard tests/report/*.c tests/runner/*.c) $(filter-out tests/agent/main.c,$(AGENT_SOURCES))

# Hundreds of guests are built: by all CPUs, unless the user said otherwise.
PARALLEL = $(MAKE) --no-print-directory --silent $(if $(findstring jobserver,$(MAKEFLAGS)),,--jobs=$(shell nproc))

.DELETE_ON_ERROR:
# make mutation CASE=name   a case with its subject broken: it must fail
.PHONY: all conformance check self-test smoke mutation list set-up clean distclean lint format

all: conformance

include docs/page/page.mk
include docs/docs.mk

# Set-up -----------------------------------------------------------------------

$(BUILD)/.tools: fixtures/setup
	@fixtures/setup
	@mkdir -p $(BUILD) && touch $@

$(BUILD)/.images: $(BUILD)/.tools $(wildcard fixtures/images/* fixtures/images/*/* fixtures/machine/*)
	@printf '%s\n' $(IMAGES) | xargs -n 1 -P $(shell nproc) fixtures/images/build
	@fixtures/images/store
	@touch $@

# Guests -----------------------------------------------------------------------

GUEST_FLAGS = -std=gnu11 -D_GNU_SOURCE -DGUEST -O2 -g $(WARNINGS) -Wno-sign-compare -Ifixtures/guest
GUEST_HEADERS := $(wildcard fixtures/guest/*.h)

name = $(basename $(notdir $(1)))
area = $(notdir $(patsubst %/,%,$(dir $(1))))

# Each flavour (tests/common/registry.h): what it is compiled with, what it is
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

GUEST_FLAVOURS := glibc static musl musl-static static-pie jit

# $(1) flavour, $(2) architecture
define GUEST_LIBRARY
$(BUILD)/guest/$(2)/$(1)/%.o: fixtures/guest/%.c $(GUEST_HEADERS) | $(BUILD)/.images
	@mkdir -p $$(@D)
	@$$(CC_$(2)) $$(GUEST_FLAGS) $(call FLAGS_$(1),$(2)) -c $$< -o $$@
endef
$(foreach f,$(GUEST_FLAVOURS),$(foreach a,$(ARCHITECTURES),$(eval $(call GUEST_LIBRARY,$(f),$(a)))))

# $(1) directory of guests, $(2) architecture, $(3) flavour, $(4) source of a case, $(5) more flags
define C_RULE
$(1)/$(2)/$(3)/$(call name,$(4)): $(4) $(GUEST_HEADERS) $(PARTS_$(3):%=$(BUILD)/guest/$(2)/$(3)/%.o)
	@mkdir -p $$(@D)
	@$$(CC_$(2)) $$(GUEST_FLAGS) $(call FLAGS_$(3),$(2)) $(5) -DCASE_NAME='"$(call name,$(4))"' -o $$@ \
		$(call BEFORE_$(3),$(2)) $$(filter %.c %.o,$$^) $(call AFTER_$(3),$(2))
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

# The same for a Go guest.
define GO_RULE
$(1)/$(2)/go/$(call name,$(4)): $(4:.c=.go) $(wildcard fixtures/guest/go/*.go) | $(BUILD)/.images $(BUILD)/go/src/guest
	@mkdir -p $$(@D)
	@$(go_$(2)) $$(GO_BUILD) $(5:-DMUTATED=-tags=mutated) \
		-ldflags '-X guest.Name=$(call name,$(4)) -X guest.Source=$(4:.c=.go)' -o $$@ $$<
endef

# The guest of the cases that share a container (fixtures/guest/shared.c): their
# objects, of which only the entry can be seen, and a table of those.
# $(1) directory of a suite, $(2) architecture, $(3) flavour, $(4) sources of cases
define SHARED_RULE
$(foreach c,$(4),$(eval $(call SHARED_OBJECT,$(1),$(2),$(3),$(c))))
$(1)/shared/$(2)/$(3)/table.c: $(4) Makefile
	@mkdir -p $$(@D)
	@{ printf '#include "shared.h"\n#include <stddef.h>\n'; \
	printf 'int %s_main(void);\n' $(call name,$(4)); \
	echo 'const struct shared_case shared_cases[] = {'; \
	for c in $(call name,$(4)); do echo "{ \"$$$$c\", $$$${c}_main },"; done; \
	echo '{ NULL, NULL } };'; } > $$@

$(call C_RULE,$(1)/payload/guests,$(2),$(3),fixtures/guest/shared.c)
$(1)/payload/guests/$(2)/$(3)/shared: $(addprefix $(1)/shared/$(2)/$(3)/,table.c $(addsuffix .o,$(call name,$(4))))
endef

define SHARED_OBJECT
$(1)/shared/$(2)/$(3)/$(call name,$(4)).o: $(4) $(GUEST_HEADERS)
	@mkdir -p $$(@D)
	@$$(CC_$(2)) $$(GUEST_FLAGS) $(call FLAGS_$(3),$(2)) -DCASE_NAME='"$(call name,$(4))"' \
		-Dguest_main=$(call name,$(4))_main -c -o $$@ $$<
	@$$$$($$(CC_$(2)) -print-prog-name=objcopy) --strip-debug --keep-global-symbol=$(call name,$(4))_main $$@
endef

# Those of a suite: $(1) its cases, $(2) architecture, $(3) flavour
shared_cases = $(strip $(foreach c,$(filter $(SHARED),$(call built_for,$(2),$(1))),\
	$(if $(filter $(3),$(call flavours_of,$(c))),$(c))))

guest_rule = $(if $(filter go,$(3)),$(GO_RULE),$(C_RULE))

# In which flavours a case comes, as registry_flavours says in the runner.
# $(1) source of a case, $(2) architecture
areas = $(shell sed -n 's/^\#define $(1) "\(.*\)"/\1/p' tests/common/registry.h)
LINKING_AREAS := $(call areas,LINKING_AREAS)
INSTRUCTION_AREAS := $(call areas,INSTRUCTION_AREAS)
flavours_of = $(if $(filter $(1),$(GO_ONLY)),go,glibc $(if $(filter $(1),$(GLIBC_ONLY)),,static \
	$(if $(filter $(call area,$(1)),$(LINKING_AREAS)),musl musl-static static-pie) \
	$(if $(filter $(call area,$(1)),$(INSTRUCTION_AREAS)),jit)))

# Which of the cases have a guest for it: $(1) architecture, $(2) cases
built_for = $(if $(filter x86_64,$(1)),$(2),$(filter-out $(X86_ONLY),$(2)))

# $(1) directory of guests, $(2) architecture, $(3) cases
guests = $(foreach c,$(call built_for,$(2),$(3)),\
	$(foreach f,$(call flavours_of,$(c)),$(1)/$(2)/$(f)/$(call name,$(c))))

# A suite ----------------------------------------------------------------------
#
# The runner, its agent and their guests, for one set of cases.
# $(1) prefix of its variables, $(2) directory, $(3) its cases, $(4) flags of the runner
define SUITE
$(1)_NAMES := $(call name,$(3))
# Two cases of one name would be one guest: refuse them here.
$$(if $$(filter-out $$(words $$(sort $$($(1)_NAMES))),$$(words $$($(1)_NAMES))),$$(error two cases in $(2) have the same name))
$(1)_GUESTS := $$(foreach a,$(ARCHITECTURES),$$(call guests,$(2)/payload/guests,$$(a),$(3)) \
	$$(foreach f,$(GUEST_FLAVOURS),$$(if $$(call shared_cases,$(3),$$(a),$$(f)),$(2)/payload/guests/$$(a)/$$(f)/shared)))
$$(foreach a,$(ARCHITECTURES),$$(foreach f,$(GUEST_FLAVOURS),$$(if $$(call shared_cases,$(3),$$(a),$$(f)),\
	$$(eval $$(call SHARED_RULE,$(2),$$(a),$$(f),$$(call shared_cases,$(3),$$(a),$$(f)))))))
$$(foreach a,$(ARCHITECTURES),$$(foreach c,$(3),$$(foreach f,$$(call flavours_of,$$(c)),\
	$$(eval $$(call guest_rule,$(2)/payload/guests,$$(a),$$(f),$$(c))))))

$(1)_RUNNER := $$(patsubst %.c,$(2)/host/%.o,$(RUNNER_SOURCES) $(3))
$(1)_AGENT := $$(patsubst %.c,$(2)/agent/%.o,$(AGENT_SOURCES) $(3))

$(2)/host/%.o: %.c | $(BUILD)/.tools
	@mkdir -p $$(@D)
	@$$(CC) $$(HOST_CFLAGS) $(4) -c $$< -o $$@

$(2)/agent/%.o: %.c | $(BUILD)/.images
	@mkdir -p $$(@D)
	@$$(CC_aarch64) $$(HOST_CFLAGS) -O2 -g $$(JANSSON_AGENT) -c $$< -o $$@

$(2)/conformance: $$($(1)_RUNNER)
	@$$(CC) $(4) $$(LDFLAGS) -o $$@ $$^ -ljansson -lcmocka

$(2)/payload/init: $$($(1)_AGENT)
	@mkdir -p $$(@D)
	@$$(CC_aarch64) -static -o $$@ $$^ $$(JANSSON_AGENT_LIB)

$(2)/payload.erofs: $(2)/payload/init $$($(1)_GUESTS)
	@cd $(2)/payload && mkdir -p dev proc sys m
	@rm -f $$@ && mkfs.erofs --quiet -T0 --all-root $$@ $(2)/payload

$(2)/initrd-%: $(2)/payload/init | $(BUILD)/.images
	@cd $(2)/payload && mkdir -p dev proc sys m && \
		printf '%s\n' init dev proc sys m | cpio --quiet --create --format=newc --owner=0:0 > ../agent-$$*.cpio
	@cat $(BUILD)/images/$$*/modules.cpio $(2)/agent-$$*.cpio > $$@

$(1)_READY := $(2)/conformance $(2)/payload.erofs $(addprefix $(2)/initrd-,$(MODULE_KERNELS))
-include $$($(1)_RUNNER:.o=.d) $$($(1)_AGENT:.o=.d)
endef

CASES := $(sort $(wildcard tests/cases/*/*.c))
SELF_CASES := $(sort $(wildcard tests/self/cases/*.c))
SELF := $(BUILD)/self
# An instruction case has no arm64 guest; one that needs glibc or Go has no other.
GLIBC_ONLY := $(shell grep -l 'flavours = GLIBC' $(CASES) $(SELF_CASES))
GO_ONLY := $(shell grep -l 'flavours = GO' $(CASES) $(SELF_CASES))
SHARED := $(shell grep -l 'shared = true' $(CASES) $(SELF_CASES))
X86_ONLY := $(shell grep -l 'x86_64_only = true' $(CASES) $(SELF_CASES))
$(eval $(call SUITE,MAIN,$(BUILD),$(CASES),$(CFLAGS)))
$(eval $(call SUITE,SELF,$(SELF),$(SELF_CASES),$(SANITIZE)))

set-up: $(BUILD)/.images
	@$(if $(NAMED_IMAGES),fixtures/images/build $(NAMED_IMAGES))
	@fixtures/compile $(BUILD)/payload/guests $(words $(MAIN_GUESTS)) $(PARALLEL) $(MAIN_READY)

# Every case broken on purpose, for the self-test that sees each of them fail.
MUTATED := $(BUILD)/mutated/payload/guests
MUTATED_GUESTS := $(foreach f,glibc static go,\
	$(filter $(MUTATED)/$(HOST)/$(f)/%,$(call guests,$(MUTATED),$(HOST),$(CASES))))
$(foreach c,$(CASES),$(foreach f,$(call flavours_of,$(c)),\
	$(eval $(call guest_rule,$(MUTATED),$(HOST),$(f),$(c),-DMUTATED))))

include tests/bench/bench.mk
include tests/coverage/coverage.mk

# Running ----------------------------------------------------------------------

OPTIONS = $(if $(MACHINE),--machine='$(MACHINE)') $(if $(BACKEND),--backend='$(BACKEND)') \
	$(if $(CASE),--case='$(CASE)') $(if $(JOBS),--jobs='$(JOBS)') \
	$(if $(TIER),--tier='$(TIER)') $(if $(REPEAT),--repeat='$(REPEAT)') $(if $(RESUME),--resume) \
	$(if $(filter all,$(FLAVOURS)),--all-flavours) $(if $(ALONE),--alone)

export FEX

conformance: set-up
	@$(BUILD)/conformance $(OPTIONS)

# The short run: the same program and machines, the cases that tell most.
smoke: set-up
	@$(BUILD)/conformance --tier=check --machine=host,krun $(OPTIONS)

list: $(BUILD)/conformance
	@$(BUILD)/conformance --list

# The project's own tests --------------------------------------------------------

SELF_TESTS := $(patsubst tests/self/%.c,$(SELF)/%,$(sort $(wildcard tests/self/test_*.c)))
SELF_OBJECTS = $(filter-out $(SELF)/host/tests/runner/main.o,$(SELF_RUNNER))

$(SELF)/test_%: tests/self/test_%.c $(wildcard tests/self/*.h) $(SELF_READY)
	@$(CC) $(HOST_CFLAGS) $(SANITIZE) -o $@ $< $(SELF_OBJECTS) -ljansson -lcmocka

self-test: set-up
	@fixtures/compile $(MUTATED) $(words $(MUTATED_GUESTS)) $(PARALLEL) $(SELF_TESTS) $(SELF_READY) $(MUTATED_GUESTS)
	@ln -sfn ../images $(SELF)/images
	@# What lives until the end of a program is no leak worth reporting.
	@export ASAN_OPTIONS=detect_leaks=0; status=0; \
	for t in $(SELF_TESTS); do $$t || status=1; done; exit $$status

# A case's broken twin by hand: what a failure of it looks like.
mutation: set-up
	@fixtures/compile $(MUTATED) $(words $(MUTATED_GUESTS)) $(PARALLEL) $(MUTATED_GUESTS)
	@ln -sfn ../images $(BUILD)/mutated/images
	@$(BUILD)/conformance --build=$(BUILD)/mutated --machine=host \
		--alone --backend=native-$(patsubst aarch64,arm64,$(HOST)) $(if $(CASE),--case='$(CASE)')

check:
	@MAKE='$(MAKE)' BUILD='$(BUILD)' tests/check

# Housekeeping ---------------------------------------------------------------------

SOURCES = $(shell git ls-files '*.c' '*.h')

format:
	clang-format -i $(SOURCES)

lint:
	@fixtures/setup --lint
	@tests/lint

clean:
	rm -rf $(BUILD)

distclean: clean
	rm -rf "$${CACHE:-$${XDG_CACHE_HOME:-$$HOME/.cache}/x86-conformance}"
