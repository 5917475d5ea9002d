/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The guest half is go_collector.go. */
#include "case.h"

CASE(go_collector, .rule = "THREAD-13",
     .summary = "the garbage collector keeps all that is reachable while threads allocate",
     .flavours = GO, .seconds = 30,
     .issues = { "https://github.com/tonistiigi/binfmt/issues/269" });
