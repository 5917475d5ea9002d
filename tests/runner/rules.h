/* SPDX-License-Identifier: Apache-2.0 */
/* SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors */
#ifndef RULES_H
#define RULES_H

/* The ids of docs/spec, ending with NULL; the Makefile writes build/rules.c. */
extern const char *const spec_rules[];

#endif
