/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The guest half is go_preemption.go. */
#include "case.h"

CASE(go_preemption, .rule = "SIG-10",
     .summary = "loops that the Go scheduler interrupts by signals compute as undisturbed",
     .flavours = GO, .seconds = 30,
     .issues = { "https://github.com/FEX-Emu/FEX/issues/5810",
		 "https://github.com/golang/go/issues/70329" });
