# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
#
# make forms    the table of instruction forms, anew from the decoder, and its answers
#
# The guests of the instruction forms find table and answers beside themselves. The
# answers are this CPU's own, or on a machine without one those of the reference run.

.PHONY: forms

FORMS := tests/forms
FORMS_PLACES := $(addsuffix /x86_64/static,$(BUILD)/payload/guests $(BUILD)/mutated/payload/guests)
FORMS_GUEST := $(BUILD)/payload/guests/x86_64/static/integer_forms
FORMS_SOURCES := $(wildcard $(FORMS)/*.c $(FORMS)/*.h) fixtures/guest/forms_format.h
FORMS_FLAGS = -std=gnu11 -D_GNU_SOURCE $(WARNINGS) $(CFLAGS) -Ifixtures/guest -I$(FORMS)

$(BUILD)/forms/count: $(FORMS)/count/count.c fixtures/guest/forms_format.h | $(BUILD)/.tools
	@mkdir -p $(@D)
	@$(CC) $(FORMS_FLAGS) -o $@ $<

$(addsuffix /instructions.forms,$(FORMS_PLACES)): $(FORMS)/instructions.forms.xz | $(BUILD)/.tools
	@mkdir -p $(@D)
	@xz -dc $< > $@

ifeq ($(HOST),x86_64)
# Another CPU answers anew.
$(eval $(call STAMP,$(BUILD)/forms/cpu,$(shell sed -n '/^vendor_id\|^cpu family\|^model\|^stepping\|^flags/p; /^$$/q' /proc/cpuinfo | cksum)))
$(firstword $(FORMS_PLACES))/answers.forms: $(FORMS_GUEST) $(firstword $(FORMS_PLACES))/instructions.forms $(BUILD)/forms/cpu
	@$(FORMS_GUEST) record $(@D)/instructions.forms $@
else
$(firstword $(FORMS_PLACES))/answers.forms: $(FORMS)/answers.forms.xz | $(BUILD)/.tools
	@mkdir -p $(@D)
	@xz -dc $< > $@
endif

$(lastword $(FORMS_PLACES))/answers.forms: $(firstword $(FORMS_PLACES))/answers.forms
	@mkdir -p $(@D)
	@cp $< $@

# A copy of the project may have few cases, and none of these.
ifneq ($(filter tests/cases/isa/integer_forms.c,$(CASES)),)
FORMS_FILES := $(addprefix $(firstword $(FORMS_PLACES))/,instructions.forms answers.forms)
$(BUILD)/payload.erofs: $(FORMS_FILES)
MUTATED_FORMS := $(addprefix $(lastword $(FORMS_PLACES))/,instructions.forms answers.forms)
endif

$(BUILD)/forms/table: $(FORMS_SOURCES)
	@fixtures/setup --forms
	@mkdir -p $(@D)
	@$(CC) $(FORMS_FLAGS) -o $@ $(filter %.c,$^) -lZydis

forms: set-up
	@$(call build,MAIN,$(BUILD)/forms/table $(FORMS_GUEST))
	@$(BUILD)/forms/table $(FORMS) $(BUILD)/forms/instructions.forms $(BUILD)/forms/list.txt
	@$(FORMS_GUEST) record $(BUILD)/forms/instructions.forms $(BUILD)/forms/answers.forms
	@for f in instructions answers; do xz -9 -c $(BUILD)/forms/$$f.forms > $(FORMS)/$$f.forms.xz; done
