# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
# Two hundred targets, of which two start a process.
names := $(foreach a,0 1 2 3 4 5 6 7 8 9,$(foreach b,0 1 2 3 4 5 6 7 8 9,x$(a)$(b) y$(a)$(b)))
all: $(names); @echo $(words $^) $(lastword $(sort $^))
x%: ; @:
y%: x% ; @:
