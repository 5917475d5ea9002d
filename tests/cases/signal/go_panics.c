/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The guest half is go_panics.go. */
#include "case.h"

CASE(go_panics, .rule = "SIG-3",
     .summary = "Go turns faults and divisions by zero into panics that it recovers from",
     .flavours = GO);
