# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
#
# make order        what translators do to the order of memory accesses
# make order-check  the self-tests, and a dozen bodies
# make order-record   records what make order found of settings that have no records
# make order-publish  keeps what make order found in docs/results, for the documents
#
# The runner of the conformance suite with other cases: settings (docs/guide/order.md).

.PHONY: order order-check order-publish order-record order-set-up

VARIABLES += CPU

ORDER := $(BUILD)/order
ORDER_CASES := tests/order/settings.c tests/order/drive.c tests/cases/backend/identity.c
ORDER_SOURCES := $(filter-out $(ORDER_CASES),$(wildcard tests/order/*.c))
ORDER_GUEST := $(wildcard tests/order/guest/*)
ORDER_TRACER := $(wildcard tests/order/tracer/*)
ORDER_FLAGS = -std=gnu11 -D_GNU_SOURCE -O2 -g $(WARNINGS) -Itests/order/guest -pthread

# What they run is native on the machine, whatever they trace.
define ORDER_GUESTS
$(ORDER)/payload/guests/$(1)/glibc/tracer: $(ORDER_TRACER) tests/order/guest/page.h | $(BUILD)/.tools
	@mkdir -p $$(@D)
	@$$(CC_aarch64) $$(ORDER_FLAGS) -static -Itests/order/tracer -o $$@ $$(filter %.c,$$^)
endef
$(foreach a,x86_64 aarch64,$(eval $(call ORDER_GUESTS,$(a))))

# With shared libraries: that is what translators are made for, and Box64 0.3.4 ends a
# static program at its first clone3(2).
$(ORDER)/payload/guests/x86_64/glibc/order-guest: $(ORDER_GUEST) | $(BUILD)/.tools
	@mkdir -p $(@D)
	@$(CC_x86_64) $(ORDER_FLAGS) -o $@ $(addprefix tests/order/guest/,main.c x86.c x86.S)

$(ORDER)/payload/guests/aarch64/glibc/order-control: $(ORDER_GUEST) | $(BUILD)/.tools
	@mkdir -p $(@D)
	@$(CC_aarch64) $(ORDER_FLAGS) -static -o $@ $(addprefix tests/order/guest/,main.c arm64.c arm64.S)

ORDER_PAYLOAD := $(foreach a,x86_64 aarch64,$(addprefix $(ORDER)/payload/guests/$(a)/glibc/,identity tracer)) \
	$(ORDER)/payload/guests/x86_64/glibc/order-guest $(ORDER)/payload/guests/aarch64/glibc/order-control

# The runner's own objects serve; only the registry's are others.
ORDER_RUNNER := $(patsubst %.c,$(BUILD)/host/%.o,$(filter-out tests/runner/main.c,$(RUNNER_SOURCES)) \
	$(ORDER_CASES) $(ORDER_SOURCES))
ORDER_AGENT := $(patsubst %.c,$(BUILD)/agent/%.o,$(AGENT_SOURCES) $(ORDER_CASES))

$(eval $(call STAMP,$(ORDER)/sources,$(ORDER_RUNNER) $(ORDER_AGENT)))

$(ORDER)/order: $(ORDER_RUNNER) $(ORDER)/sources
	@$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(filter %.o,$^) -ljansson -lcmocka

$(eval $(call IDENTITY,$(ORDER)))
$(eval $(call PAYLOAD,$(ORDER),ORDER_AGENT,$(ORDER_PAYLOAD)))

ORDER_READY := $(ORDER)/order $(ORDER)/payload.erofs
ifneq ($(filter ORDER,$(SUITES)),)
-include $(ORDER_RUNNER:.o=.d) $(ORDER_AGENT:.o=.d)
endif

ORDER_OPTIONS = $(if $(BACKEND),--backend='$(BACKEND)') $(if $(CASE),--case='$(CASE)') \
	$(if $(MACHINE),--machine='$(MACHINE)') $(if $(CPU),--cpu='$(CPU)') $(if $(RESUME),--resume)

order-set-up: set-up
	@fixtures/images/build herdtools
	@$(call build,MAIN ORDER,$(ORDER_READY))
	@ln -sfn ../images $(ORDER)/images

order: order-set-up
	@$(ORDER)/order $(ORDER_OPTIONS)

# A dozen bodies of each backend, and the control's.
order-check: order-set-up
	@$(call build,MAIN ORDER,$(ORDER)/test_order)
	@$(ORDER)/test_order
	@$(ORDER)/order --case=quick $(ORDER_OPTIONS)

order-record: $(PAGE_LIBRARIES)
	@BUILD='$(BUILD)' node tests/order/record.js

# graphviz is for this alone: documents are made from what is kept.
order-publish:
	@fixtures/setup --no-run --drawings --page
	@BUILD='$(BUILD)' node docs/publish/order.js

$(ORDER)/test_order: tests/order/self/test_order.c tests/order/tracer/decode.c tests/order/tracer/decode_memory.c \
		$(filter-out %/tests/order/main.o,$(ORDER_RUNNER))
	@mkdir -p $(@D)
	@$(CC) $(HOST_CFLAGS) $(CFLAGS) -o $@ $(filter %.c %.o,$^) -ljansson -lcmocka
