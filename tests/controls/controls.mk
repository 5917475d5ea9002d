# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
#
# make controls     the native controls under other kernels and other CPUs
#
# What a case claims must hold on any Linux of its architecture, or the case is
# wrong: so the guests run without a translator in virtual machines, those of
# x86_64 too.

.PHONY: controls

CONTROLS := $(BUILD)/controls
CONTROL_KERNELS := amd64-bookworm amd64-trixie amd64-sid amd64-cloud
CONTROL_IMAGES := machine-amd64 $(CONTROL_KERNELS) debian-4k

# The agent for x86_64. The runner has the same objects for this host, if it is one.
ifeq ($(HOST),x86_64)
CONTROL_OBJECTS := $(BUILD)/host
CONTROL_JANSSON := -ljansson
else
CONTROL_OBJECTS := $(CONTROLS)/agent
CONTROL_JANSSON := $(BUILD)/images/jansson-amd64/lib/libjansson.a
CONTROL_IMAGES += jansson-amd64

$(CONTROL_OBJECTS)/%.o: %.c
	@mkdir -p $(@D)
	@$(CC_x86_64) $(HOST_CFLAGS) -O2 -g -I$(BUILD)/images/jansson-amd64/include -c $< -o $@
endif
CONTROL_AGENT := $(patsubst %.c,$(CONTROL_OBJECTS)/%.o,$(AGENT_SOURCES) $(CASES))

$(CONTROLS)/root/init: $(CONTROL_AGENT)
	@mkdir -p $(addprefix $(@D)/,dev proc sys m)
	@$(CC_x86_64) -static -o $@ $^ $(CONTROL_JANSSON)

$(CONTROLS)/initrd-amd64-%: $(CONTROLS)/root/init
	@cd $(<D) && printf '%s\n' init dev proc sys m | \
		cpio --quiet --create --format=newc --owner=0:0 > ../agent-$*.cpio
	@cat $(BUILD)/images/amd64-$*/modules.cpio $(CONTROLS)/agent-$*.cpio > $@

# The rest is that of the suite.
CONTROL_READY := $(CONTROL_KERNELS:%=$(CONTROLS)/initrd-%)
CONTROL_LINKS := images payload payload.erofs $(MODULE_KERNELS:%=initrd-%)
-include $(filter $(CONTROLS)/%,$(CONTROL_AGENT:.o=.d))

controls: set-up
	@fixtures/setup --controls
	@printf '%s\n' $(CONTROL_IMAGES) | xargs -n 1 -P $(shell nproc) fixtures/images/build
	@$(PARALLEL) $(CONTROL_READY)
	@$(foreach l,$(CONTROL_LINKS),ln -sfn ../$(l) $(CONTROLS)/$(l);)
	@BUILD='$(BUILD)' tests/controls/run
