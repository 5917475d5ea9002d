/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The guest half is go_pipes.go. */
#include "case.h"

CASE(go_pipes, .rule = "THREAD-13",
     .summary = "the poller wakes goroutines that wait for pipes, and ends waits in time",
     .flavours = GO, .seconds = 30);
