# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
#
# make image        the suite as a container image: build/image/conformance.tar
# make image-check  Podman in a machine loads it and runs what it can
#
# What the image does is in docs/guide/own-machine.md.

.PHONY: image image-check

IMAGE := $(BUILD)/image
ARCHIVE_ROOT := $(BUILD)/images/archive-root

# The whole runner, for arm64.
IMAGE_RUNNER := $(patsubst %.c,$(BUILD)/agent/%.o,$(RUNNER_SOURCES) $(RESULTS_SOURCES) $(CASES))

$(addprefix $(BUILD)/agent/tests/,report/groups.o results/file_text.o wiring/written.o): HOST_CFLAGS += -I$(ARCHIVE_ROOT)/include

$(IMAGE)/conformance: $(IMAGE_RUNNER) $(BUILD)/rules.c
	@mkdir -p $(@D)
	@$(CC_aarch64) $(INCLUDES) -O2 -o $@ $^ -Wl,--allow-shlib-undefined -Wl,-Bstatic $(JANSSON_AGENT_LIB) \
		-Wl,-Bdynamic $(addprefix $(ARCHIVE_ROOT)/lib/,libcmocka.so liblzma.so) -lm

objcopy_of = $(shell $(1) -print-prog-name=objcopy)

# The payload's list of guests stands for all of them.
$(IMAGE)/conformance.tar: $(IMAGE)/conformance $(BUILD)/payload.erofs fixtures/images/archive fixtures/images/sbom \
		$(wildcard tests/expect/* tests/tiers/*)
	@fixtures/images/archive $(BUILD) $(call objcopy_of,$(CC_x86_64)) $(call objcopy_of,$(CC_aarch64))

image: set-up
	@fixtures/setup --image
	@fixtures/images/build archive-root
	@$(call build,MAIN,$(IMAGE)/conformance.tar)

# A machine with the archive on its disk, and a first process that does as it is told.
IMAGE_SHELL := $(patsubst %.c,$(BUILD)/agent/%.o,$(filter-out tests/agent/main.c,$(AGENT_SOURCES)) \
	tests/cases/backend/identity.c tests/image/shell_init.c)

$(IMAGE)/check/payload/init: $(IMAGE_SHELL)
	@mkdir -p $(@D)
	@$(CC_aarch64) -static -o $@ $^ $(JANSSON_AGENT_LIB)

$(IMAGE)/check/payload.erofs: $(IMAGE)/check/payload/init $(IMAGE)/conformance.tar
	@cd $(<D) && mkdir -p dev proc sys m && ln -f ../../conformance.tar .
	@rm -f $@ && mkfs.erofs --quiet -T0 --all-root $@ $(<D)

# The machine's disks, of which the store of images is another one.
IMAGE_STORE := $(IMAGE)/check/images/store/root.erofs

$(IMAGE_STORE): $(IMAGE)/conformance.tar tests/image/store
	@mkdir -p $(@D)
	@ln -sfn $(addprefix $(CURDIR)/$(BUILD)/images/,krun machine amd64) $(IMAGE)/check/images
	@tests/image/store $< $@

IMAGE_TEST := $(patsubst %.c,$(BUILD)/host/%.o,$(filter-out tests/runner/main.c,$(RUNNER_SOURCES) $(RESULTS_SOURCES)) \
	tests/cases/backend/identity.c)

$(IMAGE)/test_image: tests/image/self/test_image.c $(IMAGE_TEST)
	@$(CC) $(HOST_CFLAGS) $(CFLAGS) -o $@ $(filter %.c %.o,$^) -ljansson -lcmocka -llzma -lm

image-check: image
	@$(call build,MAIN,$(IMAGE)/test_image $(IMAGE)/check/payload.erofs $(IMAGE_STORE))
	@$(IMAGE)/test_image

ifneq ($(filter MAIN,$(SUITES)),)
-include $(IMAGE_RUNNER:.o=.d) $(IMAGE_SHELL:.o=.d)
endif
