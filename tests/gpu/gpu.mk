# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
#
# make gpu          programs that use a GPU, on MACHINE=gpu, which has Venus and virgl
#                   (docs/guide/gpu.md): WORKLOAD=
#
# The runner is that of `make workloads`, with a payload of its own.

.PHONY: gpu gpu-set-up gpu-tools

GPU := $(BUILD)/gpu
GPU_PAYLOAD := $(foreach a,x86_64 aarch64,$(addprefix $(GPU)/payload/guests/$(a)/glibc/,identity vulkan gles))
GPU_SHADERS := $(sort $(wildcard tests/gpu/guest/*.comp tests/gpu/guest/*.vert tests/gpu/guest/*.frag))
# The headers of Vulkan, EGL and OpenGL ES are the host's: alike for all architectures.
GPU_FLAGS = -std=gnu11 -D_GNU_SOURCE -O2 -g $(WARNINGS) -idirafter /usr/include -I$(GPU) -Itests/gpu/guest

# What boots a machine of that name.
ifneq ($(filter gpu,$(subst $(comma), ,$(MACHINE))),)
NAMED_IMAGES += gpu-host
set-up: gpu-tools
endif

gpu-tools:
	@fixtures/setup --gpu

$(GPU)/%.spv.h: tests/gpu/guest/%
	@mkdir -p $(@D)
	@glslangValidator -V --quiet --vn shader_$(subst .,_,$*) -o $@ $<

# In each file that takes one of them.
$(GPU)/shaders.h: $(GPU_SHADERS:tests/gpu/guest/%=$(GPU)/%.spv.h)
	@sed -n 's/^const uint32_t \(.*\)\[\]/static const uint32_t \1[] __attribute__((unused))/;/pragma/!p' $^ > $@

define GPU_GUESTS
$(GPU)/payload/guests/$(1)/glibc/vulkan: $(addprefix tests/gpu/guest/,vulkan.c device.c compute.c timeline.c triangle.c picture.c) \
		$(wildcard tests/gpu/guest/*.h) $(GPU)/shaders.h
	@mkdir -p $$(@D)
	@$$(CC_$(1)) $$(GPU_FLAGS) -o $$@ $$(filter %.c,$$^)

$(GPU)/payload/guests/$(1)/glibc/gles: $(addprefix tests/gpu/guest/,gles.c picture.c picture.h)
	@mkdir -p $$(@D)
	@$$(CC_$(1)) $$(GPU_FLAGS) -o $$@ $$(filter %.c,$$^)
endef
$(foreach a,x86_64 aarch64,$(eval $(call GPU_GUESTS,$(a))))

$(eval $(call STAMP,$(GPU)/sources,$(SOFTWARE_AGENT)))
$(eval $(call IDENTITY,$(GPU)))
$(eval $(call PAYLOAD,$(GPU),SOFTWARE_AGENT,$(GPU_PAYLOAD)))

GPU_READY := $(BUILD)/software/software $(GPU)/payload.erofs $(GPU)/initrd-debian-4k

gpu-set-up: set-up gpu-tools
	@fixtures/images/build gpu-host gpu-amd64 gpu-arm64
	@$(call build,MAIN SOFTWARE,$(GPU_READY))
	@ln -sfn ../images $(GPU)/images

gpu: gpu-set-up
	@$(BUILD)/software/software gpu --build=$(GPU) $(SOFTWARE_OPTIONS) $(if $(WORKLOAD),--case='$(WORKLOAD)')
