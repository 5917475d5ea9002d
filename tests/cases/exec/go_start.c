/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The guest half is go_start.go. */
#include "case.h"

CASE(go_start, .rule = "EXEC-1",
     .summary = "a static Go program gets its arguments and environment, and runs itself",
     .flavours = GO, .seconds = 60);
