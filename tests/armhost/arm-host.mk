# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
#
# make arm-host        a whole Debian arm64 (systemd, Podman, Docker), and in it identify
#                      with every wrong set-up, setup, containers, MACHINE=host as root and user
# make arm-host-quick  identify alone
#
# The machine is booted from disks and has no network (docs/guide/arm-hosts.md).

.PHONY: arm-host arm-host-quick arm-host-set-up

ARM_HOST := $(BUILD)/arm-host
ARM_HOST_IMAGES := archive-root arm-host arm-host-kernel arm-host-old-kernel

# What the machine gets beside the payload: the runner, and what it reads.
ARM_HOST_SUITE := $(ARM_HOST)/suite

# The runner is that of `make image`.
$(ARM_HOST_SUITE)/conformance: $(BUILD)/image/conformance
	@mkdir -p $(@D)
	@cp $< $@

# What MACHINE=host looks for in the artefacts beside their roots.
$(ARM_HOST)/suite.erofs: $(ARM_HOST_SUITE)/conformance $(BUILD)/payload.erofs \
		$(wildcard tests/expect/* tests/tiers/*)
	@rm -rf $(ARM_HOST_SUITE)/expect $(ARM_HOST_SUITE)/tiers $(ARM_HOST_SUITE)/images
	@cp -r tests/expect tests/tiers $(ARM_HOST_SUITE)
	@cp $(BUILD)/payload/init $(ARM_HOST_SUITE)/agent
	@cp $(BUILD)/payload/guests/x86_64/static/identity $(ARM_HOST_SUITE)/probe-amd64
	@for image in amd64 arm64 $(notdir $(wildcard $(BUILD)/images/qemu-* $(BUILD)/images/box64-*)); do \
		mkdir -p $(ARM_HOST_SUITE)/images/$$image/root; \
		for file in VERSION packages sha256; do \
			cp $(BUILD)/images/$$image/$$file $(ARM_HOST_SUITE)/images/$$image/; done; done
	@rm -f $@ && mkfs.erofs --quiet -T0 --all-root $@ $(ARM_HOST_SUITE)

# The first process, and what it lays over the machine's disk.
$(ARM_HOST)/init.cpio: $(shell find tests/armhost/machine -type f) | $(BUILD)/.images
	@rm -rf $(ARM_HOST)/initramfs && mkdir -p $(ARM_HOST)/initramfs/bin
	@cp $(BUILD)/images/arm-host/busybox $(ARM_HOST)/initramfs/bin
	@cp tests/armhost/machine/init $(ARM_HOST)/initramfs
	@cp -r tests/armhost/machine/root $(ARM_HOST)/initramfs/over
	@chmod -R go-w $(ARM_HOST)/initramfs
	@cd $(ARM_HOST)/initramfs && find . | sort | \
		cpio --quiet --create --format=newc --owner=0:0 > ../init.cpio

ARM_HOST_OBJECTS := $(patsubst %.c,$(ARM_HOST)/%.o,$(wildcard tests/armhost/*.c)) \
	$(patsubst %.c,$(BUILD)/host/%.o,$(filter-out tests/runner/main.c,$(RUNNER_SOURCES) $(RESULTS_SOURCES)) $(CASES))

$(ARM_HOST)/%.o: %.c | $(BUILD)/.tools
	@mkdir -p $(@D)
	@$(CC) $(HOST_CFLAGS) $(CFLAGS) -c $< -o $@

$(ARM_HOST)/test_arm_host: $(ARM_HOST_OBJECTS) $(BUILD)/rules.c
	@$(CC) $(INCLUDES) $(LDFLAGS) -o $@ $^ -ljansson -lcmocka -llzma -lm

ifneq ($(filter MAIN,$(SUITES)),)
-include $(patsubst %.c,$(ARM_HOST)/%.d,$(wildcard tests/armhost/*.c))
endif

# Another directory is another disk.
$(ARM_HOST)/fex.erofs: FORCE
	@mkdir -p $(@D) && rm -f $@ && mkfs.erofs --quiet -T0 --all-root $@ '$(FEX)'

ARM_HOST_READY := $(if $(FEX),$(ARM_HOST)/fex.erofs) $(ARM_HOST)/test_arm_host $(ARM_HOST)/init.cpio $(ARM_HOST)/suite.erofs

arm-host-set-up: set-up
	@printf '%s\n' $(ARM_HOST_IMAGES) | xargs -n 1 -P $(shell nproc) fixtures/images/build
	@$(call build,MAIN,$(ARM_HOST_READY))

arm-host: arm-host-set-up
	@$(ARM_HOST)/test_arm_host

arm-host-quick: arm-host-set-up
	@$(ARM_HOST)/test_arm_host quick
