# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
#
# make              set up, then run everything on every machine (= make conformance)
# make check        the project's own tests and a short run on real machines
# make list         the cases and their rules
# MACHINE= BACKEND= CASE= FEX=dir JOBS= RESUME=1   select and tune; see README.md

HOST := $(shell uname -m)
BUILD := build
IMAGES := amd64 arm64 machine krun debian-4k debian-16k qemu-trixie box64-trixie box64-sid

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
WARNINGS := -Wall -Wextra -Werror -Wno-format-truncation
INCLUDES := -Ifixtures/guest -Itests/runner -Itests/backends -Itests/engines -Itests/machines
CFLAGS ?= -O2 -g
HOST_CFLAGS = -std=gnu11 -D_GNU_SOURCE $(CFLAGS) $(WARNINGS) $(INCLUDES) -MMD -MP

CASES := $(sort $(wildcard tests/cases/*/*.c))
NAMES := $(basename $(notdir $(CASES)))
# Two cases of one name would be one file below: refuse them here.
$(if $(filter-out $(words $(sort $(NAMES))),$(words $(NAMES))),$(error two cases have the same name))

AGENT_SOURCES := $(addprefix tests/runner/,agent.c binfmt.c check_name.c container.c identity.c \
	record.c registry.c report_file.c) $(wildcard tests/backends/*.c tests/engines/*.c)
RUNNER_SOURCES := $(wildcard tests/runner/*.c) $(wildcard tests/backends/*.c tests/engines/*.c) \
	$(addprefix tests/machines/,machines.c vm.c vm_init.c host.c)

.DELETE_ON_ERROR:
.SECONDEXPANSION:
.PHONY: all conformance check list set-up images clean distclean

all: conformance

# Set-up -------------------------------------------------------------------

set-up: images $(BUILD)/payload.erofs $(BUILD)/initrd-debian-4k $(BUILD)/initrd-debian-16k

$(BUILD)/.tools: fixtures/setup
	@fixtures/setup
	@mkdir -p $(BUILD) && touch $@

images: $(BUILD)/.tools
	@fixtures/images/build $(IMAGES)

$(BUILD)/.images: $(BUILD)/.tools fixtures/images/build $(wildcard fixtures/images/* fixtures/images/*/* fixtures/machine/*)
	@fixtures/images/build $(IMAGES)
	@touch $@

# Guests -------------------------------------------------------------------

GUESTS := $(BUILD)/payload/guests
GUEST_FLAGS = -std=gnu11 -D_GNU_SOURCE -DGUEST -O2 -g $(WARNINGS) -Wno-sign-compare -Ifixtures/guest
STATIC_FLAGS := -DGUEST_STATIC -ffreestanding -fno-stack-protector -fno-pie -U_FORTIFY_SOURCE \
	-fno-tree-loop-distribute-patterns -fcf-protection=none
STATIC_x86_64 := $(STATIC_FLAGS)
STATIC_aarch64 := $(filter-out -fcf-protection=none,$(STATIC_FLAGS)) -mno-outline-atomics
GUEST_HEADERS := $(wildcard fixtures/guest/*.h)
GLIBC_ONLY := $(shell grep -l 'flavours = GLIBC' $(CASES))

define GUEST_RULES
$(BUILD)/guest-$(1)/static/%.o: fixtures/guest/%.c $(GUEST_HEADERS) | $(BUILD)/.tools
	@mkdir -p $$(@D)
	$$(CC_$(1)) $$(GUEST_FLAGS) $$(STATIC_$(1)) -c $$< -o $$@

$(BUILD)/guest-$(1)/glibc/%.o: fixtures/guest/%.c $(GUEST_HEADERS) | $(BUILD)/.tools
	@mkdir -p $$(@D)
	$$(CC_$(1)) $$(GUEST_FLAGS) -c $$< -o $$@
endef

# $(1) architecture, $(2) source
define GUEST_CASE_RULES
$(GUESTS)/$(1)/glibc/$(basename $(notdir $(2))): $(2) $(GUEST_HEADERS) $(addprefix $(BUILD)/guest-$(1)/glibc/,guest.o start-glibc.o)
	@mkdir -p $$(@D)
	$$(CC_$(1)) $$(GUEST_FLAGS) -DCASE_NAME='"$(basename $(notdir $(2)))"' -o $$@ $$(filter %.c %.o,$$^) -pthread

$(GUESTS)/$(1)/static/$(basename $(notdir $(2))): $(2) $(GUEST_HEADERS) $(addprefix $(BUILD)/guest-$(1)/static/,guest.o libc.o start-static.o)
	@mkdir -p $$(@D)
	$$(CC_$(1)) $$(GUEST_FLAGS) $$(STATIC_$(1)) -DCASE_NAME='"$(basename $(notdir $(2)))"' -static -nostdlib -no-pie -o $$@ $$(filter %.c %.o,$$^)
endef

$(foreach a,x86_64 aarch64,$(eval $(call GUEST_RULES,$(a))))
$(foreach a,x86_64 aarch64,$(foreach c,$(CASES),$(eval $(call GUEST_CASE_RULES,$(a),$(c)))))

# An instruction case has no arm64 guest, one that needs glibc no static one.
X86_ONLY := $(shell grep -l 'x86_64_only = true' $(CASES))
names = $(basename $(notdir $(1)))
GUEST_PROGRAMS := \
	$(addprefix $(GUESTS)/x86_64/glibc/,$(NAMES)) \
	$(addprefix $(GUESTS)/x86_64/static/,$(filter-out $(call names,$(GLIBC_ONLY)),$(NAMES))) \
	$(addprefix $(GUESTS)/aarch64/glibc/,$(filter-out $(call names,$(X86_ONLY)),$(NAMES))) \
	$(addprefix $(GUESTS)/aarch64/static/,$(filter-out $(call names,$(X86_ONLY) $(GLIBC_ONLY)),$(NAMES)))

# The runner and its agent ---------------------------------------------------

RUNNER_OBJECTS := $(patsubst %.c,$(BUILD)/host/%.o,$(RUNNER_SOURCES) $(CASES))
AGENT_OBJECTS := $(patsubst %.c,$(BUILD)/agent/%.o,$(AGENT_SOURCES) $(CASES) \
	tests/machines/vm_init.c tests/machines/agent_main.c)

$(BUILD)/host/%.o: %.c | $(BUILD)/.tools
	@mkdir -p $(@D)
	$(CC) $(HOST_CFLAGS) -c $< -o $@

$(BUILD)/agent/%.o: %.c | $(BUILD)/.images
	@mkdir -p $(@D)
	$(CC_aarch64) $(HOST_CFLAGS) $(JANSSON_AGENT) -c $< -o $@

$(BUILD)/conformance: $(RUNNER_OBJECTS)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ -ljansson -lcmocka

$(BUILD)/payload/init: $(AGENT_OBJECTS)
	@mkdir -p $(@D)
	$(CC_aarch64) -static -o $@ $^ $(JANSSON_AGENT_LIB)

$(BUILD)/payload.erofs: $(BUILD)/payload/init $(GUEST_PROGRAMS)
	@cd $(BUILD)/payload && mkdir -p dev proc sys m
	@rm -f $@ && mkfs.erofs --quiet -T0 --all-root $@ $(BUILD)/payload

$(BUILD)/initrd-%: $(BUILD)/payload/init | $(BUILD)/.images
	@cd $(BUILD)/payload && mkdir -p dev proc sys m && \
		printf '%s\n' init dev proc sys m | cpio --quiet --create --format=newc --owner=0:0 > ../agent-$*.cpio
	@cat $(BUILD)/images/$*/modules.cpio $(BUILD)/agent-$*.cpio > $@

-include $(RUNNER_OBJECTS:.o=.d) $(AGENT_OBJECTS:.o=.d)

# Running --------------------------------------------------------------------

READY := $(BUILD)/conformance $(BUILD)/payload.erofs $(BUILD)/initrd-debian-4k $(BUILD)/initrd-debian-16k
OPTIONS = $(if $(MACHINE),--machine='$(MACHINE)') $(if $(BACKEND),--backend='$(BACKEND)') \
	$(if $(CASE),--case='$(CASE)') $(if $(JOBS),--jobs='$(JOBS)') $(if $(RESUME),--resume)

export FEX

conformance: $(READY)
	@$(BUILD)/conformance $(OPTIONS)

list: $(BUILD)/conformance
	@$(BUILD)/conformance --list

clean:
	rm -rf $(BUILD)

distclean: clean
	rm -rf "$${CACHE:-$${XDG_CACHE_HOME:-$$HOME/.cache}/x86-conformance}"
