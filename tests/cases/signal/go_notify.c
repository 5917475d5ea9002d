/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
/* The guest half is go_notify.go. */
#include "case.h"

CASE(go_notify, .rule = "SIG-18",
     .summary = "a Go program is notified of each signal, ignores some and dies of others",
     .flavours = GO, .seconds = 30);
