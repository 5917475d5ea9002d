/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The guest half is go_scheduler.go. */
#include "case.h"

CASE(go_scheduler, .rule = "THREAD-1",
     .summary = "goroutines on four threads lose no count, and each locked thread has its id",
     .flavours = GO, .seconds = 30);
